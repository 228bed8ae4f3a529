"""The door of every page for staff: signed in, allowed, and no form from another site."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import TypeAlias
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.errors import BadRequest
from bot.store.databases.database import Conflict
from bot.web.staff.pages import Pages
from bot.web.staff.visitor import Sessions, Visitor
from handlers.casework.access import StaffMember
from handlers.talking.wording import plain

log = logging.getLogger(__name__)

Endpoint: TypeAlias = Callable[[Request, Visitor], Awaitable[Response]]
Who: TypeAlias = Callable[[Request], Awaitable[Visitor | None]]
MOST_FILES = 10
MOST_BYTES_OF_A_FIELD = 4_000_000
"""Far more than any field takes, so that what is too long is refused by its own rule, in its own words."""
KEY = "kunci"
_UNWRITTEN = frozenset({KEY, "query"})
"""Fields that hold no words of the visitor."""
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}


class NotHere(Exception):
    """No such page for this visitor; the same answer as for a page that exists but is not theirs."""


class Door:
    """Guards endpoints. `page` makes routes for reading, `deed` routes for changing (POST with the form key of the session)."""

    def __init__(self, sessions: Sessions, pages: Pages) -> None:
        self._sessions = sessions
        self._pages = pages

    def page(self, path: str, endpoint: Endpoint) -> Route:
        return Route(path, self._guarded(endpoint), methods=["GET"])

    def deed(self, path: str, endpoint: Endpoint) -> Route:
        return Route(path, self._guarded(endpoint), methods=["POST"])

    def for_setting_up(self, path: str, endpoint: Endpoint, method: str) -> Route:
        """For everybody who is signed in, staff or not: the page itself checks whether they may set up an office."""
        return Route(path, self._guarded(endpoint, self._sessions.signed_in), methods=[method])

    def _guarded(self, endpoint: Endpoint, who: Who | None = None) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request) -> Response:
            visitor = await (who or self._sessions.visitor)(request)
            if visitor is None:
                return self._to_entrance(request)
            response = await self._answered(endpoint, request, visitor)
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return guarded

    async def _answered(self, endpoint: Endpoint, request: Request, visitor: Visitor) -> Response:
        try:
            if request.method == "POST":
                await self._check(request, visitor)
            return await endpoint(request, visitor)
        except NotHere:
            return self._pages.make("absent", visitor, status=404)
        except BadRequest as problem:
            return await self._problem(request, visitor, 400, str(problem))
        except Conflict:
            return await self._problem(request, visitor, 409, plain("web_desk.changed_meanwhile"))
        finally:
            await request.close()

    async def _problem(self, request: Request, visitor: Visitor, status: int, wrong: str) -> Response:
        """What is wrong, and what was written, so that it is not lost. It is not offered to be sent again: another site may have sent it."""
        return self._pages.make("problem", visitor, status=status, wrong=wrong, written=await _written(request))

    async def _check(self, request: Request, visitor: Visitor) -> None:
        form = await read_form(request)
        if str(form.get(KEY, "")) != visitor.form_key:
            raise BadRequest("Halaman ini sudah lama terbuka. Kembali, muat ulang, lalu coba lagi.")

    def _to_entrance(self, request: Request) -> Response:
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        onward = f"?lanjut={quote(here)}" if request.method == "GET" else ""
        return RedirectResponse(f"/masuk{onward}", status_code=303, headers=HEADERS)


async def _written(request: Request) -> list[str]:
    """The words of a refused form; of one that could not be read, none."""
    if request.method != "POST":
        return []
    with suppress(BadRequest):
        fields = (await read_form(request)).multi_items()
        return [value for name, value in fields if name not in _UNWRITTEN and isinstance(value, str) and " " in value.strip()]
    return []


async def read_form(request: Request, most_bytes: int = 64_000_000) -> FormData:
    """The form of the request; parsed once, however often it is read."""
    if int(request.headers.get("content-length", most_bytes + 1)) > most_bytes:
        raise BadRequest("Kiriman itu terlalu besar.")
    try:
        return await request.form(max_files=MOST_FILES, max_fields=300, max_part_size=MOST_BYTES_OF_A_FIELD)
    except HTTPException as error:
        raise BadRequest("Isian itu tidak terbaca. Kembali lalu coba lagi.") from error


def member_of(visitor: Visitor, office: str, roles: Iterable[str] = ()) -> StaffMember:
    """The visitor's place in the office, with at least one of the roles. Raises NotHere for others."""
    member = visitor.member(office)
    wanted = frozenset(roles)
    if member is None or (wanted and not wanted & member.roles):
        raise NotHere
    return member
