"""The controls of the local mode: the movable clock, the choice of office, a new citizen. They exist only there."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels import Json
from bot.local_mode import LocalMode
from bot.web.chat import ChatPages, News
from bot.web.visitors import same_origin
from handlers.talking.buttons import ChooseOffice
from handlers.talking.wording import plain

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


class LocalControls:
    def __init__(self, mode: LocalMode, pages: ChatPages) -> None:
        self._mode, self._resources = mode, mode.resources
        self._pages = pages

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/clock", _own_page_only(self.clock), methods=["GET", "POST"]),
            Route("/office", _own_page_only(self.office), methods=["POST"]),
            Route("/citizen", _own_page_only(self.citizen), methods=["POST"]),
        ]

    async def clock(self, request: Request) -> Response:
        """The office's clock. POST moves it forward and does what is due before it answers."""
        office = self._pages.visitors.office(request)
        if request.method == "POST":
            target = self._target(str((await _body(request)).get("step", "")), office)
            if target is None:
                return JSONResponse({"error": plain("web.step")}, status_code=400)
            await self._mode.move_clock(target)
            self._resources.webchat.publish_all(News(event="clock", data={"text": self._pages.clock_text(office)}))
        return JSONResponse({"text": self._pages.clock_text(office)})

    def _target(self, step: str, office: str) -> datetime | None:
        now, calendar = self._resources.now, self._resources.library.calendar(office)
        tomorrow = calendar.next_working_day(calendar.local_date(now))
        today = calendar.local_date(now)
        opens_today = calendar.is_working_day(today) and now < calendar.opening(today)
        targets = {
            "30m": now + timedelta(minutes=30),
            "1h": now + timedelta(hours=1),
            "open": calendar.opening(today if opens_today else tomorrow),
            "day": max(calendar.opening(tomorrow), now + timedelta(days=(tomorrow - today).days)),
        }
        return targets.get(step)

    async def office(self, request: Request) -> Response:
        """Chooses the office of this page's phones; the citizen's chat chooses it like a press."""
        office, token = str((await _body(request)).get("office", "")), self._pages.visitors.token(request)
        if office not in self._resources.library.offices or token is None:
            return JSONResponse({"error": plain("web.office")}, status_code=400)
        name = self._resources.library.offices[office].name
        payload = {"address": token, "client_id": secrets.token_hex(8), "text": "", "choice": ChooseOffice(office).id, "label": name}
        await self._pages.keep(token, payload)
        response = Response(status_code=204)
        self._pages.visitors.choose(response, office, secure=request.url.scheme == "https")
        return response

    async def citizen(self, request: Request) -> Response:
        """Puts a new citizen at the citizen's phone."""
        response = Response(status_code=204)
        self._pages.visitors.welcome(response, secure=request.url.scheme == "https")
        return response


def _own_page_only(endpoint: Endpoint) -> Endpoint:
    """Refuses other sites, which could move the clock through the visitor's browser."""

    async def guarded(request: Request) -> Response:
        if request.method == "POST" and not same_origin(request):
            return JSONResponse({"error": plain("web.reload")}, status_code=403)
        return await endpoint(request)

    return guarded


async def _body(request: Request) -> Json:
    """The JSON of the request; empty where it is none."""
    try:
        body = await request.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
