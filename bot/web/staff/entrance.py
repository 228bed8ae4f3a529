"""Signing in: with a one-time link that the bot sends to the staff's own chat, or with a passkey; for twelve hours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.errors import BadRequest
from bot.resources import Resources
from bot.store.people import passkeys, people
from bot.store.people.passkeys import Passkey
from bot.vault import new_token
from bot.web.staff import device_keys
from bot.web.staff.door import HEADERS, Door, read_form
from bot.web.staff.pages import HOME, SETUP, Pages
from bot.web.staff.visitor import ASKER, Sessions, Visitor, cookie_name, set_cookie
from handlers.talking.wording import plain

REMEMBERED = timedelta(days=30)


class Entrance:
    def __init__(self, resources: Resources, sessions: Sessions, pages: Pages, door: Door) -> None:
        self._resources, self._sessions, self._pages, self._door = resources, sessions, pages, door

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/masuk", self.show, methods=["GET"]),
            Route("/masuk", self.enter, methods=["POST"]),
            Route("/masuk/kunci-sandi", self.enter_with_passkey, methods=["POST"]),
            self._door.deed("/keluar", self.leave),
        ]

    async def show(self, request: Request) -> Response:
        """How to sign in; with a valid link, the button that uses it. Looking uses nothing up, because chats preview links."""
        code, onward = request.query_params.get("k", ""), _inside(request.query_params.get("lanjut", ""))
        asker = request.cookies.get(cookie_name(request, ASKER), "") or new_token()
        person = await self._sessions.offered_to(request, code) if code else None
        named = await self._name(person) if person is not None else ""
        response = self._page(request, asker, code=code, onward=onward, name=named, stale=bool(code) and person is None)
        set_cookie(request, response, ASKER, asker, REMEMBERED)
        response.headers.update({**HEADERS, "Referrer-Policy": "no-referrer"})
        return response

    def _page(self, request: Request, asker: str, *, status: int = 200, **facts: Any) -> Response:
        """`asker`: the cookie that identifies this browser, whether it already has it or not."""
        asked = device_keys.challenge(self._resources.vault, asker, self._resources.now)
        can = bool(asker) and not device_keys.why_not(request)
        page_facts = {"code": "", "onward": HOME, "name": "", "stale": False, "wrong": "", **facts}
        return self._pages.make(
            "entrance",
            status=status,
            browser=self._sessions.code_of(asker),
            sets_up=page_facts["onward"].startswith(SETUP),
            key=self._sessions.key_of(asker),
            asked=asked.told,
            options=device_keys.to_sign_in(request, asked) if can else "",
            **page_facts,
        )

    async def _name(self, person: int) -> str:
        held = await people.staff_entries(self._resources.database, person)
        return held[0].name if held else plain("setup.person")

    async def enter(self, request: Request) -> Response:
        """Uses the link up; only the page that was shown to this browser can do that."""
        form = await read_form(request, most_bytes=10_000)
        response = _onward(form)
        is_same_browser = self._sessions.same_browser(request, str(form.get("kunci", "")))
        if not is_same_browser or not await self._sessions.begin(request, response, str(form.get("k", ""))):
            onward = _inside(str(form.get("lanjut", "")))
            return self._page(request, request.cookies.get(cookie_name(request, ASKER), ""), status=403, stale=True, onward=onward)
        return response

    async def enter_with_passkey(self, request: Request) -> Response:
        """Signs in the owner of the key that signed the challenge of the page that was shown to this browser."""
        form = await read_form(request, most_bytes=20_000)
        asker, response = request.cookies.get(cookie_name(request, ASKER), ""), _onward(form)
        try:
            if device_keys.why_not(request) or not self._sessions.same_browser(request, str(form.get("kunci", ""))):
                raise BadRequest(plain("passkey.refused"))
            key = await self._signed(request, form, asker)
            if not await self._sessions.begin_with_passkey(request, response, key):
                raise BadRequest(plain("passkey.late"))
        except BadRequest as refused:
            return self._page(request, asker, status=403, wrong=str(refused))
        return response

    async def _signed(self, request: Request, form: FormData, asker: str) -> Passkey:
        answer, form_part = str(form.get("jawaban", "")), str(form.get("tantangan", ""))
        asked = device_keys.challenge_told(self._resources.vault, asker, form_part, self._resources.now)
        passkey = await passkeys.find(self._resources.database, device_keys.key_of(answer))
        if passkey is None:
            raise BadRequest(plain("passkey.unknown"))
        return device_keys.signed(request, answer, asked, passkey)

    async def leave(self, request: Request, visitor: Visitor) -> Response:
        response = RedirectResponse("/masuk", status_code=303)
        await self._sessions.end(request, response)
        return response


def _onward(form: FormData) -> RedirectResponse:
    return RedirectResponse(_inside(str(form.get("lanjut", ""))), status_code=303, headers=HEADERS)


def _inside(path: str) -> str:
    """A page of the desk or of a new office's setup to go on to; never a foreign address."""
    parts = urlsplit(path)
    ours = f"{parts.path}/".startswith((f"{HOME}/", f"{SETUP}/"))
    return path if ours and not parts.scheme and not parts.netloc and "\\" not in path else HOME
