"""One transaction on PostgreSQL, the translation of our statements into its dialect, and of its errors into ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache

import psycopg
from psycopg import AsyncConnection, errors
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout

from bot.errors import StoreError, StoreUnavailable
from bot.store.databases.database import Conflict, ConnectionLost, Row, Statement, Violation
from bot.store.databases.sealed import Sealer, opened_out, sealed_in

MOST_AT_ONCE = 100
"""Statements of one round trip: more would fill the buffers of both sides, and each would wait for the other."""
_DIALECT = {
    "%": "%%",
    "has_word(?)": "words @@ beginning(?)",
    "says_word(?)": "words @@ beginning(?)",
    "any_of(?)": "IN (SELECT json_array_elements_text(CAST(? AS json)))",
    "?": "%s",
    "epoch()": "EXTRACT(EPOCH FROM clock_timestamp())::float8",
}


class PostgresTransaction:
    """Statements that are stored together. A round trip costs more than its work, so statements without a result wait and are sent with the
    next query.
    """

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection[Row]], sealer: Sealer) -> None:
        self._pool = pool
        self._sealer = sealer
        self._connection: AsyncConnection[Row] | None = None
        self._waiting: list[Statement] = []
        self.wrote = False

    async def fetch(self, sql: str, *parameters: object) -> list[Row]:
        with our_errors():
            cursor = await self._run([*self._take_waiting(), (sql, sealed_in(self._sealer, parameters))])
            return opened_out(self._sealer, await cursor.fetchall())

    async def execute(self, sql: str, *parameters: object) -> None:
        self.wrote = True
        self._waiting.append((sql, sealed_in(self._sealer, parameters)))

    async def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        self.wrote = True
        self._waiting += [(sql, sealed_in(self._sealer, row)) for row in rows]

    @property
    def single(self) -> Statement | None:
        """The only statement, where there is one and it has not run: the server makes it a transaction of its own, which saves two round trips."""
        return self._waiting[0] if self._connection is None and len(self._waiting) == 1 else None

    async def flush(self) -> None:
        """Runs the statements that still wait, other than a single one."""
        if self._waiting and not self.single:
            await self._run(self._take_waiting())

    async def commit(self) -> None:
        if self._connection:
            await self._connection.commit()

    async def end(self) -> None:
        """Returns the connection; uncommitted changes are rolled back."""
        if self._connection:
            connection, self._connection = self._connection, None
            try:
                with suppress(psycopg.Error):  # a lost one has nothing left to roll back
                    await connection.rollback()
            finally:
                await self._pool.putconn(connection)

    def _take_waiting(self) -> list[Statement]:
        waiting, self._waiting = self._waiting, []
        return waiting

    async def _run(self, statements: Sequence[Statement]) -> psycopg.AsyncCursor[Row]:
        """Runs all statements in one round trip, or very many in several; returns the cursor of the last one."""
        self._connection = self._connection or await self._pool.getconn()
        if len(statements) == 1:
            return await _execute(self._connection, statements[0])
        cursors: list[psycopg.AsyncCursor[Row]] = []
        for start in range(0, len(statements), MOST_AT_ONCE):
            async with self._connection.pipeline():
                cursors = [await _execute(self._connection, statement) for statement in statements[start : start + MOST_AT_ONCE]]
        return cursors[-1]


async def _execute(connection: AsyncConnection[Row], statement: Statement) -> psycopg.AsyncCursor[Row]:
    sql, parameters = statement
    return await connection.execute(translated(sql), parameters)


@contextmanager
def our_errors(*, at_commit: bool = False) -> Iterator[None]:
    """Turns the library's errors into ours."""
    try:
        yield
    except (errors.SerializationFailure, errors.DeadlockDetected) as error:
        raise Conflict("proses lain sedang mengubah data yang sama") from error
    except psycopg.IntegrityError as error:
        raise Violation(str(error), passing=isinstance(error, errors.UniqueViolation)) from error
    except errors.ProgramLimitExceeded as error:  # this statement would end alike again
        raise StoreError(f"PostgreSQL: {error}") from error
    except (PoolTimeout, PoolClosed) as error:
        raise StoreUnavailable(f"PostgreSQL tidak dapat dihubungi: {error}") from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        lost = StoreUnavailable if at_commit else ConnectionLost
        raise lost(f"PostgreSQL tidak dapat dihubungi: {error}") from error


@lru_cache(maxsize=512)
def translated(sql: str) -> bytes:
    """The statement in PostgreSQL's form: `%s` for a parameter."""
    for ours, postgres in _DIALECT.items():
        sql = sql.replace(ours, postgres)
    return sql.encode()
