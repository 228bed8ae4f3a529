"""The tables for finding and counting: one narrow row for each case, and the words about it. Updated with every change of a case."""

from __future__ import annotations

from collections.abc import Iterable

from bot.store.databases.database import Row, Transaction, hour_of, stamp
from handlers.casework.circles import circle_of
from handlers.casework.complaint import Complaint
from handlers.casework.events import Event
from handlers.casework.masking import for_staff, masked, said_to_staff, tells_numbers
from handlers.casework.moves import OPEN, Action, State
from handlers.casework.payloads import Filed, Lapsed, Merged, Rejected, Withdrawn
from handlers.desk.lessons import is_about_requirements

TAIL = 5
_COLUMNS = (
    "office, unit, service, category, state, officer, urgent, circle, tail, received_at, hour, due_at, answered_at, ended_at, missed, reopened,"
    " rating, unchecked, outcome, requirements, shielded"
)
_UPDATES = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ") if name != "answered_at")
_ANSWERED = "CASE excluded.state WHEN 'resolved' THEN excluded.answered_at WHEN 'closed' THEN case_facts.answered_at ELSE NULL END"
_CHANNEL = "COALESCE((SELECT channel FROM chats WHERE person = ? ORDER BY heard_at DESC LIMIT 1), '')"


async def note(transaction: Transaction, complaint: Complaint, event: Event) -> None:
    """Updates the row of the case, and adds the words of the event."""
    via, promise = (event.data.via, event.data.promise) if isinstance(event.data, Filed) else ("", "")
    await _uncount_month(transaction, complaint)
    channel, asked = ("?", via) if via else (_CHANNEL, complaint.reporter)
    await transaction.execute(
        f"INSERT INTO case_facts ({_COLUMNS}, channel, reason, promise, number) VALUES ({', '.join('?' * 21)}, {channel}, ?, ?, ?)"  # noqa: S608
        f" ON CONFLICT (number) DO UPDATE SET {_UPDATES}, answered_at = {_ANSWERED}, reason = CASE WHEN excluded.reason = '' AND excluded.ended_at IS NOT NULL"
        " THEN case_facts.reason ELSE excluded.reason END",
        *(*_facts(complaint), asked, _reason(complaint, event), promise, complaint.number),
    )
    if complaint.shielded:
        await _mask(transaction, await transaction.fetch("SELECT id, number, text FROM case_texts WHERE number = ?", complaint.number))
    if text := " ".join(filter(None, _searchable(complaint, event))):
        await transaction.execute("INSERT INTO case_texts (number, text) VALUES (?, ?)", complaint.number, text)


async def _uncount_month(transaction: Transaction, complaint: Complaint) -> None:
    """Marks the month in which the case was received as not counted, for the office that has the case now and for the one that had it
    before.
    """
    had_it = "office = ? OR office = (SELECT office FROM case_facts WHERE number = ?)"
    came = stamp(complaint.received)
    sql = f"DELETE FROM counted_months WHERE ({had_it}) AND since_at <= ? AND until_at > ?"  # noqa: S608 - fixed words
    await transaction.execute(sql, complaint.office, complaint.number, came, came)


async def mask_old(transaction: Transaction) -> None:
    """Hides numbers in words stored before their report became protected, or before numbers were hidden at all."""
    protected = 'confidential = 1 OR body LIKE \'%"identity":"rahasia"%\' OR body LIKE \'%"identity":"anonim"%\''
    sql = f"SELECT id, number, text FROM case_texts WHERE number IN (SELECT number FROM complaints WHERE {protected})"  # noqa: S608 - fixed text
    await _mask(transaction, await transaction.fetch(sql))


async def _mask(transaction: Transaction, rows: Iterable[Row]) -> None:
    """Removes identifying numbers from searchable words."""
    for row, number, text in rows:
        if tells_numbers(text):
            await transaction.execute("DELETE FROM case_texts WHERE id = ?", row)
            await transaction.execute("INSERT INTO case_texts (number, text) VALUES (?, ?)", number, masked(text))


def _facts(complaint: Complaint) -> tuple[object, ...]:
    answered = complaint.since if complaint.state is State.RESOLVED else None
    return (
        complaint.office,
        complaint.unit,
        complaint.service or "",
        complaint.category,
        complaint.state,
        complaint.officer,
        int(complaint.urgent),
        circle_of(complaint).key,
        complaint.number[-TAIL:],
        stamp(complaint.received),
        hour_of(complaint.received),
        stamp(complaint.due) if complaint.due else None,
        stamp(answered) if answered else None,
        stamp(complaint.ended) if complaint.ended else None,
        len(complaint.missed),
        complaint.reopened,
        complaint.rating,
        int(complaint.unchecked is not None),
        _outcome(complaint),
        int(is_about_requirements(complaint.text)),
        int(complaint.shielded),
    )


def _outcome(complaint: Complaint) -> str:
    """The outcome of the case as far as time does not change it: an `open` case can be late by now."""
    if complaint.missed:
        return "late"
    if complaint.state in OPEN:
        return "open"
    return "kept" if complaint.kept else "other"


def _searchable(complaint: Complaint, event: Event) -> list[str]:
    """The searchable words of this event, as staff read them; for the first event everything the reporter told."""
    if event.action is Action.FILE:
        read = for_staff(complaint)
        return [read.text, read.place, read.occurred]
    return [said_to_staff(event, complaint)]


def _reason(complaint: Complaint, event: Event) -> str:
    """Why the case ended without an answer, as a key of the wording (`reject`, `unanswered_why`)."""
    match event.data:
        case Rejected(kind=kind):
            return kind
        case Merged():
            return "merged"
        case Withdrawn():
            return "withdrawn"
        case Lapsed() if complaint.ended_waiting:
            return "silent"
        case _:
            return ""


async def note_identity(transaction: Transaction, number: str, key_hashes: Iterable[str]) -> None:
    rows = [(key, number) for key in sorted(set(key_hashes))]
    if rows:
        await transaction.many("INSERT INTO identity_keys (key_hash, number) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)


async def forget(transaction: Transaction, number: str) -> None:
    """Deletes the words about the case and the keys of its reporter's name; the office's answer stays searchable."""
    await transaction.execute("UPDATE case_facts SET requirements = 0 WHERE number = ?", number)
    await transaction.execute("DELETE FROM identity_keys WHERE number = ?", number)
    await transaction.execute("DELETE FROM case_texts WHERE number = ?", number)
