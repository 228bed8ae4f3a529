"""What a member of staff stores about a case for themselves: drafts, and watching it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.store.databases.database import Reading, Transaction, stamp


async def drafts(reading: Reading, person: int, number: str) -> Mapping[str, str]:
    """The person's drafts about the case, by the action they are for."""
    rows = await reading.fetch("SELECT action, text FROM drafts WHERE person = ? AND number = ?", person, number)
    return {row[0]: row[1] for row in rows}


async def keep_draft(transaction: Transaction, person: int, number: str, action: str, text: str, now: datetime) -> None:
    """Stores the draft; an empty one is deleted."""
    await transaction.execute("DELETE FROM drafts WHERE person = ? AND number = ? AND action = ?", person, number, action)
    if text.strip():
        sql = "INSERT INTO drafts (person, number, action, text, at) VALUES (?, ?, ?, ?, ?)"
        await transaction.execute(sql, person, number, action, text, stamp(now))


async def watches(reading: Reading, person: int, number: str) -> bool:
    return bool(await reading.fetch("SELECT 1 FROM watchers WHERE person = ? AND number = ?", person, number))


async def watch(transaction: Transaction, person: int, number: str, *, on: bool) -> None:
    await transaction.execute("DELETE FROM watchers WHERE person = ? AND number = ?", person, number)
    if on:
        await transaction.execute("INSERT INTO watchers (person, number) VALUES (?, ?)", person, number)


async def watchers(reading: Reading, number: str) -> list[int]:
    return [row[0] for row in await reading.fetch("SELECT person FROM watchers WHERE number = ? ORDER BY person", number)]


async def watched(reading: Reading, person: int) -> list[str]:
    """The numbers of the cases that the person watches."""
    return [row[0] for row in await reading.fetch("SELECT number FROM watchers WHERE person = ? ORDER BY number", person)]


async def last_change(reading: Reading, number: str) -> int:
    """The sequence number of the last line of the case's history."""
    rows = await reading.fetch("SELECT MAX(seq) FROM whole_history WHERE number = ?", number)
    return int(rows[0][0] or 0)
