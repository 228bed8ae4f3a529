"""Requests at the desk that wait for a confirmation in the person's own chat. Codes are stored as hashes."""

from __future__ import annotations

from datetime import datetime

from bot.store.databases.database import Transaction, stamp


async def ask(transaction: Transaction, code_hash: str, person: int, act: str, now: datetime, expires_at: datetime) -> None:
    """Stores the request; expired ones are deleted."""
    await transaction.execute("DELETE FROM confirmations WHERE expires_at <= ?", stamp(now))
    sql = "INSERT INTO confirmations (code_hash, person, act, expires_at) VALUES (?, ?, ?, ?)"
    await transaction.execute(sql, code_hash, person, act, stamp(expires_at))


async def say_yes(transaction: Transaction, code_hash: str, person: int, now: datetime) -> bool:
    """Confirms the request; False where none of this person waits under the code."""
    sql = "UPDATE confirmations SET confirmed = 1 WHERE code_hash = ? AND person = ? AND expires_at > ? RETURNING person"
    return bool(await transaction.fetch(sql, code_hash, person, stamp(now)))


async def use(transaction: Transaction, code_hash: str, person: int, act: str, now: datetime) -> bool:
    """Whether exactly this act was confirmed; the confirmation is then used up."""
    sql = "DELETE FROM confirmations WHERE code_hash = ? AND person = ? AND act = ? AND confirmed = 1 AND expires_at > ? RETURNING person"
    return bool(await transaction.fetch(sql, code_hash, person, act, stamp(now)))


async def end_all(transaction: Transaction, person: int) -> None:
    """The person did not make the request: ends all sessions, passkeys and open requests."""
    for table in ("confirmations", "sessions", "entrances", "passkeys"):
        await transaction.execute(f"DELETE FROM {table} WHERE person = ?", person)  # noqa: S608 - fixed names
