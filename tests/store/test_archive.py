"""What was said and done in cases that ended long ago goes to the archive by month, is read as before, and nothing of it is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.store.cases import complaints
from bot.store.databases.database import Database, Violation
from bot.store.messages import outbox
from bot.store.people import people
from bot.store.people.same_person import unite
from bot.store.upkeep import archive
from handlers.casework.events import Event
from handlers.casework.moves import Action, Role, State
from handlers.casework.payloads import Withdrawn
from handlers.talking.message import Channel
from tests.casework.cases import filed, filing, rules_of
from tests.store.test_picture_plans import Watched
from tests.store.test_queues import letter

ENDED = datetime(2025, 11, 3, 1, tzinfo=UTC)
LATER = ENDED + timedelta(days=400)
OLD, YOUNG = "JUAI-2511-7K3FQ", "JUAI-2512-8K3FX"


async def ended(database: Database, number: str, at: datetime) -> list[Event]:
    """A case that its reporter withdrew then, with a letter; its history."""
    filed_at = at - timedelta(days=2)
    complaint, lines = filed(rules_of("juai"), filed_at, number=number), [filing(filed_at, number=number)]
    lines.append(Event(at=at, actor=1, role=Role.REPORTER, data=Withdrawn(text="sudah selesai")))
    async with database.transaction() as transaction:
        reporter = (await people.chat(transaction, Channel.TELEGRAM, number, at)).person
        complaint = replace(complaint, reporter=reporter)
        await complaints.add(transaction, complaint, lines[0], "", None)
        await complaints.change(transaction, replace(complaint, state=State.WITHDRAWN, ended=at), lines[1], None)
        await outbox.add(transaction, [replace(letter(f"{number}:{place}"), complaint=number, person=reporter) for place in range(2)], at)
    ((first,),) = await database.fetch("SELECT MIN(id) FROM outbox WHERE complaint = ?", number)
    await outbox.sent(database, [(first, "a", False)], at)
    return lines


async def archived(database: Database, before: datetime) -> int:
    async with database.transaction() as transaction:
        return await archive.archive(transaction, before)


async def places(database: Database) -> dict[str, set[str]]:
    """Which cases each table has lines or letters of."""
    columns = {"history": "number", "archived_history": "number", "outbox": "complaint", "archived_letters": "complaint"}
    return {table: {row[0] for row in await database.fetch(f"SELECT {column} FROM {table}")} for table, column in columns.items()}


async def test_a_case_that_ended_long_ago_leaves_the_tables_of_today_and_reads_as_before(database: Database) -> None:
    lines = await ended(database, OLD, ENDED)
    await ended(database, YOUNG, ENDED + timedelta(days=30))
    before = ENDED + timedelta(days=7)
    assert [await archived(database, before) for _ in range(2)] == [1, 0]
    assert await places(database) == {"history": {YOUNG}, "archived_history": {OLD}, "outbox": {OLD, YOUNG}, "archived_letters": {OLD}}
    assert await complaints.history(database, OLD) == lines
    assert [len(one) for one in (await complaints.histories(database, [OLD, YOUNG])).values()] == [2, 2]
    assert await database.fetch("SELECT DISTINCT month FROM archived_history UNION SELECT month FROM archived_letters") == [("2025-11",)]
    assert await database.fetch("SELECT key, state FROM outbox WHERE complaint = ?", OLD) == [(f"{OLD}:1", "waiting")], "it can still leave"


async def test_what_happens_to_it_later_follows_the_lines_in_the_archive(database: Database) -> None:
    lines = await ended(database, OLD, ENDED)
    await archived(database, LATER)
    async with database.transaction() as transaction:
        complaint = await complaints.get(transaction, OLD)
        assert complaint
        again = Event(at=LATER, actor=1, role=Role.REPORTER, data=Withdrawn(text="lagi"))
        await complaints.change(transaction, replace(complaint, ended=LATER), again, None)
    assert await complaints.history(database, OLD) == [*lines, again]
    assert await archived(database, LATER + timedelta(days=1)) == 1, "it has ended again"
    assert await complaints.history(database, OLD) == [*lines, again]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM history",
        "DELETE FROM archived_history",
        "UPDATE archived_history SET at = 'x'",
        "UPDATE archived_history SET seq = 7",
    ],
)
async def test_no_line_is_lost_on_the_way_or_in_the_archive(database: Database, change: str) -> None:
    """What stands otherwise in the archive than in the history keeps the line of the history where it is."""
    await ended(database, OLD, ENDED)
    copy = "number, seq, at, actor, role, action"
    await database.execute(f"INSERT INTO archived_history (month, {copy}, data) SELECT '', {copy}, '' FROM history")
    with pytest.raises(Violation, match="append-only"):
        await database.execute(change)
    assert await database.fetch("SELECT COUNT(*) FROM history") == [(2,)]


async def test_who_is_forgotten_is_forgotten_in_the_archive_too(database: Database) -> None:
    await ended(database, OLD, ENDED)
    await archived(database, LATER)
    async with database.transaction() as transaction:
        await complaints.forget(transaction, OLD)
    assert await database.fetch("SELECT COUNT(*) FROM archived_letters") == [(0,)]
    words = [event.data.text for event in await complaints.history(database, OLD) if event.action is Action.FILE]
    assert words == [""], "the lines stay, without what the reporter said"


async def test_letters_of_the_archive_go_with_their_person(database: Database) -> None:
    await ended(database, OLD, ENDED)
    await ended(database, YOUNG, ENDED)
    await archived(database, LATER)
    async with database.transaction() as transaction:
        first, second = [row[0] for row in await transaction.fetch("SELECT person FROM archived_letters ORDER BY complaint")]
        await unite(transaction, first, second)
        await people.forget(transaction, second, LATER)
    assert await database.fetch("SELECT COUNT(*) FROM archived_letters") == [(0,)]


async def test_neither_the_next_cases_nor_a_history_is_found_by_reading_whole_tables(database: Database, address: str) -> None:
    async with database.transaction() as transaction:
        if address:
            await transaction.execute("SET LOCAL enable_seqscan = off")
        reading = Watched(transaction, "EXPLAIN" if address else "EXPLAIN QUERY PLAN")
        await reading.fetch(archive.NEXT_CASES, "2025-11", OLD, "2025-12", 100)
        await complaints.history(reading, OLD)
        await complaints.histories(reading, [OLD, YOUNG])
    assert any("complaints_ended" in step for step in reading.steps), reading.steps
    tables = ("complaints", "history", "archived_history", "archived")
    scans = [step for step in reading.steps if step.startswith("SCAN") or "Seq Scan" in step]
    assert [step for step in scans if set(step.split()) & {*tables} and "INDEX" not in step] == []
