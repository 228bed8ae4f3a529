"""Whether this is the office's own database, opened with the office's own key: asked at every start, before anybody is answered.

An emptied, exchanged or half-copied database would otherwise be taken for a new office, and a wrong key would be noticed by the first name
that has to be read, weeks later.
"""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path

from bot.errors import SettingsError, StoreError
from bot.store.databases.database import Database
from bot.store.databases.sealed import Sealed
from bot.store.upkeep import maintenance
from handlers.talking.wording import plain

_MARK, _KEY = "office_mark", "key_check"
_WORD = "kunci cocok"


async def check(database: Database, mark_file: Path) -> None:
    """Raises StoreError or SettingsError with what to do. At the first start the marks are made."""
    await _check_key(database)
    kept = await maintenance.read(database, _MARK)
    known = await asyncio.to_thread(_read, mark_file)
    if known and known != kept:
        raise StoreError(plain("start.other_database", file=mark_file))
    if kept is None:
        kept = secrets.token_hex(16)
        async with database.transaction() as transaction:
            await maintenance.write(transaction, _MARK, kept)
    if known is None:
        await asyncio.to_thread(_write, mark_file, kept)


def _read(file: Path) -> str | None:
    return file.read_text(encoding="ascii").strip() if file.exists() else None


def _write(file: Path, mark: str) -> None:
    file.touch(mode=0o600)
    file.write_text(mark, encoding="ascii")


async def _check_key(database: Database) -> None:
    kept = await maintenance.read(database, _KEY)  # raises SettingsError where another key has sealed it
    if kept is None:
        async with database.transaction() as transaction:
            await maintenance.write(transaction, _KEY, Sealed(_WORD))
    elif kept != _WORD:
        raise SettingsError(plain("start.other_key"))
