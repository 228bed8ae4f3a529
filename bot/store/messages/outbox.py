"""Letters to be sent, by urgency; letters of equal urgency in one lane are sent in order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.store.databases.database import Database, Row, Transaction, at_once, marks, maybe_moment, moment, stamp
from bot.store.databases.sealed import Sealed
from handlers.talking.message import Audience, Channel, LetterKind, Reply, reply_from_json, reply_to_json
from handlers.telling.to_staff import TO_CHECK


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A reply to one address. `key` is unique, so that a letter decided twice is sent once.

    `origin` is the key of the first attempt; attempts at other addresses of the person have their own keys.
    """

    key: str
    origin: str
    person: int
    channel: Channel
    address: str
    reply: Reply
    kind: LetterKind
    audience: Audience
    event: str = ""
    urgent: bool = False
    complaint: str | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class OutboxRow:
    id: int
    letter: Letter
    lane: str
    attempts: int
    created_at: datetime
    heard_at: datetime | None = None


COLUMNS = "id, key, origin, person, channel, address, body, kind, audience, event, urgent, complaint, lane, attempts, created_at"
_RANK = "CASE WHEN urgent = 1 OR kind = 'answer' THEN 0 WHEN kind IN ('list', 'staff') THEN 2 ELSE 1 END"
"""Urgent letters and answers come before news, and news before lists."""
_MORE_THAN_IDS = 1_000_000_000_000_000
_HEARD = "(SELECT heard_at FROM chats WHERE chats.channel = outbox.channel AND chats.address = outbox.address)"


def row_of(values: Row) -> OutboxRow:
    row_id, key, origin, person, channel, address, body, kind, audience, event, urgent, complaint, lane, attempts, created, *heard = values
    letter = Letter(
        key=key,
        origin=origin,
        person=person,
        channel=Channel(channel),
        address=address,
        reply=reply_from_json(json.loads(body)),
        kind=LetterKind(kind),
        audience=Audience(audience),
        event=event,
        urgent=bool(urgent),
        complaint=complaint,
    )
    heard_at = maybe_moment(heard[0]) if heard else None
    return OutboxRow(id=row_id, letter=letter, lane=lane, attempts=attempts, created_at=moment(created), heard_at=heard_at)


async def add(transaction: Transaction, letters: Iterable[Letter], now: datetime) -> None:
    rows = [
        (
            letter.key,
            letter.origin,
            letter.person,
            letter.channel,
            letter.address,
            f"{letter.channel}:{letter.address}",
            Sealed(json.dumps(reply_to_json(letter.reply), ensure_ascii=False)),
            letter.kind,
            letter.audience,
            letter.event,
            int(letter.urgent),
            letter.complaint,
            stamp(now),
            stamp(letter.not_before) if letter.not_before and letter.not_before > now else at_once(now),
        )
        for letter in letters
    ]
    if rows:
        await transaction.many(
            "INSERT INTO outbox (key, origin, person, channel, address, lane, body, kind, audience, event, urgent, complaint, created_at, try_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
            rows,
        )


async def ready(database: Database, channel: Channel, now: datetime, busy: Iterable[str], limit: int) -> list[OutboxRow]:
    """The most urgent due row of each lane of the channel that is not busy, most urgent first.

    A row that waits for another try delays those of its lane that are not more urgent; a row delayed by quiet hours does not.
    """
    taken = [*busy, ""]
    rows = await database.fetch(
        f"SELECT {COLUMNS}, {_HEARD} FROM outbox WHERE id IN"  # noqa: S608 - only question marks are inserted
        f" (SELECT MIN({_RANK} * {_MORE_THAN_IDS} + id) % {_MORE_THAN_IDS} FROM outbox WHERE state = 'waiting' AND channel = ?"
        f" AND (attempts > 0 OR try_at <= ?) AND lane NOT IN ({marks(taken)}) GROUP BY lane) AND try_at <= ? ORDER BY {_RANK}, id LIMIT ?",
        channel,
        stamp(now),
        *taken,
        stamp(now),
        limit,
    )
    return [row_of(row) for row in rows]


async def next_try(database: Database, channel: Channel, now: datetime) -> datetime | None:
    """When the next delayed row is due."""
    rows = await database.fetch(
        "SELECT MIN(try_at) FROM outbox WHERE state = 'waiting' AND channel = ? AND try_at > ?", channel, stamp(now)
    )
    return maybe_moment(rows[0][0])


async def sent(database: Database, done: Iterable[tuple[int, str, bool]], now: datetime) -> None:
    """Marks rows as sent: id, the platform's id, and whether only the template was sent, so that the whole waits until the person writes."""
    rows = [("held" if shortened else "sent", stamp(now), platform_id, row_id) for row_id, platform_id, shortened in done]
    shown_at = f"CASE WHEN channel = '{Channel.WEB}' THEN epoch() END"  # pages of other processes use it to find the row
    sql = f"UPDATE outbox SET state = ?, done_at = ?, platform_id = ?, shown_at = {shown_at} WHERE id = ?"  # noqa: S608 - fixed text
    async with database.transaction() as transaction:
        await transaction.many(sql, rows)


