"""Chooses the database: SQLite in the data folder, or the PostgreSQL of the settings."""

from __future__ import annotations

from pathlib import Path

from bot.errors import SettingsError
from bot.store.databases.database import Database
from bot.store.databases.sealed import Sealer
from bot.store.databases.sqlite import SqliteDatabase

POSTGRES = ("postgresql://", "postgres://")


def database_at(url: str, file: Path, sealer: Sealer | None = None) -> Database:
    """The database of this address, not opened yet; without an address, the SQLite file."""
    if not url:
        return SqliteDatabase(file, sealer)
    if not url.startswith(POSTGRES):
        raise SettingsError("LAYANWARGA_DATABASE: tulis postgresql://pengguna@server/basisdata, atau kosongkan untuk SQLite")
    try:
        from bot.store.databases.postgres import PostgresDatabase
    except ImportError as error:
        raise SettingsError(
            "LAYANWARGA_DATABASE: PostgreSQL perlu paket tambahan; pasang dengan: pip install 'layanwarga[postgres]'"
        ) from error
    return PostgresDatabase(url, sealer)
