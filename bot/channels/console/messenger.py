"""The terminal as a channel: words in, words and numbered buttons out."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from datetime import datetime
from typing import TextIO

from starlette.routing import BaseRoute

from bot.channels import Finding, Json, Messenger, Outgoing, Pace, Receive, Sent
from handlers.talking.message import Attachment, Channel, Inbound, Reply, Signal

QUIET_SECONDS = 0.15


class Console(Messenger):
    """Implements `Messenger`. `said` holds everything that was printed; with `out` None nothing is printed."""

    name = Channel.CONSOLE
    pace = Pace(per_second=10_000, per_chat_seconds=0.0, burst=1)

    def __init__(self, out: TextIO | None = sys.stdout) -> None:
        self._out = out
        self.said: list[str] = []
        self.idle = asyncio.Event()

    def parse(self, payload: Json) -> Inbound:
        text = payload["text"]
        if text.startswith("/start"):
            return Inbound(channel=Channel.CONSOLE, address="terminal", text=text.removeprefix("/start").strip(), signal=Signal.START)
        return Inbound(channel=Channel.CONSOLE, address="terminal", text=text)

    def split(self, reply: Reply) -> list[Reply]:
        return [reply]

    async def send(self, outgoing: Outgoing) -> Sent:
        words = printed(outgoing.reply)
        self.said.append(words)
        if self._out is not None:
            self._out.write(f"\n{words}\n\n")
            self._out.flush()
        self.idle.set()
        return Sent(platform_id=f"console:{outgoing.outbox_id}")

    async def quiet(self, seconds: float) -> None:
        """Waits for an answer, and then until no more follow."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.idle.wait()
        while self.idle.is_set():
            self.idle.clear()
            await asyncio.sleep(QUIET_SECONDS)

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        return b""

    def routes(self, receive: Receive) -> list[BaseRoute]:
        return []

    async def start(self, receive: Receive) -> None:
        """Does nothing: the command that owns the terminal reads it."""

    async def stop(self) -> None:
        self.idle.set()

    async def doctor(self, now: datetime) -> list[Finding]:
        return []


def printed(reply: Reply) -> str:
    """A reply as text for a terminal, with its buttons as numbers to type."""
    choices = "\n".join(f"  [{number}] {choice.label}" for number, choice in enumerate(reply.choices, 1))
    return f"{reply.text.plain}\n{choices}" if choices else reply.text.plain
