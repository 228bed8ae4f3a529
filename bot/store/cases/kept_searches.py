"""Searches that members of staff saved under a name."""

from __future__ import annotations

from bot.store.databases.database import Reading, Transaction


async def of(reading: Reading, person: int, office: str) -> list[tuple[str, str]]:
    """(name, query) of each saved search, by name."""
    rows = await reading.fetch("SELECT name, query FROM kept_searches WHERE person = ? AND office = ? ORDER BY name", person, office)
    return [(row[0], row[1]) for row in rows]


async def keep(transaction: Transaction, person: int, office: str, name: str, query: str) -> None:
    """Saves the query; one with the same name is replaced."""
    await transaction.execute(
        "INSERT INTO kept_searches (person, office, name, query) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (person, office, name) DO UPDATE SET query = excluded.query",
        *(person, office, name, query),
    )


async def drop(transaction: Transaction, person: int, office: str, name: str) -> None:
    await transaction.execute("DELETE FROM kept_searches WHERE person = ? AND office = ? AND name = ?", person, office, name)
