"""One small interface over the database, so that the same SQL runs on SQLite and, later, on PostgreSQL.

SQL is written with `?` for parameters. Moments are stored as UTC text in one fixed form, so that they sort as they follow.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import aiosqlite

from bot.errors import StoreError

Row = Sequence[Any]


def stamp(moment: datetime) -> str:
    """The stored form of a moment: `2026-11-24T08:00:00.000000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def maybe_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


class Transaction(Protocol):
    """Statements that are kept together or not at all."""

    async def fetch(self, sql: str, *parameters: Any) -> list[Row]: ...

    async def execute(self, sql: str, *parameters: Any) -> int:
        """Runs one statement; returns the number of rows it changed."""

    async def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None: ...


class SqliteDatabase:
    """SQLite through aiosqlite: one connection, whole transactions one after another.

    WAL with synchronous=FULL: what was acknowledged survives a power cut.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = path
        self._lock = asyncio.Lock()
        self._connection: aiosqlite.Connection | None = None

    async def open(self) -> None:
        if isinstance(self._path, Path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = await aiosqlite.connect(self._path, isolation_level=None, cached_statements=256)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000", "temp_store=MEMORY"):
                await self._connection.execute(f"PRAGMA {pragma}")
        except aiosqlite.Error as error:
            raise StoreError(f"basis data {self._path} tidak dapat dibuka: {error}") from error
        await self._migrate()

    async def close(self) -> None:
        if self._connection:
            await self._connection.close()
            self._connection = None

    @property
    def _open(self) -> aiosqlite.Connection:
        if self._connection is None:
            raise StoreError("basis data belum dibuka")
        return self._connection

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Everything inside is committed at the end, or nothing of it."""
        async with self._lock:
            await self._open.execute("BEGIN IMMEDIATE")
            try:
                yield _SqliteTransaction(self._open)
            except BaseException:
                await self._open.execute("ROLLBACK")
                raise
            await self._open.execute("COMMIT")

    async def fetch(self, sql: str, *parameters: Any) -> list[Row]:
        """A read outside a transaction."""
        async with self._lock:
            return await _SqliteTransaction(self._open).fetch(sql, *parameters)

    async def execute(self, sql: str, *parameters: Any) -> int:
        """One statement that is a transaction of its own."""
        async with self._lock:
            return await _SqliteTransaction(self._open).execute(sql, *parameters)

    async def backup(self, target: Path) -> None:
        """A consistent copy into a new file, while work goes on."""
        target.parent.mkdir(parents=True, exist_ok=True)
        await self.execute("VACUUM INTO ?", str(target))

    async def _migrate(self) -> None:
        """Applies the numbered files of `migrations/` that this database has not seen, each in one transaction."""
        async with self._lock:
            (version,) = (await _SqliteTransaction(self._open).fetch("PRAGMA user_version"))[0]
            for number, script in _migrations():
                if number > version:
                    await self._open.executescript(f"BEGIN; {script}; PRAGMA user_version={number}; COMMIT;")


class _SqliteTransaction:
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def fetch(self, sql: str, *parameters: Any) -> list[Row]:
        return list(await self._connection.execute_fetchall(sql, parameters))

    async def execute(self, sql: str, *parameters: Any) -> int:
        async with self._connection.execute(sql, parameters) as cursor:
            return cursor.rowcount

    async def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        await self._connection.executemany(sql, rows)


Database = SqliteDatabase


def _migrations() -> list[tuple[int, str]]:
    files = sorted((Path(__file__).parent / "migrations").glob("*.sql"))
    return [(int(path.name[:4]), path.read_text(encoding="utf-8")) for path in files]
