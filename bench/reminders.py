"""How long the real clockwork takes to send 1,000 due reminders while very many complaints are open. SQL multiplies the complaints."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import App, build
from bot.settings import Settings
from bot.store.cases import complaints
from bot.store.databases.database import Transaction, stamp
from bot.store.people import people
from handlers.casework.complaint import Complaint, Identity
from handlers.casework.events import Event
from handlers.casework.moves import Role
from handlers.casework.payloads import Filed
from handlers.rules import OfficeRules
from handlers.talking.message import Channel
from handlers.talking.turn import Knowledge

OFFICE, CATEGORY = "juai", "normatif"
DUE = 1000
AMONG = (100_000, 1_000_000)
CLAIMS = 5
RECEIVED = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Fired:
    """Seconds in which the due ones were claimed and were told, by the clock and of this process's processor; the letters; how long it took to make the complaints."""

    claiming: float
    claiming_processor: float
    seconds: float
    processor: float
    letters: int
    making: float


async def fire(folder: Path, among: int, knowledge: Knowledge, database: str = "") -> Fired:
    """One tick of the clockwork in which 1,000 of so many open complaints are due; on SQLite in the folder without an address."""
    settings = Settings(data=folder, database=database, _env_file=None)
    first = build(settings, knowledge=knowledge)
    await first.start()  # makes the staff of the local mode
    await first.stop()
    app = build(settings, knowledge=knowledge)
    await app.database.open()
    try:
        start = time.perf_counter()
        now = await fill(app, due=DUE, others=among - DUE)
        made = time.perf_counter() - start
        await app.clockwork.tick(now - timedelta(seconds=1))  # the morning's lists, which are not measured here
        before, (claiming, claiming_processor) = await _letters(app), await _claiming(app, now)
        start_firing, processor = time.perf_counter(), time.process_time()
        await app.clockwork.tick(now)
        seconds, processor = time.perf_counter() - start_firing, time.process_time() - processor
        letters = await _letters(app) - before
        return Fired(
            claiming=claiming,
            claiming_processor=claiming_processor,
            seconds=seconds,
            processor=processor,
            letters=letters,
            making=made,
        )
    finally:
        await app.database.close()


async def _claiming(app: App, now: datetime) -> tuple[float, float]:
    """The fastest of some claims of all that are due, none of which is kept, by the clock and of the processor."""
    taken = []
    for _ in range(CLAIMS):
        async with app.database.transaction() as transaction:
            await transaction.fetch("SELECT 1")  # it has begun
            start, processor = time.perf_counter(), time.process_time()
            rows = await transaction.fetch(complaints.DUE, stamp(now), DUE)
            taken.append((time.perf_counter() - start, time.process_time() - processor))
            assert len(rows) == DUE
    return min(taken)


async def _letters(app: App) -> int:
    return int((await app.database.fetch("SELECT COUNT(*) FROM outbox"))[0][0])


async def fill(app: App, due: int, others: int) -> datetime:
    """Open complaints, of which so many have a point at the moment that is returned, the others later."""
    rules = app.knowledge.rules[OFFICE]
    wanted = {"EARLY": (due, RECEIVED), "LATER": (others, RECEIVED)}
    async with app.database.transaction() as transaction:
        reporter = (await people.chat(transaction, Channel.WEB, "reporter", RECEIVED)).person
        now = rules.next_moment(_complaint(rules, reporter, "EARLY", RECEIVED), after=RECEIVED)
        assert now, "the ladder of the category has no point"
        wanted["LATER"] = (others, now - timedelta(seconds=1))
        for number, (many, received) in wanted.items():
            if many:
                await _add(transaction, _complaint(rules, reporter, number, received), rules)
    layout = await app.database.tables()
    for number, (many, _) in wanted.items():
        for table in ("complaints", "history", "case_facts"):
            if many > 1:
                await app.database.execute(copies(table, layout[table], many - 1), number)
    await app.database.execute("ANALYZE")
    return now


async def _add(transaction: Transaction, complaint: Complaint, rules: OfficeRules) -> None:
    about = {name: getattr(complaint, name) for name in ("number", "office", "unit", "category", "reporter", "identity", "text")}
    event = Event(at=complaint.received, actor=complaint.reporter, role=Role.REPORTER, data=Filed(**about))
    await complaints.add(transaction, complaint, event, "", rules.next_moment(complaint, after=complaint.received))


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


def copies(table: str, columns: Sequence[str], many: int, *, first: int = 1, due_at: str = "") -> str:
    """So many copies of the complaint with a number, each with a number of its own; the keys that a database gives are left to it. `due_at`: the moment of a
    point that has not been told; without it as the complaint stands.
    """
    values = {"number": "number || i", "body": "replace(body, number, number || i)"}
    if due_at:
        values |= {"next_at": f"'{due_at}'", "reminded_at": f"'{stamp(RECEIVED - timedelta(seconds=1))}'"}
    names = [name for name in columns if name != "id"]
    return (
        f"WITH RECURSIVE numbered (i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM numbered WHERE i < {first + many - 1})"
        f" INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values.get(name, name) for name in names)}"
        f" FROM numbered, {table} WHERE number = ?"
    )
