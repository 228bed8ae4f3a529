"""What was changed beside the talks, so that every process reads it anew: an office's own files, the bots."""

from __future__ import annotations

import secrets

from bot.store.databases.database import Reading, Transaction
from bot.store.upkeep import maintenance

_PREFIX = "changed:"


async def note(transaction: Transaction, name: str) -> str:
    """This was changed just now; returns the mark of the change."""
    mark = secrets.token_hex(8)
    await maintenance.write(transaction, _PREFIX + name, mark)
    return mark


async def marks(reading: Reading) -> dict[str, str]:
    """The mark of the last change of each."""
    rows = await reading.fetch("SELECT name, value FROM settings WHERE name >= ? AND name < ?", _PREFIX, _PREFIX[:-1] + ";")
    return {name.removeprefix(_PREFIX): value for name, value in rows}
