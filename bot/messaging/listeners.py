"""Which process listens to which bot. Each takes a share; the bots of a dead process are free when its lease expires."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from bot.channels import Messenger
from bot.errors import StoreError
from bot.loop import Loop
from bot.store.databases.database import Database
from bot.store.upkeep import leaders

LOOK_SECONDS = 5.0


class Listeners(Loop):
    def __init__(self, database: Database, node: str, channels: Iterable[Messenger]) -> None:
        super().__init__()
        self._database = database
        self._node = node
        self._channels = list(channels)
        self._held: frozenset[str] = frozenset()
        self._until = 0.0
        for channel in self._channels:
            channel.let_listen(self.hold)

    def hold(self, name: str) -> bool:
        """Whether this process listens to the bot of this name."""
        return name in self._held and asyncio.get_running_loop().time() < self._until

    async def begin(self) -> None:
        """Takes the bots that nobody else listens to."""
        await self._work()

    async def _work(self) -> float:
        names = sorted(name for channel in self._channels for name in channel.listeners())
        asked = asyncio.get_running_loop().time()
        self._held = await leaders.share(self._database, names, self._node)
        self._until = asked + leaders.LEASE_SECONDS
        return LOOK_SECONDS

    async def _finish(self) -> None:
        """Gives the bots back, so that others can listen at once."""
        if self._until:
            self._held, self._until = frozenset(), 0.0
            with suppress(StoreError):  # the database is away: the leases expire by themselves
                await leaders.resign_all(self._database, self._node)
