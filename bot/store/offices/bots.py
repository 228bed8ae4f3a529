"""The bots that offices have of their own; what opens them is sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from bot.store.databases.database import Reading, Transaction, stamp
from bot.store.databases.sealed import Sealed
from bot.store.offices import changes
from handlers.talking.message import Channel

BOTS = "bots"
"""What other processes read anew when a bot was added or removed."""


async def of(reading: Reading, channel: Channel) -> dict[str, Mapping[str, str]]:
    """What opens the bot of each office that has one, such as its token."""
    rows = await reading.fetch("SELECT office, access FROM bots WHERE channel = ? ORDER BY office", channel)
    return {office: json.loads(access) for office, access in rows}


async def put(transaction: Transaction, channel: Channel, office: str, access: Mapping[str, str], now: datetime) -> None:
    """An office has one bot a channel; a new one takes the place of the old."""
    await transaction.execute(
        "INSERT INTO bots (channel, office, access, added_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (channel, office) DO UPDATE SET access = excluded.access, added_at = excluded.added_at",
        channel,
        office,
        Sealed(json.dumps(access)),
        stamp(now),
    )
    await changes.note(transaction, BOTS)


async def remove(transaction: Transaction, channel: Channel, office: str) -> bool:
    """Whether there was one."""
    gone = await transaction.fetch("DELETE FROM bots WHERE channel = ? AND office = ? RETURNING office", channel, office)
    await changes.note(transaction, BOTS)
    return bool(gone)
