"""Answers that their reporters called solved, until somebody decides on them as notes for a standard."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from bot.store.cases.complaints import BODY, history
from bot.store.databases.database import Reading, Row, Transaction, stamp
from handlers.casework.access import StaffMember, may_see
from handlers.casework.complaint import Complaint
from handlers.desk.proposals import is_solved

MOST = 50
"""The most that are shown, newest first; older ones follow when these are decided."""
_SELECTED = (
    "SELECT c.body, f.received_at, f.number FROM case_facts f JOIN complaints c ON c.number = f.number WHERE f.office = ? AND f.rating >= 3"
    " AND f.service <> '' AND f.circle = '' AND f.shielded = 0"
    " AND f.number NOT IN (SELECT number FROM settled_answers)"
)


async def open_ones(reading: Reading, member: StaffMember, services: Container[str], most: int = MOST) -> list[Complaint]:
    """Undecided cases about these services that the member may see, newest first; cases that cannot be proposed do not count."""
    proposable: list[Complaint] = []
    last: list[object] = []
    while len(proposable) < most:
        after = " AND (f.received_at, f.number) < (?, ?)" if last else ""
        sql = f"{_SELECTED}{after} ORDER BY f.received_at DESC, f.number DESC LIMIT ?"
        rows = await reading.fetch(sql, member.office, *last, most)
        proposable += await _solved(reading, rows, member, services)
        if len(rows) < most:
            break
        last = [*rows[-1][1:]]
    return proposable[:most]


async def open_one(reading: Reading, member: StaffMember, services: Container[str], number: str) -> Complaint | None:
    rows = await reading.fetch(f"{_SELECTED} AND f.number = ?", member.office, number)
    return next(iter(await _solved(reading, rows, member, services)), None)


async def _solved(reading: Reading, rows: list[Row], member: StaffMember, services: Container[str]) -> list[Complaint]:
    complaints_read = [BODY.validate_json(row[0]) for row in rows]
    seen = [complaint for complaint in complaints_read if complaint.service in services and may_see(member, complaint)]
    return [complaint for complaint in seen if is_solved(complaint, await history(reading, complaint.number))]


async def settle(transaction: Transaction, number: str, now: datetime) -> bool:
    """Marks the answer as decided; False where somebody else was faster."""
    sql = "INSERT INTO settled_answers (number, at) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING number"
    return bool(await transaction.fetch(sql, number, stamp(now)))
