"""A database of an earlier version becomes one of today, with all that stands in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store.databases.database import Database
from bot.store.databases.migrating import migrations, pending
from bot.store.databases.opening import database_at
from bot.store.databases.sqlite import SqliteDatabase
from tests.postgres import Server

LETTERS = {
    "in:7:0": ("answer", "writer", ""),
    "in:7:aloud:0": ("answer", "writer", ""),
    "slow:web:a:2026-11-24T09:00:0": ("answer", "writer", ""),
    "case:JUAI-2611-7K3FQ:2026-11-24T01:00:00+00:00:ask:reporter.ask:3:0": ("case", "reporter", "ask"),
    "case:JUAI-2611-7K3FQ:2026-11-24T01:00:00+00:00:add:officer.add_joined:4:0": ("case", "staff", "add_joined"),
    "case:JUAI-2611-7K3FQ:2026-11-24T01:00:00+00:00:take:follower.progress:4:0@web:x:0": ("case", "follower", ""),
    "ladder:JUAI-2611-7K3FQ:remind:2026-11-24T01:00:00Z:day3:3:0": ("ladder", "reporter", ""),
    "ladder:JUAI-2611-7K3FQ:overdue:2026-11-24T01:00:00Z:day3:3:0": ("ladder", "staff", ""),
    "late:JUAI-2611-7K3FQ:2026-11-24T01:00:00+00:00:0": ("late", "reporter", ""),
    "morning:juai:2026-11-24:3:0": ("list", "staff", ""),
    "lost:ladder:x:3:0": ("lost", "staff", ""),
    "alarm:inbox:7:3:0": ("alarm", "staff", ""),
}


async def test_letters_from_before_know_what_their_keys_said(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as old:
        for step in migrations("sqlite")[:6]:
            old.executescript(f"{step.script}; PRAGMA user_version={step.number}")
        values = [(key, 1, "web", "a", "web:a", "{}", "", "") for key in LETTERS]
        old.executemany(
            "INSERT INTO outbox (key, person, channel, address, lane, body, created_at, try_at) VALUES (?,?,?,?,?,?,?,?)", values
        )
        old.commit()
    database = SqliteDatabase(path)
    await database.open()
    rows = await database.fetch("SELECT key, kind, audience, event, origin FROM outbox")
    await database.close()
    for key, *fields, origin in rows:
        assert tuple(fields) == LETTERS[key], key
        assert origin == key.partition("@")[0]


def test_both_dialects_have_the_same_steps() -> None:
    names = [[(step.number, step.name) for step in migrations(dialect)] for dialect in ("sqlite", "postgres")]
    assert names[0] == names[1]
    assert [number for number, _ in names[0]] == list(range(1, len(names[0]) + 1))


async def test_postgres_orders_words_as_sqlite_does_and_knows_people_by_large_numbers(postgres: Server, tmp_path: Path) -> None:
    """Where the server's own order is another, a move from SQLite would find other rows in other places."""
    database = database_at(postgres.schema(), tmp_path / "unused.sqlite")
    await database.open()
    wrong = await database.fetch(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        " AND ((data_type = 'text' AND collation_name IS DISTINCT FROM 'C') OR (column_name = 'person' AND data_type <> 'bigint'))"
    )
    await database.close()
    assert not wrong


async def test_both_dialects_end_at_the_same_tables_and_columns(postgres: Server, tmp_path: Path) -> None:
    schemas = []
    for address in ("", postgres.schema()):
        database = database_at(address, tmp_path / "a.sqlite")
        await database.open()
        schemas.append(await database.tables())
        await database.close()
    assert schemas[0] == schemas[1]


async def test_a_database_that_a_newer_program_has_changed_is_refused(database: Database, address: str, tmp_path: Path) -> None:
    newer = migrations("sqlite")[-1].number + 1
    if address:
        await database.execute("INSERT INTO layanwarga_migrations (number) VALUES (?)", newer)
    else:
        with closing(sqlite3.connect(tmp_path / "test.sqlite")) as file:
            file.execute(f"PRAGMA user_version={newer}")
    older = database_at(address, tmp_path / "test.sqlite")
    with pytest.raises(StoreError, match="lebih baru"):
        await older.open()


async def test_opened_twice_nothing_is_applied_twice(database: Database, address: str, tmp_path: Path) -> None:
    again = database_at(address, tmp_path / "test.sqlite")
    await again.open()
    assert await again.version() == migrations("sqlite")[-1].number
    await again.close()


def test_only_steps_that_the_database_has_not_seen_are_to_be_applied() -> None:
    last = migrations("sqlite")[-1].number
    assert [step.number for step in pending("sqlite", last - 2)] == [last - 1, last]
    assert pending("sqlite", last) == []
