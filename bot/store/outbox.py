"""Rows to be sent. The first waiting row of a lane goes out before the next; urgent lanes first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Database, Row, Transaction, maybe_moment, moment, stamp
from handlers.message import Channel, Reply, reply_from_json, reply_to_json


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One reply on its way to one address. `key` is unique: a letter decided twice leaves once."""

    key: str
    person: int
    channel: Channel
    address: str
    reply: Reply
    urgent: bool = False
    complaint: str | None = None


@dataclass(frozen=True, kw_only=True)
class OutboxRow:
    id: int
    letter: Letter
    lane: str
    attempts: int
    created_at: datetime
    heard_at: datetime | None = None


_COLUMNS = "id, key, person, channel, address, body, urgent, complaint, lane, attempts, created_at"
_HEARD = "(SELECT heard_at FROM chats WHERE chats.channel = outbox.channel AND chats.address = outbox.address)"


def _row(values: Row) -> OutboxRow:
    row_id, key, person, channel, address, body, urgent, complaint, lane, attempts, created, *heard = values
    letter = Letter(
        key=key,
        person=person,
        channel=Channel(channel),
        address=address,
        reply=reply_from_json(json.loads(body)),
        urgent=bool(urgent),
        complaint=complaint,
    )
    heard_at = maybe_moment(heard[0]) if heard else None
    return OutboxRow(id=row_id, letter=letter, lane=lane, attempts=attempts, created_at=moment(created), heard_at=heard_at)


async def add(transaction: Transaction, letters: Iterable[Letter], now: datetime) -> None:
    rows = [
        (
            one.key,
            one.person,
            one.channel,
            one.address,
            f"{one.channel}:{one.address}",
            json.dumps(reply_to_json(one.reply), ensure_ascii=False),
            int(one.urgent),
            one.complaint,
            stamp(now),
            stamp(now),
        )
        for one in letters
    ]
    if rows:
        await transaction.many(
            "INSERT INTO outbox (key, person, channel, address, lane, body, urgent, complaint, created_at, try_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
            rows,
        )


async def ready(database: Database, channel: Channel, now: datetime, busy: Iterable[str], limit: int) -> list[OutboxRow]:
    """The first waiting row of each lane of the channel that is not busy and whose time has come, urgent ones first."""
    taken = list(busy)
    holes = ",".join("?" * len(taken))
    rows = await database.fetch(
        f"SELECT {_COLUMNS}, {_HEARD} FROM outbox WHERE id IN"  # noqa: S608 - only question marks are inserted
        f" (SELECT MIN(id) FROM outbox WHERE state = 'waiting' AND channel = ? AND lane NOT IN ({holes}) GROUP BY lane)"
        " AND try_at <= ? ORDER BY urgent DESC, id LIMIT ?",
        channel,
        *taken,
        stamp(now),
        limit,
    )
    return [_row(row) for row in rows]


async def next_try(database: Database, channel: Channel) -> datetime | None:
    rows = await database.fetch("SELECT MIN(try_at) FROM outbox WHERE state = 'waiting' AND channel = ?", channel)
    return maybe_moment(rows[0][0])


async def sent(database: Database, ids: Iterable[tuple[int, str]], now: datetime) -> None:
    """Marks rows sent; each with the platform's own id of the message."""
    rows = [(stamp(now), platform_id, row_id) for row_id, platform_id in ids]
    if len(rows) == 1:
        await database.execute("UPDATE outbox SET state = 'sent', done_at = ?, platform_id = ? WHERE id = ?", *rows[0])
        return
    async with database.transaction() as transaction:
        await transaction.many("UPDATE outbox SET state = 'sent', done_at = ?, platform_id = ? WHERE id = ?", rows)


async def later(database: Database, row_id: int, error: str, at: datetime) -> None:
    await database.execute("UPDATE outbox SET attempts = attempts + 1, error = ?, try_at = ? WHERE id = ?", error, stamp(at), row_id)


async def given_up(database: Database, row_id: int, error: str, now: datetime) -> None:
    await database.execute("UPDATE outbox SET state = 'failed', error = ?, done_at = ? WHERE id = ?", error, stamp(now), row_id)


async def fail(transaction: Transaction, row_id: int, error: str, now: datetime) -> None:
    """`given_up` as part of a transaction."""
    await transaction.execute("UPDATE outbox SET state = 'failed', error = ?, done_at = ? WHERE id = ?", error, stamp(now), row_id)


async def failed_later(transaction: Transaction, row_id: int, error: str, now: datetime) -> None:
    """A platform took the message and could not deliver it: it waits for another try, which may choose a template."""
    sql = "UPDATE outbox SET state = 'waiting', attempts = attempts + 1, error = ?, try_at = ? WHERE id = ? AND state = 'sent' AND attempts < 3"
    await transaction.execute(sql, error, stamp(now), row_id)


async def of_lane(database: Database, lane: str, limit: int) -> list[OutboxRow]:
    """The newest sent rows of a lane, oldest first; a web chat shows them again after a reload."""
    rows = await database.fetch(
        f"SELECT {_COLUMNS} FROM outbox WHERE lane = ? AND state = 'sent' ORDER BY id DESC LIMIT ?",  # noqa: S608 - fixed columns
        lane,
        limit,
    )
    return [_row(row) for row in reversed(rows)]
