"""`layanwarga run` as real processes on one database, before a local Telegram; people who write, and what has become of what they wrote."""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.channels.fake_telegram import TOKEN, FakeTelegram, Person

SECONDS = 60
WORDS = ("menu", "jam buka juai", "bantuan")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def started(
    folder: Path, telegram: FakeTelegram, database: str = "", port: int = 0, code: Path | None = None
) -> asyncio.subprocess.Process:
    """The program as an office starts it, ready when this returns. `code`: the folder of another version of it."""
    wanted = {
        "DATA": str(folder),
        "PORT": str(port or free_port()),
        "OFFICES": "juai",
        "DATABASE": database,
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_BASE_URL": telegram.url,
        "LOG_LEVEL": "ERROR",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env={**os.environ, **{f"LAYANWARGA_{name}": value for name, value in wanted.items()}},
        cwd=code,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout
    async with asyncio.timeout(SECONDS):
        assert "siap" in (await process.stdout.readline()).decode()
    return process


async def until(condition: Callable[[], bool], seconds: float = SECONDS, look: float = 0.02) -> float:
    """The seconds until it was so. `look`: the seconds between two looks."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(look)
    return loop.time() - begun


@dataclass
class Town:
    """People who write to the bot of processes on one database. `database`: the address of a PostgreSQL one, or an SQLite file."""

    telegram: FakeTelegram
    database: str
    people: Sequence[Person] = ()
    written: int = 0
    answers: dict[int, list[str]] = field(default_factory=dict)

    def settle(self, people: int) -> None:
        self.people = [self.telegram.person(number, f"Warga {number}") for number in range(1, people + 1)]

    def write(self, words: Sequence[str] = WORDS) -> None:
        """Everybody writes this, one after another."""
        for text in words:
            for person in self.people:
                person.says(text)
        self.written += len(self.people) * len(words)

    def rows(self, sql: str) -> list[tuple[int | str, ...]]:
        if "://" in self.database:
            with psycopg.connect(self.database) as connection:
                return connection.execute(sql.encode()).fetchall()
        with closing(sqlite3.connect(self.database)) as file:
            return file.execute(sql).fetchall()

    def done(self) -> bool:
        """Whether everything that was written is kept, worked off and answered."""
        ((received, open_rows, letters),) = self.rows(
            "SELECT (SELECT COUNT(*) FROM inbox), (SELECT COUNT(*) FROM inbox WHERE state <> 'done'), (SELECT COUNT(*) FROM outbox WHERE state = 'waiting')"
        )
        return not self.telegram.pending and received == self.written and not open_rows and not letters

    async def is_served(self) -> float:
        """The seconds until everything is done. Each look opens a connection, which takes more work than the program itself."""
        return await until(self.done, look=0.2)

    def check(self, in_flight: int) -> None:
        """Nothing is lost, nothing doubled in the database, and towards people at most what was in flight."""
        received = self.rows("SELECT id FROM inbox WHERE state = 'done'")
        answered = self.rows(
            "SELECT key FROM outbox WHERE state = 'sent' AND key LIKE 'in:%'"
        )  # an alarm of a failed backup answers nobody
        assert len(received) == self.written
        keys, wanted = {str(key) for (key,) in answered}, {f"in:{number}:0" for (number,) in received}
        assert len(answered) == len(keys) and keys == wanted, (keys - wanted, wanted - keys)
        assert 0 <= len(self.telegram.sent) - len(answered) <= in_flight
        assert self.telegram.refused == []
