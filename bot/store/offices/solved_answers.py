"""Answers whose reporters said that they solved it, until somebody has looked at them as notes for a standard."""

from __future__ import annotations

from datetime import datetime

from bot.store.cases.complaints import BODY, history
from bot.store.databases.database import Reading, Transaction, stamp
from handlers.casework.complaint import Complaint
from handlers.desk.proposals import is_solved

MOST = 50
"""So many are looked through, the newest first."""
_SELECTED = (
    "SELECT c.body FROM case_facts f JOIN complaints c ON c.number = f.number WHERE f.office = ? AND f.rating >= 3 AND f.service <> ''"
    " AND f.number NOT IN (SELECT number FROM settled_answers)"
)


async def open_ones(reading: Reading, office: str) -> list[Complaint]:
    """Of the office, the newest first; those that nobody has decided on."""
    rows = await reading.fetch(f"{_SELECTED} ORDER BY f.received_at DESC LIMIT ?", office, MOST)
    return await _solved(reading, [BODY.validate_json(row[0]) for row in rows])


async def open_one(reading: Reading, office: str, number: str) -> Complaint | None:
    rows = await reading.fetch(f"{_SELECTED} AND f.number = ?", office, number)
    return next(iter(await _solved(reading, [BODY.validate_json(row[0]) for row in rows])), None)


async def _solved(reading: Reading, found: list[Complaint]) -> list[Complaint]:
    return [one for one in found if is_solved(one, await history(reading, one.number))]


async def settle(transaction: Transaction, number: str, now: datetime) -> bool:
    """It needs no more looking at; False where somebody else was first."""
    sql = "INSERT INTO settled_answers (number, at) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING number"
    return bool(await transaction.fetch(sql, number, stamp(now)))
