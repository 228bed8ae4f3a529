"""The health of the program for a monitor: /health, and /metrics in Prometheus' text form. Numbers only, no personal data.

Everybody may ask whether it is healthy; the reasons and the figures are for this machine and for those who know the monitor's token.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable, Iterable
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.measures import Measure, text
from bot.resources import Resources
from bot.store.databases.database import stamp
from bot.store.upkeep import figures, maintenance
from handlers.talking.wording import plain

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_PATIENCE_SECONDS = 5.0
_LOOKED_AT = timedelta(seconds=5)  # more frequent questions get the same answer


class Disk:
    """Whether the database and the folder of files can be written and read; tried at most every few seconds."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._tried: float | None = None
        self._trying = asyncio.Lock()
        self._wrong = ""

    async def wrong(self) -> str:
        """What does not work and what to do about it; empty where all works."""
        async with self._trying:
            now = asyncio.get_running_loop().time()
            if self._tried is None or now - self._tried >= _LOOKED_AT.total_seconds():
                self._wrong = await self._look()
                self._tried = asyncio.get_running_loop().time()
            return self._wrong

    async def _look(self) -> str:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._write_and_read()
                await asyncio.to_thread(self._resources.files.probe)
        except Exception as error:  # whatever the error, the monitor is told
            return plain("web.disk", error=str(error) or type(error).__name__)
        return ""

    async def _write_and_read(self) -> None:
        written = stamp(self._resources.now)
        async with self._resources.database.transaction() as transaction:
            await maintenance.write(transaction, "health", written)
        if await maintenance.read(self._resources.database, "health") != written:
            raise OSError(plain("web.disk_forgets"))


def status_routes(resources: Resources, monitor_token: str, own: Callable[[], Iterable[Measure]]) -> list[BaseRoute]:
    """`own`: this process's figures. Without a token, only this machine gets more than the health."""
    disk, post = Disk(resources), resources.post

    async def health(request: Request) -> Response:
        wrong = {
            name.value: post.stopped.get(name) or channel.listening_problem() for name, channel in post.channels.items() if channel.in_use
        }
        broken = await disk.wrong()
        ok = not (broken or any(wrong.values()))
        body: dict[str, object] = {"ok": ok}
        if _may_look_inside(request, monitor_token):
            body |= {"disk": broken or "ok", "channels": {name: why or "ok" for name, why in wrong.items()}}
        return JSONResponse(body, status_code=200 if ok else 503)

    async def metrics(request: Request) -> Response:
        if not _may_look_inside(request, monitor_token):
            return Response(status_code=404)
        return PlainTextResponse(text([*await figures.measures(resources.database, resources.library.offices, resources.now), *own()]))

    return [Route("/health", health), Route("/metrics", metrics)]


def _may_look_inside(request: Request, token: str) -> bool:
    """Whether the request comes from this machine, without a proxy, or has the token."""
    if token and hmac.compare_digest(request.headers.get("authorization", "").encode("latin-1"), f"Bearer {token}".encode()):
        return True
    came_by_proxy = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    return request.client is not None and request.client.host in _LOOPBACK and not came_by_proxy
