"""Other processes on the same data: their commits wake this one."""

from __future__ import annotations

from collections.abc import Callable

from bot.loop import Loop
from bot.store.databases.database import Database


class Peers(Loop):
    """Waits until the database says that another process has committed something, then calls `woken`."""

    def __init__(self, database: Database, woken: Callable[[], None]) -> None:
        super().__init__()
        self._database = database
        self._woken = woken

    async def _work(self) -> float:
        await self._database.announced()
        self._woken()
        return 0.0
