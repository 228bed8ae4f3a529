"""Watches the clock: a jump is reported, the jobs are rescheduled, and marks ahead of time are reset."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.clockwork.timetable import Timetable
from bot.loop import Loop
from bot.messaging.letters import Post
from bot.store.databases.database import CLOCKS_APART, Database, repeated
from bot.store.upkeep import clock_marks
from handlers.talking.wording import say

log = logging.getLogger(__name__)

LOOK_SECONDS = 10.0


class ClockWatch(Loop):
    """Counts in the loop's own seconds, which no clock changes. `healed` wakes what may have work at once."""

    def __init__(self, database: Database, post: Post, clock: Clock, timetable: Timetable, healed: Callable[[], None]) -> None:
        super().__init__()
        self._database, self._post, self._clock = database, post, clock
        self._timetable, self._healed = timetable, healed
        self._jumps = 0

    async def _work(self) -> float:
        await self.look()
        return LOOK_SECONDS

    async def look(self) -> None:
        now = self._clock()
        if self._clock.jumps != self._jumps:
            self._jumps = self._clock.jumps
            self._timetable.reschedule()  # the scheduler used the wrong time
            if self._clock.off is not None:
                await repeated(self._report_jump, now, self._clock.off)
        before = await clock_marks.seen(self._database)
        if before and now < before - CLOCKS_APART:  # a smaller difference may be another machine's clock, which needs nothing
            await repeated(self._heal, now, now - before)
        await repeated(self._see, now)

    async def _see(self, now: datetime) -> None:
        """Every process writes this mark, so that two may meet."""
        async with self._database.transaction() as transaction:
            await clock_marks.see(transaction, now)

    async def _report_jump(self, now: datetime, by: timedelta) -> None:
        log.critical("clock.jumped", extra={"seconds": by.total_seconds()})
        async with self._database.transaction() as transaction:
            await clock_marks.note_jump(transaction, now, by)
            text = say("misc.alert_clock", minutes=f"{by.total_seconds() / 60:+.0f}")
            await self._post.alarm(transaction, f"clock:{now:%Y-%m-%dT%H}", text, now)
        self._healed()

    async def _heal(self, now: datetime, by: timedelta) -> None:
        """Resets marks, because the believed time was ahead."""
        log.critical("clock.went_back", extra={"seconds": by.total_seconds()})
        async with self._database.transaction() as transaction:
            await clock_marks.note_jump(transaction, now, by)
            await clock_marks.heal(transaction, now)
        self._healed()
