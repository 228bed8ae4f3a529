"""Counts for a monitor: numbers only, nobody's data."""

from __future__ import annotations

from bot.store.database import Database

_COUNTS = {
    "inbox_waiting": "SELECT COUNT(*) FROM inbox WHERE state IN ('waiting', 'doing')",
    "inbox_failed": "SELECT COUNT(*) FROM inbox WHERE state = 'failed'",
    "outbox_waiting": "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'",
    "outbox_failed": "SELECT COUNT(*) FROM outbox WHERE state = 'failed'",
    "complaints_open": "SELECT COUNT(*) FROM complaints WHERE ended_at IS NULL",
}


async def counts(database: Database) -> dict[str, int]:
    return {name: (await database.fetch(sql))[0][0] for name, sql in _COUNTS.items()}
