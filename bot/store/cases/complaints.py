"""Complaints, their append-only history, sealed identities and wrong tries of a PIN."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from bot.store.cases import case_index, event_data
from bot.store.databases.database import Database, Reading, Row, Transaction, marks, maybe_moment, moment, stamp
from bot.store.upkeep import maintenance
from handlers.casework import forgetting
from handlers.casework.complaint import Complaint
from handlers.casework.events import Event
from handlers.casework.moves import Action, Role
from handlers.casework.payloads import Absolved
from handlers.casework.pin import PinTries
from handlers.talking.ports import Filter
from handlers.telling.to_staff import ADD_JOINED

BODY: TypeAdapter[Complaint] = TypeAdapter(Complaint)
DUE = "SELECT body, reminded_at, next_at FROM complaints WHERE next_at <= ? ORDER BY next_at LIMIT ?"
_EVENT = "at, actor, role, action, data"


def _columns(complaint: Complaint, next_at: datetime | None) -> tuple[object, ...]:
    return (
        complaint.office,
        complaint.unit,
        complaint.category,
        complaint.state,
        complaint.officer,
        int(complaint.confidential),
        int(complaint.urgent),
        stamp(complaint.due) if complaint.due else None,
        stamp(complaint.ended) if complaint.ended else None,
        stamp(next_at) if next_at else None,
        BODY.dump_json(complaint).decode(),
    )


async def add(transaction: Transaction, complaint: Complaint, event: Event, pin_hash: str, next_at: datetime | None) -> None:
    """Stores a new complaint with the first line of its history."""
    await transaction.execute(
        "INSERT INTO complaints (office, unit, category, state, officer, confidential, urgent, due_at, ended_at, next_at, body,"
        " number, reporter, received_at, reminded_at, pin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *_columns(complaint, next_at),
        complaint.number,
        complaint.reporter,
        stamp(complaint.received),
        stamp(complaint.received - timedelta(microseconds=1)),
        pin_hash,
    )
    await _note_people(transaction, complaint)
    await _write(transaction, complaint.number, event)
    await case_index.note(transaction, complaint, event)


async def rewrite(transaction: Transaction, complaint: Complaint) -> None:
    """Stores the complaint after its people got other numbers; this is no event."""
    body = BODY.dump_json(complaint).decode()
    await transaction.execute("UPDATE complaints SET reporter = ?, body = ? WHERE number = ?", complaint.reporter, body, complaint.number)
    await transaction.execute("DELETE FROM followers WHERE number = ?", complaint.number)
    await _note_people(transaction, complaint)


async def _note_people(transaction: Transaction, complaint: Complaint) -> None:
    """Who follows the case, and whom it complains about, where it is found by the person."""
    for table, persons in (("followers", complaint.followers), ("accused", complaint.accused)):
        if persons:
            rows = [(person, complaint.number) for person in persons]
            await transaction.many(f"INSERT INTO {table} (person, number) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)  # noqa: S608 - fixed words


async def change(transaction: Transaction, complaint: Complaint, event: Event, next_at: datetime | None) -> None:
    """Stores the event and the complaint after it.

    A due point of the ladder that has not been told yet stays due; a point that the event sets off counts as new.
    """
    at, before = stamp(event.at), stamp(event.at - timedelta(microseconds=1))
    await transaction.execute(
        "UPDATE complaints SET reminded_at = CASE WHEN reminded_at > ? THEN ? ELSE reminded_at END, office = ?, unit = ?, category = ?,"
        " state = ?, officer = ?, confidential = ?, urgent = ?, due_at = ?, ended_at = ?,"
        " next_at = CASE WHEN next_at <= ? THEN next_at ELSE ? END, body = ? WHERE number = ?",
        *(before, before, *_columns(complaint, next_at)[:-2], at, *_columns(complaint, next_at)[-2:], complaint.number),
    )
    if isinstance(event.data, Absolved):
        await transaction.execute("DELETE FROM accused WHERE number = ? AND person = ?", complaint.number, event.data.person)
    await _note_people(transaction, complaint)
    await _write(transaction, complaint.number, event)
    await case_index.note(transaction, complaint, event)


async def _write(transaction: Transaction, number: str, event: Event) -> None:
    await transaction.execute(
        "INSERT INTO history (number, seq, at, actor, role, action, data)"
        " SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ? FROM whole_history WHERE number = ?",
        number,
        stamp(event.at),
        event.actor,
        event.role,
        event.action,
        event_data.to_json(event.data),
        number,
    )


async def get(transaction: Transaction, number: str) -> Complaint | None:
    rows = await transaction.fetch("SELECT body FROM complaints WHERE number = ?", number)
    return BODY.validate_json(rows[0][0]) if rows else None


async def history(transaction: Reading, number: str) -> list[Event]:
    """All lines, oldest first."""
    rows = await transaction.fetch(f"SELECT {_EVENT} FROM whole_history WHERE number = ? ORDER BY seq", number)  # noqa: S608 - fixed words
    return [_event(row) for row in rows]


async def histories(reading: Reading, numbers: Sequence[str]) -> dict[str, list[Event]]:
    """The history of each of these complaints, oldest line first."""
    sql = f"SELECT number, {_EVENT} FROM whole_history WHERE number IN ({marks(numbers)}) ORDER BY number, seq"  # noqa: S608 - only holes
    events_of: dict[str, list[Event]] = {number: [] for number in numbers}
    for number, *row in await reading.fetch(sql, *numbers) if numbers else []:
        events_of[number].append(_event(row))
    return events_of


def _event(row: Row) -> Event:
    at, actor, role, action, data = row
    return Event(at=moment(at), actor=actor, role=Role(role), data=event_data.from_json(Action(action), data))


async def sample(reading: Reading, check: str, most: int) -> list[str]:
    """Numbers for a check: the newest, and those that end with this check character."""
    newest = await reading.fetch("SELECT number FROM complaints ORDER BY received_at DESC LIMIT ?", most // 2)
    any_of = await reading.fetch("SELECT number FROM complaints WHERE number LIKE ? LIMIT ?", f"%{check}", most // 2)
    return sorted({row[0] for row in [*newest, *any_of]})


async def find(reading: Reading, wanted: Filter) -> list[Complaint]:
    """Complaints that match everything in `wanted`, the earliest due date first."""
    conditions: list[tuple[str, list[object]]] = [
        ("office = ?", [wanted.office] if wanted.office is not None else []),
        ("reporter = ?", [wanted.reporter] if wanted.reporter is not None else []),
        (
            "(reporter = ? OR number IN (SELECT number FROM followers WHERE person = ?))",
            [wanted.citizen] * 2 if wanted.citizen is not None else [],
        ),
        ("officer = ?", [wanted.officer] if wanted.officer is not None else []),
        (f"state IN ({marks(wanted.states)})", list(wanted.states)),
        ("due_at < ?", [stamp(wanted.due_before)] if wanted.due_before else []),
        ("received_at > ?", [stamp(wanted.received_after)] if wanted.received_after else []),
        ("ended_at > ?", [stamp(wanted.ended_after)] if wanted.ended_after else []),
        ("number IN (SELECT number FROM case_facts WHERE unchecked = 1 AND office = ?)", [wanted.office] if wanted.unchecked else []),
    ]
    chosen = [(condition, values) for condition, values in conditions if values]
    where = " AND ".join(condition for condition, _ in chosen) or "1 = 1"
    rows = await reading.fetch(
        f"SELECT body FROM complaints WHERE {where} ORDER BY due_at IS NULL, due_at, number LIMIT ?",  # noqa: S608 - fixed conditions only
        *(value for _, values in chosen for value in values),
        wanted.limit,
    )
    return [BODY.validate_json(row[0]) for row in rows]


async def due_for_reminder(transaction: Transaction, now: datetime, limit: int) -> list[tuple[Complaint, datetime, datetime]]:
    """Complaints with a due point of the ladder: the complaint, up to when it was reminded, and the moment of the point."""
    rows = await transaction.fetch(DUE, stamp(now), limit)
    return [(BODY.validate_json(body), moment(reminded), moment(due)) for body, reminded, due in rows]


async def reminded(transaction: Transaction, rows: list[tuple[str, datetime, datetime | None]]) -> None:
    """Stores (number, reminded until, next moment or None) for many complaints."""
    await transaction.many(
        "UPDATE complaints SET reminded_at = ?, next_at = ? WHERE number = ?",
        [(stamp(until), stamp(following) if following else None, number) for number, until, following in rows],
    )


async def expect(transaction: Transaction, rows: Sequence[tuple[str, datetime | None]], now: datetime) -> None:
    """Stores (number, next moment or None) after a change of the ladder; a due point that was not told yet stays."""
    await transaction.many(
        "UPDATE complaints SET next_at = ? WHERE number = ? AND (next_at IS NULL OR next_at > ?)",
        [(stamp(following) if following else None, number, stamp(now)) for number, following in rows],
    )


async def next_moment(database: Database) -> datetime | None:
    """The next point of any ladder; None where there is none."""
    rows = await database.fetch("SELECT MIN(next_at) FROM complaints WHERE next_at IS NOT NULL")
    return maybe_moment(rows[0][0])


async def seal(transaction: Transaction, number: str, sealed: str) -> None:
    await transaction.execute("INSERT INTO identities (number, sealed) VALUES (?, ?)", number, sealed)


async def sealed(transaction: Transaction, number: str) -> str | None:
    rows = await transaction.fetch("SELECT sealed FROM identities WHERE number = ?", number)
    return rows[0][0] if rows else None


async def forget(transaction: Transaction, number: str) -> None:
    """Deletes the reporter's identity, their words, and the letters about the case. Who did what when, and the office's words, stay."""
    await transaction.execute("DELETE FROM identities WHERE number = ?", number)
    await maintenance.erase_soon(transaction)
    await case_index.forget(transaction, number)
    complaint = await get(transaction, number)
    main = complaint.merged_into if complaint else None
    for letters in ("outbox", "archived_letters"):
        sent = f"DELETE FROM {letters} WHERE state <> 'waiting' AND complaint = ?"  # noqa: S608 - fixed names
        await transaction.execute(sent, number)
        await transaction.execute(f"{sent} AND event = ?", main, ADD_JOINED)
    await rewrite_history(transaction, number, forgetting.forgotten)
    if main:
        await rewrite_history(transaction, main, lambda lines: forgetting.forgotten_joined(lines, number))


async def rewrite_history(transaction: Transaction, number: str, rewritten: Callable[[Sequence[Event]], Sequence[Event]]) -> None:
    """Replaces the data of the lines; who did what when stays."""
    lines = await history(transaction, number)
    changed = [
        (event_data.to_json(new.data), number, place)
        for place, (old, new) in enumerate(zip(lines, rewritten(lines), strict=True), start=1)
        if old != new
    ]
    for table in ("history", "archived_history"):
        await transaction.many(f"UPDATE {table} SET data = ? WHERE number = ? AND seq = ?", changed)  # noqa: S608 - fixed names


async def pin_hash(transaction: Transaction, number: str) -> str | None:
    rows = await transaction.fetch("SELECT pin FROM complaints WHERE number = ?", number)
    return rows[0][0] if rows else None


async def pin_tries(transaction: Transaction, number: str) -> PinTries:
    rows = await transaction.fetch("SELECT wrong, locks, locked_until FROM pin_tries WHERE number = ?", number)
    return PinTries(wrong=rows[0][0], locks=rows[0][1], locked_until=maybe_moment(rows[0][2])) if rows else PinTries()


async def keep_pin_tries(transaction: Transaction, number: str, tries: PinTries) -> None:
    await transaction.execute(
        "INSERT INTO pin_tries (number, wrong, locks, locked_until) VALUES (?, ?, ?, ?) ON CONFLICT (number) DO UPDATE"
        " SET wrong = excluded.wrong, locks = excluded.locks, locked_until = excluded.locked_until",
        *(number, tries.wrong, tries.locks, stamp(tries.locked_until) if tries.locked_until else None),
    )


async def forget_pin_tries(transaction: Transaction, number: str) -> None:
    await transaction.execute("DELETE FROM pin_tries WHERE number = ?", number)
