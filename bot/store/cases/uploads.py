"""Files on their way into a complaint: how much lies there of one sender and in all, and what was never filed goes after its time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.store.databases.database import Reading, Transaction, marks, stamp
from handlers.talking.message import Attachment

MOST_OF_SENDER = 60_000_000
MOST_IN_ALL = 5_000_000_000
"""Bytes of files that belong to no complaint."""
_FILED = "EXISTS (SELECT 1 FROM files WHERE files.sha256 = uploads.sha256 AND files.number <> '')"


async def has_room(reading: Reading, lane: str) -> bool:
    """Whether this sender may send another file. What became part of a complaint does not count."""
    size = f"SELECT COALESCE(SUM(size), 0) FROM uploads WHERE NOT {_FILED}"  # noqa: S608 - fixed text
    ((own,),) = await reading.fetch(f"{size} AND lane = ?", lane)
    ((together,),) = await reading.fetch(size)
    return int(own) < MOST_OF_SENDER and int(together) < MOST_IN_ALL


async def note(transaction: Transaction, lane: str, kept: Attachment, now: datetime) -> None:
    await transaction.execute(
        "INSERT INTO uploads (sha256, lane, size, kept_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (sha256, lane) DO UPDATE SET kept_at = excluded.kept_at",
        *(kept.ref, lane, kept.size or 0, stamp(now)),
    )


async def forget(transaction: Transaction, lanes: Sequence[str]) -> None:
    """The senders are forgotten: their files go with the next housekeeping, unless a complaint of somebody else holds them."""
    await _let_go(transaction, f"lane IN ({marks(lanes)})", lanes)


async def expire(transaction: Transaction, before: datetime) -> None:
    """What was kept before that moment; in a complaint it stays, but needs no counting any more."""
    await _let_go(transaction, "kept_at < ?", [stamp(before)])


async def expire_own_data(transaction: Transaction, before: datetime) -> None:
    """What was made for somebody before that moment, such as "data saya"."""
    old = "number = '' AND created_at < ?"
    await transaction.execute(
        f"INSERT INTO forgotten_files (sha256) SELECT DISTINCT sha256 FROM files WHERE {old} ON CONFLICT DO NOTHING",  # noqa: S608
        stamp(before),
    )
    await transaction.execute(f"DELETE FROM files WHERE {old}", stamp(before))  # noqa: S608 - fixed text


async def _let_go(transaction: Transaction, which: str, values: Sequence[str]) -> None:
    await transaction.execute(
        f"INSERT INTO forgotten_files (sha256) SELECT DISTINCT sha256 FROM uploads WHERE {which} ON CONFLICT DO NOTHING",  # noqa: S608
        *values,
    )
    await transaction.execute(f"DELETE FROM uploads WHERE {which}", *values)  # noqa: S608 - fixed text
