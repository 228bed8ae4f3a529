"""Uploaded files that belong to no complaint yet: how much one sender and all together may store, and when they expire."""

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
    """Whether this sender may upload another file. Files in complaints do not count."""
    size = f"SELECT COALESCE(SUM(size), 0) FROM uploads WHERE NOT {_FILED}"  # noqa: S608 - fixed text
    ((own,),) = await reading.fetch(f"{size} AND lane = ?", lane)
    ((together,),) = await reading.fetch(size)
    return int(own) < MOST_OF_SENDER and int(together) < MOST_IN_ALL


async def note(transaction: Transaction, lane: str, attachment: Attachment, now: datetime) -> None:
    await transaction.execute(
        "INSERT INTO uploads (sha256, lane, size, kept_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (sha256, lane) DO UPDATE SET kept_at = excluded.kept_at",
        *(attachment.ref, lane, attachment.size or 0, stamp(now)),
    )


async def forget(transaction: Transaction, lanes: Sequence[str]) -> None:
    """Forgets the senders. Housekeeping deletes their files, unless a complaint of somebody else has them."""
    await _let_go(transaction, f"lane IN ({marks(lanes)})", lanes)


async def expire(transaction: Transaction, before: datetime) -> None:
    """Removes uploads from before that moment. A file in a complaint stays there, and need not be counted any more."""
    await _let_go(transaction, "kept_at < ?", [stamp(before)])


async def expire_own_data(transaction: Transaction, before: datetime) -> None:
    """Removes files made for a person before that moment, such as "data saya"."""
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
