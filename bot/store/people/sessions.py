"""Sessions at the desk: one-time links and the sessions they open. Only hashes are stored."""

from __future__ import annotations

from datetime import datetime

from bot.store.databases.database import Reading, Transaction, stamp


async def offer(transaction: Transaction, code_hash: str, person: int, browser: str, expires_at: datetime) -> None:
    """Stores a one-time link of the person. `browser`: the browser that asked for it; empty where any may use it."""
    sql = "INSERT INTO entrances (code_hash, person, browser, expires_at) VALUES (?, ?, ?, ?)"
    await transaction.execute(sql, code_hash, person, browser, stamp(expires_at))


async def offered_to(reading: Reading, code_hash: str, browser: str, now: datetime) -> int | None:
    """The person of this link; None where it was used, has expired, or belongs to another browser."""
    sql = "SELECT person FROM entrances WHERE code_hash = ? AND browser IN ('', ?) AND expires_at > ?"
    rows = await reading.fetch(sql, code_hash, browser, stamp(now))
    return rows[0][0] if rows else None


async def redeem(transaction: Transaction, code_hash: str, browser: str, now: datetime) -> int | None:
    """Uses the link up and returns its person."""
    sql = "DELETE FROM entrances WHERE code_hash = ? AND browser IN ('', ?) AND expires_at > ? RETURNING person"
    rows = await transaction.fetch(sql, code_hash, browser, stamp(now))
    return rows[0][0] if rows else None


async def begin(transaction: Transaction, token_hash: str, person: int, now: datetime, expires_at: datetime) -> None:
    """Opens a session and deletes expired ones."""
    await transaction.execute("DELETE FROM sessions WHERE expires_at <= ?", stamp(now))
    await transaction.execute("DELETE FROM entrances WHERE expires_at <= ?", stamp(now))
    sql = "INSERT INTO sessions (token_hash, person, created_at, expires_at) VALUES (?, ?, ?, ?)"
    await transaction.execute(sql, token_hash, person, stamp(now), stamp(expires_at))


async def person_of(reading: Reading, token_hash: str, now: datetime) -> int | None:
    """The person of this session; None where it has ended."""
    rows = await reading.fetch("SELECT person FROM sessions WHERE token_hash = ? AND expires_at > ?", token_hash, stamp(now))
    return rows[0][0] if rows else None


async def end(transaction: Transaction, token_hash: str) -> None:
    await transaction.execute("DELETE FROM sessions WHERE token_hash = ?", token_hash)
