"""How much time it saves to hand several statements to aiosqlite's thread at once: measured with its public calls, and with `_execute`.

.venv/bin/python -m bench.carriers
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiosqlite

TURNS = 1_500
STATEMENTS = [("UPDATE t SET n = n + 1 WHERE id = ?", (number,)) for number in range(7)]


def _at_once(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    for sql, parameters in STATEMENTS:
        connection.execute(sql, parameters)
    connection.commit()


async def _public(connection: aiosqlite.Connection) -> None:
    await connection.execute_fetchall("BEGIN")
    for sql, parameters in STATEMENTS:
        await connection.execute_fetchall(sql, parameters)
    await connection.commit()


async def _joined(connection: aiosqlite.Connection) -> None:
    await connection._execute(_at_once, connection._conn)  # type: ignore[no-untyped-call]


async def _turns_a_second(turn: Callable[[aiosqlite.Connection], Awaitable[None]], folder: Path) -> float:
    async with aiosqlite.connect(folder / f"{turn.__name__}.sqlite", isolation_level=None) as connection:
        await connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER);"
        )
        await connection.executemany("INSERT INTO t VALUES (?, 0)", [(number,) for number in range(7)])
        start = time.perf_counter()
        for _ in range(TURNS):
            await turn(connection)
        return TURNS / (time.perf_counter() - start)


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        public, joined = [await _turns_a_second(turn, Path(folder)) for turn in (_public, _joined)]
    print(
        f"seven statements and a commit: {public:.0f} a second by the public calls, {joined:.0f} in one crossing ({joined / public:.1f} times)"
    )


if __name__ == "__main__":
    asyncio.run(main())
