"""Questions that were not answered well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.store.database import Reading, Transaction, stamp
from handlers.desk.alike_questions import Question


async def add(transaction: Transaction, at: datetime, office: str, text: str, why: str, service: str) -> None:
    sql = "INSERT INTO unanswered (at, office, text, why, service) VALUES (?, ?, ?, ?, ?)"
    await transaction.execute(sql, stamp(at), office, text, why, service)


async def open_ones(reading: Reading, office: str | None = None) -> list[Question]:
    """What nobody has looked at yet: of one office with what was asked before any was chosen, or of all."""
    which = "" if office is None else " AND office IN (?, '')"
    sql = f"SELECT id, text, office, why FROM unanswered WHERE handled = 0{which} ORDER BY id LIMIT 5000"  # noqa: S608 - fixed words only
    rows = await reading.fetch(sql, *([] if office is None else [office]))
    return [Question(id=row[0], text=row[1], office=row[2], why=row[3]) for row in rows]


async def settle(transaction: Transaction, ids: Iterable[int]) -> None:
    """They need no more looking at."""
    await transaction.many("UPDATE unanswered SET handled = 1 WHERE id = ?", [(one,) for one in ids])
