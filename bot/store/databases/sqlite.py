"""SQLite: one file in the data folder, for one process or a few on the same machine."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StoreError, StoreUnavailable
from bot.store.databases.database import Row, Statement, Transaction, by_table
from bot.store.databases.migrating import Migration, pending, statements
from bot.store.databases.presence import Presence
from bot.store.databases.sealed import Sealer, Unsealed, opened_out, sealed_in
from bot.store.databases.sqlite_connection import OPENING, Connection, Writer, commit, run

LOOK_SECONDS, SHORTEST_LOOK_SECONDS = 1.0, 0.02
"""How often to look for others' work: ever more rarely while there is none."""


class SqliteDatabase:
    """SQLite with one writing connection, whose transactions run one after another, and one reading connection that waits for nobody.

    WAL with synchronous=FULL: committed data survive a power cut. Waiting transactions share one commit, because the disk takes longer than all their
    work; none returns before the disk has it.
    """

    dialect = "sqlite"

    def __init__(self, path: Path, sealer: Sealer | None = None) -> None:
        self._path = path
        self._sealer = sealer or Unsealed()
        self._lock = asyncio.Lock()
        self._presence = Presence(path.with_suffix(".lock"))
        self._writer = Writer(self._presence)
        self._reader = Connection("query_only=ON", "temp_store=MEMORY")
        self._group: _Group | None = None
        self._seen = 0

    async def open(self) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.touch(mode=0o600)  # the log beside it gets the same mode
        try:
            await self._writer.open(self._path)
            await self._check()
            await self._migrate()
            await self._enter_alone()
            await self._reader.open(self._path)
        except BaseException as error:
            await self.close()
            if isinstance(error, sqlite3.Error):
                raise StoreError(f"basis data {self._path} tidak dapat dibuka: {error}") from error
            raise

    async def _check(self) -> None:
        """Refuses a database with damaged pages: its answers may be wrong, and writing makes it worse."""
        if isinstance(self._path, Path):
            self._path.chmod(0o600)
        ((verdict,),) = await self._writer.send(run, [("PRAGMA quick_check(1)", ())])
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)

    async def tidy(self) -> None:
        """Writes the write-ahead log into the database and empties it, after the running transactions, because SQLite refuses it during one."""
        async with self._lock:
            self._commit()
            await self._writer.send(run, [("PRAGMA wal_checkpoint(TRUNCATE)", ())])

    async def close(self) -> None:
        try:
            await self._reader.close()
        finally:  # also after a cancellation
            await self._writer.close()
            self._presence.leave()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Commits everything inside at the end, or nothing."""
        transaction = SqliteTransaction(self._writer, self._enter, self._sealer)
        try:
            yield transaction
            await transaction.finish()
        except BaseException:
            if transaction.group:
                await asyncio.shield(self._undo(transaction.group))
            raise
        finally:
            if transaction.group:
                self._lock.release()
        if transaction.group:
            async with self._lock:  # after all that wait by now, so that they join the group
                self._commit()
            await transaction.group.committed()

    async def fetch(self, sql: str, *parameters: object) -> list[Row]:
        """Reads committed data outside a transaction."""
        rows: list[Row] = await self._reader.send(run, [(sql, sealed_in(self._sealer, parameters))])
        return opened_out(self._sealer, rows)

    async def execute(self, sql: str, *parameters: object) -> None:
        """Runs one statement as a transaction of its own."""
        async with self.transaction() as transaction:
            await transaction.execute(sql, *parameters)

    async def backup(self, target: Path) -> None:
        """Writes a consistent copy into this file, while work goes on; an older file of the same name is replaced."""
        target.parent.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(target.unlink, missing_ok=True)
        copying = Connection()
        try:
            await copying.open(self._path)
            await copying.send(run, [("VACUUM INTO ?", (str(target),))])
        finally:
            await copying.close()

    async def _enter(self) -> _Group:
        await self._lock.acquire()
        self._group = self._group or _Group()
        return self._group

    def _commit(self) -> None:
        """Commits the gathered group; the next group can begin meanwhile."""
        if self._group:
            self._group.commit = self._writer.send(commit)
            self._group = None

    async def _undo(self, group: _Group) -> None:
        """Rolls back one transaction; or the whole group, where SQLite itself has rolled it back, as it does on a full disk."""
        try:
            await self._writer.send(run, [("ROLLBACK TO mine", ()), ("RELEASE mine", ())])
        except (sqlite3.Error, StoreUnavailable):
            await self._writer.send(sqlite3.Connection.rollback)
            group.lost, self._group = True, None

    async def take(self, sql: str, *parameters: object) -> list[Row]:
        """Runs one statement that changes rows and returns them, as a transaction of its own."""
        async with self.transaction() as transaction:
            return await transaction.fetch(sql, *parameters)

    async def announced(self) -> None:
        """Returns when another process has committed something. While others work it looks often, else once a second."""
        pause = SHORTEST_LOOK_SECONDS
        while True:
            await asyncio.sleep(pause)
            ((version,),) = await self._writer.send(run, [("PRAGMA data_version", ())])
            if version != self._seen:
                self._seen = version
                return
            pause = min(2 * pause, LOOK_SECONDS)

    async def tables(self) -> dict[str, list[str]]:
        rows = await self.fetch(
            "SELECT tables.name, columns.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns"
            " WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' AND tables.name NOT LIKE 'case_words%' ORDER BY tables.name, columns.name"
        )
        return by_table(rows)

    async def keys(self) -> dict[str, list[str]]:
        rows = await self.fetch(
            "SELECT tables.name, columns.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns"
            " WHERE tables.type = 'table' AND columns.pk > 0 ORDER BY tables.name, columns.pk"
        )
        return by_table(rows)

    async def settle_ids(self) -> None:
        """Does nothing: SQLite continues after the highest id by itself."""

    async def version(self) -> int:
        return await asyncio.to_thread(_version, self._path)

    async def _enter_alone(self) -> None:
        """Frees the leases of dead processes at once, if no other process has the file open."""
        if self._presence.enter():
            free = "UPDATE inbox SET state = 'waiting', claimed_by = NULL, claimed_until = NULL WHERE state = 'doing'"
            await self._writer.send(run, [(free, ()), ("DELETE FROM leaders", ())])

    async def _migrate(self) -> None:
        """Applies the migrations that this database lacks, each in one transaction."""
        for step in pending("sqlite", await self.version()):
            await self._writer.send(_apply, step)


def _apply(connection: sqlite3.Connection, step: Migration) -> None:
    """Applies the migration, unless another process that started at the same time has just done so."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < step.number:
            for statement in statements(step.script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={step.number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _version(path: Path) -> int:
    if not path.exists():
        return 0
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@dataclass
class _Group:
    """Transactions that share one commit."""

    commit: asyncio.Future[None] | None = None
    lost: bool = False
    is_left_open: bool = False  # whether the savepoint of the last transaction has not been released yet

    async def committed(self) -> None:
        """Returns when the disk has the commit, or fails for the whole group."""
        if self.lost or self.commit is None:
            raise StoreUnavailable("perubahan tidak dapat disimpan")
        await asyncio.shield(self.commit)


class SqliteTransaction:
    """Crossing to the thread costs more than the work, so statements without a result wait for the next query."""

    def __init__(self, connection: Connection, enter: Callable[[], Awaitable[_Group]], sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer
        self._enter = enter
        self._waiting: list[Statement] = []
        self.group: _Group | None = None

    async def fetch(self, sql: str, *parameters: object) -> list[Row]:
        opening: tuple[str, ...] = ()
        statements, self._waiting = [*self._waiting, (sql, sealed_in(self._sealer, parameters))], []
        if self.group is None:
            self.group = await self._enter()
            opening, self.group.is_left_open = OPENING if not self.group.is_left_open else ("RELEASE mine", *OPENING), False
        rows: list[Row] = await self._connection.send(run, statements, opening)
        return opened_out(self._sealer, rows)

    async def finish(self) -> None:
        """Runs what still waits. Where nothing does, the next transaction of the group releases the savepoint with its first question, or the commit."""
        if self._waiting or self.group is None:
            await self.fetch("RELEASE mine")
        else:
            self.group.is_left_open = True

    async def execute(self, sql: str, *parameters: object) -> None:
        self._waiting.append((sql, sealed_in(self._sealer, parameters)))

    async def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        self._waiting += [(sql, sealed_in(self._sealer, row)) for row in rows]
