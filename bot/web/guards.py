"""Checks before every page: the host name, the time that a body may take, and security headers of the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handlers.talking.wording import plain

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
LONGEST_PATH = 1000
BODY_SECONDS = 30.0
SLOWEST_BYTES_A_SECOND = 16_000  # the speed of a weak mobile connection


class KnownHosts:
    """Answers only requests for our own host names; otherwise a foreign name that leads here could read our pages."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _name(Headers(scope=scope).get("host", "")) not in self._hosts:
            await PlainTextResponse(plain("web.host"), status_code=421)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _name(host: str) -> str:
    """The host name without the port."""
    return (host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host).strip("[]").lower()


class ShortAddresses:
    """Refuses a path that is longer than any of ours: a number of thousands of digits in it cannot even be read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and len(scope["path"]) > LONGEST_PATH:
            await PlainTextResponse(plain("web.address"), status_code=414)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class BodyTime:
    """Ends a body that comes too slowly; the page behind sees a disconnected visitor."""

    def __init__(self, app: ASGIApp, seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "")
        allowed = self._seconds + (int(length) if length.isdecimal() else 0) / SLOWEST_BYTES_A_SECOND
        ends = asyncio.get_running_loop().time() + allowed
        is_whole = False

        async def in_time() -> Message:
            nonlocal is_whole
            if is_whole:  # from now on it only waits for the end of the connection
                return await receive()
            try:
                async with asyncio.timeout_at(ends):
                    message = await receive()
            except TimeoutError:
                return {"type": "http.disconnect"}
            is_whole = not message.get("more_body", False)
            return message

        await self._app(scope, in_time, send)


class SafeHeaders:
    """Adds to every answer headers that limit what a browser may do; headers that an answer sets itself stay.

    `embedders`: the sites that may embed the page of the chat, and only that.
    """

    def __init__(self, app: ASGIApp, embedders: Collection[str] = ()) -> None:
        self._app = app
        policy = HEADERS["Content-Security-Policy"]
        self._of_chat = {**HEADERS, "Content-Security-Policy": policy.replace("ancestors 'none'", f"ancestors {' '.join(embedders)}")}
        self._may_be_embedded = bool(embedders)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_chat = self._may_be_embedded and scope.get("path") == "/"

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (self._of_chat if is_chat else HEADERS).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)
