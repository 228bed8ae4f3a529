"""What comes in from Telegram is kept before it is confirmed; a press is answered after it is kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import httpx
import pytest

from bot.channels.telegram.messenger import Telegram
from bot.store.messages.inbox import Received
from handlers.talking.message import (
    Reply,
    Text,
)
from tests.channels.fake_telegram import TOKEN, FakeTelegram, Fault, Person
from tests.channels.telegram.bots import CHOICES, WEBHOOK, Inbox, eventually, made, outgoing
from tests.waiting import ANSWER_SECONDS


async def test_polling_keeps_each_update_once_and_confirms_it(channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    said = [ani.says("satu"), ani.says("dua")]
    await channel.start(inbox.receive)
    rows = await inbox.until(2)
    assert [row.payload for row in rows] == said
    assert [(row.channel, row.update_id, row.address) for row in rows] == [("telegram", str(one["update_id"]), "7") for one in said]
    said.append(ani.says("tiga"))
    await inbox.until(3)
    await eventually(lambda: fake.pending == [])


async def test_an_update_that_cannot_be_kept_is_not_confirmed(
    channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.failures = 3
    update = ani.says("penting")
    await channel.start(inbox.receive)
    await eventually(lambda: inbox.batches == 3)
    assert fake.pending == [update]
    await inbox.until(1)
    assert "disk full" in caplog.text
    assert "penting" not in caplog.text


async def test_killed_between_keeping_and_confirming_the_same_update_comes_again(fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    async def hang(batch: Sequence[Received]) -> None:
        await inbox.receive(batch)
        await asyncio.Event().wait()

    ani.says("penting")
    for seen, receive in enumerate((hang, inbox.receive)):
        telegram = made(fake)
        await telegram.start(receive)
        await eventually(lambda seen=seen: inbox.batches > seen)
        await telegram.stop()
    assert (inbox.batches, len(inbox.rows)) == (2, 1)


async def test_an_update_the_library_cannot_read_is_kept_and_does_not_stop_the_rest(channel: Telegram, inbox: Inbox, ani: Person) -> None:
    ani.fake.push("message", {"from": ani.user, "chat": "?"})
    ani.says("halo")
    await channel.start(inbox.receive)
    assert [row.address for row in await inbox.until(2)] == ["7", "7"]


@pytest.mark.parametrize("fault", ["500", "drop before", "drop after"])
async def test_polling_outlives_every_fault(channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person, fault: Fault) -> None:
    fake.fail("getUpdates", fault, times=2)
    ani.says("halo")
    await channel.start(inbox.receive)
    await inbox.until(1)
    await eventually(lambda: fake.pending == [])


async def test_polling_waits_as_long_as_a_429_says(channel: Telegram, fake: FakeTelegram, inbox: Inbox) -> None:
    fake.fail("getUpdates", "429", retry_after=60)
    await channel.start(inbox.receive)
    await eventually(lambda: "getupdates" in fake.calls)
    await asyncio.sleep(0.2)
    assert fake.calls.count("getupdates") == 1


async def test_without_network_at_the_start_it_begins_when_there_is_one(
    channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person
) -> None:
    fake.down = True
    await channel.start(inbox.receive)
    assert channel.trouble
    ani.says("halo")
    fake.down = False
    await inbox.until(1)
    assert channel.trouble == ""
    assert "all_private_chats" in fake.commands


async def test_a_second_poller_is_an_alarm_that_says_what_to_do(
    channel: Telegram, fake: FakeTelegram, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    await channel.start(inbox.receive)
    await eventually(lambda: "getupdates" in fake.calls)
    async with httpx.AsyncClient(timeout=ANSWER_SECONDS) as second:
        await second.post(f"{fake.base_url}{TOKEN}/getUpdates")
    await eventually(lambda: any("Hentikan proses kedua" in getattr(record, "advice", "") for record in caplog.records))
    assert [record.levelno for record in caplog.records if record.message == "telegram.poll_failed"] == [logging.ERROR]
    await eventually(lambda: channel.trouble == "" or fake.calls.count("getupdates") > 2)


async def test_polling_takes_away_a_webhook_left_behind(channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    fake.webhook = {"url": WEBHOOK}
    ani.says("halo")
    await channel.start(inbox.receive)
    await inbox.until(1)


async def test_it_can_be_stopped_during_a_long_poll_and_started_again(
    channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person
) -> None:
    await channel.start(inbox.receive)
    await eventually(lambda: "getupdates" in fake.calls)
    async with asyncio.timeout(1):
        await channel.stop()
    await channel.start(inbox.receive)
    ani.says("halo")
    await inbox.until(1)


async def test_a_press_is_answered_after_it_is_kept_and_the_used_keyboard_goes(
    channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person
) -> None:
    await channel.send(outgoing(Reply(text=Text.of("Lanjut?"), choices=CHOICES)))
    inbox.failures = 1
    query = ani.presses_label("Ya")["callback_query"]
    await channel.start(inbox.receive)
    await eventually(lambda: fake.sent[0].markup == {})
    assert fake.answered == {query["id"]}
    assert len(inbox.rows) == 1
    assert fake.refused == [] and fake.stale == []


async def test_a_press_on_a_lost_message_or_pressed_again_harms_nothing(
    channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person
) -> None:
    await channel.send(outgoing(Reply(text=Text.of("Lanjut?"), choices=CHOICES)))
    gone, again = ani.presses("hilang", stale=True), ani.presses("c:0")
    fake.pending.append(again | {"update_id": again["update_id"] + 1})
    await channel.start(inbox.receive)
    await eventually(lambda: len(fake.stale) == 2)
    assert fake.answered == {gone["callback_query"]["id"], again["callback_query"]["id"]}
    assert fake.refused == []


async def test_a_groups_keyboard_stays_for_those_who_may_press_it(channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    group = fake.group(-5, "Petugas Juai")
    await channel.send(outgoing(Reply(text=Text.of("Aduan"), choices=CHOICES), "-5"))
    ani.presses("c:0", group=group)
    await channel.start(inbox.receive)
    await eventually(lambda: fake.answered)
    await asyncio.sleep(0.05)
    assert fake.sent[0].buttons


async def test_citizens_and_staff_see_different_commands(channel: Telegram, fake: FakeTelegram, inbox: Inbox, ani: Person) -> None:
    await channel.start(inbox.receive)
    await channel.show_menu("7", staff=True)
    names = {scope: [command["command"] for command in commands] for scope, commands in fake.commands.items()}
    assert names == {"all_private_chats": ["mulai", "lapor"], "chat:7": ["tugas"]}
    await channel.show_menu("7", staff=False)
    assert list(fake.commands) == ["all_private_chats"]
