"""The survey as a form for people at the counter who scanned its code: nine questions, no name; a browser answers once in 90 days, a network
twenty times a day."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.errors import BadRequest
from bot.resources import Resources
from bot.store.databases.database import repeated
from bot.store.offices import survey
from bot.web.limits import TEN_MINUTES, Budget, who
from bot.web.staff.door import read_form
from bot.web.staff.pages import Pages
from bot.web.visitors import network
from handlers.survey.elements import HIGHEST, LOWEST, Element
from handlers.talking.wording import plain
from knowledge.standards.office import Office

PATH = "/survei/{office}"
COOKIE = "survei_{office}"
LONGEST_WORDS = 1000
MOST_A_DAY = 20
"""Answers that count from one network: what the people at one counter give, and too few to turn an office's index round."""


class SurveyForm:
    """Stores answers with the day alone. The cookie only says that this browser has answered; no table holds it. Of a network a table holds a keyed
    hash for a day, so that the limit holds across processes and a restart.
    """

    def __init__(self, resources: Resources, pages: Pages) -> None:
        self._resources, self._pages = resources, pages
        self._sent = Budget(TEN_MINUTES, network=60, all=2_000)

    def routes(self) -> list[BaseRoute]:
        return [Route(PATH, self.show, methods=["GET"]), Route(PATH, self.keep, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        office = self._office(request)
        if office is None:
            return self._pages.make("public/absent", status=404)
        return self._form_page(office, request, done=_cookie(office) in request.cookies)

    def _form_page(self, office: Office, request: Request, *, wrong: str = "", done: bool = False, status: int = 400) -> Response:
        scale = range(HIGHEST, LOWEST - 1, -1)
        unit = _unit(office, request)
        facts: dict[str, Any] = {
            "unit": office.unit(unit).name if unit else "",
            "unknown_unit": bool(not unit and request.query_params.get("unit")),
            "elements": Element,
            "scale": scale,
            "done": done,
            "wrong": wrong,
        }
        return self._pages.make("public/survey", status=status if wrong else 200, shown=office, **facts)

    async def keep(self, request: Request) -> Response:
        office = self._office(request)
        if office is None:
            return self._pages.make("public/absent", status=404)
        try:
            points, words = await self._answers(request)
        except BadRequest as problem:
            return self._form_page(office, request, wrong=str(problem))
        if _cookie(office) not in request.cookies and not await repeated(self._is_kept, office, request, points, words):
            return self._form_page(office, request, wrong=plain("satisfaction.not_counted"), status=429)
        response = self._form_page(office, request, done=True)
        secure, age = request.url.scheme == "https", int(survey.PAUSE / timedelta(seconds=1))
        response.set_cookie(_cookie(office), "1", max_age=age, path=f"/survei/{office.id}", httponly=True, samesite="lax", secure=secure)
        return response

    async def _is_kept(self, office: Office, request: Request, points: Mapping[Element, int], words: str) -> bool:
        """Stores the answer, unless its network has given as many today as count."""
        day = self._resources.now.astimezone(office.zone).date()
        network_hash = self._resources.vault.hash(network(request), f"survey:{office.id}:{day}")
        async with self._resources.database.transaction() as transaction:
            if not await survey.count_network(transaction, office.id, day, network_hash, MOST_A_DAY):
                return False
            await survey.keep(transaction, survey.Place(office=office.id, unit=_unit(office, request)), day, points, words)
        return True

    async def _answers(self, request: Request) -> tuple[dict[Element, int], str]:
        """The chosen points (a missing element is not answered), and the free remark."""
        form = await read_form(request, most_bytes=100_000)
        points = {element: _points(form, element) for element in Element if form.get(element)}
        words = str(form.get("saran", "")).strip()
        if not points:
            raise BadRequest(plain("satisfaction.nothing_chosen"))
        if len(words) > LONGEST_WORDS:
            raise BadRequest(plain("intake.too_long", most=LONGEST_WORDS))
        if not self._sent.take(who("", network(request)), asyncio.get_running_loop().time()):
            raise BadRequest(plain("web.many_messages"))
        return points, words

    def _office(self, request: Request) -> Office | None:
        return self._resources.library.offices.get(request.path_params["office"])


def _points(form: FormData, element: Element) -> int:
    text = str(form[element])
    if text not in {str(points) for points in range(LOWEST, HIGHEST + 1)}:
        raise BadRequest(plain("web.unreadable"))
    return int(text)


def _unit(office: Office, request: Request) -> str:
    """The unit in the address; empty where it names none of the office."""
    asked = request.query_params.get("unit", "")
    return asked if asked in {unit.id for unit in office.units} else ""


def _cookie(office: Office) -> str:
    return COOKIE.format(office=office.id)
