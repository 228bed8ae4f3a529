"""Jobs run at the start, at their time, and once more is harmless."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clockwork.timetable import AtMidnight, AtOpening, Job, Timetable, every, next_opening
from handlers.talking.turn import Knowledge
from tests.world import WITA

TUESDAY = datetime(2026, 11, 24, tzinfo=WITA)
FRIDAY = datetime(2026, 11, 27, tzinfo=WITA)


async def leads() -> bool:
    return True


async def follows() -> bool:
    return False


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (TUESDAY + timedelta(hours=6), TUESDAY + timedelta(hours=8)),
        (TUESDAY + timedelta(hours=8), TUESDAY + timedelta(days=1, hours=8)),
        (TUESDAY + timedelta(hours=20), TUESDAY + timedelta(days=1, hours=8)),
        (FRIDAY + timedelta(hours=20), FRIDAY + timedelta(days=3, hours=8)),
    ],
)
def test_the_next_opening_is_that_of_the_offices_own_zone(knowledge: Knowledge, moment: datetime, opening: datetime) -> None:
    assert next_opening(knowledge.library.calendar("juai"), moment) == opening


def test_a_trigger_reckons_with_the_offices_clock_where_that_was_moved(knowledge: Knowledge) -> None:
    scheduler = datetime(2026, 1, 1, tzinfo=UTC)
    moved = TUESDAY + timedelta(hours=7)
    trigger = AtOpening(lambda: knowledge.library.calendar("juai"), lambda: moved)
    assert trigger.get_next_fire_time(None, scheduler) == scheduler + timedelta(hours=1)
    night = AtMidnight(lambda: datetime(2026, 11, 24, 23, tzinfo=UTC))
    assert night.get_next_fire_time(None, scheduler) == scheduler + timedelta(hours=1)


async def test_each_job_runs_at_the_start_and_at_its_times_and_one_that_fails_stops_no_other() -> None:
    runs: list[str] = []

    async def fails(now: datetime) -> None:
        runs.append("fails")
        raise ValueError

    async def works(now: datetime) -> None:
        runs.append("works")

    timetable = Timetable([Job(name="a", when=every(0.05), run=fails), Job(name="b", when=every(0.05), run=works)], lambda: TUESDAY, leads)
    timetable.start()
    async with asyncio.timeout(30):
        while runs.count("works") < 3 or runs.count("fails") < 3:
            await asyncio.sleep(0.01)
    await timetable.stop()


async def test_a_moved_clock_runs_what_tells_people_something_and_nothing_else() -> None:
    runs: list[tuple[str, datetime]] = []

    def job(name: str, *, tells: bool) -> Job:
        async def run(now: datetime) -> None:
            runs.append((name, now))

        return Job(name=name, when=every(60), run=run, tells=tells)

    await Timetable([job("lists", tells=True), job("backup", tells=False)], lambda: TUESDAY, leads).tell(FRIDAY)
    assert runs == [("lists", FRIDAY)]


async def test_at_the_end_nothing_runs_any_more() -> None:
    ended = asyncio.Event()

    async def waits(now: datetime) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    timetable = Timetable([Job(name="a", when=every(60), run=waits)], lambda: TUESDAY, leads)
    timetable.start()
    await asyncio.sleep(0)
    await timetable.stop()
    assert ended.is_set()


async def test_who_does_not_lead_runs_only_what_is_run_everywhere() -> None:
    runs: list[str] = []

    def job(name: str, *, everywhere: bool) -> Job:
        async def run(now: datetime) -> None:
            runs.append(name)

        return Job(name=name, when=every(60), run=run, everywhere=everywhere)

    timetable = Timetable([job("lists", everywhere=False), job("health", everywhere=True)], lambda: TUESDAY, follows)
    timetable.start()
    await asyncio.sleep(0.01)
    await timetable.stop()
    assert runs == ["health"]
