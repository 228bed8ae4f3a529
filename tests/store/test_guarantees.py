"""What the database itself guarantees."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.databases.database import Database, Violation
from bot.store.databases.sqlite import SqliteDatabase
from bot.store.messages import inbox
from bot.store.messages.inbox import Received
from bot.store.upkeep import leaders, maintenance
from handlers.talking.message import Channel

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)

COMPLAINT = (
    "INSERT INTO complaints (number, office, unit, category, state, reporter, confidential, urgent, received_at, reminded_at, pin, body)"
    " VALUES ('X', '', '', '', '', 1, 0, 0, '', '', '', '')"
)
LINE = "INSERT INTO history (number, seq, at, role, action, data) VALUES ('X', 1, '', '', '', '{}')"


async def test_something_is_done_once_a_day(database: Database) -> None:
    async with database.transaction() as transaction:
        done = [await maintenance.once(transaction, "job", day) for day in ("2026-11-24", "2026-11-24", "2026-11-25", "2026-11-24")]
    assert done == [True, False, True, False]


@pytest.mark.parametrize("change", ["UPDATE history SET at = 'x'", "UPDATE history SET number = 'Y'", "DELETE FROM history"])
async def test_history_only_grows(database: Database, change: str) -> None:
    async with database.transaction() as transaction:
        await transaction.execute(COMPLAINT)
        await transaction.execute(LINE)
    with pytest.raises(Violation, match="append-only"):
        await database.execute(change)
    assert await database.fetch("SELECT at, number FROM history") == [("", "X")]


async def test_of_two_lines_with_one_number_the_second_is_refused(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.execute(COMPLAINT)
        await transaction.execute(LINE)
    with pytest.raises(Violation):
        await database.execute(LINE)


async def test_one_leads_until_it_resigns_or_is_not_heard_of(database: Database) -> None:
    assert await leaders.lead(database, "sender", "a")
    assert await leaders.lead(database, "sender", "a")
    assert not await leaders.lead(database, "sender", "b")
    assert await leaders.lead(database, "clockwork", "b")
    await leaders.resign(database, "sender", "b")
    assert not await leaders.lead(database, "sender", "b")
    await leaders.resign(database, "sender", "a")
    assert await leaders.lead(database, "sender", "b")
    await database.execute("UPDATE leaders SET expires_at = epoch() - 1")
    assert await leaders.lead(database, "sender", "a")


async def test_several_processes_share_the_bots_and_one_that_is_gone_leaves_its_share(database: Database) -> None:
    names = [f"{leaders.LISTENER}telegram {number}" for number in range(5)]
    assert await leaders.share(database, names, "a") == {*names}
    assert await leaders.share(database, names, "b") == frozenset(), "the first does not know yet that there is another"
    kept = await leaders.share(database, names, "a")
    taken = await leaders.share(database, names, "b")
    assert (len(kept), len(taken)) == (3, 2) and kept | taken == {*names}
    await leaders.resign_all(database, "a")
    assert await leaders.share(database, names, "b") == {*names}
    await database.execute("UPDATE leaders SET expires_at = epoch() - 1")
    assert await leaders.share(database, names, "c") == {*names}, "what a dead one had, when its lease has run out"


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_who_opens_the_file_alone_waits_for_no_lease_of_a_dead_process(database: Database, tmp_path: Path) -> None:
    await leaders.lead(database, "sender", "dead")
    await inbox.add(database, [Received(channel=Channel.WEB, update_id="1", address="a", payload={})], NOW)
    await inbox.claim(database, "dead", NOW, 1)
    second = SqliteDatabase(tmp_path / "test.sqlite")
    await second.open()
    assert not await leaders.lead(second, "sender", "second"), "the first still has it open"
    await second.close()
    await database.close()
    await second.open()
    assert await leaders.lead(second, "sender", "second")
    assert len(await inbox.claim(second, "second", NOW, 1)) == 1
    await second.close()


async def test_a_setting_that_somebody_else_has_changed_meanwhile_is_not_overwritten(database: Database) -> None:
    async with database.transaction() as transaction:
        written = [await maintenance.put(transaction, "mark", *values) for values in (("1",), ("2", "1"), ("3", "1"), ("4",))]
        assert (written, await maintenance.read(transaction, "mark")) == ([True, True, False, True], "4")
