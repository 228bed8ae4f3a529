"""What a database can do, so that the same statements run on SQLite and on PostgreSQL.

In a statement `?` stands for a parameter, `epoch()` for the database's own clock in seconds since 1970, `has_word(?)` for a search in the
words of `case_texts` (the parameter is written as FTS5 does: `"jala"*`), and `FOR UPDATE SKIP LOCKED` for "leave out what another process
is just taking", which SQLite has no need of. Moments are stored as UTC text in one fixed form, so that
they sort as they follow.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar

from bot.errors import StoreError

Row = Sequence[Any]
Statement = tuple[str, Sequence[object]]

MOST_TRIES = 5
FIRST_PAUSE_SECONDS = 0.01

P = ParamSpec("P")
T = TypeVar("T")


class Conflict(StoreError):
    """Another process has changed what a transaction had read: nothing of it was kept, and it can be done again."""

    passing = True


class Violation(StoreError):
    """A guarantee of the database was about to be broken, such as a unique key or the history that only grows.

    `passing`: another process may have taken a unique key just now; who does the work again will see it.
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing


def stamp(moment: datetime) -> str:
    """The stored form of a moment: `2026-11-24T08:00:00.000000Z`."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


CLOCKS_APART = timedelta(minutes=5)
"""So far the clocks of two machines may differ: what may be done at once is due since then, so that a slower clock does not wait for it."""


def at_once(now: datetime) -> str:
    return stamp(now - CLOCKS_APART)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def maybe_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def marks(values: Sequence[object]) -> str:
    """Question marks for `IN (…)`; of nothing, one that nothing is equal to."""
    return ",".join("?" * len(values)) or "NULL"


def by_table(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Pairs of a table and a column as the columns of each table."""
    tables: dict[str, list[str]] = {}
    for table, column in rows:
        tables.setdefault(table, []).append(column)
    return tables


class Reading(Protocol):
    """Where questions can be asked: a transaction, or the database as it is committed."""

    async def fetch(self, sql: str, *parameters: object) -> list[Row]: ...


class Transaction(Reading, Protocol):
    """Statements that are kept together or not at all. It begins with its first question.

    Statements that ask nothing run, in order, with the next question or at the end.
    """

    async def execute(self, sql: str, *parameters: object) -> None: ...

    async def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None: ...


class Database(Reading, Protocol):
    """A database that is opened, asked and written to, and closed. `fetch` reads what is committed, outside any transaction.

    `dialect` is the folder of its migrations.
    """

    dialect: str

    async def open(self) -> None:
        """Ready when this returns, with today's tables. Raises StoreError where it cannot be, or is newer than this program."""

    async def close(self) -> None: ...

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Everything inside is committed at the end, or nothing of it. Raises Conflict where another process was in the way."""

    async def execute(self, sql: str, *parameters: object) -> None:
        """One statement that is a transaction of its own."""

    async def take(self, sql: str, *parameters: object) -> list[Row]:
        """One statement that changes rows and returns them, a transaction of its own; what others are just taking is left to them."""

    async def announced(self) -> None:
        """Returns when another process has committed something, or after a second."""

    async def backup(self, target: Path) -> None:
        """A consistent copy into this file, while work goes on."""

    async def tidy(self) -> None:
        """What was deleted stands in no log of the database any more when this returns."""

    async def tables(self) -> dict[str, list[str]]:
        """Every table with its columns in alphabetical order."""

    async def keys(self) -> dict[str, list[str]]:
        """Every table with the columns of its primary key."""

    async def settle_ids(self) -> None:
        """Rows were brought along with their ids: new ones get higher ids."""

    async def version(self) -> int:
        """The number of the last migration that was applied; 0 for a new database. Can be asked before it is opened, and changes nothing."""


async def repeated(work: Callable[P, Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> T:
    """The result of the work, which is done again from its beginning where another process was in its way, at most five times."""
    for attempt in range(MOST_TRIES - 1):
        try:
            return await work(*arguments, **named)
        except (Conflict, Violation) as error:
            if not error.passing:
                raise
            await asyncio.sleep(FIRST_PAUSE_SECONDS * 2**attempt * (1 + random.random()))  # noqa: S311 - only a pause
    return await work(*arguments, **named)
