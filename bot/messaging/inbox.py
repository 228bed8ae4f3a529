"""What channels received, raw, under its unique id; worked off in order per lane, different lanes side by side."""

from __future__ import annotations

import asyncio
import logging
import math
from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.errors import ChannelError, StoreUnavailable
from bot.loop import LONGEST_SLEEP_SECONDS, Loop
from bot.measures import Histogram
from bot.messaging.conversation import Conversation
from bot.store.databases.database import repeated
from bot.store.messages import inbox
from bot.store.messages.inbox import InboxRow, Received

log = logging.getLogger(__name__)

AT_ONCE = 50
MOST_TRIES = 5
FIRST_WAIT = timedelta(seconds=2)
MINUTE = timedelta(minutes=1)
MOST_LANES = 10_000
DISK_SECONDS = 5.0  # until it is tried again on a disk that was full or broken
RENEW_SECONDS = inbox.LEASE_SECONDS / 3
SOON_SECONDS = 1.0  # while there is work, there is no need to ask when the next try of a failed row is


class Pace:
    """How many messages of one lane are worked off in a minute."""

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._taken: defaultdict[str, deque[datetime]] = defaultdict(deque)

    def take(self, lane: str, now: datetime) -> datetime | None:
        """Books a place now, and returns None; or when the next one is free."""
        taken = self._taken[lane]
        while taken and taken[0] <= now - MINUTE:
            taken.popleft()
        if len(taken) >= self._most:
            return taken[0] + MINUTE
        taken.append(now)
        if len(self._taken) > MOST_LANES:
            self._taken = defaultdict(deque, {one: at for one, at in self._taken.items() if at and at[-1] > now - MINUTE})
        return None


class Inbox(Loop):
    """Receives for all channels, and hands each row to the conversation."""

    def __init__(self, conversation: Conversation, per_minute: int, node: str) -> None:
        super().__init__()
        self._node = node
        self._conversation = conversation
        self._database = conversation.database
        self._pace = Pace(per_minute)
        self._doing: set[int] = set()
        self.turns = Histogram()
        self._leases_seen = -math.inf
        self._resting_until = -math.inf  # while the disk is full or broken

    async def receive(self, batch: Sequence[Received]) -> None:
        """Returns after the commit: only then may a channel tell its platform that the batch has arrived."""
        if batch:
            await repeated(inbox.add, self._database, batch, self._conversation.clock())
            self.wake()

    async def _work(self) -> float:
        return min(await self._claim(), await self._look_after_leases())

    async def _look_after_leases(self) -> float:
        """Says what is still worked at, and takes back what a dead process left; returns the seconds until that is due again."""
        now = asyncio.get_running_loop().time()
        if now - self._leases_seen >= RENEW_SECONDS:
            await inbox.renew(self._database, self._doing)
            if freed := await inbox.free_expired(self._database):
                log.warning("inbox.taken_back", extra={"rows": freed})
                self.wake()
            self._leases_seen = now
        return RENEW_SECONDS

    async def _claim(self) -> float:
        room = AT_ONCE - len(self._jobs)
        if room <= 0:
            return LONGEST_SLEEP_SECONDS
        if (rest := self._resting_until - asyncio.get_running_loop().time()) > 0:
            return rest
        now = self._conversation.clock()
        rows = await inbox.claim(self._database, self._node, now, room)
        for row in rows:
            if not row.attempts and (free_at := self._pace.take(row.lane, now)):
                await self._postpone(row, free_at)
                continue
            self._doing.add(row.id)
            self._spawn(asyncio.create_task(self._handle(row)))
        if rows:
            return SOON_SECONDS
        following = await inbox.next_try(self._database, now)
        return (following - now).total_seconds() if following else LONGEST_SLEEP_SECONDS

    async def _postpone(self, row: InboxRow, until: datetime) -> None:
        """Who writes too fast is worked off later; nothing is dropped."""
        log.info("inbox.too_fast", extra={"inbox_id": row.id, "channel": row.channel})
        await inbox.postpone(self._database, row.id, until)
        await self._conversation.slow_down(row)

    async def _handle(self, row: InboxRow) -> None:
        begun = asyncio.get_running_loop().time()
        try:
            await repeated(self._conversation.handle, row)
            self.turns.observe(asyncio.get_running_loop().time() - begun)
        except Exception as error:
            await self._failed(row, error)
        finally:
            self._doing.discard(row.id)
            self.wake()

    async def _failed(self, row: InboxRow, error: Exception) -> None:
        """Tried again with growing waits; in the end set aside, so that it never blocks the rows behind it."""
        log.warning(
            "inbox.failed", extra={"inbox_id": row.id, "error_type": type(error).__name__}, exc_info=not isinstance(error, ChannelError)
        )
        if isinstance(error, StoreUnavailable):  # no fault of the message: it is as new when the disk is well again
            self._resting_until = asyncio.get_running_loop().time() + DISK_SECONDS
            await inbox.postpone(self._database, row.id, self._conversation.clock() + timedelta(seconds=DISK_SECONDS))
            return
        if row.attempts + 1 >= MOST_TRIES:
            await self._conversation.give_up(row, type(error).__name__)
            return
        again = self._conversation.clock() + FIRST_WAIT * 2**row.attempts
        await inbox.later(self._database, row.id, type(error).__name__, again)
