"""Rows that channels received. A lane is one address of one channel; its rows are handled strictly in order."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.databases.database import Database, Row, Transaction, at_once, marks, moment, stamp
from bot.store.databases.sealed import Sealed
from handlers.talking.message import Channel

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Received:
    """One update as a channel received it; `update_id` is the platform's own and unique on the channel."""

    channel: Channel
    update_id: str
    address: str
    payload: Any


@dataclass(frozen=True, kw_only=True)
class InboxRow:
    id: int
    channel: Channel
    lane: str
    payload: Any
    received_at: datetime
    attempts: int
    behind: int = 0  # rows of the lane that wait behind it


LEASE_SECONDS = 30
"""How long a claim lasts that is not renewed."""

COLUMNS = "id, channel, lane, payload, received_at, attempts"


async def add(database: Database, batch: Iterable[Received], now: datetime) -> None:
    """Stores the batch in one transaction. An update that is already there stays as it is."""
    rows = [
        (
            received.channel,
            received.update_id,
            f"{received.channel}:{received.address}",
            Sealed(_written(received.payload)),
            stamp(now),
            at_once(now),
        )
        for received in batch
    ]
    sql = (
        "INSERT INTO inbox (channel, update_id, lane, payload, received_at, try_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (channel, update_id) DO NOTHING"
    )
    async with database.transaction() as transaction:
        await transaction.many(sql, rows)


def _written(payload: object) -> str:
    """The payload as JSON. A payload that cannot be JSON is stored as null, so that it alone is set aside."""
    try:
        text = json.dumps(payload, ensure_ascii=False)
    except (RecursionError, TypeError, ValueError):
        log.exception("inbox.unwritable")
        return "null"
    return text.encode("utf-8", "replace").decode()  # half a surrogate is no letter, and no database accepts it


async def claim(database: Database, node: str, now: datetime, limit: int) -> list[InboxRow]:
    """Claims, for this node, the first due row of each lane that nobody works on. A claim lasts for a lease."""
    rows = await database.take(
        f"UPDATE inbox SET state = 'doing', claimed_by = ?, claimed_until = epoch() + {LEASE_SECONDS} WHERE id IN"  # noqa: S608
        " (SELECT head.id FROM inbox AS head WHERE head.state = 'waiting' AND head.try_at <= ? AND NOT EXISTS"
        " (SELECT 1 FROM inbox AS other WHERE other.lane = head.lane AND other.state IN ('waiting', 'doing')"
        " AND (other.id < head.id OR other.state = 'doing')) ORDER BY head.id LIMIT ? FOR UPDATE SKIP LOCKED)"
        f" RETURNING {COLUMNS}, (SELECT COUNT(*) FROM inbox AS behind"
        " WHERE behind.lane = inbox.lane AND behind.state = 'waiting' AND behind.id > inbox.id)",
        node,
        stamp(now),
        limit,
    )
    return sorted((row_of(row) for row in rows), key=lambda row: row.id)


async def renew(database: Database, row_ids: Collection[int]) -> None:
    """Renews the claims on these rows."""
    ids = sorted(row_ids)
    sql = f"UPDATE inbox SET claimed_until = epoch() + {LEASE_SECONDS} WHERE state = 'doing' AND id IN ({marks(ids)})"  # noqa: S608
    await database.take(f"{sql} RETURNING id", *ids)


async def free_expired(database: Database) -> int:
    """Frees rows whose claims have expired; returns how many."""
    sql = "UPDATE inbox SET state = 'waiting', claimed_by = NULL, claimed_until = NULL WHERE state = 'doing' AND claimed_until < epoch()"
    return len(await database.take(f"{sql} RETURNING id"))


def row_of(values: Row) -> InboxRow:
    row_id, channel, lane, payload, received_at, attempts, *behind = values
    about = {"lane": lane, "payload": json.loads(payload), "received_at": moment(received_at), "attempts": attempts}
    return InboxRow(id=row_id, channel=Channel(channel), behind=behind[0] if behind else 0, **about)


