"""The audit as the leaders of an office read it. `access.may_see` decides whether a line about a case is shown to the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.cases.complaints import BODY
from bot.store.databases.database import Reading, Row, Transaction, moment, stamp
from handlers.casework.access import StaffMember, may_see


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """Who did what to what. `reason` is empty for lines about a case, because it may name somebody."""

    at: datetime
    actor: int | None
    action: str
    subject: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AuditPage:
    """`hidden`: the number of lines on this page about cases that the reader may not see."""

    lines: tuple[AuditLine, ...]
    hidden: int
    more: bool


async def write(transaction: Transaction, actor: int | None, action: str, subject: str, reason: str, at: datetime) -> None:
    """Writes a line. Without an actor, the program or somebody with access to its files did it."""
    sql = "INSERT INTO audit (at, actor, action, subject, reason) VALUES (?, ?, ?, ?, ?)"
    await transaction.execute(sql, stamp(at), actor, action, subject, reason)


async def of_office(reading: Reading, reader: StaffMember, page: int, size: int) -> AuditPage:
    """Lines about the reader's office, its services, staff and cases; newest first."""
    sql = (
        "SELECT a.at, a.actor, a.action, a.subject, a.reason, c.body FROM audit a LEFT JOIN complaints c ON c.number = a.subject"
        " WHERE a.subject = ? OR a.subject LIKE ? OR c.office = ? ORDER BY a.id DESC LIMIT ? OFFSET ?"
    )
    rows = await reading.fetch(sql, reader.office, f"{reader.office}/%", reader.office, size + 1, page * size)
    lines = [line for row in rows[:size] if (line := _line(row, reader))]
    return AuditPage(lines=tuple(lines), hidden=len(rows[:size]) - len(lines), more=len(rows) > size)


def _line(row: Row, reader: StaffMember) -> AuditLine | None:
    at, actor, action, subject, reason, case = row
    if case is not None and not may_see(reader, BODY.validate_json(case)):
        return None
    return AuditLine(at=moment(at), actor=actor, action=action, subject=subject, reason="" if case else reason)
