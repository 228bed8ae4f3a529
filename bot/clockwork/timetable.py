"""Jobs with a time. APScheduler holds the times; each job checks in the database whether it is already done."""

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
"""A job missed while the machine slept runs once, however late."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """`run` may be called at any time and any number of times: what is done is not done again.

    `tells`: the job tells people something, so it runs at once when the local mode's clock is moved. `everywhere`: it runs in every process, not only
    in the leader.
    """

    name: str
    when: BaseTrigger
    run: Callable[[datetime], Awaitable[None]]
    tells: bool = False
    everywhere: bool = False


class Timetable:
    """Runs every job once at the start, to catch up after a stop, and then at its time. `leads`: whether this process should run it."""

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
        """Adds the jobs that it does not know yet."""
        names = {job.name for job in self._jobs}
        for job in jobs:
            if job.name not in names:
                self._jobs.append(job)
                self._scheduler.add_job(self._spawn, job.when, args=[job], id=job.name)
                self._start(job)

    async def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await end(self._running)

    async def tell(self, now: datetime) -> None:
        """After the clock was moved: tells people everything due by now before this returns."""
        for job in self._jobs:
            if job.tells:
                await job.run(now)
        self.reschedule()

    def reschedule(self) -> None:
        """Computes every job's next time again."""
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
    """Each opening of an office, by its own calendar and zone. `clock` is the office's clock, which the local mode moves."""

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
    """The first opening of a working day after the moment (UTC)."""
    today = calendar.local_date(moment)
    if calendar.is_working_day(today) and moment < calendar.opening(today):
        return calendar.opening(today)
    return calendar.opening(calendar.next_working_day(today))


class AtMidnight(BaseTrigger):
    """The beginning of each day in UTC, which is the morning in Indonesia, before any office opens."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def get_next_fire_time(self, _: datetime | None, now: datetime) -> datetime:
        moment = self._clock()
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return now + (midnight - moment)
