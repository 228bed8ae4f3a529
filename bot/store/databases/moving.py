"""Copies everything from one database into another, empty one, and compares both by counts and hashes."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import StoreError
from bot.store.databases.database import Database, Reading, Row

BATCH = 1_000
_FIRST = ("people", "complaints")
"""Other tables refer to these."""
_OF_PROCESSES = frozenset({"leaders"})
"""Tables about running processes, which are not copied."""


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A table that is equal in both. `digest`: SHA-256 over its rows in the order of their keys, in hex."""

    table: str
    rows: int
    digest: str


async def move(source: Database, target: Database) -> list[Brought]:
    """Copies and compares all tables. Raises StoreError where the office still works, the target is not empty, or they differ."""
    if await source.fetch("SELECT name FROM leaders WHERE expires_at > epoch()"):
        raise StoreError("bot masih berjalan pada basis data ini; hentikan dulu, lalu ulangi")
    layout, keys = await source.tables(), await source.keys()
    if await target.tables() != layout:
        raise StoreError("kedua basis data tidak bertabel sama; jalankan versi LayanWarga yang sama pada keduanya")
    names = _in_order(layout)
    for name in names:
        if await target.fetch(f"SELECT 1 FROM {name} LIMIT 1"):  # noqa: S608 - a table's name
            raise StoreError(f"basis data tujuan sudah berisi data (tabel {name}); pilih yang kosong")
    await bring(source, layout, keys, target)
    await target.settle_ids()
    return [await _compared(source, target, name, layout[name], keys[name]) for name in names]


async def bring(source: Reading, layout: Mapping[str, Sequence[str]], keys: Mapping[str, Sequence[str]], target: Database) -> None:
    """Copies all tables of this layout; from a transaction, as they were at its beginning."""
    for name in _in_order(layout):
        await _bring(source, target, name, layout[name], keys[name])


def _in_order(layout: Mapping[str, Sequence[str]]) -> list[str]:
    return [*_FIRST, *(name for name in layout if name not in (*_FIRST, *_OF_PROCESSES))]


async def _bring(source: Reading, target: Database, table: str, columns: Sequence[str], key: Sequence[str]) -> None:
    holes = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({holes})"  # noqa: S608 - names of a table and its columns
    async for rows in _batches(source, table, columns, key):
        async with target.transaction() as transaction:
            await transaction.many(sql, rows)


async def _compared(source: Database, target: Database, table: str, columns: Sequence[str], key: Sequence[str]) -> Brought:
    there, here = [await _summary(database, table, columns, key) for database in (source, target)]
    if there != here:
        raise StoreError(f"tabel {table} tidak sama sesudah dipindahkan; basis data tujuan jangan dipakai")
    return here


async def _summary(database: Database, table: str, columns: Sequence[str], key: Sequence[str]) -> Brought:
    count, digest = 0, hashlib.sha256()
    async for rows in _batches(database, table, columns, key):
        count += len(rows)
        for row in rows:
            digest.update(repr(tuple(row)).encode())
    return Brought(table=table, rows=count, digest=digest.hexdigest())


async def _batches(database: Reading, table: str, columns: Sequence[str], key: Sequence[str]) -> AsyncIterator[list[Row]]:
    """All rows in the order of their keys, in batches."""
    names, order, places = ", ".join(columns), ", ".join(key), [columns.index(name) for name in key]
    last: list[object] = []
    while True:
        after = f" WHERE ({order}) > ({', '.join('?' * len(key))})" if last else ""
        sql = f"SELECT {names} FROM {table}{after} ORDER BY {order} LIMIT {BATCH}"  # noqa: S608 - names of a table and its columns
        rows = await database.fetch(sql, *last)
        if rows:
            yield rows
        if len(rows) < BATCH:
            return
        last = [rows[-1][place] for place in places]
