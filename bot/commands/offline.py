"""For commands that use the database without channels and loops."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot import settings
from bot.app import App, build
from bot.resources import Resources


def with_resources(work: Callable[[Resources], Awaitable[int]]) -> int:
    """Runs the work on the opened database; returns its exit code."""
    return with_app(lambda app: work(app.resources))


def with_app(work: Callable[[App], Awaitable[int]]) -> int:
    """The same with the whole app, for the command that checks everything."""

    async def run() -> int:
        app = build(settings.read())
        try:
            await app.database.open()
            if app.settings.local:
                await app.local_mode.restore_clock()
            return await work(app)
        finally:
            for channel in app.channels.values():
                await channel.stop()
            await app.database.close()

    return asyncio.run(run())
