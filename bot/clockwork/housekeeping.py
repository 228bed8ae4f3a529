"""Deletes what must not be stored any longer: once a day, and at once what a person deleted."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.backup.backups import Backups
from bot.files.file_store import FileStore
from bot.store.cases import case_index, uploads
from bot.store.cases import files as kept_files
from bot.store.databases.database import Database, repeated
from bot.store.offices import survey, unanswered
from bot.store.people import people
from bot.store.upkeep import archive, maintenance

log = logging.getLogger(__name__)


UNFILED = timedelta(days=30)
"""How long a draft and its files are stored."""
OWN_DATA = timedelta(days=1)
"""How long the file of "data saya" can be downloaded, since it holds a name and a contact."""

PAST = timedelta(days=365)
"""How long ago a case ended whose history and letters go to the archive."""


@dataclass(frozen=True, kw_only=True)
class Housekeeping:
    """`keep_chats`: how long handled messages are stored."""

    database: Database
    keep_chats: timedelta
    files: FileStore
    backups: Backups

    async def forget(self, now: datetime) -> None:
        async with self.database.transaction() as transaction:
            if not await maintenance.once(transaction, "housekeeping", now.date().isoformat()):
                return
            await people.drop_old_talks(transaction, now - UNFILED)
            await unanswered.seal_old(transaction)
            await survey.forget_networks(transaction, now)
            if await maintenance.once(transaction, "old words masked", "1"):
                await case_index.mask_old(transaction)
            await uploads.expire(transaction, now - UNFILED)
            await uploads.expire_own_data(transaction, now - OWN_DATA)
        await maintenance.forget(self.database, before=now - self.keep_chats)
        while cases := await repeated(self._archive, now - PAST):
            log.info("archive.grown", extra={"cases": cases})
        async with self.database.transaction() as transaction:
            await maintenance.weigh(transaction)
        await self._wipe()
        log.info("housekeeping.done")

    async def _archive(self, before: datetime) -> int:
        async with self.database.transaction() as transaction:
            return await archive.archive(transaction, before)

    async def erase(self, now: datetime) -> None:
        """Removes what a person deleted from the files and the database's log within a minute, not only from the tables."""
        if await maintenance.is_to_erase(self.database):
            await self._wipe()
            log.info("erasing.done")

    async def _wipe(self) -> None:
        async with self.database.transaction() as transaction:
            await maintenance.erased(transaction)
            for sha256 in await kept_files.forgotten(transaction):
                await asyncio.to_thread(self.files.remove, sha256)
        await self.database.tidy()
