"""What the database itself guarantees."""

from __future__ import annotations

import sqlite3

import pytest

from bot.store import maintenance
from bot.store.database import Database


async def test_something_is_done_once_a_day(database: Database) -> None:
    async with database.transaction() as transaction:
        done = [await maintenance.once(transaction, "job", day) for day in ("2026-11-24", "2026-11-24", "2026-11-25", "2026-11-24")]
    assert done == [True, False, True, False]


async def test_history_cannot_be_changed(database: Database) -> None:
    sql = "INSERT INTO history (number, seq, at, role, action, data) VALUES ('X', 1, '', '', '', '{}')"
    await database.execute("PRAGMA foreign_keys=OFF")
    await database.execute(
        "INSERT INTO complaints (number, office, unit, category, state, reporter, confidential, urgent, received_at, reminded_at,"
        " pin, body) VALUES ('X', '', '', '', '', 1, 0, 0, '', '', '', '')"
    )
    await database.execute(sql)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        await database.execute("UPDATE history SET at = 'x'")
