"""Of several processes on the same data, one leads in what only one may do. Two leaders for a moment are harmless, because keys are unique."""

from __future__ import annotations

import asyncio
import math
from contextlib import suppress

from bot.errors import StoreError
from bot.store.databases.database import Database
from bot.store.upkeep import leaders

RENEW_SECONDS = leaders.LEASE_SECONDS / 2
STANDBY_SECONDS = 1.0
"""How often a process that does not lead asks again."""


class Leadership:
    """The leadership in one task, such as `sender telegram`, for the process `node`."""

    def __init__(self, database: Database, name: str, node: str) -> None:
        self._database = database
        self._name = name
        self._node = node
        self._renewed = -math.inf
        self._refused = -math.inf
        self._asking = asyncio.Lock()

    async def held(self) -> bool:
        """Whether this process leads. Asks the database after half of the lease, and tries to become the leader at most once a second."""
        if self._is_fresh():
            return True
        async with self._asking:  # all jobs start together: the first one asks for all
            return self._is_fresh() or (not self._is_refused() and await self._renew())

    def _is_fresh(self) -> bool:
        return asyncio.get_running_loop().time() - self._renewed < RENEW_SECONDS

    def _is_refused(self) -> bool:
        """Whether another process was found to lead a moment ago, so that not every message causes a write to the database."""
        return asyncio.get_running_loop().time() - self._refused < STANDBY_SECONDS

    async def _renew(self) -> bool:
        asked_at = asyncio.get_running_loop().time()
        is_leader = await leaders.lead(self._database, self._name, self._node)
        self._renewed, self._refused = (asked_at, -math.inf) if is_leader else (-math.inf, asked_at)
        return is_leader

    async def resign(self) -> None:
        if self._renewed > -math.inf:
            self._renewed = -math.inf
            with suppress(StoreError):  # the database is away: the lease expires by itself
                await leaders.resign(self._database, self._name, self._node)
