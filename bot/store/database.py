"""One small interface over the database, so that the same SQL runs on SQLite and, later, on PostgreSQL.

SQL is written with `?` for parameters. Moments are stored as UTC text in one fixed form, so that they sort as they follow.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import aiosqlite

from bot.errors import StoreError

Row = Sequence[Any]
Statement = tuple[str, Sequence[Any]]


def stamp(moment: datetime) -> str:
    """The stored form of a moment: `2026-11-24T08:00:00.000000Z`."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def maybe_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


class Reading(Protocol):
    """Where questions can be asked: a transaction, or the database as it is committed."""

    async def fetch(self, sql: str, *parameters: Any) -> list[Row]: ...


class Transaction(Reading, Protocol):
    """Statements that are kept together or not at all. It begins with its first question, and others wait from then on.

    Statements that ask nothing run, in order, with the next question or at the end.
    """

    async def execute(self, sql: str, *parameters: Any) -> None: ...

    async def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None: ...


class SqliteDatabase:
    """SQLite with one connection that writes, transactions one after another, and one that reads and waits for nobody.

    WAL with synchronous=FULL: what was acknowledged survives a power cut. Transactions that wait for one another share one commit,
    for the disk takes longer than all their work; none returns before the disk has it.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = path
        self._lock = asyncio.Lock()
        self._writer = _Connection("synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY")
        self._reader = _Connection("query_only=ON", "temp_store=MEMORY")
        self._group: _Group | None = None

    async def open(self) -> None:
        if isinstance(self._path, Path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            await self._writer.open(self._path)
            await self._migrate()
            await self._reader.open(self._path)
        except sqlite3.Error as error:
            await self.close()
            raise StoreError(f"basis data {self._path} tidak dapat dibuka: {error}") from error

    async def close(self) -> None:
        await self._reader.close()
        await self._writer.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Everything inside is committed at the end, or nothing of it."""
        transaction = _SqliteTransaction(self._writer, self._enter)
        try:
            yield transaction
            await transaction.fetch("RELEASE mine")
        except BaseException:
            if transaction.group:
                await asyncio.shield(self._undo(transaction.group))
            raise
        finally:
            if transaction.group:
                self._lock.release()
        async with self._lock:  # behind all that are waiting by now: they join the group
            self._commit()
        assert transaction.group
        await transaction.group.committed()

    async def fetch(self, sql: str, *parameters: Any) -> list[Row]:
        """A read of what is committed, outside a transaction."""
        rows: list[Row] = await self._reader.send(_run, [(sql, parameters)])
        return rows

    async def execute(self, sql: str, *parameters: Any) -> None:
        """One statement that is a transaction of its own."""
        async with self.transaction() as transaction:
            await transaction.execute(sql, *parameters)

    async def backup(self, target: Path) -> None:
        """A consistent copy into this file, while work goes on; an older one of the same name is replaced."""
        target.parent.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(target.unlink, missing_ok=True)
        copying = _Connection()
        try:
            await copying.open(self._path)
            await copying.send(_run, [("VACUUM INTO ?", (str(target),))])
        finally:
            await copying.close()

    async def _enter(self) -> _Group:
        await self._lock.acquire()
        self._group = self._group or _Group()
        return self._group

    def _commit(self) -> None:
        """The group that has gathered goes to the disk; the next one need not wait for that."""
        if self._group:
            self._group.commit = self._writer.send(_commit)
            self._group = None

    async def _undo(self, group: _Group) -> None:
        """Takes back one transaction; the whole group where SQLite itself has taken it back, as it does when the disk is full."""
        try:
            await self._writer.send(_run, [("ROLLBACK TO mine", ()), ("RELEASE mine", ())])
        except sqlite3.Error:
            await self._writer.send(sqlite3.Connection.rollback)
            group.lost, self._group = True, None

    async def _migrate(self) -> None:
        """Applies the numbered files of `migrations/` that this database has not seen, each in one transaction."""
        ((version,),) = await self._writer.send(_run, [("PRAGMA user_version", ())])
        for number, script in _migrations():
            if number > version:
                await self._writer.send(sqlite3.Connection.executescript, f"BEGIN; {script}; PRAGMA user_version={number}; COMMIT;")


class _Connection:
    """An aiosqlite connection. Work runs on its thread in the order in which it was sent, whether or not its sender still waits.

    What aiosqlite offers crosses to the thread once a statement; several statements in one crossing go straight to its queue.
    """

    def __init__(self, *pragmas: str) -> None:
        self._pragmas = ("journal_mode=WAL", "busy_timeout=15000", *pragmas)
        self._connection: aiosqlite.Connection | None = None

    async def open(self, path: Path | str) -> None:
        self._connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=256)
        await self.send(_run, [(f"PRAGMA {pragma}", ()) for pragma in self._pragmas])

    def send(self, work: Callable[..., Any], *arguments: Any) -> asyncio.Future[Any]:
        """The result of `work(connection, …)`."""
        if self._connection is None:
            raise StoreError("basis data belum dibuka")
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._connection._tx.put_nowait((answer, partial(work, self._connection._conn, *arguments)))
        return answer

    async def close(self) -> None:
        if self._connection:
            closing, self._connection = self._connection, None
            await closing.close()


@dataclass
class _Group:
    """Transactions with one commit."""

    commit: asyncio.Future[None] | None = None
    lost: bool = False

    async def committed(self) -> None:
        """Returns when the disk has it, or fails for all of the group."""
        if self.lost or self.commit is None:
            raise StoreError("perubahan tidak dapat disimpan")
        await asyncio.shield(self.commit)


class _SqliteTransaction:
    """Each crossing to the thread costs more than its work: so what asks nothing waits to go along."""

    def __init__(self, connection: _Connection, enter: Callable[[], Awaitable[_Group]]) -> None:
        self._connection = connection
        self._enter = enter
        self._waiting: list[Statement] = []
        self.group: _Group | None = None

    async def fetch(self, sql: str, *parameters: Any) -> list[Row]:
        begin = self.group is None
        self.group = self.group or await self._enter()
        statements, self._waiting = [*self._waiting, (sql, parameters)], []
        rows: list[Row] = await self._connection.send(_run, statements, begin)
        return rows

    async def execute(self, sql: str, *parameters: Any) -> None:
        self._waiting.append((sql, parameters))

    async def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self._waiting += [(sql, row) for row in rows]


def _run(connection: sqlite3.Connection, statements: Sequence[Statement], begin: bool = False) -> list[Row]:
    """Runs the statements, as the beginning of a transaction within its group or as they come; returns the rows of the last one."""
    if begin and not connection.in_transaction:
        connection.execute("BEGIN IMMEDIATE")
    if begin:
        connection.execute("SAVEPOINT mine")
    for sql, parameters in statements[:-1]:
        connection.execute(sql, parameters)
    sql, parameters = statements[-1]
    return connection.execute(sql, parameters).fetchall()


def _commit(connection: sqlite3.Connection) -> None:
    try:
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


Database = SqliteDatabase


def _migrations() -> list[tuple[int, str]]:
    files = sorted((Path(__file__).parent / "migrations" / "sqlite").glob("*.sql"))
    return [(int(path.name[:4]), path.read_text(encoding="utf-8")) for path in files]
