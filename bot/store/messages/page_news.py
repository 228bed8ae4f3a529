"""News for open pages of the web chat, whichever process sent or received them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.store.databases.database import Database, marks
from bot.store.messages import inbox, outbox
from bot.store.messages.inbox import InboxRow
from bot.store.messages.outbox import OutboxRow
from handlers.talking.message import Channel

OVERLAP_SECONDS = 3.0
OVERLAP_ROWS = 200
"""An earlier transaction may end later, so this many rows are read again."""


@dataclass(frozen=True)
class Place:
    """Up to where news have been read: a moment of the database's own clock, and a row of the inbox."""

    shown_at: float
    inbox: int


async def end(database: Database) -> Place:
    """The current end of the news."""
    ((now, last),) = await database.fetch("SELECT epoch(), COALESCE(MAX(id), 0) FROM inbox")
    return Place(shown_at=now, inbox=last)


async def since(database: Database, place: Place, addresses: Collection[str]) -> tuple[list[int], list[int]]:
    """The ids of letters shown to, and of messages received from, these addresses since then; some may come twice."""
    lanes = {f"{Channel.WEB}:{address}" for address in addresses}
    shown_since = "SELECT id, lane FROM outbox WHERE shown_at > ? ORDER BY id"
    received = "SELECT id, lane FROM inbox WHERE id > ? ORDER BY id"
    questions = ((shown_since, place.shown_at - OVERLAP_SECONDS), (received, place.inbox - OVERLAP_ROWS))
    shown_ids, received_ids = [  # fewer rows than there may be open pages
        [row for row, lane in await database.fetch(sql, start) if lane in lanes] for sql, start in questions
    ]
    return shown_ids, received_ids


async def letters(database: Database, numbers: Sequence[int]) -> list[OutboxRow]:
    rows = await database.fetch(f"SELECT {outbox.COLUMNS} FROM outbox WHERE id IN ({marks(numbers)}) ORDER BY id", *numbers)  # noqa: S608 - fixed columns
    return [outbox.row_of(row) for row in rows]


async def messages(database: Database, numbers: Sequence[int]) -> list[InboxRow]:
    rows = await database.fetch(f"SELECT {inbox.COLUMNS} FROM inbox WHERE id IN ({marks(numbers)}) ORDER BY id", *numbers)  # noqa: S608 - fixed columns
    return [inbox.row_of(row) for row in rows]
