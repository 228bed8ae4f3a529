"""Which process listens to which bot: each of several takes its share, and what a dead one had when its lease has run out."""

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
        """Whether this process is the one that listens."""
        return name in self._held and asyncio.get_running_loop().time() < self._until

    async def begin(self) -> None:
        """What nobody else listens to, this process does when this returns."""
        await self._work()

    async def _work(self) -> float:
        names = sorted(name for channel in self._channels for name in channel.listeners())
        asked = asyncio.get_running_loop().time()
        self._held = await leaders.share(self._database, names, self._node)
        self._until = asked + leaders.LEASE_SECONDS
        return LOOK_SECONDS

    async def _finish(self) -> None:
        """Others listen at once."""
        if self._until:
            self._held, self._until = frozenset(), 0.0
            with suppress(StoreError):  # a database that is away: the leases run out by themselves
                await leaders.resign_all(self._database, self._node)
