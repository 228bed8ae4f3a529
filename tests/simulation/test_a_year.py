"""A small year of an office; `make simulate` plays the whole one with 2,000 complaints."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

from bench.a_year import OFFICE, Year, forgotten, simulate
from bot.store.cases import complaints
from handlers.casework.evolving import replay
from handlers.casework.moves import OPEN, Action
from handlers.talking.ports import Filter
from handlers.talking.turn import Knowledge


async def test_nothing_is_forgotten_in_a_year(tmp_path: Path, knowledge: Knowledge) -> None:
    year = await simulate(tmp_path, 20, seed=7, knowledge=knowledge)
    try:
        assert await forgotten(year) == []
        await every_history_explains_its_complaint(year)
        await every_missed_limit_was_told_to_the_reporter_once(year)
        await nobody_hears_of_the_ladder_twice_at_once(year)
    finally:
        await year.app.database.close()


async def every_history_explains_its_complaint(year: Year) -> None:
    async with year.app.database.transaction() as transaction:
        found = await complaints.find(transaction, Filter(office=OFFICE))
        assert len(found) == 20
        for one in found:
            history = await complaints.history(transaction, one.number)
            assert replay(history) == one
            assert [event.at for event in history] == sorted(event.at for event in history)
            if one.state in OPEN and one.due and year.now - one.due > timedelta(days=5):
                assert Action.MISS in {event.action for event in history}


async def every_missed_limit_was_told_to_the_reporter_once(year: Year) -> None:
    rows = await year.app.database.fetch("SELECT complaint FROM outbox WHERE key LIKE 'late:%'")
    told = Counter(number for (number,) in rows)
    async with year.app.database.transaction() as transaction:
        found = await complaints.find(transaction, Filter(office=OFFICE))
    assert told == {one.number: count for one in found if (count := sum(miss.told for miss in one.missed))}


async def nobody_hears_of_the_ladder_twice_at_once(year: Year) -> None:
    rows = await year.app.database.fetch("SELECT complaint, person, created_at FROM outbox WHERE key LIKE 'ladder:%'")
    assert len(set(map(tuple, rows))) == len(rows)
