"""Inbox and outbox: unique keys, order within a lane, rows set aside or held that block nobody."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.store.databases.database import Database
from bot.store.messages import inbox, outbox
from bot.store.messages.inbox import Received
from bot.store.messages.outbox import Letter
from bot.store.people import people
from handlers.talking.message import Audience, Channel, LetterKind, Reply, Text

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)


def update(number: int, address: str = "7") -> Received:
    return Received(channel=Channel.TELEGRAM, update_id=str(number), address=address, payload={"number": number})


def letter(key: str, address: str = "7", *, urgent: bool = False, not_before: datetime | None = None) -> Letter:
    reply = Reply(text=Text.of(key))
    origin = key.partition("@")[0]
    return Letter(
        key=key,
        origin=origin,
        person=1,
        channel=Channel.TELEGRAM,
        address=address,
        reply=reply,
        kind=LetterKind.CASE,
        audience=Audience.REPORTER,
        urgent=urgent,
        not_before=not_before,
    )


async def put(database: Database, *letters: Letter) -> None:
    async with database.transaction() as transaction:
        await outbox.add(transaction, letters, NOW)


async def heads(database: Database, now: datetime = NOW) -> list[int]:
    """The rows that can be worked off now; they go back."""
    rows = await inbox.claim(database, "node", now, 50)
    await database.execute("UPDATE inbox SET state = 'waiting', claimed_by = NULL, claimed_until = NULL WHERE state = 'doing'")
    return [row.payload["number"] for row in rows]


async def claimed(database: Database, node: str, now: datetime = NOW) -> list[int]:
    return [row.payload["number"] for row in await inbox.claim(database, node, now, 50)]


async def letters(database: Database, now: datetime = NOW, busy: tuple[str, ...] = ()) -> list[str]:
    return [row.letter.key for row in await outbox.ready(database, Channel.TELEGRAM, now, busy, 50)]


async def test_an_update_is_kept_once(database: Database) -> None:
    await inbox.add(database, [update(1), update(1)], NOW)
    await inbox.add(database, [update(1), update(2)], NOW)
    assert await database.fetch("SELECT update_id FROM inbox ORDER BY id") == [("1",), ("2",)]


async def test_the_first_of_each_lane_is_ready_and_knows_how_many_wait_behind(database: Database) -> None:
    await inbox.add(database, [update(1), update(2), update(3, "8"), update(4)], NOW)
    rows = await inbox.claim(database, "node", NOW, 50)
    assert [(row.payload["number"], row.behind) for row in rows] == [(1, 2), (3, 0)]


async def test_what_one_process_works_at_no_other_takes_nor_what_waits_behind_it(database: Database) -> None:
    await inbox.add(database, [update(1), update(2)], NOW)
    assert await claimed(database, "a") == [1]
    await inbox.add(database, [update(3, "8")], NOW)
    assert await claimed(database, "b") == [3]
    async with database.transaction() as transaction:
        assert await inbox.done(transaction, 1)
    assert await claimed(database, "b") == [2]


async def test_two_processes_that_claim_at_the_same_moment_share_the_rows(database: Database) -> None:
    await inbox.add(database, [update(number, str(number % 20)) for number in range(100)], NOW)
    taken = await asyncio.gather(*(claimed(database, f"node {number}") for number in range(6)))
    numbers = [number for numbers in taken for number in numbers]
    assert sorted(numbers) == sorted(set(numbers)) == list(range(20))


async def test_what_a_dead_process_had_in_hand_waits_again_and_what_a_living_one_has_does_not(database: Database) -> None:
    await inbox.add(database, [update(1), update(2, "8")], NOW)
    assert await claimed(database, "a") == [1, 2]
    await database.execute("UPDATE inbox SET claimed_until = epoch() - 1")
    await inbox.renew(database, [2])
    assert await inbox.free_expired(database) == 1
    assert await claimed(database, "b") == [1]


async def test_of_two_that_did_the_same_row_one_is_told_that_it_was_too_late(database: Database) -> None:
    await inbox.add(database, [update(1)], NOW)
    await claimed(database, "a")
    async with database.transaction() as transaction:
        assert await inbox.done(transaction, 1)
    await inbox.later(database, 1, "TryLater", LATER)
    assert await database.fetch("SELECT state FROM inbox") == [("done",)]


async def test_a_row_is_done_once(database: Database) -> None:
    await inbox.add(database, [update(1)], NOW)
    async with database.transaction() as transaction:
        assert await inbox.done(transaction, 1)
    async with database.transaction() as transaction:
        assert not await inbox.done(transaction, 1)


async def test_a_row_that_waits_holds_up_its_lane_and_no_other(database: Database) -> None:
    await inbox.add(database, [update(1), update(2), update(3, "8")], NOW)
    assert await claimed(database, "a") == [1, 3]
    await inbox.later(database, 1, "TryLater", LATER)
    await inbox.postpone(database, 3, NOW)
    assert await heads(database) == [3]
    assert await inbox.next_try(database, NOW) == LATER
    assert await heads(database, LATER) == [1, 3]


async def test_a_row_set_aside_blocks_nobody_and_is_listed(database: Database) -> None:
    await inbox.add(database, [update(1), update(2)], NOW)
    async with database.transaction() as transaction:
        await inbox.set_aside(transaction, 1, "ValueError")
    assert await heads(database) == [2]
    assert await inbox.failed(database, 5) == [(1, "ValueError")]


async def test_a_letter_decided_twice_is_kept_once(database: Database) -> None:
    await put(database, letter("a"), letter("a"))
    await put(database, letter("a"))
    assert await letters(database) == ["a"]
    assert await database.fetch("SELECT COUNT(*) FROM outbox") == [(1,)]


async def test_urgent_lanes_go_first_and_each_lane_in_order(database: Database) -> None:
    await put(database, letter("a", "7"), letter("b", "8"), letter("c", "9", urgent=True), letter("d", "7"))
    assert await letters(database) == ["c", "a", "b"]


async def test_who_has_just_written_is_answered_before_two_thousand_who_wait_for_news(database: Database) -> None:
    """And before what waits for the same person."""
    news = [replace(letter(f"news {number}", str(number)), kind=LetterKind.LADDER) for number in range(2000)]
    lists = [replace(letter(f"list {number}", f"l{number}"), kind=LetterKind.LIST) for number in range(20)]
    help_ = replace(letter("call 113", "7"), kind=LetterKind.ANSWER)
    await put(database, *lists, *news, help_)
    first, *others = await outbox.ready(database, Channel.TELEGRAM, NOW, (), 5000)
    assert first.letter.key == "call 113"
    assert [one.letter.kind for one in others] == [LetterKind.LADDER] * 1999 + [LetterKind.LIST] * 20


async def test_what_is_taken_back_takes_along_that_it_waits_for_a_second_look_and_leaves_other_news_of_the_staff(
    database: Database,
) -> None:
    answer = replace(letter("answer"), complaint="JUAI-2611-7K3FQ")
    to_check = replace(answer, key="to check", audience=Audience.SUPERVISOR, event="to_check")
    news, another = replace(to_check, key="news", event="reopen"), replace(to_check, key="another", complaint="JUAI-2611-AAAAA")
    await put(database, answer, to_check, news, another)
    async with database.transaction() as transaction:
        await outbox.recall(transaction, ["JUAI-2611-7K3FQ"], NOW)
    assert await database.fetch("SELECT key FROM outbox ORDER BY id") == [("news",), ("another",)]


async def test_a_letter_for_the_morning_does_not_hold_up_the_night(database: Database) -> None:
    await put(database, letter("morning", not_before=LATER), letter("now"))
    assert await letters(database) == ["now"]
    await outbox.sent(database, [(2, "m2", False)], NOW)
    assert await letters(database) == []
    assert await outbox.next_try(database, Channel.TELEGRAM, NOW) == LATER
    assert await letters(database, LATER) == ["morning"]


async def test_a_letter_that_is_tried_again_keeps_its_place(database: Database) -> None:
    await put(database, letter("first"), letter("second"))
    async with database.transaction() as transaction:
        await outbox.again(transaction, 1, "TryLater", LATER)
    assert await letters(database) == []
    assert await letters(database, LATER) == ["first"]


async def test_what_was_held_is_released_in_order_and_of_much_only_the_newest(database: Database) -> None:
    await put(database, *(letter(str(number)) for number in range(5)), letter("other", "8"))
    await outbox.sent(database, [(number + 1, "m", True) for number in range(4)], NOW)
    async with database.transaction() as transaction:
        await outbox.hold(transaction, 5, "window", NOW)
    assert await letters(database) == ["other"]
    async with database.transaction() as transaction:
        assert await outbox.release(transaction, "telegram:7", NOW, 3) == 3
    kept = await database.fetch("SELECT key, state FROM outbox WHERE lane = 'telegram:7' ORDER BY id")
    assert kept == [("0", "sent"), ("1", "sent"), ("2", "waiting"), ("3", "waiting"), ("4", "waiting")]
    async with database.transaction() as transaction:
        assert await outbox.release(transaction, "telegram:9", NOW, 3) == 0


async def test_it_is_known_where_a_letter_was_tried(database: Database) -> None:
    await put(database, letter("n:0", "7"), letter("n:0@web:x:0", "8"), letter("n:01", "9"))
    async with database.transaction() as transaction:
        assert await outbox.lanes(transaction, "n:0") == {"telegram:7", "telegram:8"}


async def test_who_moves_takes_along_what_waits(database: Database) -> None:
    async with database.transaction() as transaction:
        old = await people.chat(transaction, Channel.TELEGRAM, "7", NOW)
        await people.save(transaction, old, {"office": "juai"}, NOW, number="628")
    await put(database, letter("a"))
    async with database.transaction() as transaction:
        await people.move(transaction, Channel.TELEGRAM, "628", "9")  # by the number as well as by the address
        moved = await people.chat(transaction, Channel.TELEGRAM, "9", NOW)
    assert (moved.person, moved.state) == (old.person, {"office": "juai"})
    (row,) = await outbox.ready(database, Channel.TELEGRAM, NOW, (), 5)
    assert (row.letter.address, row.lane) == ("9", "telegram:9")


async def test_who_has_written_from_the_new_address_before_becomes_the_same_person(database: Database) -> None:
    async with database.transaction() as transaction:
        old = await people.chat(transaction, Channel.WHATSAPP, "628", NOW)
        new = await people.chat(transaction, Channel.WHATSAPP, "ID.1", NOW)
        await people.move(transaction, Channel.WHATSAPP, "628", "ID.1")
        after = await people.chat(transaction, Channel.WHATSAPP, "ID.1", NOW)
    assert new.person != old.person == after.person
    assert await database.fetch("SELECT address FROM chats") == [("ID.1",)]


async def test_a_number_links_only_whom_nothing_else_was_known_of(database: Database) -> None:
    async with database.transaction() as transaction:
        first = await people.chat(transaction, Channel.WHATSAPP, "628", NOW)
        same = await people.chat(transaction, Channel.WHATSAPP, "ID.1", NOW, "628")
        await people.save(transaction, same, {}, NOW, number="628")
        stranger = await people.chat(transaction, Channel.WHATSAPP, "ID.2", NOW, "628")
    assert first.person == same.person != stranger.person
