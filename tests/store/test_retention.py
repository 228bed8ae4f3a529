"""What goes after its time, and what stays however old it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.store.databases.database import Database
from bot.store.messages import inbox, outbox
from bot.store.offices import survey
from bot.store.upkeep import maintenance
from tests.store.test_queues import NOW, letter, put, update

NEXT = NOW + timedelta(seconds=1)


@pytest.mark.parametrize(("before", "left"), [(NEXT, ["2"]), (NOW, ["1", "2"])])
async def test_a_message_that_was_worked_off_goes_after_its_time_and_one_that_waits_stays(
    database: Database, before: datetime, left: list[str]
) -> None:
    await inbox.add(database, [update(1), update(2, "8")], NOW)
    await inbox.claim(database, "node", NOW, 1)
    async with database.transaction() as transaction:
        await inbox.done(transaction, 1)
    await maintenance.forget(database, before)
    assert [row[0] for row in await database.fetch("SELECT update_id FROM inbox ORDER BY id")] == left


@pytest.mark.parametrize(("before", "left"), [(NEXT, ["case", "waits"]), (NOW, ["sent", "case", "waits"])])
async def test_a_letter_that_was_sent_goes_after_its_time_unless_it_is_of_a_case(
    database: Database, before: datetime, left: list[str]
) -> None:
    await put(database, letter("sent"), replace(letter("case"), complaint="JUAI-2611-7K3FQ"), letter("waits"))
    await outbox.sent(database, [(1, "a", False), (2, "b", False)], NOW)
    await maintenance.forget(database, before)
    assert [row[0] for row in await database.fetch("SELECT key FROM outbox ORDER BY id")] == left


async def test_forgetting_goes_through_what_is_old_some_at_a_time_and_stops_there(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was set aside goes too: it holds what somebody wrote."""
    monkeypatch.setattr(maintenance, "AT_ONCE", 2)
    await inbox.add(database, [update(number, str(number)) for number in range(1, 6)], NOW)
    await inbox.add(database, [update(6, "6")], NEXT)
    await database.execute("UPDATE inbox SET state = 'done' WHERE update_id NOT IN ('2', '3')")
    await database.execute("UPDATE inbox SET state = 'failed' WHERE update_id = '3'")
    await maintenance.forget(database, NEXT)
    assert [row[0] for row in await database.fetch("SELECT update_id FROM inbox ORDER BY id")] == ["2", "6"]


async def test_how_many_answers_a_network_gave_is_forgotten_after_the_next_day(database: Database) -> None:
    days = [NOW.date() - timedelta(days=before) for before in (2, 1, 0)]
    async with database.transaction() as transaction:
        for day in days:
            assert await survey.count_network(transaction, "juai", day, "hash", 1)
        await survey.forget_networks(transaction, NOW)
    assert [row[0] for row in await database.fetch("SELECT day FROM survey_networks ORDER BY day")] == [str(day) for day in days[1:]]
