"""The first page: the one office of the visitor, or the choice among several."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.web.desk.room import Room
from bot.web.staff.pages import HOME
from bot.web.staff.visitor import Visitor


class Home(Room):
    def routes(self) -> list[BaseRoute]:
        return [self.door.page(HOME, self.show)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        if len(visitor.members) == 1:
            return RedirectResponse(f"{HOME}/{visitor.members[0].office}", status_code=303)
        offices = [(self.library.offices[one.office], one) for one in visitor.members]
        return self.pages.make("home", visitor, offices=offices)
