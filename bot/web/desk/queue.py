"""The queue: what waits for whom, the earliest due first."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.app import App
from bot.store import complaints
from bot.web.desk.rows import row_of
from bot.web.staff.door import Door, member_of
from bot.web.staff.pages import HOME, Pages
from bot.web.staff.visitor import Visitor
from handlers.casework.access import may_see
from handlers.casework.moves import ALIVE
from handlers.desk.work_lists import LISTS
from handlers.talking.ports import Filter

_SHOWN = tuple(state.value for state in ALIVE)


class Queue:
    def __init__(self, app: App, pages: Pages, door: Door) -> None:
        self._app, self._pages, self._door = app, pages, door

    def routes(self) -> list[BaseRoute]:
        return [self._door.page(f"{HOME}/{{office}}", self.show)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = member_of(visitor, request.path_params["office"])
        now, rules = self._app.clock(), self._app.knowledge.rules[member.office]
        found = await complaints.find(self._app.database, Filter(office=member.office, states=_SHOWN, limit=1000))
        seen = [one for one in found if may_see(member, one)]
        counts = {name: sum(wanted(one, member, now) for one in seen) for name, wanted in LISTS.items()}
        chosen = request.query_params.get("daftar", "") or next((name for name, count in counts.items() if count), "all")
        rows = [row_of(one, rules, now) for one in seen if LISTS.get(chosen, LISTS["all"])(one, member, now)]
        shown: dict[str, Any] = {"counts": counts, "chosen": chosen, "rows": rows}
        return self._pages.make("queue", visitor, member=member, office=rules.office, here="queue", **shown)
