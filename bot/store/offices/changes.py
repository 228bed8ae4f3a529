"""Changes that every process must load: an office's files, the bots."""

from __future__ import annotations

import secrets

from bot.store.databases.database import Conflict, Reading, Transaction
from bot.store.upkeep import maintenance

_PREFIX = "changed:"


async def note(transaction: Transaction, name: str) -> str:
    """Records a change in this transaction and returns its mark. Until the end of the transaction nobody else can change it."""
    fresh = secrets.token_hex(8)
    await maintenance.put(transaction, _PREFIX + name, fresh)
    return fresh


async def note_after(transaction: Transaction, name: str, mark_before: str) -> str:
    """The same for a change based on the version `mark_before`. Raises Conflict where somebody else has changed it since."""
    fresh = secrets.token_hex(8)
    if not await maintenance.put(transaction, _PREFIX + name, fresh, mark_before):
        raise Conflict(f"{name} was changed by somebody else")
    return fresh


async def mark(reading: Reading, name: str) -> str:
    """The mark of the last change; empty where there was none."""
    return await maintenance.read(reading, _PREFIX + name) or ""


async def marks(reading: Reading) -> dict[str, str]:
    """The mark of the last change of each name."""
    rows = await reading.fetch("SELECT name, value FROM settings WHERE name >= ? AND name < ?", _PREFIX, _PREFIX[:-1] + ";")
    return {name.removeprefix(_PREFIX): value for name, value in rows}
