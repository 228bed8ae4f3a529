"""The wishes of people about their addresses: consent and opt-out, where alerts go, and linking another address."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from bot.store.databases.database import Transaction, marks, moment, stamp
from handlers.desk.codes import Link
from handlers.talking.message import Channel
from handlers.talking.ports import Address


async def opt_in(transaction: Transaction, channel: Channel, address: str, how: str, now: datetime) -> None:
    """Stores when and how the person agreed to receive messages; the first consent stays, an opt-out ends."""
    await transaction.execute(
        "UPDATE chats SET opted_in = COALESCE(opted_in, ?), stopped_at = NULL WHERE channel = ? AND address = ?",
        json.dumps({"at": stamp(now), "how": how}),
        channel,
        address,
    )


async def opt_out(transaction: Transaction, channel: Channel, address: str, now: datetime) -> None:
    await transaction.execute("UPDATE chats SET stopped_at = ? WHERE channel = ? AND address = ?", stamp(now), channel, address)


async def of(transaction: Transaction, person: int) -> list[Address]:
    """Every address of the person, always in the same order; `first` marks where alerts go."""
    rows = await transaction.fetch(
        "SELECT channel, address, reachable, alerts FROM chats WHERE person = ? ORDER BY channel, address",
        person,
    )
    most = max((row[3] for row in rows), default=0)
    return [
        Address(channel=Channel(channel), address=address, reachable=bool(reachable), first=bool(alerts) and alerts == most)
        for channel, address, reachable, alerts in rows
    ]


async def prefer(transaction: Transaction, person: int, address: Address) -> None:
    """Sends alerts to this address first."""
    await transaction.execute(
        "UPDATE chats SET alerts = CASE WHEN channel = ? AND address = ? THEN 1 ELSE 0 END WHERE person = ?",
        address.channel,
        address.address,
        person,
    )


async def offer_link(transaction: Transaction, code_hash: str, link: Link) -> None:
    sql = "INSERT INTO links (code_hash, person, expires_at) VALUES (?, ?, ?)"
    await transaction.execute(sql, code_hash, link.person, stamp(link.expires_at))


async def link(transaction: Transaction, code_hash: str) -> Link | None:
    rows = await transaction.fetch("SELECT person, expires_at, used_at FROM links WHERE code_hash = ?", code_hash)
    return Link(person=rows[0][0], expires_at=moment(rows[0][1]), used=rows[0][2] is not None) if rows else None


async def use_link(transaction: Transaction, code_hash: str, now: datetime) -> None:
    await transaction.execute("UPDATE links SET used_at = ? WHERE code_hash = ?", stamp(now), code_hash)


async def staff_without(transaction: Transaction, channels: Iterable[Channel]) -> list[tuple[str, str]]:
    """Office and name of active staff who cannot be reached on any of these channels."""
    names = list(channels)
    return [
        (row[0], row[1])
        for row in await transaction.fetch(
            "SELECT office, name FROM staff WHERE active = 1 AND NOT EXISTS (SELECT 1 FROM chats WHERE chats.person = staff.person"  # noqa: S608
            f" AND chats.reachable = 1 AND chats.channel IN ({marks(names)})) ORDER BY office, name",
            *names,
        )
    ]