async def take_back(transaction: Transaction, numbers: Sequence[str], action: str) -> None:
    """Deletes letters to citizens about this action in these cases that nobody has tried to send yet."""
    citizens = ", ".join(f"'{audience}'" for audience in (Audience.REPORTER, Audience.MERGED, Audience.FOLLOWER))
    await transaction.execute(
        f"DELETE FROM outbox WHERE state = 'waiting' AND attempts = 0 AND audience IN ({citizens})"  # noqa: S608 - fixed words
        " AND complaint any_of(?) AND key LIKE ?",
        *(json.dumps([*numbers]), f"case:%:{action}:%"),
    )


async def hold(transaction: Transaction, row_id: int, error: str, now: datetime) -> None:
    """Holds the row until the person writes again."""
    await transaction.execute("UPDATE outbox SET state = 'held', error = ?, done_at = ? WHERE id = ?", error, stamp(now), row_id)


async def release(transaction: Transaction, lane: str, now: datetime, most: int) -> int:
    """The person has written: held letters are sent in their order, of very many only the newest. Returns how many."""
    newest = "SELECT id FROM outbox WHERE lane = ? AND state = 'held' ORDER BY id DESC LIMIT ?"
    freed = await transaction.fetch(
        f"UPDATE outbox SET state = 'waiting', attempts = 0, try_at = ? WHERE id IN ({newest}) RETURNING id",  # noqa: S608 - fixed text
        stamp(now),
        lane,
        most,
    )
    if len(freed) == most:
        await transaction.execute("UPDATE outbox SET state = 'sent' WHERE lane = ? AND state = 'held'", lane)
    return len(freed)


async def delivered(transaction: Transaction, row_id: int, rank: int) -> None:
    """Records how far the platform got; reports arrive in any order and never lead back."""
    await transaction.execute("UPDATE outbox SET delivery = ? WHERE id = ? AND delivery < ?", rank, row_id, rank)


async def accepted(transaction: Transaction, row_id: int) -> OutboxRow | None:
    """The row, if the platform has accepted it."""
    sql = f"SELECT {COLUMNS}, {_HEARD} FROM outbox WHERE id = ? AND state IN ('sent', 'held')"  # noqa: S608 - fixed columns
    rows = await transaction.fetch(sql, row_id)
    return row_of(rows[0]) if rows else None


async def lanes(transaction: Transaction, origin: str) -> set[str]:
    """The lanes in which a letter was tried, including later attempts."""
    rows = await transaction.fetch("SELECT lane FROM outbox WHERE origin = ?", origin)
    return {row[0] for row in rows}


async def fail(transaction: Transaction, row_id: int, error: str, now: datetime) -> None:
    """Gives the row up."""
    await transaction.execute("UPDATE outbox SET state = 'failed', error = ?, done_at = ? WHERE id = ?", error, stamp(now), row_id)


async def again(transaction: Transaction, row_id: int, error: str, at: datetime) -> None:
    """Schedules another try."""
    sql = "UPDATE outbox SET state = 'waiting', attempts = attempts + 1, error = ?, try_at = ? WHERE id = ?"
    await transaction.execute(sql, error, stamp(at), row_id)


async def of_lane(database: Database, lane: str, now: datetime, limit: int) -> list[OutboxRow]:
    """The newest letters of a lane, oldest first, for a web chat after a reload: those sent, and those being sent now, because a page may
    show them before they are recorded as sent.
    """
    rows = await database.fetch(
        f"SELECT {COLUMNS} FROM outbox WHERE lane = ? AND (state = 'sent' OR state = 'waiting' AND try_at <= ?) ORDER BY id DESC LIMIT ?",  # noqa: S608 - fixed columns
        lane,
        stamp(now),
        limit,
    )
    return [row_of(row) for row in reversed(rows)]


async def of_platform(database: Database, lane: str, platform_id: str) -> Letter | None:
    """The letter with this id of the platform in the lane; searched from the newest, which people reply to most."""
    rows = await database.fetch(
        f"SELECT {COLUMNS} FROM outbox WHERE lane = ? AND platform_id = ? ORDER BY id DESC LIMIT 1",  # noqa: S608 - fixed columns
        lane,
        platform_id,
    )
    return row_of(rows[0]).letter if rows else None


async def recall(transaction: Transaction, numbers: Sequence[str], since: datetime) -> None:
    """Cancels unsent letters to citizens about these complaints that were written since then."""
    citizens = [Audience.REPORTER.value, Audience.FOLLOWER.value, Audience.MERGED.value]
    places = ",".join("?" * len(numbers)), ",".join("?" * len(citizens))
    await transaction.execute(
        f"DELETE FROM outbox WHERE state = 'waiting' AND attempts = 0 AND created_at >= ? AND complaint IN ({places[0]}) "  # noqa: S608 - only question marks
        f" AND (audience IN ({places[1]}) OR event = ?)",
        *(stamp(since), *numbers, *citizens, TO_CHECK),
    )
