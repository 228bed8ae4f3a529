"""A database of an earlier version becomes one of today, with all that stands in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.database import SqliteDatabase, _migrations

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
        for number, script in _migrations()[:6]:
            old.executescript(f"{script}; PRAGMA user_version={number}")
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
