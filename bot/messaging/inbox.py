"""Raw messages from the channels, stored under a unique id; handled in order within a lane, in parallel across lanes."""

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
DISK_SECONDS = 5.0  # until the next try after the disk was full or broken
RENEW_SECONDS = inbox.LEASE_SECONDS / 3
SOON_SECONDS = 1.0  # the pause while there is work; failed rows need no exact time then


class LanePace:
    """Limits how many messages of one lane are handled in a minute."""

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._taken: defaultdict[str, deque[datetime]] = defaultdict(deque)

    def take(self, lane: str, now: datetime) -> datetime | None:
        """Reserves a place now and returns None, or returns when the next place is free."""
        taken = self._taken[lane]
        while taken and taken[0] <= now - MINUTE:
            taken.popleft()
        if len(taken) >= self._most:
            return taken[0] + MINUTE
        taken.append(now)
        if len(self._taken) > MOST_LANES:
            self._taken = defaultdict(deque, {lane_: at for lane_, at in self._taken.items() if at and at[-1] > now - MINUTE})
        return None


class Inbox(Loop):
    """Receives for all channels, and passes each row to the conversation."""

    def __init__(self, conversation: Conversation, per_minute: int, node: str) -> None:
        super().__init__()
        self._node = node
        self._conversation = conversation
        self._database = conversation.database
        self._pace = LanePace(per_minute)
        self._doing: set[int] = set()
        self.turns = Histogram()
        self._leases_seen = -math.inf
        self._resting_until = -math.inf  # while the disk is full or broken

    async def receive(self, batch: Sequence[Received]) -> None:
        """Stores the batch and returns after the commit. Only then may a channel confirm it to its platform."""
        if batch:
            await repeated(inbox.add, self._database, batch, self._conversation.clock())
            self.wake()

    async def _work(self) -> float:
        return min(await self._claim(), await self._look_after_leases())

    async def _look_after_leases(self) -> float:
        """Renews the leases of rows in work, and takes over rows of dead processes; returns the seconds until the next time."""
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
        """Delays a row of somebody who writes too fast; nothing is dropped."""
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
        """Schedules another try with a growing delay; in the end the row is set aside, so that it never blocks the rows behind it."""
        log.warning(
            "inbox.failed", extra={"inbox_id": row.id, "error_type": type(error).__name__}, exc_info=not isinstance(error, ChannelError)
        )
        if isinstance(error, StoreUnavailable):  # not the message's fault: the try does not count
            self._resting_until = asyncio.get_running_loop().time() + DISK_SECONDS
            await inbox.postpone(self._database, row.id, self._conversation.clock() + timedelta(seconds=DISK_SECONDS))
            return
        if row.attempts + 1 >= MOST_TRIES:
            await self._conversation.give_up(row, type(error).__name__)
            return
        again = self._conversation.clock() + FIRST_WAIT * 2**row.attempts
        await inbox.later(self._database, row.id, type(error).__name__, again)
