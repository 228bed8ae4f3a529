"""The program's own records: jobs done once, small settings, and deleting."""

from __future__ import annotations

from datetime import datetime

from bot.store.databases.database import Database, Reading, Transaction, marks, stamp

_TO_ERASE = "to_erase"
_PASSING = (
    ("inbox", "received_at", "state IN ('done', 'failed')"),
    ("outbox", "created_at", "state <> 'waiting' AND complaint IS NULL"),
)
"""What goes after its time: the table, when a row came, and which rows may go."""
AT_ONCE = 500


async def once(transaction: Transaction, name: str, value: str) -> bool:
    """True the first time that `name` is done for `value`, such as a date; False afterwards."""
    changed = await transaction.fetch(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE settings.value < excluded.value"
        " RETURNING name",
        name,
        value,
    )
    return bool(changed)


async def read(reading: Reading, name: str) -> str | None:
    rows = await reading.fetch("SELECT value FROM settings WHERE name = ?", name)
    return rows[0][0] if rows else None


async def write(transaction: Transaction, name: str, value: str) -> None:
    await transaction.execute(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value
    )


async def first(transaction: Transaction, name: str, value: str) -> str:
    """Returns what stands there: the value, unless another process wrote one before."""
    await transaction.execute("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name, value)
    return str(await read(transaction, name))


async def put(transaction: Transaction, name: str, value: str, value_before: str | None = None) -> bool:
    """Writes at once, so that others wait for the end of this transaction. With `value_before`, only if that value, or none, is still stored."""
    condition, given = ("", ()) if value_before is None else (" WHERE settings.value = ?", (value_before,))
    sql = "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    return bool(await transaction.fetch(f"{sql}{condition} RETURNING name", name, value, *given))


async def weigh(transaction: Transaction) -> None:
    """Lets the database gather statistics for its query planner; about 2 s for 200,000 cases on SQLite."""
    await transaction.execute("ANALYZE")


async def erase_soon(transaction: Transaction) -> None:
    """Records that somebody was forgotten, so that files and the log must be cleaned."""
    await write(transaction, _TO_ERASE, "yes")


async def is_to_erase(reading: Reading) -> bool:
    return await read(reading, _TO_ERASE) is not None


async def erased(transaction: Transaction) -> None:
    await transaction.execute("DELETE FROM settings WHERE name = ?", _TO_ERASE)


async def unfinished(reading: Reading, now: datetime) -> bool:
    """Whether a due message waits to be handled, or a due letter to be sent."""
    inbox = "SELECT 1 FROM inbox WHERE state IN ('waiting', 'doing') AND try_at <= ?"
    outbox = "SELECT 1 FROM outbox WHERE state IN ('waiting', 'doing') AND try_at <= ?"
    return bool(await reading.fetch(f"{inbox} UNION ALL {outbox} LIMIT 1", stamp(now), stamp(now)))


async def forget(database: Database, before: datetime) -> None:
    """Deletes handled messages and sent letters from before that moment, in small batches so that nobody has to wait. Complaints and the
    letters about them stay.
    """
    for table, since, over in _PASSING:
        await _forget(database, table, f"{over} AND {since} < ?", f"{since} < ?", stamp(before))


async def _forget(database: Database, table: str, over: str, old: str, before: str) -> None:
    """Deletes batch by batch in the order of the ids, which grow as rows arrive; it ends at the first batch in which no row is old."""
    last = 0
    sql = f"SELECT id, CASE WHEN {over} THEN 1 ELSE 0 END, CASE WHEN {old} THEN 1 ELSE 0 END FROM {table} WHERE id > ? ORDER BY id LIMIT {AT_ONCE}"  # noqa: S608
    while rows := await database.fetch(sql, before, before, last):
        if gone := [number for number, is_over, _ in rows if is_over]:
            await database.execute(f"DELETE FROM {table} WHERE id IN ({marks(gone)})", *gone)  # noqa: S608 - only question marks
        if not any(is_old for _, _, is_old in rows):
            return
        last = rows[-1][0]
