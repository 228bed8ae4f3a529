"""What happens because time has passed: due points of the ladder, morning lists, retention, backup.

All of it is decided from the database and written to the outbox in one transaction with the mark that it was done; APScheduler only
wakes `tick`, so that nothing is lost or doubled, whatever is restarted when.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.conversation import Post
from bot.loop import LONGEST_SLEEP_SECONDS, Loop
from bot.store import complaints, maintenance, outbox, people
from bot.store.database import Database, Transaction
from handlers import desk, notices
from handlers.casework.access import StaffMember
from handlers.casework.complaint import CLOCK, Action, Complaint, decide, evolve
from handlers.casework.ladder import Point, When, catch_up
from handlers.message import Notice
from handlers.ports import Filter
from handlers.rules import OfficeRules

log = logging.getLogger(__name__)

BATCH = 200
WAKE_SECONDS = 10
_ALIVE = ("received", "in_progress", "waiting", "resolved")


@dataclass
class _Batch:
    """What one transaction of reminders writes."""

    notices: list[Notice] = field(default_factory=list)
    reminded: list[tuple[str, datetime, datetime | None]] = field(default_factory=list)


class Clockwork(Loop):
    """Works off what is due at `clock()`; `sent` wakes the outbox."""

    def __init__(
        self,
        database: Database,
        rules: Mapping[str, OfficeRules],
        post: Post,
        clock: Callable[[], datetime],
        sent: Callable[[], None],
        data: Path,
        keep_chats: timedelta,
        backups: int,
    ) -> None:
        super().__init__()
        self._database = database
        self._rules = rules
        self._post = post
        self._clock = clock
        self._sent = sent
        self._data = data
        self._keep_chats = keep_chats
        self._backups = backups
        self._scheduler = AsyncIOScheduler(job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})

    def start(self) -> None:
        super().start()
        self._scheduler.add_job(self.wake, "interval", seconds=WAKE_SECONDS)
        self._scheduler.add_job(self.housekeeping, "interval", hours=1)
        self._scheduler.start()

    async def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await super().stop()

    async def _work(self) -> float:
        now = self._clock()
        await self.tick(now)
        async with self._database.transaction() as transaction:
            following = await complaints.next_moment(transaction)
        return (following - now).total_seconds() if following else LONGEST_SLEEP_SECONDS

    async def tick(self, now: datetime) -> None:
        """Everything that is due by now."""
        while await self._remind(now):
            pass
        for office, rules in self._rules.items():
            await self._morning(office, rules, now)
        self._sent()

    async def _remind(self, now: datetime) -> bool:
        """One batch of due points; True if there may be more."""
        async with self._database.transaction() as transaction:
            due = await complaints.due_for_reminder(transaction, now, BATCH)
            if not due:
                return False
            staff = {office: await people.staff(transaction, office) for office in {one.office for one, _, _ in due}}
            batch = _Batch()
            for complaint, reminded, _ in due:
                await self._remind_one(transaction, batch, complaint, staff[complaint.office], reminded, now)
            await complaints.reminded(transaction, batch.reminded)
            await outbox.add(transaction, await self._post.notices(transaction, batch.notices), now)
        log.info("ladder.fired", extra={"complaints": len(due)})
        return len(due) == BATCH

    async def _remind_one(
        self, transaction: Transaction, batch: _Batch, complaint: Complaint, staff: list[StaffMember], reminded: datetime, now: datetime
    ) -> None:
        """One notice for all points that have passed, and the facts they establish."""
        rules = self._rules.get(complaint.office)
        if rules is None:  # the office is not served any more: nobody is left to remind
            batch.reminded.append((complaint.number, now, None))
            return
        passed = rules.passed(complaint, after=reminded, until=now)
        if any(point.when is When.CLOSE for point in passed):
            complaint = await self._act(transaction, batch, complaint, Action.LAPSE, staff, rules, passed[-1].at)
        elif passed:
            complaint = await self._miss(transaction, batch, complaint, staff, rules, passed)
            told = notices.of_point(complaint=complaint, point=catch_up(passed), passed=len(passed), staff=staff, rules=rules)
            batch.notices += told
        batch.reminded.append((complaint.number, now, rules.next_moment(complaint, after=now)))

    async def _miss(
        self,
        transaction: Transaction,
        batch: _Batch,
        complaint: Complaint,
        staff: list[StaffMember],
        rules: OfficeRules,
        passed: list[Point],
    ) -> Complaint:
        """A passed limit becomes a fact of the history, and the reporter hears of it unasked."""
        if complaint.due is None or not any(point.when in {When.DUE, When.OVERDUE} for point in passed):
            return complaint
        if complaint.due in {miss.due for miss in complaint.missed}:
            return complaint
        missed = await self._act(transaction, batch, complaint, Action.MISS, staff, rules, passed[-1].at, due=complaint.due.isoformat())
        batch.notices.append(notices.of_lateness(missed, rules))
        return missed

    async def _act(
        self,
        transaction: Transaction,
        batch: _Batch,
        complaint: Complaint,
        action: Action,
        staff: list[StaffMember],
        rules: OfficeRules,
        at: datetime,
        **data: str,
    ) -> Complaint:
        event = decide(complaint, action, CLOCK, at, rules, **data)
        after = evolve(complaint, event, rules)
        await complaints.change(transaction, after, event, None)
        batch.notices += notices.of_event(before=complaint, after=after, event=event, staff=staff, rules=rules)
        return after

    async def _morning(self, office: str, rules: OfficeRules, now: datetime) -> None:
        """At opening time: each officer's list, each supervisor's picture; once a day, and nothing where there is nothing to say."""
        today = rules.calendar.local_date(now)
        if not rules.calendar.is_working_day(today) or now < rules.calendar.opening(today):
            return
        async with self._database.transaction() as transaction:
            if not await maintenance.once(transaction, f"morning:{office}", today.isoformat()):
                return
            found = await complaints.find(transaction, Filter(office=office, states=_ALIVE, limit=5000))
            staff = await people.staff(transaction, office)
            told = _morning_notices(staff, found, rules, now, f"morning:{office}:{today}")
            if _first_of_week(rules, now):
                whole = await complaints.find(transaction, Filter(office=office, received_after=now - timedelta(days=400), limit=20_000))
                told += _week_notices(staff, whole, rules, now, f"week:{office}:{today}")
            await outbox.add(transaction, await self._post.notices(transaction, told), now)

    async def housekeeping(self) -> None:
        """Once a day: a backup, and away with what is not to be kept."""
        now = self._clock()
        async with self._database.transaction() as transaction:
            if not await maintenance.once(transaction, "housekeeping", now.date().isoformat()):
                return
            await maintenance.forget(transaction, before=now - self._keep_chats)
        await self._database.backup(self._data / "backups" / f"{now:%Y-%m-%d}.sqlite")
        for old in sorted((self._data / "backups").glob("*.sqlite"))[: -self._backups]:
            old.unlink()
        log.info("housekeeping.done")


def _morning_notices(staff: list[StaffMember], found: list[Complaint], rules: OfficeRules, now: datetime, key: str) -> list[Notice]:
    """One message a person, also for who is officer and supervisor at once."""
    told: list[Notice] = []
    for member in staff:
        supervises = bool(member.roles & {"pengawas", "pimpinan"})
        shown = desk.day_picture(found, rules, now) if supervises else desk.morning_list(member, found, rules, now)
        told += [Notice(person=member.person, reply=shown, key=f"{key}:{member.person}")] if shown else []
    return told


def _week_notices(staff: list[StaffMember], found: list[Complaint], rules: OfficeRules, now: datetime, key: str) -> list[Notice]:
    shown = desk.week_picture(found, rules, now - timedelta(days=7), now)
    supervisors = [member.person for member in staff if member.roles & {"pengawas", "pimpinan"}]
    return [Notice(person=person, reply=shown, key=f"{key}:{person}") for person in supervisors] if shown else []


def _first_of_week(rules: OfficeRules, now: datetime) -> bool:
    """Whether today is the first working day of its week."""
    today = rules.calendar.local_date(now)
    monday = today - timedelta(days=today.weekday())
    return rules.calendar.working_day_on_or_after(monday) == today
