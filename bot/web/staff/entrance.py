"""Signing in: the bot sends a one-time link to the staff's own chat; the browser that opens it is signed in for twelve hours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.store.databases.database import Database
from bot.store.people import people
from bot.vault import new_token
from bot.web.staff.door import HEADERS, Door, read_form
from bot.web.staff.pages import HOME, SETUP, Pages
from bot.web.staff.visitor import ASKER, Sessions, Visitor, cookie_name, set_cookie
from handlers.talking.wording import plain

REMEMBERED = timedelta(days=30)


class Entrance:
    def __init__(self, database: Database, sessions: Sessions, pages: Pages, door: Door) -> None:
        self._database, self._sessions, self._pages, self._door = database, sessions, pages, door

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/masuk", self.show, methods=["GET"]),
            Route("/masuk", self.enter, methods=["POST"]),
            self._door.deed("/keluar", self.leave),
        ]

    async def show(self, request: Request) -> Response:
        """How to sign in; with a link that holds, the button that uses it. Looking uses nothing up: chats look at links too."""
        code, onward = request.query_params.get("k", ""), _inside(request.query_params.get("lanjut", ""))
        asker = request.cookies.get(cookie_name(request, ASKER), "") or new_token()
        person = await self._sessions.offered_to(request, code) if code else None
        facts: dict[str, Any] = {
            "code": code,
            "onward": onward,
            "browser": self._sessions.code_of(asker),
            "key": self._sessions.key_of(asker),
        }
        shown = {**facts, "name": await self._name(person) if person is not None else "", "stale": bool(code) and person is None}
        response = self._pages.make("entrance", **shown)
        set_cookie(request, response, ASKER, asker, REMEMBERED)
        response.headers.update({**HEADERS, "Referrer-Policy": "no-referrer"})
        return response

    async def _name(self, person: int) -> str:
        held = await people.staff_entries(self._database, person)
        return held[0].name if held else plain("setup.person")

    async def enter(self, request: Request) -> Response:
        """Uses the link up. Only the page that this browser was shown can do it."""
        form = await read_form(request, most_bytes=10_000)
        response = RedirectResponse(_inside(str(form.get("lanjut", ""))), status_code=303, headers=HEADERS)
        known = self._sessions.same_browser(request, str(form.get("kunci", "")))
        if not known or not await self._sessions.begin(request, response, str(form.get("k", ""))):
            asker = request.cookies.get(cookie_name(request, ASKER), "")
            facts: dict[str, Any] = {
                "code": "",
                "onward": HOME,
                "browser": self._sessions.code_of(asker),
                "key": "",
                "name": "",
                "stale": True,
            }
            return self._pages.make("entrance", status=403, **facts)
        return response

    async def leave(self, request: Request, visitor: Visitor) -> Response:
        response = RedirectResponse("/masuk", status_code=303)
        await self._sessions.end(request, response)
        return response


def _inside(path: str) -> str:
    """A page of the desk to go on to, or the first of a new office; never an address of somebody else."""
    parts = urlsplit(path)
    ours = f"{parts.path}/".startswith((f"{HOME}/", f"{SETUP}/"))
    return path if ours and not parts.scheme and not parts.netloc and "\\" not in path else HOME
