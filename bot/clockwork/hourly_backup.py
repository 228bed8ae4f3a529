"""An hourly backup. A failed one is tried again soon; the admins are told once an hour until it works again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.backup.backups import Backups, made_at
from bot.messaging.letters import Post
from bot.store.databases.database import Database
from handlers.talking.wording import say

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class HourlyBackup:
    database: Database
    backups: Backups
    post: Post
    sent: Callable[[], None]

    async def back_up(self, now: datetime) -> None:
        newest = self.backups.newest()
        if newest and timedelta() <= now - made_at(newest) < EVERY:
            return
        try:
            await self.backups.make(self.database, now)
        except Exception as error:  # whatever the error, somebody must be told
            log.exception("backup.failed")
            await self._alarm(error, now)

    async def _alarm(self, error: Exception, now: datetime) -> None:
        async with self.database.transaction() as transaction:
            text = say("backup.alert", error=str(error) or type(error).__name__)
            await self.post.alarm(transaction, f"backup:{now:%Y-%m-%dT%H}", text, now)
        self.sent()
