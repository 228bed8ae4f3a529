"""A database of its own for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import Database, SqliteDatabase


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = SqliteDatabase(tmp_path / "test.sqlite")
    await made.open()
    yield made
    await made.close()
