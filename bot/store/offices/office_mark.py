"""Checks at every start that this is the office's own database and key, before anybody is answered.

Otherwise an emptied, exchanged or partly copied database would be taken for a new office, and a wrong key would be noticed only weeks later, at the
first name that must be read.
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
    file_mark = await asyncio.to_thread(_read, mark_file)  # first: another process that starts now writes it after the database's
    stored_mark = await maintenance.read(database, _MARK)
    if file_mark and file_mark != stored_mark:
        raise StoreError(plain("start.other_database", file=mark_file))
    if stored_mark is None:
        async with database.transaction() as transaction:
            stored_mark = await maintenance.first(transaction, _MARK, secrets.token_hex(16))
    if file_mark is None:
        await asyncio.to_thread(_write, mark_file, stored_mark)


def _read(file: Path) -> str | None:
    return file.read_text(encoding="ascii").strip() if file.exists() else None


def _write(file: Path, mark: str) -> None:
    file.touch(mode=0o600)
    file.write_text(mark, encoding="ascii")


async def _check_key(database: Database) -> None:
    stored_key = await maintenance.read(database, _KEY)  # raises SettingsError where another key has sealed it
    if stored_key is None:
        async with database.transaction() as transaction:
            await maintenance.write(transaction, _KEY, Sealed(_WORD))
    elif stored_key != _WORD:
        raise SettingsError(plain("start.other_key"))
