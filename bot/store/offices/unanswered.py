"""Questions that were not answered well. Somebody may have typed a name into one, so they are sealed, and their words go when they are settled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.store.databases.database import Reading, Transaction, stamp
from bot.store.databases.sealed import PREFIX, Sealed
from handlers.talking.ports import Question


async def add(transaction: Transaction, at: datetime, office: str, text: str, why: str, service: str) -> None:
    sql = "INSERT INTO unanswered (at, office, text, why, service) VALUES (?, ?, ?, ?, ?)"
    await transaction.execute(sql, stamp(at), office, Sealed(text), why, service)


async def open_ones(reading: Reading, office: str | None = None) -> list[Question]:
    """What nobody has looked at yet: of one office with what was asked before any was chosen, or of all."""
    which = "" if office is None else " AND office IN (?, '')"
    sql = f"SELECT id, text, office, why FROM unanswered WHERE handled = 0{which} ORDER BY id LIMIT 5000"  # noqa: S608 - fixed words only
    rows = await reading.fetch(sql, *([] if office is None else [office]))
    return [Question(id=row[0], text=row[1], office=row[2], why=row[3]) for row in rows]


async def since(reading: Reading, office: str, at: datetime) -> list[str]:
    """The words of the office's open questions since then."""
    rows = await reading.fetch("SELECT text FROM unanswered WHERE office = ? AND handled = 0 AND at >= ?", office, stamp(at))
    return [row[0] for row in rows]


async def settle(transaction: Transaction, ids: Iterable[int]) -> None:
    """They need no more looking at."""
    await transaction.many("UPDATE unanswered SET handled = 1, text = '' WHERE id = ?", [(question_id,) for question_id in ids])


async def seal_old(transaction: Transaction) -> None:
    """Those of before, which lie open."""
    await transaction.execute("UPDATE unanswered SET text = '' WHERE handled = 1 AND text <> ''")
    rows = await transaction.fetch("SELECT id, text FROM unanswered WHERE text <> '' AND text NOT LIKE ?", f"{PREFIX}%")
    await transaction.many("UPDATE unanswered SET text = ? WHERE id = ?", [(Sealed(text), row) for row, text in rows])
