"""What happens because time passes.

Due points of ladders are claimed from the database and told in the same transaction, so that a restart neither loses nor doubles one. Everything else
is a table of jobs, each with its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock as OfficeClock
from bot.clockwork.channel_health import ChannelHealth
from bot.clockwork.clock_watch import ClockWatch
from bot.clockwork.due_points import DuePoints
from bot.clockwork.hourly_backup import HourlyBackup
from bot.clockwork.housekeeping import Housekeeping
from bot.clockwork.mornings import Mornings
from bot.clockwork.timetable import AtMidnight, AtOpening, Clock, Job, Timetable, every
from bot.messaging.leadership import Leadership
from bot.messaging.letters import Post
from bot.shelf import Shelf

LOOK_SECONDS = 10
ERASE_SECONDS = 60
DAY_SECONDS = 60
"""How often to check whether a day has begun somewhere: each office has the midnight of its own zone."""
BACKUP_SECONDS = 300
"""How often to check that the hour has its backup, so that a failed one is tried twelve times an hour."""


def jobs(
    mornings: Mapping[str, Mornings], health: ChannelHealth, housekeeping: Housekeeping, backup: HourlyBackup, shelf: Shelf, clock: Clock
) -> Iterator[Job]:
    """The table of jobs: name, time, and function."""
    for of in mornings.values():
        yield from jobs_of_office(of, clock)
    yield Job(name="standards of the day", when=every(DAY_SECONDS), run=shelf.begin_day, tells=True, everywhere=True)
    yield Job(name="health of channels", when=every(LOOK_SECONDS), run=health.look, everywhere=True)
    yield Job(name="housekeeping", when=AtMidnight(clock), run=housekeeping.forget)
    yield Job(name="erasing", when=every(ERASE_SECONDS), run=housekeeping.erase)
    yield Job(name="backup", when=every(BACKUP_SECONDS), run=backup.back_up)


def jobs_of_office(of: Mornings, clock: Clock) -> tuple[Job, ...]:
    opening = AtOpening(of.calendar, clock)
    return (
        Job(name=f"morning {of.id}", when=opening, run=of.of_day, tells=True),
        Job(name=f"week {of.id}", when=opening, run=of.of_week, tells=True),
        Job(name=f"months {of.id}", when=AtMidnight(clock), run=of.count_months),
    )


@dataclass(frozen=True, kw_only=True)
class Clockwork:
    watch: ClockWatch
    due_points: DuePoints
    timetable: Timetable
    housekeeping: Housekeeping
    health: ChannelHealth
    leadership: Leadership
    office_jobs: Callable[[str], tuple[Job, ...]]

    def add_office(self, office: str) -> None:
        """Adds the mornings of an office that came while the program runs."""
        self.timetable.add(self.office_jobs(office))

    def start(self) -> None:
        self.watch.start()
        self.due_points.start()
        self.timetable.start()

    def wake(self) -> None:
        """Looks for due points, because a commit may have made one that is due at once."""
        self.due_points.wake()

    async def stop(self) -> None:
        await self.watch.stop()
        await self.timetable.stop()
        await self.due_points.stop()
        await self.leadership.resign()

    async def tick(self, now: datetime) -> None:
        """Tells people everything that is due by now; used after the clock was moved, and in tests."""
        await self.due_points.tell(now)
        await self.timetable.tell(now)


def build(
    leadership: Leadership,
    post: Post,
    shelf: Shelf,
    housekeeping: Housekeeping,
    clock: OfficeClock,
    sent: Callable[[], None],
) -> Clockwork:
    """The clockwork of these offices; `sent` wakes the outboxes."""
    database = housekeeping.database
    health = ChannelHealth(database, post, sent)
    backup = HourlyBackup(database=database, backups=housekeeping.backups, post=post, sent=sent)

    def mornings_of(office: str) -> Mornings:
        return Mornings(id=office, shelf=shelf, database=database, post=post, files=housekeeping.files, sent=sent)

    mornings = {office: mornings_of(office) for office in shelf.rules}
    due_points = DuePoints(leadership, database, shelf.rules, post, clock, sent)
    timetable = Timetable(tuple(jobs(mornings, health, housekeeping, backup, shelf, clock)), clock, leadership.held)

    def healed() -> None:
        due_points.wake()
        sent()

    return Clockwork(
        watch=ClockWatch(database, post, clock, timetable, healed),
        due_points=due_points,
        timetable=timetable,
        housekeeping=housekeeping,
        health=health,
        leadership=leadership,
        office_jobs=lambda office: jobs_of_office(mornings_of(office), clock),
    )
