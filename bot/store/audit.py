"""The audit as an office's admin reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Reading, Transaction, moment, stamp


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """Who did what to what. `reason` is empty for lines about a case: it may name somebody."""

    at: datetime
    actor: int | None
    action: str
    subject: str
    reason: str


async def write(transaction: Transaction, actor: int | None, action: str, subject: str, reason: str, at: datetime) -> None:
    """Without an actor it was the program, or somebody at its files."""
    sql = "INSERT INTO audit (at, actor, action, subject, reason) VALUES (?, ?, ?, ?, ?)"
    await transaction.execute(sql, stamp(at), actor, action, subject, reason)


async def of_office(reading: Reading, office: str, page: int, size: int) -> list[AuditLine]:
    """What was done to the office, its services and its staff, and to cases that are not confidential; the newest first."""
    sql = (
        "SELECT at, actor, action, subject, CASE WHEN subject = ? OR subject LIKE ? THEN reason ELSE '' END FROM audit"
        " WHERE subject = ? OR subject LIKE ? OR subject IN (SELECT number FROM complaints WHERE office = ? AND confidential = 0)"
        " ORDER BY id DESC LIMIT ? OFFSET ?"
    )
    within = f"{office}/%"
    rows = await reading.fetch(sql, office, within, office, within, office, size, page * size)
    return [AuditLine(at=moment(row[0]), actor=row[1], action=row[2], subject=row[3], reason=row[4]) for row in rows]
