"""Who sent a request: a nameless visitor with a cookie signed by the server, and a network address."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response

from bot.local_mode import DEMO_ROLES, demo_address
from bot.vault import Vault
from bot.web.limits import network_of
from knowledge.standards.library import Library

COOKIE = "layanwarga"
OFFICE_COOKIE = "layanwarga_kantor"
A_YEAR = 31_536_000
_TOKEN = re.compile(r"^[0-9a-f]{32}$")
_SIGNED_AS = "visitor"


class Visitors:
    """`phones`: the keys that a page may speak for: one for the public, in the local mode also those of the example staff."""

    def __init__(self, vault: Vault, library: Callable[[], Library], phones: Mapping[str, str], *, local: bool) -> None:
        """`library` returns the one in use: an office may come while the program runs."""
        self._vault = vault
        self._local = local
        self._library = library
        self._phones = phones

    def token(self, request: Request) -> str | None:
        """The visitor's own token; None without a cookie signed by this server."""
        token, _, signature = request.cookies.get(COOKIE, "").partition(".")
        return token if _TOKEN.match(token) and self._vault.same(token, _SIGNED_AS, signature) else None

    def welcome(self, response: Response, *, secure: bool) -> None:
        """Makes a new, nameless citizen."""
        token = secrets.token_hex(16)
        self._set(response, COOKIE, f"{token}.{self._vault.hash(token, _SIGNED_AS)}", secure=secure)

    def office(self, request: Request) -> str:
        """The office of the page: in the local mode the one chosen on this visitor's page."""
        chosen = request.cookies.get(OFFICE_COOKIE, "")
        library = self._library()
        if self._local and chosen in library.offices:
            return chosen
        counts = Counter(service.office for service in library.services.values())
        return max(library.offices, key=counts.__getitem__, default="")

    def choose(self, response: Response, office: str, *, secure: bool) -> None:
        self._set(response, OFFICE_COOKIE, office, secure=secure)

    def address(self, request: Request) -> str | None:
        """The address of the phone: the visitor's own, or in the local mode one of the office's example staff."""
        phone, token = request.path_params["phone"], self.token(request)
        if token is None or phone not in self._phones:
            return None
        return demo_address(phone, self.office(request)) if phone in DEMO_ROLES else token

    def addresses(self, request: Request) -> list[str]:
        """Every address whose chat the visitor may read."""
        own = [token] if (token := self.token(request)) else []
        return own + [demo_address(role, self.office(request)) for role in DEMO_ROLES if self._local]

    @staticmethod
    def _set(response: Response, name: str, value: str, *, secure: bool) -> None:
        response.set_cookie(name, value, max_age=A_YEAR, httponly=True, samesite="strict", secure=secure)


def network(request: Request) -> str:
    return network_of(request.client.host if request.client else "")


def same_origin(request: Request) -> bool:
    """Whether a POST comes from our own page: it has our header, which no other site can send here."""
    origin = request.headers.get("origin")
    return request.headers.get("x-layanwarga") == "1" and (origin is None or origin.partition("://")[2] == request.headers.get("host"))
