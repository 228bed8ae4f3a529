"""The queue: which cases wait for whom, the earliest due date first."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.store.cases import search
from bot.web.desk.room import OFFICE, Room
from bot.web.desk.rows import row_of
from bot.web.desk.together import takers
from bot.web.query import page_number
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.desk.work_lists import LISTS, stands_in

MOST = 2000
SIZE = 50


class Queue(Room):
    """Of very many running cases only the first `MOST` by due date; the page says so, and the search finds the others."""

    def routes(self) -> list[BaseRoute]:
        return [self.door.page(OFFICE, self.show)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.here(request, visitor)
        seen = await search.waiting(self.database, member, MOST)
        ended = [complaint for complaint in await search.unchecked(self.database, member, MOST) if not complaint.alive]
        lists = self._lists([*seen, *ended], member)
        asked, page = request.query_params.get("daftar", ""), page_number(request)
        chosen = asked if asked in lists else next((name for name, cases_of_list in lists.items() if cases_of_list), "all")
        names, rules, cases_shown = await self.names(member.office), self.rules(member.office), lists[chosen]
        cases = cases_shown[page * SIZE : (page + 1) * SIZE]
        rows = [row_of(complaint, rules, self.now, names) for complaint in cases]
        facts = {
            "counts": {name: len(cases_of_list) for name, cases_of_list in lists.items()},
            "chosen": chosen,
            "number": page,
            "takers": await takers(self, member, cases),
            "ticked": request.query_params.get("pilih") == "semua",
        }
        return self.page(
            "queue",
            visitor,
            member,
            "queue",
            rows=rows,
            more=len(cases_shown) > (page + 1) * SIZE,
            capped=len(seen) >= MOST,
            size=SIZE,
            **facts,
        )

    def _lists(self, seen: Sequence[Complaint], member: StaffMember) -> dict[str, list[Complaint]]:
        """The same lists as in the chat."""
        rules, now = self.rules(member.office), self.now
        return {name: [complaint for complaint in seen if stands_in(name, complaint, member, rules, now)] for name in LISTS}
