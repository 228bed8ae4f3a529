"""Finds cases by facts, by words, or by the reporter's name, as far as the member may see them.

SQL narrows the candidates; `access.may_see` alone decides which of them the member may see.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.store.cases import event_data
from bot.store.cases.complaints import BODY
from bot.store.databases.database import Reading, marks, stamp
from handlers.casework import number as numbers
from handlers.casework.access import StaffMember, may_see, may_see_identity
from handlers.casework.complaint import Complaint
from handlers.casework.moves import OPEN, Action
from handlers.casework.payloads import Filed
from handlers.reporting.filing_for import Via
from handlers.talking.ports import NONE, CasePage, Lateness, Wanted

_OPEN = tuple(sorted(OPEN))
_LIVING = "f.state IN ('received', 'in_progress', 'waiting', 'resolved')"
"""The states of `ALIVE`, written exactly as in the index."""
_WHOLE_OFFICE = frozenset({"pengawas", "pimpinan", "admin", "pemeriksa"})

Condition = tuple[str, list[object]]


async def find(reading: Reading, wanted: Wanted, member: StaffMember, page: int, size: int) -> CasePage:
    """One page of the result, newest first."""
    where = _joined([*_conditions(wanted), *scope(member)])
    return await _paged(reading, where, lambda row: may_see(member, row), page, size)


async def _paged(reading: Reading, where: Condition, is_seen: Callable[[Complaint], bool], page: int, size: int) -> CasePage:
    """Reads rows until the page is full, because the member may not see all of them."""
    seen: list[Complaint] = []
    last: list[Condition] = []
    while len(seen) <= (page + 1) * size:
        rows = await _read(reading, _joined([where, *last]), 2 * size + 1)
        seen += filter(is_seen, rows)
        if len(rows) <= 2 * size:
            break
        last = [("(f.received_at, f.number) < (?, ?)", [stamp(rows[-1].received), rows[-1].number])]
    return CasePage(complaints=tuple(seen[page * size : (page + 1) * size]), more=len(seen) > (page + 1) * size)


async def _read(reading: Reading, condition: Condition, limit: int) -> list[Complaint]:
    where, values = condition
    rows = await reading.fetch(
        f"SELECT c.body FROM (SELECT f.number, f.received_at FROM case_facts f WHERE {where}"  # noqa: S608 - fixed conditions only
        " ORDER BY f.received_at DESC, f.number DESC LIMIT ?) AS f JOIN complaints c ON c.number = f.number"
        " ORDER BY f.received_at DESC, f.number DESC",
        *(*values, limit),
    )
    return [BODY.validate_json(row[0]) for row in rows]


async def waiting(reading: Reading, member: StaffMember, limit: int) -> list[Complaint]:
    """The running cases that the member may see, the earliest due date first; at most `limit` are examined."""
    where, values = _joined([("f.office = ?", [member.office]), (_LIVING, []), *scope(member)])
    rows = await reading.fetch(
        f"SELECT c.body FROM case_facts f JOIN complaints c ON c.number = f.number WHERE {where}"  # noqa: S608 - fixed conditions only
        " ORDER BY (f.due_at IS NULL), f.due_at, f.number LIMIT ?",
        *(*values, limit),
    )
    return [complaint for row in rows if may_see(member, complaint := BODY.validate_json(row[0]))]


async def unchecked(reading: Reading, member: StaffMember, limit: int) -> list[Complaint]:
    """Finished cases that wait for a second look, the oldest ending first."""
    where, values = _joined([("f.office = ? AND f.unchecked = 1", [member.office]), *scope(member)])
    rows = await reading.fetch(
        f"SELECT c.body FROM case_facts f JOIN complaints c ON c.number = f.number WHERE {where}"  # noqa: S608 - fixed conditions only
        " ORDER BY f.ended_at IS NULL, f.ended_at, f.number LIMIT ?",
        *(*values, limit),
    )
    return [complaint for row in rows if may_see(member, complaint := BODY.validate_json(row[0]))]


async def by_keys(reading: Reading, keys: Sequence[str], member: StaffMember, page: int, size: int) -> CasePage:
    """A page of the reports whose reporter's name has all these keys, if the member may see the name, or wrote it down and nobody has handled the
    report yet.
    """
    if not keys:
        return CasePage(complaints=(), more=False)
    named = f"f.number IN (SELECT number FROM identity_keys WHERE key_hash IN ({marks(keys)}) GROUP BY number HAVING COUNT(*) = ?)"  # noqa: S608 - only holes
    where = _joined([("f.office = ?", [member.office]), (named, [*keys, len(keys)])])
    written = await _written_down_by(reading, member, where)

    def is_seen(row: Complaint) -> bool:
        return may_see_identity(member, row) or (row.number in written and not row.handlers and may_see(member, row))

    return await _paged(reading, where, is_seen, page, size)


async def _written_down_by(reading: Reading, member: StaffMember, condition: Condition) -> frozenset[str]:
    """The numbers of these untaken reports that the member filed for somebody at the counter, by letter or by telephone."""
    where, values = _joined([condition, (f"f.state = 'received' AND f.channel IN ({marks([*Via])})", [*Via])])
    rows = await reading.fetch(
        f"SELECT h.number, h.data FROM case_facts f JOIN whole_history h ON h.number = f.number AND h.seq = 1 WHERE {where}",  # noqa: S608 - fixed conditions only
        *values,
    )
    first_lines = ((number, event_data.from_json(Action.FILE, data)) for number, data in rows)
    return frozenset(number for number, filed in first_lines if isinstance(filed, Filed) and filed.recorded_by == member.person)


async def same_reporter(reading: Reading, complaint: Complaint, member: StaffMember, most: int) -> CasePage:
    """The newest other reports of the same reporter. A report with a protected reporter is never linked."""
    if not may_see_identity(member, complaint):
        return CasePage(complaints=(), more=False)
    theirs = "f.number IN (SELECT number FROM complaints WHERE reporter = ? AND number <> ?)"
    where = _joined([("f.office = ?", [complaint.office]), (theirs, [complaint.reporter, complaint.number])])
    return await _paged(reading, where, lambda row: may_see_identity(member, row), 0, most)


def scope(member: StaffMember) -> list[Condition]:
    """Conditions for where the member's cases can be; never narrower than `may_see`."""
    if member.roles & _WHOLE_OFFICE:
        return []
    people, units = [member.person, *sorted(member.stands_in_for)], sorted(member.units)
    where = f"f.officer IN ({marks(people)})" + (f" OR f.unit IN ({marks(units)})" if units else "")
    return [(f"({where})", [*people, *units])]