async def following(database: Database, row: InboxRow, limit: int) -> list[InboxRow]:
    """The rows of the lane that wait behind this row."""
    sql = f"SELECT {COLUMNS} FROM inbox WHERE state = 'waiting' AND lane = ? AND id > ? ORDER BY id LIMIT ?"  # noqa: S608 - fixed columns
    return [row_of(following_row) for following_row in await database.fetch(sql, row.lane, row.id, limit)]


async def by_update(database: Database, channel: Channel, update_id: str) -> InboxRow:
    """The row of a received update."""
    sql = f"SELECT {COLUMNS} FROM inbox WHERE channel = ? AND update_id = ?"  # noqa: S608 - fixed columns
    return row_of((await database.fetch(sql, channel, update_id))[0])


async def of_lane(database: Database, lane: str, limit: int) -> list[InboxRow]:
    """The newest rows of a lane, oldest first, for a web chat after a reload."""
    sql = f"SELECT {COLUMNS} FROM inbox WHERE lane = ? ORDER BY id DESC LIMIT ?"  # noqa: S608 - fixed columns
    return [row_of(row) for row in reversed(await database.fetch(sql, lane, limit))]


async def next_try(database: Database, now: datetime) -> datetime | None:
    """When the next delayed row is due."""
    rows = await database.fetch("SELECT MIN(try_at) FROM inbox WHERE state = 'waiting' AND try_at > ?", stamp(now))
    return moment(rows[0][0]) if rows[0][0] else None


async def done(transaction: Transaction, row_id: int, *, has_files: bool = True) -> bool:
    """Marks the row as handled; False where another process was faster. `has_files`: its payload may tell of photos what nobody may read."""
    told = "payload" if has_files else "''"  # a payload costs its decryption
    sql = f"UPDATE inbox SET state = 'done' WHERE id = ? AND state IN ('waiting', 'doing') RETURNING {told}"  # noqa: S608 - fixed text
    rows = await transaction.fetch(sql, row_id)
    for (payload,) in rows:
        await _bare(transaction, row_id, payload)
    return bool(rows)


async def _bare(transaction: Transaction, row_id: int, payload: str) -> None:
    """Removes the metadata of photos (place, time, device) from the row, because only allowed readers may have it."""
    if '"facts"' in payload and (files := (parsed := json.loads(payload)).get("files")):
        bare = {**parsed, "files": [{key: value for key, value in file.items() if key != "facts"} for file in files]}
        await transaction.execute("UPDATE inbox SET payload = ? WHERE id = ?", Sealed(json.dumps(bare, ensure_ascii=False)), row_id)


async def later(database: Database, row_id: int, error: str, at: datetime) -> None:
    sql = "UPDATE inbox SET state = 'waiting', attempts = attempts + 1, error = ?, try_at = ? WHERE id = ? AND state = 'doing'"
    await database.execute(sql, error, stamp(at), row_id)


async def postpone(database: Database, row_id: int, at: datetime) -> None:
    """Delays the row until that moment, without counting a try."""
    await database.execute("UPDATE inbox SET state = 'waiting', try_at = ? WHERE id = ? AND state = 'doing'", stamp(at), row_id)


async def set_aside(transaction: Transaction, row_id: int, error: str) -> None:
    """Sets the row aside with its error, so that it does not block the rows behind it."""
    sql = "UPDATE inbox SET state = 'failed', attempts = attempts + 1, error = ? WHERE id = ? RETURNING payload"
    for (payload,) in await transaction.fetch(sql, error, row_id):
        await _bare(transaction, row_id, payload)


async def failed(database: Database, limit: int) -> list[tuple[int, str]]:
    """The newest rows that were set aside: id and error."""
    return [
        (row[0], row[1])
        for row in await database.fetch("SELECT id, error FROM inbox WHERE state = 'failed' ORDER BY id DESC LIMIT ?", limit)
    ]


async def last_heard(database: Database, channel: Channel) -> datetime | None:
    rows = await database.fetch("SELECT MAX(received_at) FROM inbox WHERE channel = ?", channel)
    return moment(rows[0][0]) if rows[0][0] else None
