"""The network between the program and PostgreSQL, as it is on a bad day: cuts a connection in the n-th statement, delays, drops."""

from __future__ import annotations

import asyncio
import random
import struct
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum

# https://www.postgresql.org/docs/current/protocol-message-formats.html
_REFUSED_FIRST = frozenset({80877103, 80877104})  # SSLRequest and GSSENCRequest: answered with "no", then the startup message follows
_STATEMENTS = frozenset(b"QE")  # Query, Execute
_SYNC, _SIMPLE = ord("S"), ord("Q")
DONE_SECONDS = 0.05
"""In which the server has certainly done one small statement."""


class Cut(Enum):
    """Whether the server has done the statement in which the connection is cut."""

    BEFORE = "before"
    AFTER = "after"


@dataclass
class Network:
    """Counts statements from `begin` on. `slow`: seconds by which each message of the program is late at most; `losing`: of how many one connection is dropped."""

    server: int
    port: int = 0
    slow: float = 0.0
    losing: int = 0
    statements: int = 0
    cuts: int = 0
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    _open: set[StreamWriter] = field(default_factory=set)
    _cut_at: int = 0
    _cut: Cut = Cut.BEFORE

    def begin(self, cut_at: int = 0, cut: Cut = Cut.BEFORE) -> None:
        """Cuts in this statement from now on; 0 = in none."""
        self.statements, self._cut_at, self._cut = 0, cut_at, cut

    def meets(self) -> bool:
        """Counts one statement; whether it is the one."""
        self.statements += 1
        lost = self.losing > 0 and self.dice.randrange(self.losing) == 0
        return self.statements == self._cut_at or lost

    async def end(self) -> None:
        """Every connection is lost."""
        while self._open:
            for side in self._open:
                side.transport.abort()
            await asyncio.sleep(0)

    async def carry(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One connection, from its beginning to its end."""
        there, back = await asyncio.open_connection("127.0.0.1", self.server)
        self._open |= {writer, back}
        answers = asyncio.create_task(_Answers(there, writer).carry())
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                await _greeting(reader, writer, back)
                await self._questions(reader, back, answers)
        finally:
            answers.cancel()
            for side in (writer, back):
                side.transport.abort()
            self._open -= {writer, back}

    async def _questions(self, reader: StreamReader, back: StreamWriter, answers: asyncio.Task[None]) -> None:
        while not answers.done():
            kind, message = await _message(reader)
            if self.slow:
                await asyncio.sleep(self.dice.uniform(0, self.slow))
            if kind in _STATEMENTS and self.meets():
                self.cuts += 1
                if self._cut is Cut.AFTER:
                    await self._last(kind, message, reader, back, answers)
                return
            back.write(message)

    async def _last(self, kind: int, message: bytes, reader: StreamReader, back: StreamWriter, answers: asyncio.Task[None]) -> None:
        """The server does it, and nobody hears of it."""
        answers.cancel()
        back.write(message)
        while kind not in (_SYNC, _SIMPLE):
            kind, message = await _message(reader)
            back.write(message)
        await back.drain()
        await asyncio.sleep(DONE_SECONDS)


@dataclass
class _Answers:
    there: StreamReader
    writer: StreamWriter

    async def carry(self) -> None:
        with suppress(ConnectionError):
            while content := await self.there.read(65_536):
                self.writer.write(content)
                await self.writer.drain()
        self.writer.close()


async def _greeting(reader: StreamReader, writer: StreamWriter, back: StreamWriter) -> None:
    """The startup message has no kind before it."""
    while True:
        size, code = struct.unpack("!ii", head := await reader.readexactly(8))
        body = await reader.readexactly(size - 8)
        if code not in _REFUSED_FIRST:
            back.write(head + body)
            return
        writer.write(b"N")


async def _message(reader: StreamReader) -> tuple[int, bytes]:
    head = await reader.readexactly(5)
    kind, size = struct.unpack("!Bi", head)
    return kind, head + await reader.readexactly(size - 4)


@asynccontextmanager
async def network(server: int) -> AsyncIterator[Network]:
    """Before the server at this port of this machine; `port` is where the program connects to."""
    made = Network(server)
    listening = await asyncio.start_server(made.carry, "127.0.0.1", 0)
    made.port = listening.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        listening.close()
        await made.end()
