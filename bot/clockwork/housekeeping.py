"""Once a day: away with what is not to be kept."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.backup.backups import Backups
from bot.store import files, maintenance, people, uploads
from bot.store.database import Database

log = logging.getLogger(__name__)


UNFILED = timedelta(days=30)
"""How long a draft and its files wait for their writer."""


@dataclass(frozen=True, kw_only=True)
class Housekeeping:
    """`keep_chats`: how long worked-off messages stay."""

    database: Database
    keep_chats: timedelta
    remove_file: Callable[[str], None]
    backups: Backups

    async def forget(self, now: datetime) -> None:
        async with self.database.transaction() as transaction:
            if not await maintenance.once(transaction, "housekeeping", now.date().isoformat()):
                return
            await maintenance.forget(transaction, before=now - self.keep_chats)
            await people.drop_old_talks(transaction, now - UNFILED)
            await uploads.expire(transaction, now - UNFILED)
            for sha256 in await files.forgotten(transaction):
                self.remove_file(sha256)
        await self.database.tidy()
        log.info("housekeeping.done")
