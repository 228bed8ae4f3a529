"""People, the addresses from which they write, and the state of the talk at each address."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.cases import uploads
from bot.store.databases.database import Reading, Row, Transaction, marks, maybe_moment, moment, stamp
from bot.store.databases.sealed import Sealed
from bot.store.people.same_person import unite
from bot.store.upkeep import maintenance
from handlers.casework.access import StaffMember, standing_in
from handlers.casework.moves import Role
from handlers.desk.codes import Invitation
from handlers.talking.message import Channel


@dataclass(frozen=True, kw_only=True)
class Chat:
    """One address of one person, who may be `staff` somewhere.

    `heard_at`: when the person last wrote there. `silent`: the person wants only answers there.
    """

    channel: Channel
    address: str
    person: int
    state: dict[str, Any]
    reachable: bool = True
    heard_at: datetime | None = None
    alerts: int = 0  # a higher value is chosen first for alerts
    silent: bool = False
    staff: bool = False


async def chat(transaction: Transaction, channel: Channel, address: str, now: datetime, number: str | None = None) -> Chat:
    """The chat at this address; else the one at the same bot that is known only by this telephone number; else one of a new person."""
    existing = await existing_chat(transaction, channel, address)
    if not existing and number and (by_number := number + _bot(address)) != address:
        await _rename(transaction, channel, by_number, address)
        existing = await existing_chat(transaction, channel, address)
    return existing or await _new(transaction, channel, address, now)


async def somebody(transaction: Transaction, now: datetime) -> int:
    """A new person without an address, for example one who came to the counter."""
    ((person,),) = await transaction.fetch("INSERT INTO people (created_at) VALUES (?) RETURNING id", stamp(now))
    return int(person)


async def hold(transaction: Transaction, person: int) -> None:
    """Serialises the acts of this person: of two transactions at the same time, the second gets a Conflict."""
    await transaction.execute("UPDATE people SET created_at = created_at WHERE id = ?", person)


async def existing_chat(reading: Reading, channel: Channel, address: str) -> Chat | None:
    staff = "EXISTS (SELECT 1 FROM staff WHERE staff.person = chats.person)"
    sql = f"SELECT person, state, reachable, heard_at, alerts, {staff} FROM chats WHERE channel = ? AND address = ?"  # noqa: S608 - fixed text
    rows = await reading.fetch(sql, channel, address)
    if not rows:
        return None
    person, state, reachable, heard_at, alerts, is_staff = rows[0]
    return Chat(
        channel=channel,
        address=address,
        person=person,
        state=json.loads(state),
        reachable=bool(reachable),
        heard_at=maybe_moment(heard_at),
        alerts=alerts,
        staff=bool(is_staff),
    )


async def _new(transaction: Transaction, channel: Channel, address: str, now: datetime) -> Chat:
    person = await somebody(transaction, now)
    await transaction.execute("INSERT INTO chats (channel, address, person) VALUES (?, ?, ?)", channel, address, person)
    return Chat(channel=channel, address=address, person=person, state={})


async def save(
    transaction: Transaction, old: Chat, state: dict[str, Any], now: datetime, *, reachable: bool = True, number: str | None = None
) -> None:
    """Stores the state of the talk; who writes is reachable again."""
    await transaction.execute(
        "UPDATE chats SET state = ?, heard_at = ?, reachable = ?, phone = COALESCE(?, phone) WHERE channel = ? AND address = ?",
        Sealed(json.dumps(state, ensure_ascii=False)),
        stamp(now),
        int(reachable),
        number,
        old.channel,
        old.address,
    )


async def has_address(reading: Reading, person: int) -> bool:
    """Whether the person has any address, reachable or not."""
    return bool(await reading.fetch("SELECT 1 FROM chats WHERE person = ? LIMIT 1", person))


async def addresses(transaction: Transaction, people: Iterable[int]) -> dict[int, list[Chat]]:
    """Where each person can be reached, the preferred address first."""
    ids = sorted(set(people))
    rows = await transaction.fetch(
        "SELECT person, channel, address, heard_at, alerts, stopped_at IS NOT NULL FROM chats WHERE reachable = 1 AND person IN"  # noqa: S608
        f" ({marks(ids)}) ORDER BY alerts DESC, heard_at DESC NULLS LAST",
        *ids,
    )
    chats_of: dict[int, list[Chat]] = {}
    for person, channel, address, heard_at, alerts, silent in rows:
        wishes = {"heard_at": maybe_moment(heard_at), "alerts": alerts, "silent": bool(silent)}
        chats_of.setdefault(person, []).append(Chat(channel=Channel(channel), address=address, person=person, state={}, **wishes))
    return chats_of


async def unreachable(transaction: Transaction, channel: Channel, address: str) -> None:
    await transaction.execute("UPDATE chats SET reachable = 0 WHERE channel = ? AND address = ?", channel, address)


async def window_closed(transaction: Transaction, channel: Channel, address: str) -> None:
    """Records that the platform allows no free text now, whatever we had stored."""
    await transaction.execute("UPDATE chats SET heard_at = NULL WHERE channel = ? AND address = ?", channel, address)


async def move(transaction: Transaction, channel: Channel, old: str, new: str) -> None:
    """Moves the person to a new address at the same bot. `old` may also be the number of a person known by another id."""
    sql = "SELECT address FROM chats WHERE channel = ? AND (address = ? OR phone = ?) AND address <> ?"
    for (address,) in await transaction.fetch(sql, channel, old, old.removesuffix(_bot(old)), new):
        if _bot(address) == _bot(new):
            await _rename(transaction, channel, address, new)


def _bot(address: str) -> str:
    """The suffix of an address that names an office's own bot; empty for the bot of all offices."""
    _, at, office = address.partition("@")
    return at + office


