"""PostgreSQL, for several processes and machines on the same data.

A transaction is REPEATABLE READ: it sees one moment. A complaint is read, decided on and written as a whole; of two transactions that change the same
row, the second gets Conflict. Rules over several rows are held by unique keys.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import AsyncConnection, AsyncCursor, IsolationLevel
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from bot.errors import StoreError
from bot.store.databases.awakening import Awakening
from bot.store.databases.database import Row, Transaction, Violation, by_table
from bot.store.databases.migrating import pending
from bot.store.databases.moving import bring
from bot.store.databases.postgres_transaction import PostgresTransaction, our_errors, translated
from bot.store.databases.sealed import LeftSealed, Sealer, Unsealed, opened_out, sealed_in
from bot.store.databases.sqlite import SqliteDatabase

log = logging.getLogger(__name__)

WRITERS, SINGLE = 12, 4
"""The most connections of each kind in one process: for transactions, and for single statements."""
WAIT_SECONDS = 10.0
LARGEST_COPY = 2 * 2**30
"""Bytes; a larger database would keep a process busy for too long each hour."""
_PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",  # milliseconds
}
"""Of a machine that was switched off nothing is heard: without these a statement would wait for it for a quarter of an hour."""
_VERSIONS = "layanwarga_migrations"
_VERSION_TABLE = (
    f"CREATE TABLE IF NOT EXISTS {_VERSIONS} (number INTEGER PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())".encode()
)
_LOCK = 7_246_113
"""The lock with which one of several starting processes applies the migrations."""


class PostgresDatabase:
    """The same interface as `SqliteDatabase`. `url` is a libpq connection string, such as `postgresql://user@host/database`."""

    dialect = "postgres"

    def __init__(self, url: str, sealer: Sealer | None = None) -> None:
        self._url = url
        self._sealer = sealer or Unsealed()
        self._writers = _pool(url, WRITERS, writing=True)
        self._single = _pool(url, SINGLE, writing=False)
        self._awakening = Awakening(url, secrets.token_hex(8))

    async def open(self) -> None:
        try:
            await self._migrate()
            await self._writers.open(wait=True, timeout=WAIT_SECONDS)
            await self._single.open(wait=True, timeout=WAIT_SECONDS)
        except (psycopg.Error, PoolTimeout) as error:
            await self.close()
            raise StoreError(f"LAYANWARGA_DATABASE: PostgreSQL tidak dapat dibuka: {error}") from error
        self._awakening.start()

    async def close(self) -> None:
        await self._awakening.stop()
        await self._writers.close()
        await self._single.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Commits everything inside at the end, or nothing."""
        transaction = PostgresTransaction(self._writers, self._sealer)
        try:
            with our_errors():
                yield transaction
                await transaction.flush()
            with our_errors(at_commit=True):
                await (self._run(*transaction.single) if transaction.single else transaction.commit())
        finally:
            await asyncio.shield(transaction.end())
        if transaction.wrote:
            self._awakening.announce()

    async def fetch(self, sql: str, *parameters: object) -> list[Row]:
        """Reads committed data outside a transaction."""
        with our_errors():
            return await self._fetch(sql, parameters)

    async def _fetch(self, sql: str, parameters: Sequence[object]) -> list[Row]:
        return opened_out(self._sealer, await (await self._run(sql, sealed_in(self._sealer, parameters))).fetchall())

    async def _run(self, sql: str, parameters: Sequence[object]) -> AsyncCursor[Row]:
        """Runs a statement as a transaction of its own, in one round trip."""
        connection = await self._single.getconn()
        try:
            return await connection.execute(translated(sql), parameters)
        finally:
            await self._single.putconn(connection)

    async def execute(self, sql: str, *parameters: object) -> None:
        """Runs one statement as a transaction of its own."""
        async with self.transaction() as transaction:
            await transaction.execute(sql, *parameters)

    async def take(self, sql: str, *parameters: object) -> list[Row]:
        """Runs one statement that changes rows and returns them; rows that another process is taking are skipped."""
        try:
            with our_errors(at_commit=True):
                return await self._fetch(sql, parameters)
        except Violation:
            return []

    async def announced(self) -> None:
        """Returns when another process has committed something, or after a second."""
        await self._awakening.announced()

    async def backup(self, target: Path) -> None:
        """Copies all tables, as they are at one moment, into an SQLite file. Skips a large database, for which the server's own pg_dump is made."""
        ((size,),) = await self.fetch("SELECT pg_database_size(current_database())")
        if size > LARGEST_COPY:
            log.warning("backup.large", extra={"bytes": size})
            return
        copy, snapshot = SqliteDatabase(target, LeftSealed()), PostgresTransaction(self._writers, LeftSealed())
        async with AsyncExitStack() as ending:  # in reverse order, each one even if a cancellation interrupts another
            ending.callback(target.with_suffix(".lock").unlink, missing_ok=True)
            ending.push_async_callback(copy.close)
            ending.push_async_callback(lambda: asyncio.shield(snapshot.end()))
            await copy.open()
            await bring(snapshot, await self.tables(), await self.keys(), copy)

    async def tidy(self) -> None:
        """Does nothing: the server runs its own vacuum."""

    async def tables(self) -> dict[str, list[str]]:
        rows = await self.fetch(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name <> ? AND data_type <> 'tsvector'"
            ' ORDER BY table_name COLLATE "C", column_name COLLATE "C"',
            _VERSIONS,
        )
        return by_table(rows)

    async def keys(self) -> dict[str, list[str]]:
        rows = await self.fetch(
            "SELECT key.table_name, key.column_name FROM information_schema.key_column_usage AS key"
            " JOIN information_schema.table_constraints AS constrained USING (constraint_schema, constraint_name, table_name)"
            " WHERE constrained.constraint_type = 'PRIMARY KEY' AND key.table_schema = current_schema()"
            ' ORDER BY key.table_name COLLATE "C", key.ordinal_position'
        )
        return by_table(rows)

    async def settle_ids(self) -> None:
        with_ids = await self.fetch(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'"
        )
        for table, column in with_ids:
            last = f"SELECT COALESCE(MAX({column}), 0) + 1 FROM {table}"  # noqa: S608 - names of a table and its column
            await self.fetch(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), ({last}), false)")

    async def version(self) -> int:
        with our_errors():
            async with await AsyncConnection.connect(self._url, autocommit=True) as connection:
                return await _version(connection)

    async def _migrate(self) -> None:
        """Applies the migrations that this database lacks, each in one transaction."""
        async with await AsyncConnection.connect(self._url, autocommit=True) as connection:
            await connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
            await connection.execute(_VERSION_TABLE)
            for step in pending("postgres", await _version(connection)):
                async with connection.transaction():
                    await connection.execute(step.script.encode())
                    await connection.execute(f"INSERT INTO {_VERSIONS} (number) VALUES (%s)".encode(), (step.number,))  # noqa: S608


def _pool(url: str, most: int, *, writing: bool) -> AsyncConnectionPool[AsyncConnection[Row]]:
    async def configure(connection: AsyncConnection[Row]) -> None:
        if writing:
            await connection.set_isolation_level(IsolationLevel.REPEATABLE_READ)
        else:
            await connection.set_autocommit(True)

    return AsyncConnectionPool(
        make_conninfo(url, **_patience(url)), min_size=2, max_size=most, open=False, configure=configure, timeout=WAIT_SECONDS
    )


def _patience(url: str) -> dict[str, str]:
    """The connection settings that limit how long a silent server is waited for; settings named in the address are not overridden."""
    given = conninfo_to_dict(url)
    return {name: value for name, value in _PATIENCE.items() if name not in given}


async def _version(connection: AsyncConnection[Any]) -> int:
    """The version of the schema; 0 where its table does not exist yet."""
    there = await (await connection.execute("SELECT to_regclass(%s)", (_VERSIONS,))).fetchone()
    if there is None or there[0] is None:
        return 0
    row = await (await connection.execute(f"SELECT COALESCE(MAX(number), 0) FROM {_VERSIONS}".encode())).fetchone()  # noqa: S608
    return int(row[0]) if row else 0
