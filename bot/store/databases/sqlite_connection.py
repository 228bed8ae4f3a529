"""One connection to a SQLite file, on a thread of its own, and the statements that run there."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

import aiosqlite

from bot.errors import StoreError, StoreUnavailable
from bot.store.databases.database import Row, Statement, Violation
from bot.store.databases.presence import Presence
from handlers.talking.wording import plain

T = TypeVar("T")
OPENING = ("SAVEPOINT mine",)
"""What begins a transaction within its group."""
_DISK = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }
)
"""SQLite's error codes for a full or broken disk (https://www.sqlite.org/rescode.html)."""
_DIALECT = {
    "epoch()": "((julianday('now') - 2440587.5) * 86400.0)",
    " FOR UPDATE SKIP LOCKED": "",
    "any_of(?)": "IN (SELECT value FROM json_each(?))",
    "has_word(?)": "id IN (SELECT rowid FROM case_words WHERE case_words MATCH ?)",
    "says_word(?)": "+id IN (SELECT rowid FROM case_words WHERE case_words MATCH ?)",  # `+`: the line is there already, the word is only looked up
}


class Connection:
    """A connection of aiosqlite, on its own thread, so that the loop never waits for the disk.

    Work runs in the order in which it was sent, whether or not its sender still waits; several statements cross to the thread together. aiosqlite's
    public calls cross once for each statement; its queue, on which they are built, takes any number at once, and no task of its own has to wait for them
    (`python -m bench.carriers` measures the gain).
    """

    def __init__(self, *pragmas: str) -> None:
        self._pragmas = ("journal_mode=WAL", "busy_timeout=15000", *pragmas)
        self._connection: aiosqlite.Connection | None = None

    async def open(self, path: Path) -> None:
        self._connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=256)
        await self.send(run, [(f"PRAGMA {pragma}", ()) for pragma in self._pragmas])

    def send(self, work: Callable[..., T], *arguments: object) -> asyncio.Future[T]:
        """The result of `work(connection, …)`."""
        if self._connection is None:
            raise StoreError("basis data belum dibuka")
        result: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._connection._tx.put_nowait((result, partial(work, self._connection._conn, *arguments)))
        return result

    async def close(self) -> None:
        if self._connection:
            connection, self._connection = self._connection, None
            await connection.close()


class Writer(Connection):
    """The connection that writes, in turn with those of other processes."""

    def __init__(self, presence: Presence) -> None:
        super().__init__("synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "secure_delete=ON")
        self._presence = presence

    def send(self, work: Callable[..., T], *arguments: object) -> asyncio.Future[T]:
        return super().send(self._in_turn, work, *arguments)

    def _in_turn(self, connection: sqlite3.Connection, work: Callable[..., T], *arguments: object) -> T:
        if not connection.in_transaction:
            self._presence.take_turn()
        try:
            return work(connection, *arguments)
        finally:
            if not connection.in_transaction:
                self._presence.end_turn()


def _rows(connection: sqlite3.Connection, statements: Sequence[Statement], opening: Sequence[str] = ()) -> list[Row]:
    """Runs the statements, after those that open a transaction within its group; returns the rows of the last one."""
    if opening and not connection.in_transaction:
        opening = ("BEGIN IMMEDIATE", *OPENING)
    for sql in opening:
        connection.execute(sql)
    for sql, parameters in statements[:-1]:
        connection.execute(_translated(sql), parameters)
    sql, parameters = statements[-1]
    return connection.execute(_translated(sql), parameters).fetchall()


def run(connection: sqlite3.Connection, statements: Sequence[Statement], opening: Sequence[str] = ()) -> list[Row]:
    try:
        return _rows(connection, statements, opening)
    except sqlite3.IntegrityError as error:
        raise Violation(str(error)) from error
    except sqlite3.DatabaseError as error:
        raise _ours(error) from error


def _ours(error: sqlite3.DatabaseError) -> sqlite3.DatabaseError | StoreUnavailable:
    """The error as StoreUnavailable where the disk, not the statement, is at fault."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return StoreUnavailable(plain("start.disk", error=error)) if code in _DISK else error


@lru_cache(maxsize=512)
def _translated(sql: str) -> str:
    for ours, sqlites in _DIALECT.items():
        sql = sql.replace(ours, sqlites)
    return sql


def commit(connection: sqlite3.Connection) -> None:
    try:
        connection.commit()
    except sqlite3.DatabaseError as error:
        connection.rollback()
        raise _ours(error) from error
    except BaseException:
        connection.rollback()
        raise
