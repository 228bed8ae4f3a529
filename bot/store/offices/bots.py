"""The offices' own bots; their access is encrypted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from bot.store.databases.database import Reading, Transaction, stamp
from bot.store.databases.sealed import Sealed
from bot.store.offices import changes
from handlers.talking.message import Channel

BOTS = "bots"
"""The name of the change that makes other processes read the bots again."""


async def of(reading: Reading, channel: Channel) -> dict[str, Mapping[str, str]]:
    """The access to the bot of each office that has one, such as its token."""
    rows = await reading.fetch("SELECT office, access FROM bots WHERE channel = ? ORDER BY office", channel)
    return {office: json.loads(access) for office, access in rows}


async def put(transaction: Transaction, channel: Channel, office: str, access: Mapping[str, str], now: datetime) -> None:
    """Stores the office's bot of this channel, in place of an earlier one."""
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
    """Removes the bot; returns whether there was one."""
    gone = await transaction.fetch("DELETE FROM bots WHERE channel = ? AND office = ? RETURNING office", channel, office)
    await changes.note(transaction, BOTS)
    return bool(gone)
