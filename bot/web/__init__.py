"""The ASGI application: the channels' webhooks, the web chat with its local mode, health and metrics."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from bot.app import App
from bot.web.chat import ChatPages
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
}


def create(app: App) -> Starlette:
    """The web side of a started app."""
    pages = ChatPages(app, HERE / "templates")
    routes = [*pages.routes(), *status_routes(app), Mount("/static", StaticFiles(directory=HERE / "static"))]
    if app.settings.local:
        routes += LocalControls(app, pages).routes()
    for channel in app.channels.values():
        routes += channel.routes(app.inbox.receive)
    return Starlette(routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=_with_headers)])


async def _with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
