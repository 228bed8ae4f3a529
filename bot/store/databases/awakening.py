"""How processes on one PostgreSQL database wake one another: NOTIFY after a commit, without content."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

import psycopg
from psycopg import AsyncConnection, sql

from bot.loop import end

log = logging.getLogger(__name__)

CHANNEL = "layanwarga"
GATHER_SECONDS = 0.005
"""Commits within this time share one NOTIFY, which locks the whole server while it commits."""
LOOK_SECONDS = 1.0
"""How often to look for others' work when no NOTIFY arrives."""


class Awakening:
    """Uses its own connections. `node` distinguishes the process's own calls from those of others."""

    def __init__(self, url: str, node: str) -> None:
        self._url = url
        self._node = node
        self._heard = asyncio.Event()
        self._to_tell = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._keep_on(self._tell)), asyncio.create_task(self._keep_on(self._listen))]

    async def stop(self) -> None:
        await end(self._tasks)
        self._tasks = []

    def announce(self) -> None:
        """Tells other processes that something was committed that may concern them."""
        self._to_tell.set()

    async def announced(self) -> None:
        """Returns when another process has announced something, or after a second."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                await self._heard.wait()
        self._heard.clear()

    async def _keep_on(self, work: Callable[[AsyncConnection], Awaitable[None]]) -> None:
        """Restarts the work with a new connection after the server was away."""
        while True:
            try:
                async with await AsyncConnection.connect(self._url, autocommit=True) as connection:
                    await work(connection)
            except psycopg.Error as error:
                log.warning("awakening.lost", extra={"error_type": type(error).__name__})
                await asyncio.sleep(LOOK_SECONDS)

    async def _tell(self, connection: AsyncConnection) -> None:
        while True:
            await self._to_tell.wait()
            await asyncio.sleep(GATHER_SECONDS)
            self._to_tell.clear()
            await connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, self._node))

    async def _listen(self, connection: AsyncConnection) -> None:
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        async for notice in connection.notifies():
            if notice.payload != self._node:
                self._heard.set()
