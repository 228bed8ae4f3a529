"""The ASGI application: the channels' webhooks, the web chat with its local mode, health and metrics."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.app import App
from bot.web import admin
from bot.web.assets import asset_routes
from bot.web.chat import ChatPages
from bot.web.desk import desk_routes
from bot.web.guards import BodyTime, KnownHosts, SafeHeaders, ShortAddresses
from bot.web.limits import Limits
from bot.web.local import LocalControls
from bot.web.problems import problem_pages
from bot.web.public import public_routes
from bot.web.staff.pages import Pages
from bot.web.status import status_routes

HERE = Path(__file__).parent
_OWN_NAMES = ("127.0.0.1", "::1", "localhost")


def create(app: App) -> Starlette:
    """The web side of a started app."""
    limits = Limits(app.settings.messages_per_minute, app.settings.messages_per_network, app.files.most_bytes)
    pages = ChatPages(app.resources, app.inbox.receive, limits, HERE / "templates", local=app.settings.local)
    routes = [
        *pages.routes(),
        *desk_routes(app.resources, admin.ROOMS, admin.MENU),
        *public_routes(app.resources),
        *status_routes(app.resources, app.settings.monitor_token, app.measures),
        *asset_routes(),
    ]
    if app.settings.local:
        routes += LocalControls(app.local_mode, pages).routes()
    for channel in app.channels.values():
        routes += channel.routes(app.inbox.receive)
    guards = [
        Middleware(SafeHeaders, embedders=app.settings.embedders),
        Middleware(KnownHosts, hosts=hosts_of(app)),
        Middleware(ShortAddresses),
        Middleware(BodyTime),
    ]
    return Starlette(routes=routes, middleware=guards, exception_handlers=problem_pages(Pages()))


def hosts_of(app: App) -> set[str]:
    """The host names under which this server may be called."""
    public = urlsplit(app.settings.public_url).hostname
    return {*_OWN_NAMES, app.settings.host, *([public] if public else [])}
