"""A whole turn: message into the inbox → handled → committed → reply delivered to a page that nobody looks at; beside bare commits."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import aiosqlite

from bench.examples import questions
from bot.app import App, build
from bot.settings import Settings
from bot.store import figures
from bot.store.inbox import Received
from handlers.talking.message import Channel

PEOPLE = 50
MESSAGES = 60
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
            buttons = [choice.id for choice in (await page.get()).reply.choices]
            while not page.empty():
                buttons = [choice.id for choice in page.get_nowait().reply.choices]


async def turns(folder: Path, people: int = PEOPLE, messages: int = MESSAGES) -> float:
    """Whole turns a second with so many people writing side by side."""
    app = build(Settings(data=folder, messages_per_minute=10_000, _env_file=None))
    texts = [one.text for one in questions("questions_bare_lead")]
    await app.start()
    try:
        talking = [Person(app, f"person-{number}", random.Random(number), texts) for number in range(people)]
        start = time.perf_counter()
        await asyncio.gather(*(one.talk(messages) for one in talking))
        await _settled(app)
        return people * messages / (time.perf_counter() - start)
    finally:
        await app.stop()


async def _settled(app: App) -> None:
    """Until every message is worked off and every letter is marked as sent."""
    while (counts := await figures.counts(app.database))["inbox_waiting"] or counts["outbox_waiting"]:  # noqa: ASYNC110
        await asyncio.sleep(0.005)


async def commits(folder: Path, number: int = COMMITS) -> float:
    """Bare transactions a second on the same disk, through aiosqlite: insert and update, synchronous=FULL."""
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
