"""What an office's staff receive at opening time: each officer's list, each supervisor's picture of the day, and once a week the past week."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clockwork.departures import free
from bot.clockwork.happening import Office
from bot.files.file_store import FileStore
from bot.messaging.letters import Post
from bot.shelf import Shelf
from bot.store.cases import complaints
from bot.store.databases.database import Database
from bot.store.messages import outbox
from bot.store.offices import lessons, month_counts, unanswered
from bot.store.offices.eyes import EVERYTHING
from bot.store.offices.office_picture import OfficePicture
from bot.store.offices.scope import Scope
from bot.store.people import people
from bot.store.upkeep import maintenance
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.casework.moves import ALIVE
from handlers.desk import digests, work_lists
from handlers.desk.alike_questions import grouped
from handlers.rules import OfficeRules
from handlers.talking.message import Attachment, Notice
from handlers.talking.ports import Filter
from handlers.telling import departures
from knowledge.standards.calendar import WorkingCalendar

WEEK = timedelta(days=7)
_ALIVE = tuple(ALIVE)


@dataclass(frozen=True, kw_only=True)
class Mornings:
    """The mornings of one office. Lists are read from committed data while others write; only the letters need the write lock."""

    id: str
    shelf: Shelf
    database: Database
    post: Post
    files: FileStore
    sent: Callable[[], None]

    def calendar(self) -> WorkingCalendar:
        return self.rules.calendar

    async def of_day(self, now: datetime) -> None:
        """Once a day while the office is open: frees the cases of departed staff, and sends the lists of the day."""
        name, today = f"morning:{self.id}", self.rules.calendar.local_date(now).isoformat()
        if not self.rules.calendar.is_open(now) or await maintenance.read(self.database, name) == today:
            return
        office = await self._office(now)
        await self._release_cases_of_departed(office)
        ended = await complaints.find(self.database, Filter(office=self.id, unchecked=True))
        running = [*await self._alive(), *(complaint for complaint in ended if not complaint.alive)]
        await self._tell_once(name, today, digests.of_day(office.staff, running, self.rules, now), now)

    async def of_week(self, now: datetime) -> None:
        """Once a week, on its first working day that the bot runs: sends the past week, and the questions not answered well."""
        today = self.rules.calendar.local_date(now)
        name, monday = f"week:{self.id}", (today - timedelta(days=today.weekday())).isoformat()
        if not self.rules.calendar.is_open(now) or await maintenance.read(self.database, name) == monday:
            return
        staff, since = await people.staff(self.database, self.id), now - WEEK
        ended = await complaints.find(self.database, Filter(office=self.id, ended_after=since))
        groups = grouped(await unanswered.open_ones(self.database, self.id))
        asked = [(len(group), group[0].text) for group in groups]
        week = work_lists.week_picture([*await self._alive(), *ended], self.rules, since, now)
        notices = digests.of_week(week, staff, await self._pictures(staff, now) if week else {}, self.rules, now)
        learnt = await lessons.lessons_since(self.database, Scope(office=self.id, eyes=EVERYTHING), since, self._titles())
        notices += digests.of_questions(staff, asked, self.rules, now) + digests.of_lessons(learnt, staff, self.rules, now)
        await self._tell_once(name, monday, notices, now)

    async def count_months(self, now: datetime) -> None:
        """Each night: counts the closed months that changed, so that a picture of a year need not count them."""
        await month_counts.count_months(self.database, self.id, self.rules.office.zone, now)

    async def _pictures(self, staff: Sequence[StaffMember], now: datetime) -> dict[int, Attachment]:
        """A chart for each person who leads, counting what they may see."""
        made: dict[int, Attachment] = {}
        for member in filter(digests.leads, staff):
            drawn = OfficePicture(rules=self.rules, store=self.files, member=member)
            async with self.database.transaction() as transaction:
                made[member.person] = await drawn.stored(transaction, now, member.person)
        return made

    def _titles(self) -> dict[str, str]:
        return {service.id: service.title for service in self.shelf.current.library.services_of(self.id)}

    async def _tell_once(self, name: str, day: str, notices: list[Notice], now: datetime) -> None:
        async with self.database.transaction() as transaction:
            if await maintenance.once(transaction, name, day):
                await outbox.add(transaction, await self.post.notices(transaction, notices), now)
        self.sent()

    async def _release_cases_of_departed(self, office: Office) -> None:
        """Frees the cases of departed staff: found without a lock, freed by their state at that moment."""
        if any(departures.is_without_officer(complaint, office.staff) for complaint in await self._alive()):
            async with self.database.transaction() as transaction:
                await free(transaction, self.post, self.rules, office.now)

    async def _office(self, now: datetime) -> Office:
        return Office(staff=await people.staff(self.database, self.id), rules=self.rules, now=now)

    async def _alive(self) -> list[Complaint]:
        return await complaints.find(self.database, Filter(office=self.id, states=_ALIVE))

    @property
    def rules(self) -> OfficeRules:
        """The rules in use now."""
        return self.shelf.rules[self.id]