async def _rename(transaction: Transaction, channel: Channel, old: str, new: str) -> None:
    """Renames the lane. If the new address has already written, its person is merged into the old one."""
    rows = await transaction.fetch("SELECT person FROM chats WHERE channel = ? AND address = ?", channel, old)
    if not rows:
        return
    if met := await transaction.fetch("SELECT person FROM chats WHERE channel = ? AND address = ?", channel, new):
        await unite(transaction, met[0][0], rows[0][0])
        await transaction.execute("DELETE FROM chats WHERE channel = ? AND address = ?", channel, old)
    else:
        await transaction.execute("UPDATE chats SET address = ? WHERE channel = ? AND address = ?", new, channel, old)
    await transaction.execute(
        "UPDATE outbox SET address = ?, lane = ? WHERE lane = ? AND state IN ('waiting', 'held')",
        new,
        f"{channel}:{new}",
        f"{channel}:{old}",
    )


async def admins(transaction: Transaction) -> list[int]:
    """Every active admin of any office."""
    rows = await transaction.fetch("SELECT DISTINCT person FROM staff WHERE active = 1 AND roles LIKE '%\"admin\"%' ORDER BY person")
    return [row[0] for row in rows]


_STAFF = (
    "person, office, name, roles, units, sensitive, active, stand_in, away_from, away_until,"
    " EXISTS (SELECT 1 FROM chats WHERE chats.person = staff.person AND chats.reachable = 1)"
)


def _member(row: Row) -> StaffMember:
    person, office, name, roles, units, sensitive, active, stand_in, away_from, away_until, reachable = row
    return StaffMember(
        person=person,
        office=office,
        name=name,
        roles=_roles(roles),
        units=_set(units),
        sensitive=bool(sensitive),
        active=bool(active),
        stand_in=stand_in,
        away_from=maybe_moment(away_from),
        away_until=maybe_moment(away_until),
        reachable=bool(reachable),
    )


async def staff(reading: Reading, office: str) -> list[StaffMember]:
    """The office's active staff."""
    rows = await reading.fetch(f"SELECT {_STAFF} FROM staff WHERE office = ? AND active = 1 ORDER BY person", office)  # noqa: S608
    return [_member(row) for row in rows]


async def staff_entries(reading: Reading, person: int) -> list[StaffMember]:
    """The person's places on staffs."""
    rows = await reading.fetch(f"SELECT {_STAFF} FROM staff WHERE person = ? AND active = 1 ORDER BY office", person)  # noqa: S608
    return [_member(row) for row in rows]


async def memberships(reading: Reading, person: int, now: datetime) -> list[StaffMember]:
    """The person's places on staffs, with the roles of those for whom they stand in now."""
    held = await staff_entries(reading, person)
    rows = await reading.fetch(f"SELECT {_STAFF} FROM staff WHERE stand_in = ? AND active = 1", person)  # noqa: S608 - fixed columns
    colleagues = [_member(row) for row in rows]
    return [standing_in(member, colleagues, now) for member in held]


