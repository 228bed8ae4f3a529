"""What was changed beside the talks, so that every process reads it anew: an office's own files, the bots."""

from __future__ import annotations

import secrets

from bot.store.databases.database import Conflict, Reading, Transaction
from bot.store.upkeep import maintenance

_PREFIX = "changed:"


async def note(transaction: Transaction, name: str) -> str:
    """This is changed in this transaction; returns the mark of the change. Until its end nobody else changes it."""
    fresh = secrets.token_hex(8)
    await maintenance.put(transaction, _PREFIX + name, fresh)
    return fresh


async def note_after(transaction: Transaction, name: str, known: str) -> str:
    """The same of a change that was made of what `known` marks. Raises Conflict where somebody else has changed it since."""
    fresh = secrets.token_hex(8)
    if not await maintenance.put(transaction, _PREFIX + name, fresh, known):
        raise Conflict(f"{name} was changed by somebody else")
    return fresh


async def mark(reading: Reading, name: str) -> str:
    """The mark of its last change; empty where it was never changed."""
    return await maintenance.read(reading, _PREFIX + name) or ""


async def marks(reading: Reading) -> dict[str, str]:
    """The mark of the last change of each."""
    rows = await reading.fetch("SELECT name, value FROM settings WHERE name >= ? AND name < ?", _PREFIX, _PREFIX[:-1] + ";")
    return {name.removeprefix(_PREFIX): value for name, value in rows}
