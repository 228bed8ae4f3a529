"""The protocol of a database, so that the same statements run on SQLite and PostgreSQL.

In a statement `?` is a parameter, `epoch()` the database's own clock (seconds since 1970), `has_word(?)` a search in the words of `case_texts` (the
parameter in the form of FTS5: `"jala"*`), `says_word(?)` whether a line of them that is at hand has the word, `any_of(?)` whether a text is in a list (the
parameter as JSON), and `FOR UPDATE SKIP LOCKED` skips rows that another process is taking, which SQLite does not need. Moments
are stored as UTC text in one fixed form, so that text order is time order.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar

from bot.errors import StoreError, StoreUnavailable

Row = Sequence[Any]
Statement = tuple[str, Sequence[object]]

MOST_TRIES = 5
FIRST_PAUSE_SECONDS = 0.01

P = ParamSpec("P")
T = TypeVar("T")


class Conflict(StoreError):
    """Another process changed what the transaction had read. Nothing was stored; the work can be repeated."""

    passing = True


class ConnectionLost(StoreUnavailable):
    """The connection broke before the commit: nothing was kept, and it can be done again. At the commit itself it is StoreUnavailable: it may have been kept."""

    passing = True


class Violation(StoreError):
    """A guarantee of the database would be broken, such as a unique key or the append-only history.

    `passing`: another process may have used a unique key just now; repeating the work shows it.
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing


def stamp(moment: datetime) -> str:
    """The stored form of a moment: `2026-11-24T08:00:00.000000Z`."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def hour_of(moment: datetime) -> str:
    """The hour that contains the moment, in UTC: `2026-11-24T08`."""
    return stamp(moment)[:13]


CLOCKS_APART = timedelta(minutes=5)
"""The clocks of two machines may differ by this much: work for "at once" is due this long ago, so that a slower clock does not wait."""


def at_once(now: datetime) -> str:
    return stamp(now - CLOCKS_APART)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def maybe_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def marks(values: Sequence[object]) -> str:
    """Question marks for `IN (…)`; for no values, a mark that equals nothing."""
    return ",".join("?" * len(values)) or "NULL"


def by_table(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Pairs of table and column as the columns of each table."""
    tables: dict[str, list[str]] = {}
    for table, column in rows:
        tables.setdefault(table, []).append(column)
    return tables


class Reading(Protocol):
    """Something that answers queries: a transaction, or the committed database."""

    async def fetch(self, sql: str, *parameters: object) -> list[Row]: ...


class Transaction(Reading, Protocol):
    """Statements that are stored together or not at all. It begins with its first query.

    Statements without a result run, in order, with the next query or at the end.
    """

    async def execute(self, sql: str, *parameters: object) -> None: ...

    async def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None: ...


class Database(Reading, Protocol):
    """A database. `fetch` reads committed data outside any transaction.

    `dialect` is the folder of its migrations.
    """

    dialect: str

    async def open(self) -> None:
        """Opens the database with today's tables. Raises StoreError where that fails, or where the database is newer than this program."""

    async def close(self) -> None: ...

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Commits everything inside at the end, or nothing. Raises Conflict where another process interfered."""

    async def execute(self, sql: str, *parameters: object) -> None:
        """Runs one statement as a transaction of its own."""

    async def take(self, sql: str, *parameters: object) -> list[Row]:
        """Runs one statement that changes rows and returns them, as a transaction of its own; rows that others are taking are skipped."""

    async def announced(self) -> None:
        """Returns when another process has committed something, or after a second."""

    async def backup(self, target: Path) -> None:
        """Writes a consistent copy into this file, while work goes on."""

    async def tidy(self) -> None:
        """Returns when deleted data are in no log of the database any more."""

    async def tables(self) -> dict[str, list[str]]:
        """Every table with its columns in alphabetical order."""

    async def keys(self) -> dict[str, list[str]]:
        """Every table with the columns of its primary key."""

    async def settle_ids(self) -> None:
        """After rows were copied with their ids: new rows get higher ids."""

    async def version(self) -> int:
        """The number of the last applied migration; 0 for a new database. Works before the database is opened, and changes nothing."""


async def repeated(work: Callable[P, Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> T:
    """The result of the work, which is repeated from its beginning after a Conflict, at most five times."""
    for attempt in range(MOST_TRIES - 1):
        try:
            return await work(*arguments, **named)
        except (Conflict, ConnectionLost, Violation) as error:
            if not error.passing:
                raise
            await asyncio.sleep(FIRST_PAUSE_SECONDS * 2**attempt * (1 + random.random()))  # noqa: S311 - only a pause
    return await work(*arguments, **named)
