"""The list of the desk's keys, opened by `?` or by its link."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.web.desk.room import OFFICE, Room
from bot.web.staff.visitor import Visitor


class Shortcuts(Room):
    def routes(self) -> list[BaseRoute]:
        return [self.door.page(f"{OFFICE}/tombol", self.show)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        return self.page("shortcuts", visitor, self.here(request, visitor), "shortcuts")
