"""The machine's clock jumps: nothing is sent or marked from a time that was wrong, and no lane waits for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import HOLD_SECONDS, SteadyClock
from bot.store.databases.database import Conflict, Transaction
from bot.store.upkeep import clock_marks
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MONTH, HOUR = timedelta(days=30), timedelta(hours=1)


class Machine:
    """A wall clock that can be set, and a count of seconds that cannot."""

    def __init__(self) -> None:
        self.wall, self.counted = NOON, 1000.0
        self.clock = SteadyClock(lambda: self.wall, lambda: self.counted)

    def passes(self, seconds: float) -> datetime:
        self.counted += seconds
        self.wall += timedelta(seconds=seconds)
        return self.clock()

    def is_set(self, by: timedelta) -> datetime:
        self.wall += by
        return self.clock()


def test_a_clock_that_runs_right_is_the_wall_clock() -> None:
    machine = Machine()
    assert machine.passes(86_400) == NOON + timedelta(days=1)
    assert machine.is_set(timedelta(seconds=30)) == machine.wall, "a little is set right without a word"
    assert machine.clock.jumps == 0


@pytest.mark.parametrize("by", [MONTH, -HOUR])
def test_a_minute_of_wrong_time_has_never_been(by: timedelta) -> None:
    machine = Machine()
    assert machine.is_set(by) == NOON and machine.clock.off == by
    assert machine.passes(60) == NOON + timedelta(seconds=60)
    assert machine.is_set(-by) == NOON + timedelta(seconds=60) and machine.clock.off is None
    assert machine.clock.jumps == 2, "there and back"


@pytest.mark.parametrize("by", [MONTH, -HOUR])
def test_a_time_that_lasts_is_believed_in_the_end(by: timedelta) -> None:
    machine = Machine()
    machine.is_set(by)
    assert machine.passes(HOLD_SECONDS - 1) == NOON + timedelta(seconds=HOLD_SECONDS - 1)
    assert machine.passes(2) == machine.wall
    assert machine.clock.off is None


async def test_what_was_marked_a_month_ahead_heals_when_the_clock_is_right(world: World) -> None:
    """As after a start with a wrong clock, which nothing can tell from a long stop."""
    number = await complain(world.citizen())
    right = world.now
    await world.app.clockwork.watch.look()
    await world.passes(days=30)
    await world.app.clockwork.watch.look()
    assert (await world.complaint(number)).missed, "it was told as late"
    world.now = right + timedelta(minutes=2)
    await world.app.clockwork.watch.look()
    marks = await world.rows(
        "SELECT name FROM settings WHERE value > ? AND name LIKE 'morning:%'", (right + timedelta(days=1)).date().isoformat()
    )
    told = await world.rows("SELECT reminded_at FROM complaints WHERE reminded_at > ?", f"{world.now:%Y-%m-%dT%H:%M:%S}.999999Z")
    assert (marks, told) == ([], [])


async def test_an_hour_back_no_lane_stands_still(world: World) -> None:
    citizen = world.citizen()
    await world.app.clockwork.watch.look()
    citizen.begin()
    citizen.say("jam buka juai")
    await world.app.inbox.stop()
    await world.app.inbox.receive(world.posted)
    world.posted = []
    world.now -= HOUR
    assert await world.rows("SELECT id FROM inbox WHERE state = 'waiting' AND try_at <= ?", f"{world.now:%Y-%m-%dT%H:%M:%S.%f}Z") == []
    await world.app.clockwork.watch.look()
    world.app.inbox.start()
    await world.settle()
    citizen.sees("Jam buka")


@pytest.mark.parametrize(("apart", "is_healed"), [(2, False), (6, True)])
async def test_a_machine_whose_clock_is_a_little_slower_takes_nothing_back(world: World, apart: int, is_healed: bool) -> None:
    """Else two machines would undo each other's waits every ten seconds."""
    await world.app.clockwork.watch.look()
    world.now -= timedelta(minutes=apart)
    await world.app.clockwork.watch.look()
    assert (await clock_marks.last_jump(world.app.database) is not None) is is_healed


async def test_two_processes_that_mark_the_time_at_once_both_go_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    meets = iter([Conflict("another process was faster")])

    async def see(transaction: Transaction, now: datetime) -> None:
        for conflict in meets:
            raise conflict
        await written(transaction, now)

    written = clock_marks.see
    monkeypatch.setattr(clock_marks, "see", see)
    await world.app.clockwork.watch.look()
    assert await clock_marks.seen(world.app.database) == world.now
