"""What happens because time has passed: due points of the ladder, morning lists, retention, backup.

All of it is decided from the database and written to the outbox in one transaction with the mark that it was done; APScheduler only
wakes `tick`, so that nothing is lost or doubled, whatever is restarted when.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.loop import LONGEST_SLEEP_SECONDS, Loop
from bot.messaging.letters import Post
from bot.store import complaints, files, maintenance, outbox, people, unanswered
from bot.store.database import Database, Transaction
from handlers.case import merging
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.casework.moves import ALIVE, OPEN, Action
from handlers.desk import digests
from handlers.rules import OfficeRules
from handlers.talking.message import Channel, Notice
from handlers.talking.ports import Filter
from handlers.talking.wording import plain, say
from handlers.telling import recalculation, timeouts
from handlers.telling.timeouts import Elapsed

log = logging.getLogger(__name__)

BATCH = 100
"""Few enough that one transaction does not make a citizen wait."""
WAKE_SECONDS = 10
PUT_ASIDE = timedelta(hours=1)
MANY = 20_000
_ALIVE = tuple(ALIVE)
_OPEN = tuple(OPEN)


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
        remove_file: Callable[[str], None],
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
        self._remove_file = remove_file
        self._greeted: dict[str, date] = {}
        self._kept_house: date | None = None
        self._deaf: set[Channel] = set()
        self._scheduler = AsyncIOScheduler(job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})

    def start(self) -> None:
        super().start()
        self._scheduler.add_job(self.wake, "interval", seconds=WAKE_SECONDS)
        self._scheduler.start()

    async def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await super().stop()

    async def _work(self) -> float:
        now = self._clock()
        following = await self.tick(now)
        await self._listen(now)
        if self._kept_house != now.date():
            await self.housekeeping(now)
        return (following - now).total_seconds() if following else LONGEST_SLEEP_SECONDS

    async def tick(self, now: datetime) -> datetime | None:
        """Everything that is due by now; when the next point of a ladder comes."""
        wrote = False
        while (following := await complaints.next_moment(self._database)) and following <= now:
            wrote = await self._remind(now)
        for office, rules in self._rules.items():
            if self._greeted.get(office) != rules.calendar.local_date(now) and rules.calendar.is_open(now):
                await self._morning(office, rules, now)
                wrote = True
        if wrote:
            self._sent()
            following = await complaints.next_moment(self._database)
        return following

    async def _listen(self, now: datetime) -> None:
        """A channel that begins to hear nothing from its platform: the admins are told, at most once an hour."""
        found = {name: advice for name, channel in self._post.channels.items() if (advice := channel.deaf())}
        for name in found.keys() - self._deaf:
            text = say("misc.alert_deaf", channel=name.value, advice=found[name])
            log.critical("channel.deaf", extra={"channel": name, "advice": found[name]})
            async with self._database.transaction() as transaction:
                await self._post.alarm(transaction, f"deaf:{name}:{now:%Y-%m-%dT%H}", text, now)
            self._sent()
        self._deaf = set(found)

    async def _remind(self, now: datetime) -> bool:
        """One batch of complaints whose next point has come."""
        async with self._database.transaction() as transaction:
            due = await complaints.due_for_reminder(transaction, now, BATCH)
            staff = {office: await people.staff(transaction, office) for office in {one.office for one, _, _ in due}}
            found = [self._elapsed(one, told, staff[one.office], now) for one, told, _ in due]
            await self._write(transaction, [*found, *await self._revived(transaction, found, now)], now)
            await complaints.reminded(transaction, [(one.complaint.number, one.told, one.next_at) for one in found])
        if unheard := Counter(one.complaint.office for one in found if one.unheard):
            log.critical("ladder.nobody", extra={"offices": dict(unheard)})
        log.info("ladder.fired", extra={"complaints": len(due)})
        return bool(due)

    async def _revived(self, transaction: Transaction, found: Sequence[Elapsed], now: datetime) -> list[Elapsed]:
        """What was merged into a report that its reporter's silence has ended lives on by itself."""
        left = [(number, one.complaint) for one in found if one.events for number in merging.left_alone(one.complaint)]
        merged = [(await complaints.get(transaction, number), main) for number, main in left]
        alone = [one for one, main in merged if one and merging.lives_on(one, main) and one.office in self._rules]
        return [_revived(one, await people.staff(transaction, one.office), self._rules[one.office], now) for one in alone]

    def _elapsed(self, complaint: Complaint, told: datetime, staff: list[StaffMember], now: datetime) -> Elapsed:
        """One complaint that cannot be worked out must not keep the others from being told: it is tried again later."""
        rules = self._rules.get(complaint.office)
        if rules is None:  # the office is not served any more: nobody is left to remind
            return Elapsed(complaint=complaint, told=now, next_at=None)
        try:
            return timeouts.until(now, complaint, told, staff, rules)
        except Exception:
            log.exception("ladder.failed", extra={"complaint": complaint.number})
            return Elapsed(complaint=complaint, told=told, next_at=now + PUT_ASIDE)

    async def _write(self, transaction: Transaction, made: Sequence[Elapsed], now: datetime) -> None:
        """What time made of the complaints, and the letters about it."""
        for one in made:
            for event in one.events:
                await complaints.change(transaction, one.complaint, event, one.next_at)
        told = [notice for one in made for notice in one.notices]
        await outbox.add(transaction, await self._post.notices(transaction, told), now)

    async def _morning(self, office: str, rules: OfficeRules, now: datetime) -> None:
        """Once a day, when the office opens: whose officer has left is free again, each officer's list, each supervisor's picture."""
        today = rules.calendar.local_date(now)
        if await maintenance.read(self._database, f"morning:{office}") != today.isoformat():
            staff = await people.staff(self._database, office)
            await self._free(office, staff, rules, now)
            await self._greet(office, staff, rules, now)
        self._greeted[office] = today

    async def _free(self, office: str, staff: list[StaffMember], rules: OfficeRules, now: datetime) -> None:
        """What is in the hands of somebody who has left: looked for without a lock, freed as it is then."""
        alive = await complaints.find(self._database, Filter(office=office, states=_ALIVE, limit=MANY))
        if left := [one.number for one in alive if timeouts.without_officer(one, staff)]:
            async with self._database.transaction() as transaction:
                found = [await complaints.get(transaction, number) for number in left]
                freed = [_freed(one, staff, rules, now) for one in found if one and timeouts.without_officer(one, staff)]
                await self._write(transaction, freed, now)

    async def _greet(self, office: str, staff: list[StaffMember], rules: OfficeRules, now: datetime) -> None:
        """The lists are made of what is committed, while others write: only the letters wait for their turn."""
        today = rules.calendar.local_date(now)
        monday = today - timedelta(days=today.weekday())
        alive = await complaints.find(self._database, Filter(office=office, states=_ALIVE, limit=MANY))
        told = digests.of_day(staff, alive, rules, now)
        new_week = await maintenance.read(self._database, f"week:{office}") != monday.isoformat()
        week = await self._week(office, staff, alive, rules, now) if new_week else []
        async with self._database.transaction() as transaction:
            if await maintenance.once(transaction, f"morning:{office}", today.isoformat()):
                told += week if await maintenance.once(transaction, f"week:{office}", monday.isoformat()) else []
                await outbox.add(transaction, await self._post.notices(transaction, told), now)

    async def _week(self, office: str, staff: list[StaffMember], alive: list[Complaint], rules: OfficeRules, now: datetime) -> list[Notice]:
        """On the first working day of a week that the bot runs: the week before."""
        since = now - timedelta(days=7)
        ended = await complaints.find(self._database, Filter(office=office, ended_after=since, limit=MANY))
        asked = [(len(group), group[0].text) for group in unanswered.grouped(await unanswered.open_ones(self._database, office))]
        return digests.of_week(staff, [*alive, *ended], rules, since, now) + digests.of_questions(staff, asked, rules, now)

    async def recalculate(self, now: datetime) -> int:
        """After the calendar or a limit changed: new due dates for the cases that run, told with the reason. Returns how many moved."""
        return sum([await self._recalculate(office, rules, now) for office, rules in self._rules.items()])

    async def _recalculate(self, office: str, rules: OfficeRules, now: datetime) -> int:
        present = recalculation.snapshot(rules)
        async with self._database.transaction() as transaction:
            known = await maintenance.read(transaction, f"calendar:{office}")
            if known == json.dumps(present):
                return 0
            reason = recalculation.reason(json.loads(known) if known else present, present)
            staff = await people.staff(transaction, office)
            running = await complaints.find(transaction, Filter(office=office, states=_OPEN, limit=MANY))
            moved = [_recalculated(one, staff, rules, now, reason) for one in running if timeouts.moved_due(one, rules)]
            await self._write(transaction, moved, now)
            await maintenance.write(transaction, f"calendar:{office}", json.dumps(present))
        log.info("calendar.changed", extra={"office": office, "moved": len(moved)})
        return len(moved)

    async def housekeeping(self, now: datetime) -> None:
        """Once a day: a backup, and away with what is not to be kept."""
        self._kept_house = now.date()
        async with self._database.transaction() as transaction:
            if not await maintenance.once(transaction, "housekeeping", now.date().isoformat()):
                return
            await maintenance.forget(transaction, before=now - self._keep_chats)
            for sha256 in await files.forgotten(transaction):
                self._remove_file(sha256)
        await self._database.backup(self._data / "backups" / f"{now:%Y-%m-%d}.sqlite")
        for old in sorted((self._data / "backups").glob("*.sqlite"))[: -self._backups]:
            old.unlink()
        log.info("housekeeping.done")


def _freed(complaint: Complaint, staff: list[StaffMember], rules: OfficeRules, now: datetime) -> Elapsed:
    return _acted(complaint, Action.RELEASE, staff, rules, now, plain("recalculation.officer_gone"))


def _revived(complaint: Complaint, staff: list[StaffMember], rules: OfficeRules, now: datetime) -> Elapsed:
    return _acted(complaint, Action.REVIVE, staff, rules, now, "")


def _recalculated(complaint: Complaint, staff: list[StaffMember], rules: OfficeRules, now: datetime, reason: str) -> Elapsed:
    return _acted(complaint, Action.RECALCULATE, staff, rules, now, reason)


def _acted(complaint: Complaint, action: Action, staff: list[StaffMember], rules: OfficeRules, now: datetime, text: str) -> Elapsed:
    done = timeouts.act(Elapsed(complaint=complaint, told=now, next_at=None), action, now, staff, rules, text=text)
    return replace(done, next_at=rules.next_moment(done.complaint, after=now - timedelta(microseconds=1)))
