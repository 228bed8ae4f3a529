"""What is asked for at the desk and waits for a yes in the person's own chat. Codes are kept as hashes."""

from __future__ import annotations

from datetime import datetime

from bot.store.databases.database import Transaction, stamp


async def ask(transaction: Transaction, code_hash: str, person: int, act: str, now: datetime, expires_at: datetime) -> None:
    """Keeps the question; those whose time is over go."""
    await transaction.execute("DELETE FROM confirmations WHERE expires_at <= ?", stamp(now))
    sql = "INSERT INTO confirmations (code_hash, person, act, expires_at) VALUES (?, ?, ?, ?)"
    await transaction.execute(sql, code_hash, person, act, stamp(expires_at))


async def say_yes(transaction: Transaction, code_hash: str, person: int, now: datetime) -> bool:
    """False where nothing of this person waits under the code any more."""
    sql = "UPDATE confirmations SET confirmed = 1 WHERE code_hash = ? AND person = ? AND expires_at > ? RETURNING person"
    return bool(await transaction.fetch(sql, code_hash, person, stamp(now)))


async def use(transaction: Transaction, code_hash: str, person: int, act: str, now: datetime) -> bool:
    """Whether this very act was said yes to; then it is used up."""
    sql = "DELETE FROM confirmations WHERE code_hash = ? AND person = ? AND act = ? AND confirmed = 1 AND expires_at > ? RETURNING person"
    return bool(await transaction.fetch(sql, code_hash, person, act, stamp(now)))


async def end_all(transaction: Transaction, person: int) -> None:
    """The person did not ask: whoever did is signed out everywhere, has no key to come back with, and nothing waits any more."""
    for table in ("confirmations", "sessions", "entrances", "passkeys"):
        await transaction.execute(f"DELETE FROM {table} WHERE person = ?", person)  # noqa: S608 - fixed names
