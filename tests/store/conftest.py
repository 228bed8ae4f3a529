"""A database of its own for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from bot.store.databases.database import Database
from bot.store.databases.opening import database_at
from tests.postgres import DIALECTS


@pytest.fixture(params=DIALECTS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the database is: empty for the SQLite file `test.sqlite` of the test's folder."""
    return str(request.getfixturevalue("postgres").schema()) if request.param == "postgres" else ""


@pytest.fixture
async def database(address: str, tmp_path: Path) -> AsyncIterator[Database]:
    made = database_at(address, tmp_path / "test.sqlite")
    await made.open()
    yield made
    await made.close()


@pytest.fixture
def on_disk(address: str, tmp_path: Path) -> Callable[[], set[str]]:
    """The names among the settings that another process sees: only what is committed."""

    def names() -> set[str]:
        with closing(psycopg.connect(address) if address else sqlite3.connect(tmp_path / "test.sqlite")) as other:
            return {row[0] for row in other.execute("SELECT name FROM settings")}

    return names
