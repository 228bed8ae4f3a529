"""What is asked all day long is found by an index, however much has been worked off."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.store.cases import complaints, files
from bot.store.databases.database import Row
from bot.store.databases.sqlite import SqliteDatabase
from bot.store.messages import inbox, outbox
from bot.store.upkeep import figures
from handlers.talking.message import Channel

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


class Watched(SqliteDatabase):
    """Notes how SQLite goes about each question."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.steps: list[str] = []

    async def fetch(self, sql: str, *parameters: Any) -> list[Row]:
        self.steps += [str(row[3]) for row in await super().fetch(f"EXPLAIN QUERY PLAN {sql}", *parameters)]
        return await super().fetch(sql, *parameters)

    @property
    def whole_tables(self) -> list[str]:
        """The steps that read every row of a table."""
        tables = ("inbox", "outbox", "complaints", "chats", "photo_marks", "files", "m", "f", "c")
        return [step for step in self.steps if step.startswith("SCAN") and step.split()[1] in tables and "INDEX" not in step]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Watched]:
    made = Watched(tmp_path / "test.sqlite")
    await made.open()
    yield made
    await made.close()


async def test_the_next_messages_and_letters_are_found_without_reading_those_that_are_done(database: Watched) -> None:
    await inbox.next_try(database, NOW)
    await outbox.ready(database, Channel.WEB, NOW, ["web:a"], 50)
    await outbox.next_try(database, Channel.WEB, NOW)
    assert database.steps
    assert not database.whole_tables


async def test_the_next_point_of_all_ladders_is_found_without_reading_the_complaints(database: Watched) -> None:
    await complaints.next_moment(database)
    assert database.steps
    assert not database.whole_tables


async def test_a_monitor_counts_without_reading_whole_tables(database: Watched) -> None:
    await figures.counts(database)
    assert database.steps
    assert not database.whole_tables


async def test_alike_photos_are_found_without_reading_those_there_ever_were(database: Watched) -> None:
    await files.photos(database, "juai", ["file:x", "0:0f1"])
    assert database.steps[0].startswith("SEARCH m USING"), database.steps
    assert not database.whole_tables