def conditions(wanted: Wanted) -> Condition:
    """The search as one condition on `case_facts f`, with its values."""
    return _joined(list(_conditions(wanted)))


def _conditions(wanted: Wanted) -> Iterator[Condition]:
    yield "f.office = ?", [wanted.office]
    for column in ("number", "unit", "service", "category", "channel", "reason", "officer", "rating"):
        if (value := getattr(wanted, column)) not in ("", None):
            yield f"f.{column} = ?", ["" if value == NONE else value]
    if wanted.states:
        yield f"f.state IN ({marks(wanted.states)})", [*wanted.states]
    yield from _flags(wanted)
    yield from _moments(wanted)
    if wanted.hours:
        yield f"f.hour IN ({marks(wanted.hours)})", [*wanted.hours]
    if wanted.lateness:
        yield _LATENESS[wanted.lateness](wanted)
    tail = wanted.tail or (numbers.tail(wanted.words[0]) if len(wanted.words) == 1 else None)
    has_word = _OF_FEW if _is_of_few(wanted) else _OF_ALL
    if tail:
        yield _word_or_tail(wanted.words, tail, has_word)
    if words := [*([] if tail else wanted.words), *wanted.place.split()][:MOST_WORDS]:
        yield _words(words, has_word)


_OF_ALL = "f.number IN (SELECT number FROM case_texts WHERE has_word(?))"
_OF_FEW = "EXISTS (SELECT 1 FROM case_texts WHERE number = f.number AND says_word(?))"
"""Asked of each case by itself: where days or the like leave few of them, a word that very many cases have costs nothing."""
SHORT = timedelta(days=92)
MOST_WORDS = 30
"""More than anybody searches for, and fewer than a statement may have conditions. Further words are not searched."""


_ENDS = "substr(tail, 3) = ? AND tail LIKE ?"
"""The end of a number by its last three characters, as in the index, and by all that were given."""


def _is_of_few(wanted: Wanted) -> bool:
    return wanted.since is not None and (wanted.until or wanted.now) - wanted.since <= SHORT


