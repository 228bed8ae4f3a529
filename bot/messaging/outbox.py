"""Sends letters: claims due rows, respects each channel's pace, and marks them as sent, delayed or given up. No transaction is open while sending."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.channels import Messenger, Outgoing, Sent
from bot.errors import ChannelError, ChannelStopped, Rejected, StoreUnavailable, TryLater
from bot.loop import Loop
from bot.messaging.leadership import STANDBY_SECONDS, Leadership
from bot.messaging.letters import Post
from bot.store.databases.database import Database, repeated
from bot.store.messages import outbox
from bot.store.messages.outbox import OutboxRow

log = logging.getLogger(__name__)

AT_ONCE = 50
MOST_TRIES = 6  # tries after an unknown error
LONGEST_LIFE = timedelta(days=1)  # the longest time that a letter is tried again
FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=5)
SEND_SECONDS = 40
LOOK_SECONDS = 2.0  # how often it looks for letters of other processes
EVERYONE_SECONDS = 5.0  # how long all wait when the platform is overloaded
PROBE_SECONDS = 600.0  # how often a stopped channel is tried


class Pacer:
    """How long a lane must wait before its next message, by the channel's pace (in the loop's own seconds)."""

    def __init__(self, channel: Messenger) -> None:
        self._channel = channel
        self._lanes: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._all: dict[str, float] = {}  # by sender, because each bot has its own pace
        self._held_until: dict[str, float] = {}

    def reserve(self, address: str, now: float) -> float:
        """Seconds until the address may be sent to; 0.0 reserves the place."""
        pace, sender = self._channel.pace_for(address), self._channel.sender(address)
        everyone, held_until = self._all.get(sender, 0.0), self._held_until.get(sender, 0.0)
        step, burst = pace.per_chat_seconds, pace.burst
        booked = max(self._lanes.get(address, 0.0), now)
        apart = self._last.get(address, now - pace.apart_seconds) + pace.apart_seconds
        wait = max(booked - step * (burst - 1) - now, apart - now, everyone - now, held_until - now)
        if wait > 0:
            return wait
        self._lanes[address], self._last[address] = booked + step, now
        self._all[sender] = max(everyone, now) + 1 / pace.per_second
        if len(self._lanes) > 10_000:
            self._lanes = {lane: at for lane, at in self._lanes.items() if at > now}
            self._last = {lane: at for lane, at in self._last.items() if lane in self._lanes}
        return 0.0

    def hold(self, until: float, sender: str = "") -> None:
        """Delays everybody to whom this sender writes, because the platform asked for it."""
        self._held_until[sender] = max(self._held_until.get(sender, 0.0), until)

    def resume(self) -> None:
        self._held_until = {}


class Outbox(Loop):
    """The sender of one channel; of several processes, only the leader sends. `woken` wakes all senders."""

    def __init__(
        self,
        database: Database,
        channel: Messenger,
        post: Post,
        clock: Callable[[], datetime],
        leadership: Leadership,
        woken: Callable[[], None],
    ) -> None:
        super().__init__()
        self._database = database
        self._channel = channel
        self._post = post
        self._clock = clock
        self._leadership = leadership
        self._woken = woken
        self._pacer = Pacer(channel)
        self._busy: set[str] = set()
        self.failures = 0
        self._sent: list[tuple[OutboxRow, Sent]] = []

    async def stop(self) -> None:
        await super().stop()
        await self._leadership.resign()

    async def _work(self) -> float:
        await self._finish()
        if not await self._leadership.held():
            return STANDBY_SECONDS
        room = (1 if self._channel.name in self._post.stopped else AT_ONCE) - len(self._jobs)
        if room <= 0:
            return LOOK_SECONDS
        now = self._clock()
        soonest, is_sending = LOOK_SECONDS, False
        for row in await outbox.ready(self._database, self._channel.name, now, self._busy, room):
            wait = self._pacer.reserve(row.letter.address, asyncio.get_running_loop().time())
            if wait > 0:
                soonest = min(soonest, wait)
                continue
            self._busy.add(row.lane)
            is_sending = True
            self._spawn(asyncio.create_task(self._send(row, now)))
        if is_sending:  # what was sent wakes it
            return soonest
        following = await outbox.next_try(self._database, self._channel.name, now)
        return min(soonest, (following - now).total_seconds()) if following else soonest

    async def _finish(self) -> None:
        """Records all sent letters in one transaction; only then are their lanes free again."""
        if done := self._sent.copy():
            marked = [(row.id, sent.platform_id, sent.shortened) for row, sent in done]
            await repeated(outbox.sent, self._database, marked, self._clock())
            del self._sent[: len(done)]
            self._busy -= {row.lane for row, _ in done}

    async def _send(self, row: OutboxRow, now: datetime) -> None:
        letter = row.letter
        outgoing = Outgoing(
            outbox_id=row.id, address=letter.address, reply=letter.reply, now=now, heard_at=row.heard_at, attempts=row.attempts
        )
        try:
            async with asyncio.timeout(SEND_SECONDS):
                sent = await self._channel.send(outgoing)
        except Exception as error:
            try:
                await repeated(self._failed, row, error)
            except StoreUnavailable:  # the failure could not be recorded: wait before asking the platform again
                log.exception("outbox.not_noted", extra={"outbox_id": row.id})
                self._pacer.hold(asyncio.get_running_loop().time() + EVERYONE_SECONDS)
            finally:
                self._busy.discard(row.lane)
        else:
            self._mark_working()
            self._sent.append((row, sent))
        self.wake()

    async def _failed(self, row: OutboxRow, error: Exception) -> None:
        facts = {"outbox_id": row.id, "channel": self._channel.name, "error_type": type(error).__name__}
        self.failures += 1
        log.warning("outbox.failed", extra=facts, exc_info=not isinstance(error, ChannelError | TimeoutError))
        match error:
            case ChannelStopped():
                await self._stops(str(error))
            case TryLater() | TimeoutError() if self._clock() - row.created_at < LONGEST_LIFE:
                await self._later(row, error)
            case ChannelError():
                await self._refused(row, error)
            case _ if row.attempts + 1 < MOST_TRIES:
                await self._later(row, error)
            case _:
                await self._refused(row, Rejected(type(error).__name__))

    async def _later(self, row: OutboxRow, error: Exception) -> None:
        """Schedules another try with a growing delay, or after the platform's own waiting time."""
        asked = error.after if isinstance(error, TryLater) else None
        if isinstance(error, TryLater) and error.everyone:
            self._pacer.hold(asyncio.get_running_loop().time() + (asked or EVERYONE_SECONDS), self._channel.sender(row.letter.address))
        wait = timedelta(seconds=asked) if asked else min(FIRST_WAIT * 2 ** min(row.attempts, 20), LONGEST_WAIT)
        async with self._database.transaction() as transaction:
            await outbox.again(transaction, row.id, type(error).__name__, self._clock() + wait)

    async def _refused(self, row: OutboxRow, error: ChannelError) -> None:
        async with self._database.transaction() as transaction:
            await self._post.refused(transaction, row, error, self._clock())
        self._woken()

    async def _stops(self, advice: str) -> None:
        """Stops sending, except for a try now and then; waiting letters stay."""
        if self._channel.name not in self._post.stopped:
            log.critical("channel.stopped", extra={"channel": self._channel.name, "advice": advice})
            async with self._database.transaction() as transaction:
                await self._post.stops(transaction, self._channel.name, advice, self._clock())
            self._woken()
        self._pacer.hold(asyncio.get_running_loop().time() + PROBE_SECONDS)

    def _mark_working(self) -> None:
        if self._post.stopped.pop(self._channel.name, None):
            log.warning("channel.works_again", extra={"channel": self._channel.name})
            self._pacer.resume()
