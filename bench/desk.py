"""The desk with very many cases: `python -m bench.desk [cases] [folder] [database]`. Prints how long pages take, how large they are; asserts nothing.

The cases are spread over a year in one office. They are written as the store writes them, only many at once. In a folder that is named
they stay, and a run that was stopped goes on from there. `database` is the address of a PostgreSQL; without it SQLite in the folder.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import re
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from bot import web
from bot.app import App, build, load_knowledge
from bot.local_mode import demo_address
from bot.settings import Settings
from bot.store.cases import complaints
from bot.store.cases.event_data import payload
from bot.store.databases.database import Transaction
from bot.store.offices import month_counts, survey
from bot.store.people import people
from bot.store.upkeep import maintenance
from handlers.casework.complaint import Complaint, Identity, Miss
from handlers.casework.events import Event
from handlers.casework.evolving import file
from handlers.casework.moves import Action, Role, State
from handlers.survey.elements import Element
from handlers.talking.message import Channel

OFFICE = "juai"
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
BATCH = 4000
ASKED = 5000
EXPORTED = ("the first quarter", {"isi": "register", "dari": "2026-01-01", "sampai": "2026-03-31"})
TIMES = 40
WRITTEN = 20_000
COPIED = ("complaints", "history", "case_facts", "case_texts")
"""Where a case has its rows, each with its number."""
SYLLABLES = ["ba", "ka", "ra", "tu", "mi", "la", "se", "po", "ju", "an", "di", "nga", "ku", "ti", "ma", "re", "wa", "so", "pi", "lo"]
FREQUENT = [
    "jalan",
    "rusak",
    "lampu",
    "mati",
    "air",
    "sampah",
    "berkas",
    "ktp",
    "lama",
    "petugas",
    "loket",
    "antre",
    "surat",
    "pengantar",
    "jembatan",
    "banjir",
]
WORDS = [*FREQUENT, *("".join(case_of_year) for case_of_year in itertools.islice(itertools.product(SYLLABLES, repeat=3), 4000))]
OFTEN = [1 / (rank + 5) for rank in range(len(WORDS))]
"""As in any language, the word of rank r is about 1/r as frequent as the first."""


def case_of_year(dice: random.Random, app: App, place: int) -> tuple[Complaint, Event]:
    """A case of the last year; most are closed, some are late."""
    office = app.library.offices[OFFICE]
    at = NOW - timedelta(minutes=dice.randrange(365 * 24 * 60))
    data = {
        "number": f"JUAI-{at:%y%m}-{place:05d}",
        "office": OFFICE,
        "unit": dice.choice(office.units).id,
        "category": dice.choices(["ringan", "normatif", "tidak_berkadar_pengawasan", "berkadar_pengawasan"], [35, 40, 15, 10])[0],
        "service": dice.choice([*(service.id for service in app.library.services_of(OFFICE)), None]),
        "text": " ".join(dice.choices(WORDS, OFTEN, k=25)),
        "occurred": "",
        "place": dice.choice(WORDS),
        "identity": Identity.ANONYMOUS,
        "urgent": dice.random() < 0.01,
        "confidential": dice.random() < 0.03,
        "reporter": 1 + place % 5000,
        "due": (at + timedelta(days=8)).isoformat(),
        "via": dice.choice(["loket", "surat", "telepon"]),
    }
    event = Event(at=at, actor=None, role=Role.REPORTER, data=payload(Action.FILE, data))
    return _lived(file(event), dice), event


def _lived(case: Complaint, dice: random.Random) -> Complaint:
    ended = case.received + timedelta(days=dice.expovariate(1 / 5))
    missed = (Miss(category=case.category, due=case.due, until=ended),) if case.due and ended > case.due else ()
    if ended > NOW:
        return case
    state = dice.choices([State.CLOSED, State.REJECTED, State.WITHDRAWN], [88, 8, 4])[0]
    return replace(
        case, state=state, ended=ended, since=ended, missed=missed, reopened=int(dice.random() < 0.08), rating=dice.choice([None, 1, 3, 4])
    )


async def fill(app: App, count: int) -> None:
    """So many cases, beside those that are there: the first `WRITTEN` by the store, the others copies of them under other numbers."""
    ((there,),) = await app.database.fetch("SELECT COUNT(*) FROM complaints")
    for start in range(there, min(count, WRITTEN), BATCH):
        dice = random.Random(start)
        async with app.database.transaction() as transaction:
            for place in range(start, min(start + BATCH, count, WRITTEN)):
                await _add(transaction, *case_of_year(dice, app, place))
    while (missing := count - max(there, min(count, WRITTEN))) > 0:
        await _copy(app, missing)
        ((there,),) = await app.database.fetch("SELECT COUNT(*) FROM complaints")
    async with app.database.transaction() as transaction:  # what is done each night
        await maintenance.weigh(transaction)
    await month_counts.count_months(app.database, OFFICE, app.library.offices[OFFICE].zone, NOW)


async def _copy(app: App, most: int) -> None:
    """Every case that was written once more, at most so many."""
    ((round_,),) = await app.database.fetch("SELECT COUNT(*) FROM complaints WHERE number LIKE '%-00001%'")
    chosen = "number IN (SELECT number FROM complaints WHERE LENGTH(number) = 15 ORDER BY number LIMIT ?)"
    tables = await app.database.tables()
    async with app.database.transaction() as transaction:
        for table in COPIED:
            columns = ", ".join(column for column in tables[table] if column not in {"number", "id", "words"})
            values = columns.replace("body", f"REPLACE(body, number, number || '-{round_}')")
            await transaction.execute(
                f"INSERT INTO {table} (number, {columns}) SELECT number || '-{round_}', {values} FROM {table} WHERE {chosen}",
                most,
            )


async def _add(transaction: Transaction, case: Complaint, event: Event) -> None:
    await complaints.add(transaction, case, event, "", None)


async def signed_in(app: App, client: httpx.AsyncClient) -> None:
    async with app.database.transaction() as transaction:
        chat = await people.chat(transaction, Channel.WEB, demo_address("pengawas", OFFICE), NOW)
        link = await app.conversation.ports(transaction, NOW).entrances.offer(chat.person, "")
    page = await client.get(f"/masuk?k={link.partition('k=')[2]}")
    key = re.search(r'name="kunci" value="(\w+)"', page.text)
    assert key
    await client.post("/masuk", data={"k": link.partition("k=")[2], "kunci": key[1]})


async def measure(client: httpx.AsyncClient, name: str, path: str) -> None:
    taken, size, worked = [], 0, time.process_time()
    for _ in range(TIMES):
        begun = time.perf_counter()
        answer = await client.get(path)
        taken.append(1000 * (time.perf_counter() - begun))
        size = len(answer.content)
        assert answer.status_code == 200, answer.text[:300]
    worked = time.process_time() - worked
    p95 = sorted(taken)[int(0.95 * len(taken))]
    print(
        f"  {name:44} median {statistics.median(taken):7.1f} ms   p95 {p95:7.1f} ms   processor {1000 * worked / TIMES:6.1f} ms   {size / 1000:6.1f} kB"
    )


PAGES = {
    "queue": f"/meja/{OFFICE}?daftar=all",
    "search: two words": f"/meja/{OFFICE}/cari?q=jembatan+banjir",
    "search: words, unit and month": f"/meja/{OFFICE}/cari?q=lampu+bulan+oktober&unit=trantibum",
    "search: last letters": f"/meja/{OFFICE}/cari?q=01234",
    "search: late": f"/meja/{OFFICE}/cari?tenggat=lewat",
    "picture: this month": f"/meja/{OFFICE}/gambaran",
    "picture: 90 days, case_of_year unit": f"/meja/{OFFICE}/gambaran?masa=90_hari&unit=trantibum",
    "what can be learnt": f"/meja/{OFFICE}/belajar",
    "survey": f"/meja/{OFFICE}/survei",
    "picture: the whole year": f"/meja/{OFFICE}/gambaran?masa=tahun_ini",
}


async def measure_once(client: httpx.AsyncClient, name: str, path: str, fields: dict[str, str]) -> None:
    """A file that is made on demand: how long until it is there."""
    key = re.search(r'name="kunci" value="(\w+)"', (await client.get(f"/meja/{OFFICE}/ekspor")).text)
    assert key
    begun, worked = time.perf_counter(), time.process_time()
    answer = await client.post(path, data={"kunci": key[1], **fields})
    taken, worked = time.perf_counter() - begun, time.process_time() - worked
    assert answer.status_code == 200, answer.text[:300]
    print(f"  {name:44} {taken:5.1f} s   processor {worked:5.1f} s   {len(answer.content) / 1e6:6.1f} MB")


async def fill_survey(app: App, people_asked: int) -> None:
    """So many answers to the survey of this half year, each of another person, with those that are there."""
    ((there,),) = await app.database.fetch("SELECT COUNT(*) FROM survey_answers")
    dice = random.Random(2)
    units = [case_of_year.id for case_of_year in app.library.offices[OFFICE].units]
    async with app.database.transaction() as transaction:
        for _ in range(people_asked - there):
            points = {case_of_year: dice.choices([1, 2, 3, 4], [2, 8, 50, 40])[0] for case_of_year in Element if dice.random() > 0.05}
            day = (NOW - timedelta(days=dice.randrange(120))).date()
            await survey.keep(transaction, survey.Place(office=OFFICE, unit=dice.choice(units)), day, points, "")


async def main(count: int, folder: str, database: str) -> None:
    knowledge = load_knowledge(Settings(_env_file=None))
    with tempfile.TemporaryDirectory() as temporary:
        settings = Settings(data=Path(folder or temporary), database=database, _env_file=None)
        app = build(settings, knowledge=knowledge, clock=lambda: NOW)
        await app.start()
        begun = time.perf_counter()
        await fill(app, count)
        await fill_survey(app, ASKED)
        print(f"{count} cases, after {time.perf_counter() - begun:.0f} s of writing; {TIMES} requests each:", flush=True)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=web.create(app)), base_url="http://127.0.0.1", timeout=60) as client:
            await signed_in(app, client)
            ((number,),) = await app.database.fetch(
                "SELECT MAX(number) FROM complaints WHERE ended_at IS NULL AND confidential = 0 AND LENGTH(number) = 15"
            )
            for name, path in {**PAGES, "a case": f"/meja/kasus/{number}"}.items():
                await measure(client, name, path)
            for form in ("xlsx", "csv"):
                await measure_once(client, f"register of {EXPORTED[0]}: {form}", f"/meja/{OFFICE}/ekspor", {"bentuk": form, **EXPORTED[1]})
            for form in ("pdf", "xlsx"):
                await measure_once(client, f"report of {ASKED} answers: {form}", f"/meja/{OFFICE}/survei/laporan.{form}", {})
        await app.stop()


if __name__ == "__main__":
    asyncio.run(main(int([*sys.argv, "200000"][1]), "".join(sys.argv[2:3]), "".join(sys.argv[3:4])))
