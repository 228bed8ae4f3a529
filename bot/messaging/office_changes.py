"""Applies in every process what offices change while the program runs: their bots, standards, hours, calendars. Other offices are not interrupted."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.channels import Messenger
from bot.loop import Loop
from bot.shelf import Shelf
from bot.store.databases.database import Database
from bot.store.offices import bots, changes
from bot.store.offices.bots import BOTS

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0

Reloaded = Callable[[str], Awaitable[None]]


class OfficeChanges(Loop):
    """`reloaded` is called for each office whose files were read again."""

    def __init__(self, database: Database, shelf: Shelf, channels: Sequence[Messenger], reloaded: Reloaded) -> None:
        super().__init__()
        self._database = database
        self._shelf = shelf
        self._channels = channels
        self._reloaded = reloaded

    async def begin(self) -> None:
        """Records the state at the start, and gives the channels the offices' bots."""
        self._shelf.marks.update(await changes.marks(self._database))
        await self._use_bots()

    async def _work(self) -> float:
        for name, mark in (await changes.marks(self._database)).items():
            if self._shelf.marks.get(name) != mark:
                await self._follow(name)
                self._shelf.marks[name] = mark
        return LOOK_SECONDS

    async def _follow(self, name: str) -> None:
        if name == BOTS:
            await self._use_bots()
        elif await self._shelf.read_again(name):
            await self._reloaded(name)
            await self._use_bots()  # a new office may have a bot
            log.info("office.reloaded", extra={"office": name})

    async def _use_bots(self) -> None:
        served = self._shelf.current.library.offices
        for channel in self._channels:
            access = await bots.of(self._database, channel.name)
            await channel.use({office: office_access for office, office_access in access.items() if office in served})
