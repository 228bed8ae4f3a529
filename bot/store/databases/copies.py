"""Checks a copy of a SQLite database that is not in use."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.errors import StoreError

COUNTED = ("complaints", "history", "inbox", "outbox", "files", "people")


def examine(path: Path) -> dict[str, int]:
    """The number of rows of the important tables, and the version of the schema. Raises StoreError where the copy is damaged."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            ((verdict,),) = connection.execute("PRAGMA quick_check(1)").fetchall()
            if verdict != "ok":
                raise StoreError(f"{path.name}: {verdict}")
            counts = {table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in COUNTED}  # noqa: S608 - fixed
            return {**counts, "schema": connection.execute("PRAGMA user_version").fetchone()[0]}
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise StoreError(f"{path.name}: {error}") from error
