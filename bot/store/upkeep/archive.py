"""The archive by month: what was said and done in cases that ended long ago leaves the tables that are written all day long.

A case in the archive is read as any other (`whole_history`), and what happens to it later is written to the tables of today.
"""

from __future__ import annotations

from datetime import datetime

from bot.store.databases.database import Transaction, marks, stamp
from bot.store.upkeep import maintenance

CASES = 100
"""Few enough that one transaction does not make a citizen wait."""
NEXT_CASES = (
    "SELECT number, ended_at FROM complaints WHERE ended_at IS NOT NULL AND (ended_at, number) > (?, ?) AND ended_at < ?"
    " ORDER BY ended_at, number LIMIT ?"
)
_MARK = "archived_until"
_LINES = "number, seq, at, actor, role, action, data"
_LETTERS = "id, key, complaint, person, channel, address, body, kind, audience, event, state, created_at, done_at, delivery, error"
_GONE = "state IN ('sent', 'failed')"


async def archive(transaction: Transaction, before: datetime) -> int:
    """Brings the next cases that ended before that moment into the archive. Returns how many; 0 when all are there."""
    ended_at, _, number = (await maintenance.read(transaction, _MARK) or "").partition(" ")
    cases = await transaction.fetch(NEXT_CASES, ended_at, number, stamp(before), CASES)
    if cases:
        await _bring(transaction, [row[0] for row in cases])
        number, ended_at = cases[-1]
        await maintenance.write(transaction, _MARK, f"{ended_at} {number}")
    return len(cases)


async def _bring(transaction: Transaction, numbers: list[str]) -> None:
    """Moves the lines and letters of these cases to the archive, under the month in which each case ended. A trigger lets a line leave the
    history only if an equal one is in the archive.
    """
    these = marks(numbers)
    month = "(SELECT substr(ended_at, 1, 7) FROM complaints WHERE complaints.number = {})"
    lines = f"SELECT {month.format('history.number')}, {_LINES} FROM history WHERE number IN ({these})"  # noqa: S608 - only question marks
    letters = f"SELECT {month.format('outbox.complaint')}, {_LETTERS} FROM outbox WHERE complaint IN ({these}) AND {_GONE}"  # noqa: S608
    await transaction.execute(f"INSERT INTO archived_history (month, {_LINES}) {lines}", *numbers)
    await transaction.execute(f"INSERT INTO archived_letters (month, {_LETTERS}) {letters}", *numbers)
    await transaction.execute(f"DELETE FROM history WHERE number IN ({these})", *numbers)  # noqa: S608
    await transaction.execute(f"DELETE FROM outbox WHERE complaint IN ({these}) AND {_GONE}", *numbers)  # noqa: S608
