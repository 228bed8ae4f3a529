"""Once a day: a backup, and away with what is not to be kept."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.store import files, maintenance
from bot.store.database import Database

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Housekeeping:
    """`keep_chats`: how long worked-off messages stay. `backups`: how many copies of the database stay in `folder`."""

    database: Database
    keep_chats: timedelta
    remove_file: Callable[[str], None]
    folder: Path
    backups: int

    async def forget(self, now: datetime) -> None:
        async with self.database.transaction() as transaction:
            if not await maintenance.once(transaction, "housekeeping", now.date().isoformat()):
                return
            await maintenance.forget(transaction, before=now - self.keep_chats)
            for sha256 in await files.forgotten(transaction):
                self.remove_file(sha256)
        log.info("housekeeping.done")

    async def back_up(self, now: datetime) -> None:
        """A copy of the day, if there is none; the oldest beyond the number kept are removed."""
        target = self.folder / f"{now:%Y-%m-%d}.sqlite"
        if target.exists():
            return
        await self.database.backup(target)
        for old in sorted(self.folder.glob("*.sqlite"))[: -self.backups]:
            old.unlink()
        log.info("backup.done")
