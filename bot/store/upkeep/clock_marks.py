"""What was written under a clock that ran ahead, brought back to the time that it really is."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.databases.database import Reading, Transaction, maybe_moment, stamp
from bot.store.upkeep import maintenance

_SEEN, _JUMP = "clock_seen", "clock_jump"


async def seen(reading: Reading) -> datetime | None:
    """The latest time that was believed."""
    return maybe_moment(await maintenance.read(reading, _SEEN))


async def see(transaction: Transaction, now: datetime) -> None:
    await maintenance.write(transaction, _SEEN, stamp(now))


async def last_jump(reading: Reading) -> tuple[datetime, timedelta] | None:
    """When the machine's clock jumped last, and by how much."""
    at, _, seconds = (await maintenance.read(reading, _JUMP) or "").partition(" ")
    known = maybe_moment(at)
    return (known, timedelta(seconds=float(seconds))) if known else None


async def note_jump(transaction: Transaction, now: datetime, by: timedelta) -> None:
    await maintenance.write(transaction, _JUMP, f"{stamp(now)} {by.total_seconds():.0f}")


async def heal(transaction: Transaction, now: datetime) -> None:
    """No lane waits for a moment that was wrong; what was told ahead of its time is looked at anew; what is done once a day is done tomorrow."""
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
