"""The first page: the visitor's one office, or all of theirs at a glance, those that need attention first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.store.offices import tallies
from bot.store.offices.eyes import eyes_of
from bot.store.offices.month_counts import Days
from bot.store.offices.scope import Scope
from bot.store.offices.tallies import Dimension
from bot.web.desk.periods import Period, chosen
from bot.web.desk.room import LEADERS, Room
from bot.web.staff.pages import HOME
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.desk import picture
from handlers.desk.picture import Now, Shares
from knowledge.standards.office import Office

SILENT = timedelta(days=30)
"""An office without new cases for this long is marked: perhaps nobody knows its bot."""


@dataclass(frozen=True, kw_only=True)
class OfficeRow:
    """One office of the visitor, with figures only where they lead it. `month`: the outcome of the cases of this month, which began `since`."""

    office: Office
    member: StaffMember
    now: Now | None = None
    month: Shares | None = None
    since: date | None = None
    last: datetime | None = None
    silent: bool = False


class Home(Room):
    def routes(self) -> list[BaseRoute]:
        return [self.door.page(HOME, self.show)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        if len(visitor.members) == 1:
            return RedirectResponse(f"{HOME}/{visitor.members[0].office}", status_code=303)
        rows = [await self._row(member) for member in visitor.members]
        rows.sort(key=lambda row: (-(row.now.late if row.now else 0), not row.silent, row.office.name))
        return self.pages.make("home", visitor, rows=rows, leads=any(row.now for row in rows))

    async def _row(self, member: StaffMember) -> OfficeRow:
        office = self.library.offices[member.office]
        if not LEADERS & member.roles:
            return OfficeRow(office=office, member=member)
        month = chosen({}, self.now, office.zone)
        scope = Scope(office=office.id, eyes=await eyes_of(self.database, member))
        living = await tallies.living(self.database, scope, self.now, month.until)
        last = await tallies.last_received(self.database, scope)
        silent = last is None or last < self.now - SILENT
        shares = await self._month(scope, month)
        return OfficeRow(office=office, member=member, now=living, month=shares, since=month.first, last=last, silent=silent)

    async def _month(self, scope: Scope, month: Period) -> Shares:
        rows = await tallies.of_period(self.database, scope, Dimension.CATEGORY, Days.uncounted(month.since, month.until), self.now)
        return picture.whole(rows)
