"""The passkeys of staff, with which they sign in without a link. Only the public half is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.databases.database import Reading, Row, Transaction, maybe_moment, moment, stamp

_COLUMNS = "id, person, name, public_key, sign_count, created_at, challenged_at, used_at"


@dataclass(frozen=True, kw_only=True)
class Passkey:
    """`sign_count` grows with each use, if the device counts. `challenged_at`: when the last answered challenge was made."""

    id: str
    person: int
    name: str
    public_key: str
    sign_count: int
    created_at: datetime
    challenged_at: datetime
    used_at: datetime | None = None


async def add(transaction: Transaction, passkey: Passkey) -> bool:
    """Stores the key; False where it already exists."""
    sql = f"INSERT INTO passkeys ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING RETURNING id"  # noqa: S608
    times = stamp(passkey.created_at), stamp(passkey.challenged_at)
    return bool(await transaction.fetch(sql, passkey.id, passkey.person, passkey.name, passkey.public_key, passkey.sign_count, *times))


async def of_person(reading: Reading, person: int) -> list[Passkey]:
    rows = await reading.fetch(f"SELECT {_COLUMNS} FROM passkeys WHERE person = ? ORDER BY created_at", person)  # noqa: S608
    return [_passkey(row) for row in rows]


async def find(reading: Reading, key: str) -> Passkey | None:
    rows = await reading.fetch(f"SELECT {_COLUMNS} FROM passkeys WHERE id = ?", key)  # noqa: S608
    return _passkey(rows[0]) if rows else None


async def use(transaction: Transaction, passkey: Passkey, now: datetime) -> bool:
    """Records that the key answered a challenge made at `challenged_at`; False where it answered that or a newer one before, or no longer exists."""
    sql = "UPDATE passkeys SET sign_count = ?, challenged_at = ?, used_at = ? WHERE id = ? AND challenged_at < ? RETURNING id"
    asked = stamp(passkey.challenged_at)
    return bool(await transaction.fetch(sql, passkey.sign_count, asked, stamp(now), passkey.id, asked))


async def remove(transaction: Transaction, key: str, person: int) -> bool:
    return bool(await transaction.fetch("DELETE FROM passkeys WHERE id = ? AND person = ? RETURNING id", key, person))


def _passkey(row: Row) -> Passkey:
    key, person, name, public_key, sign_count, created_at, challenged_at, used_at = row
    return Passkey(
        id=key,
        person=person,
        name=name,
        public_key=public_key,
        sign_count=sign_count,
        created_at=moment(created_at),
        challenged_at=moment(challenged_at),
        used_at=maybe_moment(used_at),
    )
