"""1,000 due points of the ladder fired among very many open complaints: by the real clockwork, on rows that SQL has multiplied."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import App, build
from bot.settings import Settings
from bot.store.cases import complaints
from bot.store.people import people
from handlers.casework.complaint import Complaint, Identity
from handlers.casework.events import Event, Filed
from handlers.casework.moves import Role
from handlers.rules import OfficeRules
from handlers.talking.message import Channel
from handlers.talking.turn import Knowledge

OFFICE, CATEGORY = "juai", "normatif"
DUE = 1000
AMONG = (100_000, 1_000_000)
RECEIVED = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Fired:
    """Seconds in which the due ones were found and were fired, the letters that made, and the seconds it took to make the complaints."""

    found: float
    seconds: float
    letters: int
    making: float


async def fire(folder: Path, among: int, knowledge: Knowledge) -> Fired:
    """One tick of the clockwork in which 1,000 of so many open complaints are due."""
    app = build(Settings(data=folder, _env_file=None), knowledge=knowledge)
    await app.start()  # makes the staff of the local mode
    await app.stop()
    await app.database.open()
    try:
        start = time.perf_counter()
        now = await _fill(app, among)
        made = time.perf_counter()
        await app.clockwork.tick(now - timedelta(seconds=1))  # the morning's lists, which are not measured here
        before, start_finding = await _letters(app), time.perf_counter()
        async with app.database.transaction() as transaction:
            assert len(await complaints.due_for_reminder(transaction, now, DUE)) == DUE
        start_firing = time.perf_counter()
        await app.clockwork.tick(now)
        fired = time.perf_counter() - start_firing
        return Fired(start_firing - start_finding, fired, await _letters(app) - before, made - start)
    finally:
        await app.database.close()


async def _letters(app: App) -> int:
    return int((await app.database.fetch("SELECT COUNT(*) FROM outbox"))[0][0])


async def _fill(app: App, among: int) -> datetime:
    """Open complaints, of which 1,000 have a point at the moment that is returned, the others later."""
    rules = app.knowledge.rules[OFFICE]
    async with app.database.transaction() as transaction:
        reporter = (await people.chat(transaction, Channel.WEB, "reporter", RECEIVED)).person
        early = _complaint(rules, reporter, "EARLY", RECEIVED)
        now = rules.next_moment(early, after=RECEIVED)
        assert now, "the ladder of the category has no point"
        late = _complaint(rules, reporter, "LATER", now - timedelta(seconds=1))
        for one in (early, late):
            first = Filed(
                number=one.number,
                office=one.office,
                unit=one.unit,
                category=one.category,
                reporter=reporter,
                identity=one.identity,
                text=one.text,
            )
            event = Event(at=one.received, actor=reporter, role=Role.REPORTER, data=first)
            await complaints.add(transaction, one, event, "", rules.next_moment(one, after=one.received))
    await asyncio.to_thread(_multiply, app.settings.sqlite_file, {"EARLY": DUE, "LATER": among - DUE})
    return now


def _complaint(rules: OfficeRules, reporter: int, number: str, received: datetime) -> Complaint:
    return Complaint(
        number=number,
        office=OFFICE,
        unit=rules.office.units[0].id,
        category=CATEGORY,
        reporter=reporter,
        text="berkas sudah seminggu di kecamatan, belum juga selesai",
        identity=Identity.NAMED,
        received=received,
        start=received,
        due=rules.due(CATEGORY, received, ()),
    )


def _multiply(database: Path, wanted: dict[str, int]) -> None:
    """Each of these complaints and its history so many times; written to the disk once, at the end."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        for number, many in wanted.items():
            for table in ("complaints", "history"):
                _copy(connection, table, number, many - 1)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.sync()


def _copy(connection: sqlite3.Connection, table: str, number: str, many: int) -> None:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = {"number": "number || i", "body": "replace(body, number, number || i)"}
    connection.execute(
        f"WITH RECURSIVE numbered (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbered WHERE i < {many})"
        f" INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values.get(name, name) for name in names)}"
        f" FROM numbered, {table} WHERE number = ?",
        (number,),
    )
