"""What channels received, raw, under its unique id; worked off in order per lane, different lanes side by side."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.conversation import Conversation
from bot.errors import ChannelError
from bot.loop import LONGEST_SLEEP_SECONDS, Loop
from bot.store import inbox
from bot.store.inbox import InboxRow, Received

log = logging.getLogger(__name__)

AT_ONCE = 50
MOST_TRIES = 5
FIRST_WAIT = timedelta(seconds=2)


class Inbox(Loop):
    """Receives for all channels, and hands each row to the conversation."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation
        self._database = conversation.database
        self._busy: set[str] = set()

    async def receive(self, batch: Sequence[Received]) -> None:
        """Returns after the commit: only then may a channel tell its platform that the batch has arrived."""
        if batch:
            await inbox.add(self._database, batch, self._conversation.clock())
            self.wake()

    async def _work(self) -> float:
        room = AT_ONCE - len(self._jobs)
        if room <= 0:
            return LONGEST_SLEEP_SECONDS
        now = self._conversation.clock()
        for row in await inbox.ready(self._database, now, self._busy, room):
            self._busy.add(row.lane)
            self._spawn(asyncio.create_task(self._handle(row)))
        if self._busy:
            return LONGEST_SLEEP_SECONDS
        following = await inbox.next_try(self._database)
        return (following - now).total_seconds() if following else LONGEST_SLEEP_SECONDS

    async def _handle(self, row: InboxRow) -> None:
        try:
            await self._conversation.handle(row)
        except Exception as error:
            await self._failed(row, error)
        finally:
            self._busy.discard(row.lane)
            self.wake()

    async def _failed(self, row: InboxRow, error: Exception) -> None:
        """Tried again with growing waits; in the end set aside, so that it never blocks the rows behind it."""
        log.warning(
            "inbox.failed", extra={"inbox_id": row.id, "error_type": type(error).__name__}, exc_info=not isinstance(error, ChannelError)
        )
        if row.attempts + 1 >= MOST_TRIES:
            await self._conversation.give_up(row, type(error).__name__)
            return
        again = self._conversation.clock() + FIRST_WAIT * 2**row.attempts
        await inbox.later(self._database, row.id, type(error).__name__, again)
