"""Resets what was written while the clock was ahead."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.databases.database import Reading, Transaction, maybe_moment, stamp
from bot.store.upkeep import maintenance

_SEEN, _JUMP = "clock_seen", "clock_jump"


async def seen(reading: Reading) -> datetime | None:
    """The latest believed time."""
    return maybe_moment(await maintenance.read(reading, _SEEN))


async def see(transaction: Transaction, now: datetime) -> None:
    await maintenance.write(transaction, _SEEN, stamp(now))


async def last_jump(reading: Reading) -> tuple[datetime, timedelta] | None:
    """When the machine's clock last jumped, and by how much."""
    at, _, seconds = (await maintenance.read(reading, _JUMP) or "").partition(" ")
    moment_of_jump = maybe_moment(at)
    return (moment_of_jump, timedelta(seconds=float(seconds))) if moment_of_jump else None


async def note_jump(transaction: Transaction, now: datetime, by: timedelta) -> None:
    await maintenance.write(transaction, _JUMP, f"{stamp(now)} {by.total_seconds():.0f}")


async def heal(transaction: Transaction, now: datetime) -> None:
    """Resets everything that waits for a wrong moment: lanes are free, reminders told too early are told again, daily jobs run tomorrow."""
    at = stamp(now)
    await transaction.execute("UPDATE inbox SET try_at = ? WHERE state = 'waiting' AND try_at > ?", at, at)
    await transaction.execute(
        "UPDATE outbox SET try_at = ? WHERE state = 'waiting' AND try_at > ? AND (attempts > 0 OR try_at = created_at)", at, at
    )
    await transaction.execute("UPDATE complaints SET reminded_at = ?, next_at = ? WHERE reminded_at > ? AND ended_at IS NULL", at, at, at)
    today = now.date().isoformat()
    monday = (now.date() - timedelta(days=now.weekday())).isoformat()
    daily = "UPDATE settings SET value = ? WHERE value > ? AND (name LIKE 'morning:%' OR name = 'housekeeping')"
    await transaction.execute(daily, today, (now.date() + timedelta(days=1)).isoformat())
    await transaction.execute("UPDATE settings SET value = ? WHERE value > ? AND name LIKE 'week:%'", monday, today)
