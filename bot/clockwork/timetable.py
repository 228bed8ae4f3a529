"""Jobs that have their time. APScheduler keeps the times; a job looks in the database whether it is done already."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.loop import end
from bot.store.databases.database import repeated
from knowledge.standards.calendar import CalendarError, WorkingCalendar

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

_JOB_DEFAULTS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
"""What was missed while the machine slept is made up for once, however late."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """`run` may be called at any time and as often as one likes: what is done already is not done again.

    `tells`: people are told something, so it happens at once where the local mode's clock is moved. `everywhere`: in every process, not
    only in the one that leads.
    """

    name: str
    when: BaseTrigger
    run: Callable[[datetime], Awaitable[None]]
    tells: bool = False
    everywhere: bool = False


class Timetable:
    """Runs every job once at the start, for what a stop has missed, and then each at its time. `leads`: whether this process is the one to."""

    def __init__(self, jobs: Sequence[Job], clock: Clock, leads: Callable[[], Awaitable[bool]]) -> None:
        self._jobs = list(jobs)
        self._clock = clock
        self._leads = leads
        self._scheduler = AsyncIOScheduler(job_defaults=_JOB_DEFAULTS)
        self._running: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        for job in self._jobs:
            self._scheduler.add_job(self._spawn, job.when, args=[job], id=job.name)
        self._scheduler.start()
        for job in self._jobs:
            self._start(job)

    def add(self, jobs: Sequence[Job]) -> None:
        """Those that it does not know yet."""
        known = {job.name for job in self._jobs}
        for job in jobs:
            if job.name not in known:
                self._jobs.append(job)
                self._scheduler.add_job(self._spawn, job.when, args=[job], id=job.name)
                self._start(job)

    async def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await end(self._running)

    async def tell(self, now: datetime) -> None:
        """The clock was moved: what people are to be told by now, they are told before this returns."""
        for job in self._jobs:
            if job.tells:
                await job.run(now)
        self.reschedule()

    def reschedule(self) -> None:
        """Every job gets its next time anew."""
        if self._scheduler.running:
            for job in self._jobs:
                self._scheduler.reschedule_job(job.name, trigger=job.when)

    async def _spawn(self, job: Job) -> None:
        await self._start(job)

    def _start(self, job: Job) -> asyncio.Task[None]:
        task = asyncio.create_task(self._run(job))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _run(self, job: Job) -> None:
        try:
            if job.everywhere or await self._leads():
                await repeated(job.run, self._clock())
        except Exception:
            log.exception("job.failed", extra={"job": job.name})


def every(seconds: float) -> BaseTrigger:
    return IntervalTrigger(seconds=seconds)


class AtOpening(BaseTrigger):
    """Each moment at which an office opens, by its own calendar and zone. `clock` is the office's, which the local mode moves."""

    def __init__(self, calendar: Callable[[], WorkingCalendar], clock: Clock) -> None:
        self._calendar = calendar
        self._clock = clock

    def get_next_fire_time(self, _: datetime | None, now: datetime) -> datetime | None:
        """The scheduler's time of the next opening; None where the calendar knows none."""
        moment = self._clock()
        try:
            return now + (next_opening(self._calendar(), moment) - moment)
        except CalendarError:
            log.exception("job.no_opening")
            return None


def next_opening(calendar: WorkingCalendar, moment: datetime) -> datetime:
    """The first opening of a working day after the moment, in UTC."""
    today = calendar.local_date(moment)
    if calendar.is_working_day(today) and moment < calendar.opening(today):
        return calendar.opening(today)
    return calendar.opening(calendar.next_working_day(today))


class AtMidnight(BaseTrigger):
    """The beginning of each day in UTC, which is the morning in Indonesia: before any office opens."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def get_next_fire_time(self, _: datetime | None, now: datetime) -> datetime:
        moment = self._clock()
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return now + (midnight - moment)
