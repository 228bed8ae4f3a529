"""Other processes on the same data: what they commit wakes this one."""

from __future__ import annotations

from collections.abc import Callable

from bot.loop import Loop
from bot.store.databases.database import Database


class Peers(Loop):
    """Waits for the database to say that another process has committed something, and calls `woken`."""

    def __init__(self, database: Database, woken: Callable[[], None]) -> None:
        super().__init__()
        self._database = database
        self._woken = woken

    async def _work(self) -> float:
        await self._database.announced()
        self._woken()
        return 0.0