async def absent(transaction: Transaction, person: int, office: str, start: datetime, until: datetime | None, stand_in: int | None) -> None:
    """Stores an absence and who stands in; without an end, the absence is over."""
    await transaction.execute(
        "UPDATE staff SET away_from = ?, away_until = ?, stand_in = ? WHERE person = ? AND office = ?",
        stamp(start) if until else None,
        stamp(until) if until else None,
        stand_in if until else None,
        person,
        office,
    )


async def forget(transaction: Transaction, person: int, now: datetime) -> None:
    """Deletes the messages to and from the person. The addresses are given to a new person, so that nothing leads back to the complaints."""
    addresses_of = await transaction.fetch("SELECT channel, address FROM chats WHERE person = ?", person)
    lanes = [f"{channel}:{address}" for channel, address in addresses_of]
    await uploads.forget(transaction, lanes)
    await transaction.execute(f"DELETE FROM inbox WHERE state IN ('done', 'failed') AND lane IN ({marks(lanes)})", *lanes)  # noqa: S608
    await transaction.execute("DELETE FROM outbox WHERE state <> 'waiting' AND person = ?", person)
    await transaction.execute("DELETE FROM archived_letters WHERE person = ?", person)
    await transaction.execute("DELETE FROM followers WHERE person = ?", person)
    await transaction.execute("DELETE FROM survey_people WHERE person = ?", person)
    await maintenance.erase_soon(transaction)
    ((fresh,),) = await transaction.fetch("INSERT INTO people (created_at) VALUES (?) RETURNING id", stamp(now))
    await transaction.execute("UPDATE chats SET person = ?, phone = NULL, opted_in = NULL WHERE person = ?", fresh, person)


async def drop_old_talks(transaction: Transaction, before: datetime) -> None:
    """Resets talks that were left before that moment, with their drafts."""
    await transaction.execute("UPDATE chats SET state = '{}' WHERE heard_at < ? AND state <> '{}'", stamp(before))


async def enrol(transaction: Transaction, member: StaffMember) -> None:
    """Makes the person staff, or changes their roles in that office."""
    await transaction.execute(
        "INSERT INTO staff (person, office, name, roles, units, sensitive, active) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (person, office) DO UPDATE SET name = excluded.name, roles = excluded.roles, units = excluded.units,"
        " sensitive = excluded.sensitive, active = excluded.active",
        member.person,
        *_place_in_office(member),
        int(member.active),
    )


def _place_in_office(member: StaffMember) -> tuple[object, ...]:
    """office, name, roles, units, sensitive: as stored in `staff` and `invitations`."""
    return member.office, member.name, json.dumps(sorted(member.roles)), json.dumps(sorted(member.units)), int(member.sensitive)


async def invite(transaction: Transaction, code_hash: str, invitation: Invitation) -> None:
    member = invitation.member
    await transaction.execute(
        "INSERT INTO invitations (code_hash, number_hash, office, name, roles, units, sensitive, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        code_hash,
        invitation.number_hash,
        *_place_in_office(member),
        stamp(invitation.expires_at),
    )


async def invitation(transaction: Transaction, code_hash: str) -> Invitation | None:
    sql = "SELECT office, name, roles, units, sensitive, expires_at, number_hash, used_by FROM invitations WHERE code_hash = ?"
    rows = await transaction.fetch(sql, code_hash)
    if not rows:
        return None
    office, name, roles, units, sensitive, expires_at, number_hash, used_by = rows[0]
    member = StaffMember(person=0, office=office, name=name, roles=_roles(roles), units=_set(units), sensitive=bool(sensitive))
    return Invitation(member=member, expires_at=moment(expires_at), number_hash=number_hash, used=used_by is not None)


async def use_invitation(transaction: Transaction, code_hash: str, person: int) -> None:
    await transaction.execute("UPDATE invitations SET used_by = ? WHERE code_hash = ?", person, code_hash)


def _set(text: str) -> frozenset[str]:
    return frozenset(json.loads(text))


def _roles(text: str) -> frozenset[Role]:
    return frozenset(map(Role, json.loads(text)))
