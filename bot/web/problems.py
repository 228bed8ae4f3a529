"""What a browser shows where there is no page, or where something broke: a sentence in Indonesian and a way on, whatever the status."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.errors import StoreUnavailable
from bot.web import guards
from bot.web.staff.pages import HOME, SETUP, Pages
from handlers.talking.wording import plain

log = logging.getLogger(__name__)

AGAIN_SECONDS = 10
"""After which a page is asked for again while the database is away; platforms send again what a webhook refuses so."""
_WORDS = {404: "absent", 405: "method", 500: "broken"}
_OF_STAFF = (HOME, SETUP)


def problem_pages(pages: Pages) -> Mapping[Any, Any]:
    """For an application: what it answers instead of the framework's English words."""

    async def refused(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, HTTPException)
        return _page(pages, request, problem.status_code, _said(problem), problem.headers)

    async def broken(request: Request, problem: Exception) -> Response:
        return _page(pages, request, 500, plain("web.status.broken"), guards.HEADERS)  # comes past every guard

    async def away(request: Request, problem: Exception) -> Response:
        log.error("web.database_away", extra={"error_type": type(problem).__name__})
        return _page(pages, request, 503, plain("web.not_now"), {"Retry-After": str(AGAIN_SECONDS)})

    return {HTTPException: refused, StoreUnavailable: away, Exception: broken}


def _said(problem: HTTPException) -> str:
    """What was said of it by us, or what the status means."""
    standard = {status.value: status.phrase for status in HTTPStatus}
    own = problem.detail and problem.detail != standard.get(problem.status_code)
    return problem.detail if own else plain(f"web.status.{_WORDS.get(problem.status_code, 'refused')}")


def _page(pages: Pages, request: Request, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    """For programs that want no page the sentence alone."""
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(sentence, status_code=status, headers=headers)
    onward = HOME if request.url.path.startswith(_OF_STAFF) else "/"
    made = pages.make("public/problem", status=status, said=sentence, onward=onward, is_desk=onward == HOME)
    made.headers.update(headers or {})
    return made
