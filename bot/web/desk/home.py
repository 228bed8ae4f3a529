"""The first page: the one office of the visitor, or the choice among several."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.app import App
from bot.web.staff.door import Door
from bot.web.staff.pages import HOME, Pages
from bot.web.staff.visitor import Visitor


class Home:
    def __init__(self, app: App, pages: Pages, door: Door) -> None:
        self._app, self._pages, self._door = app, pages, door

    def routes(self) -> list[BaseRoute]:
        return [self._door.page(HOME, self.show)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        if len(visitor.members) == 1:
            return RedirectResponse(f"{HOME}/{visitor.members[0].office}", status_code=303)
        offices = [(self._app.library.offices[one.office], one) for one in visitor.members]
        return self._pages.make("home", visitor, offices=offices)
