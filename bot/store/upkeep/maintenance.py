"""The program's own records: jobs done once, small settings, and deleting."""

from __future__ import annotations

from datetime import datetime

from bot.store.databases.database import Reading, Transaction, stamp

_TO_ERASE = "to_erase"


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


async def forget(transaction: Transaction, before: datetime) -> None:
    """Deletes handled messages and sent letters from before that moment; complaints and their history stay."""
    await transaction.execute("DELETE FROM inbox WHERE state = 'done' AND received_at < ?", stamp(before))
    await transaction.execute("DELETE FROM outbox WHERE state <> 'waiting' AND complaint IS NULL AND created_at < ?", stamp(before))
