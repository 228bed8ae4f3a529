"""Sends what was decided: claims due rows, keeps each channel's pace, marks sent, later or given up. No transaction is open while sending."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.channels import Messenger, Outgoing
from bot.conversation import Post
from bot.errors import ChannelStopped, Rejected, TryLater, Unreachable, WindowClosed
from bot.loop import LONGEST_SLEEP_SECONDS, Loop
from bot.store import outbox, people
from bot.store.database import Database
from bot.store.outbox import Letter, OutboxRow

log = logging.getLogger(__name__)

AT_ONCE = 50
MOST_TRIES = 12
FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=30)
SEND_SECONDS = 40


class Pacer:
    """How long a lane has to wait before its next message, by the channel's pace. Counts in the loop's own seconds."""

    def __init__(self, channel: Messenger) -> None:
        self._pace = channel.pace
        self._lanes: dict[str, float] = {}
        self._all = 0.0
        self._held_until = 0.0

    def reserve(self, lane: str, now: float) -> float:
        """Seconds until the lane may send; 0.0 books the place."""
        step, burst = self._pace.per_chat_seconds, self._pace.burst
        booked = max(self._lanes.get(lane, 0.0), now - step * burst)
        wait = max(booked + step - now - step * (burst - 1) if step else 0.0, self._all - now, self._held_until - now)
        if wait > 0:
            return wait
        self._lanes[lane] = booked + step
        self._all = max(self._all, now) + 1 / self._pace.per_second
        if len(self._lanes) > 10_000:
            self._lanes = {one: at for one, at in self._lanes.items() if at > now}
        return 0.0

    def hold(self, until: float) -> None:
        """The platform holds back everybody."""
        self._held_until = max(self._held_until, until)


class Outbox(Loop):
    """The sender of one channel."""

    def __init__(self, database: Database, channel: Messenger, post: Post, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._database = database
        self._channel = channel
        self._post = post
        self._clock = clock
        self._pacer = Pacer(channel)
        self._busy: set[str] = set()
        self._sent: list[tuple[OutboxRow, str]] = []
        self.stopped = ""

    async def _work(self) -> float:
        await self._finish()
        room = AT_ONCE - len(self._jobs)
        if self.stopped or room <= 0:
            return LONGEST_SLEEP_SECONDS
        now = self._clock()
        soonest = LONGEST_SLEEP_SECONDS
        for row in await outbox.ready(self._database, self._channel.name, now, self._busy, room):
            wait = self._pacer.reserve(row.lane, asyncio.get_running_loop().time())
            if wait > 0:
                soonest = min(soonest, wait)
                continue
            self._busy.add(row.lane)
            self._spawn(asyncio.create_task(self._send(row, now)))
        following = None if self._busy else await outbox.next_try(self._database, self._channel.name)
        return min(soonest, max((following - now).total_seconds(), 0.02)) if following else soonest

    async def _finish(self) -> None:
        """Writes down in one transaction what has been sent; only then are the lanes free again."""
        sent, self._sent = self._sent, []
        if sent:
            await outbox.sent(self._database, [(row.id, platform_id) for row, platform_id in sent], self._clock())
            self._busy -= {row.lane for row, _ in sent}

    async def _send(self, row: OutboxRow, now: datetime) -> None:
        letter = row.letter
        outgoing = Outgoing(outbox_id=row.id, address=letter.address, reply=letter.reply, now=now, heard_at=row.heard_at)
        try:
            async with asyncio.timeout(SEND_SECONDS):
                platform_id = await self._channel.send(outgoing)
        except Exception as error:
            try:
                await self._failed(row, error)
            finally:
                self._busy.discard(row.lane)
        else:
            self._sent.append((row, platform_id))
        self.wake()

    async def _failed(self, row: OutboxRow, error: Exception) -> None:
        log.warning("outbox.failed", extra={"outbox_id": row.id, "channel": self._channel.name, "error_type": type(error).__name__})
        match error:
            case Unreachable():
                await self._unreachable(row, str(error))
            case Rejected() | WindowClosed():
                await outbox.given_up(self._database, row.id, str(error), self._clock())
            case ChannelStopped():
                self.stopped = str(error)
                log.critical("channel.stopped", extra={"channel": self._channel.name, "advice": str(error)})
            case _:
                await self._later(row, error)

    async def _later(self, row: OutboxRow, error: Exception) -> None:
        """Repeated with growing waits; a platform's own waiting time is kept to, and does not count as a failed try."""
        asked = error.after if isinstance(error, TryLater) else None
        if isinstance(error, TryLater) and error.everyone:
            self._pacer.hold(asyncio.get_running_loop().time() + (asked or 5.0))
        if row.attempts + 1 >= MOST_TRIES:
            await outbox.given_up(self._database, row.id, type(error).__name__, self._clock())
            return
        wait = timedelta(seconds=asked) if asked else min(FIRST_WAIT * 2**row.attempts, LONGEST_WAIT)
        await outbox.later(self._database, row.id, type(error).__name__, self._clock() + wait)

    async def _unreachable(self, row: OutboxRow, error: str) -> None:
        """Marks the address, and takes the message to the person's next one."""
        now = self._clock()
        async with self._database.transaction() as transaction:
            await people.unreachable(transaction, row.letter.channel, row.letter.address)
            await outbox.fail(transaction, row.id, error, now)
            known = await people.addresses(transaction, [row.letter.person])
            for chat in [one for one in known.get(row.letter.person, []) if one.channel in self._post.channels][:1]:
                again = Letter(
                    key=f"{row.letter.key}@{chat.channel}:{chat.address}",
                    person=row.letter.person,
                    channel=chat.channel,
                    address=chat.address,
                    reply=row.letter.reply,
                    urgent=row.letter.urgent,
                    complaint=row.letter.complaint,
                )
                await outbox.add(transaction, [again], now)
