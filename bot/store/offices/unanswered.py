"""Questions that were not answered well. They are encrypted, because somebody may have typed a name, and deleted when they are settled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.store.databases.database import Reading, Transaction, stamp
from bot.store.databases.sealed import PREFIX, Sealed
from handlers.talking.ports import Question


async def add(transaction: Transaction, at: datetime, office: str, text: str, why: str, service: str) -> None:
    sql = "INSERT INTO unanswered (at, office, text, why, service) VALUES (?, ?, ?, ?, ?)"
    await transaction.execute(sql, stamp(at), office, Sealed(text), why, service)


MOST = 1000
"""The most questions that are grouped at once: each is compared with each, which takes a second."""


async def open_ones(reading: Reading, office: str | None = None, *, most: int = MOST) -> list[Question]:
    """Questions that nobody has looked at yet, of one office (with those asked before any was chosen) or of all; the newest `most`, newest last."""
    which, values = _open(office)
    sql = f"SELECT id, text, office, why FROM unanswered WHERE {which} ORDER BY id DESC LIMIT ?"  # noqa: S608 - fixed words only
    rows = await reading.fetch(sql, *values, most)
    return [Question(id=row[0], text=row[1], office=row[2], why=row[3]) for row in reversed(rows)]


async def left(reading: Reading, office: str | None = None, *, most: int = MOST) -> int:
    """The number of older questions that `open_ones` leaves out; they follow when newer ones are settled."""
    which, values = _open(office)
    rows = await reading.fetch(f"SELECT COUNT(*) FROM unanswered WHERE {which}", *values)  # noqa: S608 - fixed words only
    return max(0, int(rows[0][0]) - most)


def _open(office: str | None) -> tuple[str, list[object]]:
    return ("handled = 0", []) if office is None else ("handled = 0 AND office IN (?, '')", [office])


async def between(reading: Reading, office: str, since: datetime, until: datetime) -> list[str]:
    """The words of the office's open questions asked in [since, until)."""
    sql = "SELECT text FROM unanswered WHERE office = ? AND handled = 0 AND at >= ? AND at < ?"
    rows = await reading.fetch(sql, office, stamp(since), stamp(until))
    return [row[0] for row in rows]


async def settle(transaction: Transaction, ids: Iterable[int]) -> None:
    """Marks the questions as looked at."""
    await transaction.many("UPDATE unanswered SET handled = 1, text = '' WHERE id = ?", [(question_id,) for question_id in ids])


async def seal_old(transaction: Transaction) -> None:
    """Encrypts older questions that were stored unencrypted."""
    await transaction.execute("UPDATE unanswered SET text = '' WHERE handled = 1 AND text <> ''")
    rows = await transaction.fetch("SELECT id, text FROM unanswered WHERE text <> '' AND text NOT LIKE ?", f"{PREFIX}%")
    await transaction.many("UPDATE unanswered SET text = ? WHERE id = ?", [(Sealed(text), row) for row, text in rows])
