"""How many whole turns a second one or several real processes do: a message is received, handled and committed, and its reply is delivered to a page.

The number of bare commits a second of the same disk is measured beside it.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiosqlite
import psycopg

from bench.examples import questions
from bot.app import App, build
from bot.channels import Outgoing
from bot.collecting import set_apart
from bot.settings import Settings
from bot.store.messages.inbox import Received
from bot.store.upkeep import figures
from handlers.talking.message import Channel

PEOPLE = 50
MESSAGES = 60
LONGEST_SECONDS = 600.0
COMMITS = 2000


@dataclass
class Person:
    """Asks a real question, then presses a button of the answer, and so on; the next message leaves when the reply is there."""

    app: App
    address: str
    dice: random.Random
    texts: Sequence[str]

    async def talk(self, messages: int) -> None:
        page, buttons = self.app.webchat.open_page(self.address), list[str]()
        for number in range(messages):
            pressed = {"choice": self.dice.choice(buttons)} if buttons and number % 2 else {"text": self.dice.choice(self.texts)}
            update = Received(
                channel=Channel.WEB,
                update_id=f"{self.address}:{number}",
                address=self.address,
                payload={"address": self.address, **pressed},
            )
            await self.app.inbox.receive([update])
            buttons = await buttons_of_answer(page)


async def buttons_of_answer(page: asyncio.Queue[Any]) -> list[str]:
    """Of the next message of the bot, or of the last one of several; the page shows the person's own too."""
    buttons: list[str] | None = None
    while buttons is None or not page.empty():
        if isinstance(news := await page.get(), Outgoing):
            buttons = [choice.id for choice in news.reply.choices]
    return buttons


@dataclass(frozen=True, kw_only=True)
class Load:
    """So many processes on one database, SQLite in the folder without an address, with so many people in all, who write so often."""

    folder: Path
    database: str = ""
    processes: int = 1
    people: int = PEOPLE
    messages: int = MESSAGES


async def turns(load: Load) -> float:
    """Whole turns a second, from the first message of any process until the last letter of all is marked as sent."""
    share = load.people // load.processes
    processes = [await _process(load, first, share) for first in range(0, share * load.processes, share)]
    for process in processes:
        await _line(process, b"ready\n")
    start = time.perf_counter()
    for process in processes:
        process.stdin.write(b"go\n")  # type: ignore[union-attr]
    for process in processes:
        await _line(process, b"done\n")
    taken = time.perf_counter() - start
    for process in processes:
        process.stdin.close()  # type: ignore[union-attr]
        await process.wait()
    return share * load.processes * load.messages / taken


async def _process(load: Load, first: int, share: int) -> Process:
    given = (load.folder, load.database, first, share, load.messages)
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.turns", *map(str, given)), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )


async def _line(process: Process, wanted: bytes) -> None:
    assert process.stdout
    if (line := await process.stdout.readline()) != wanted:
        raise RuntimeError(f"the process said {line!r} in the place of {wanted!r}")


async def talk(folder: str, database: str, first: int, people: int, messages: int) -> None:
    """One of the processes: starts, waits for the word, lets its people talk, and stops when the others have come to their end."""
    app = build(Settings(data=Path(folder), database=database, messages_per_minute=10_000, _env_file=None))
    texts = [person.text for person in questions("questions_bare_lead")]
    await app.start()
    set_apart()  # as the running program does
    try:
        talking = [Person(app, f"person-{number}", random.Random(number), texts) for number in range(first, first + people)]
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        await asyncio.gather(*(person.talk(messages) for person in talking))
        await settled(app)
        print("done", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
    finally:
        await app.stop()


async def settled(app: App, most: float = LONGEST_SECONDS) -> None:
    """Until every message is worked off and every letter is marked as sent, or for so many seconds."""
    end = time.monotonic() + most
    while time.monotonic() < end and ((counts := await figures.counts(app.database))["inbox_waiting"] or counts["outbox_waiting"]):  # noqa: ASYNC110
        await asyncio.sleep(0.005)


async def commits(load: Load, number: int = COMMITS) -> float:
    """Bare transactions a second on the same database, one after another: insert and update, each sure to survive a power cut."""
    return await (_commits_of_postgres(load.database, number) if load.database else _commits_of_sqlite(load.folder, number))


async def _commits_of_postgres(address: str, number: int) -> float:
    async with await psycopg.AsyncConnection.connect(address) as connection:
        await connection.execute("DROP SCHEMA IF EXISTS bench CASCADE")
        await connection.execute("CREATE SCHEMA bench")  # where the program's own backups look for no table
        await connection.execute("CREATE TABLE bench.bare (id INTEGER PRIMARY KEY, state TEXT, body TEXT)")
        await connection.commit()
        start = time.perf_counter()
        for row in range(number):
            await connection.execute("INSERT INTO bench.bare VALUES (%s, 'waiting', %s)", (row, "x" * 200))
            await connection.execute("UPDATE bench.bare SET state = 'done' WHERE id = %s", (row,))
            await connection.commit()
        return number / (time.perf_counter() - start)


async def _commits_of_sqlite(folder: Path, number: int) -> float:
    """Through aiosqlite, synchronous=FULL."""
    async with aiosqlite.connect(folder / "bare.sqlite", isolation_level=None) as connection:
        await connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; DROP TABLE IF EXISTS t; CREATE TABLE t (id INTEGER PRIMARY KEY, state, body)"
        )
        start = time.perf_counter()
        for row in range(number):
            await connection.execute("BEGIN IMMEDIATE")
            await connection.execute("INSERT INTO t VALUES (?, 'waiting', ?)", (row, "x" * 200))
            await connection.execute("UPDATE t SET state = 'done' WHERE id = ?", (row,))
            await connection.execute("COMMIT")
        return number / (time.perf_counter() - start)


if __name__ == "__main__":
    asyncio.run(talk(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])))
