"""The ASGI application: the channels' webhooks, the web chat with its local mode, health and metrics."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.app import App
from bot.web.chat import ChatPages
from bot.web.desk import desk_routes
from bot.web.local import LocalControls
from bot.web.status import status_routes

HERE = Path(__file__).parent
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def create(app: App) -> Starlette:
    """The web side of a started app."""
    pages = ChatPages(app, HERE / "templates")
    routes = [*pages.routes(), *desk_routes(app), *status_routes(app), Mount("/static", StaticFiles(directory=HERE / "static"))]
    if app.settings.local:
        routes += LocalControls(app, pages).routes()
    for channel in app.channels.values():
        routes += channel.routes(app.inbox.receive)
    return Starlette(routes=routes, middleware=[Middleware(SafeHeaders)])


class SafeHeaders:
    """Every answer tells the browser how little our pages need; what an answer says itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)