def _flags(wanted: Wanted) -> Iterator[Condition]:
    if wanted.untaken:
        yield f"f.officer IS NULL AND f.state IN ({marks(_OPEN)})", [*_OPEN]
    if wanted.urgent:
        yield "f.urgent = 1", []
    if wanted.reopened:
        yield "f.reopened > 0", []


def _moments(wanted: Wanted) -> Iterator[Condition]:
    bounds = (
        ("f.received_at >= ?", wanted.since),
        ("f.received_at < ?", wanted.until),
        ("f.ended_at >= ?", wanted.ended_since),
        ("f.ended_at < ?", wanted.ended_until),
    )
    for condition, bound in bounds:
        if bound:
            yield condition, [stamp(bound)]
    if wanted.unended_at:
        yield "f.received_at < ? AND (f.ended_at IS NULL OR f.ended_at >= ?)", [stamp(wanted.unended_at)] * 2


def _late(wanted: Wanted) -> Condition:
    return f"f.due_at < ? AND f.state IN ({marks(_OPEN)})", [stamp(wanted.now), *_OPEN]


def _today(wanted: Wanted) -> Condition:
    ends = wanted.day_ends or wanted.now
    return f"f.due_at >= ? AND f.due_at < ? AND f.state IN ({marks(_OPEN)})", [stamp(wanted.now), stamp(ends), *_OPEN]


def _running(wanted: Wanted) -> Condition:
    return f"f.missed = 0 AND f.state IN ({marks(_OPEN)}) AND (f.due_at IS NULL OR f.due_at >= ?)", [*_OPEN, stamp(wanted.now)]


def _missed(wanted: Wanted) -> Condition:
    return f"(f.missed > 0 OR (f.due_at < ? AND f.state IN ({marks(_OPEN)})))", [stamp(wanted.now), *_OPEN]


def _in_time(wanted: Wanted) -> Condition:
    return "f.outcome = 'kept'", []


def _other(wanted: Wanted) -> Condition:
    return "f.outcome = 'other'", []


_LATENESS: dict[Lateness, Callable[[Wanted], Condition]] = {
    Lateness.RUNNING: _running,
    Lateness.LATE: _late,
    Lateness.TODAY: _today,
    Lateness.MISSED: _missed,
    Lateness.KEPT: _in_time,
    Lateness.OTHER: _other,
}


def _word_or_tail(words: Sequence[str], tail: str, has_word: str) -> Condition:
    """What may be the end of a number, or a word that was said."""
    values: list[object] = [*(f'"{word}"*' for word in words), tail[-3:], f"%{tail}"]
    if has_word == _OF_FEW:
        return f"({' OR '.join([*([has_word] * len(words)), _ENDS])})", values
    selects = ["SELECT number FROM case_texts WHERE has_word(?)"] * len(words)
    return f"f.number IN ({' UNION ALL '.join([*selects, f'SELECT number FROM case_facts WHERE {_ENDS}'])})", values  # noqa: S608 - fixed words


def _words(words: Sequence[str], has_word: str) -> Condition:
    """Every word, or a word beginning with it, occurs in the words of the case; each may be in another line. What is no word at all
    occurs nowhere.
    """
    plain = [word.replace('"', "") for word in words if any(map(str.isalnum, word))]
    return " AND ".join([has_word] * len(plain)) or "1 = 0", [f'"{word}"*' for word in plain]


def _joined(conditions: Sequence[Condition]) -> Condition:
    return " AND ".join(condition for condition, _ in conditions), [value for _, values in conditions for value in values]


async def every(reading: Reading, member: StaffMember, since: datetime, until: datetime, size: int) -> AsyncIterator[list[Complaint]]:
    """All cases received in [since, until) that the member may see, oldest first, in batches of at most `size`."""
    last: list[object] = [stamp(since), ""]
    while True:
        after: Condition = ("(f.received_at, f.number) > (?, ?) AND f.received_at < ?", [*last, stamp(until)])
        where, values = _joined([("f.office = ?", [member.office]), *scope(member), after])
        rows = await reading.fetch(
            f"SELECT c.body, f.received_at, f.number FROM case_facts f JOIN complaints c ON c.number = f.number WHERE {where}"  # noqa: S608
            " ORDER BY f.received_at, f.number LIMIT ?",
            *(*values, size),
        )
        yield [complaint for body, *_ in rows if may_see(member, complaint := BODY.validate_json(body))]
        if len(rows) < size:
            return
        last = [*rows[-1][1:]]
