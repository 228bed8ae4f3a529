"""When a calendar or a limit changes while cases run: the state at which due dates were last told, and the reason for moving them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeAlias

from handlers.casework.complaint import Complaint, due_of
from handlers.casework.deciding import SETTLING
from handlers.casework.events import Event
from handlers.casework.evolving import replay
from handlers.casework.payloads import UNSET, Recalculated, Unset
from handlers.rules import OfficeRules
from handlers.talking.message import Notice
from handlers.talking.staff_buttons import ListCases
from handlers.talking.wording import day, plain, say
from handlers.telling import timeouts
from handlers.telling.bundles import MOST_SINGLE, with_list
from handlers.telling.case_words import due_words
from handlers.telling.timeouts import Elapsed

Snapshot: TypeAlias = Mapping[str, Any]
"""The parts of an office's rules that move due dates, as plain data; stored between two starts."""


def reason(before: Snapshot, after: Snapshot) -> str:
    """The reason for a new due date, in words for people."""
    closed, opened = _named(before, after), _named(after, before)
    reasons = [plain("recalculation.closed", days=closed)] if closed else []
    reasons += [plain("recalculation.opened", days=opened)] if opened else []
    return " ".join(reasons) or plain("recalculation.changed")


def _named(before: Snapshot, after: Snapshot) -> str:
    """The closed days that are found and were not known."""
    news = [(date.fromisoformat(iso_day), name) for iso_day, name in after["closed"].items() if iso_day not in before["closed"]]
    return ", ".join(f"{day(closed)} ({name})" for closed, name in news)


def moves(running: Iterable[Complaint], rules: OfficeRules) -> list[tuple[Complaint, datetime | None]]:
    """The cases whose due moment differs under these rules from the one that was told, with the new one."""
    return [(complaint, due_of(complaint, rules)) for complaint in running if timeouts.moved_due(complaint, rules)]


def reminders(
    running: Iterable[Complaint], present: OfficeRules, new: OfficeRules, now: datetime
) -> list[tuple[Complaint, datetime | None, datetime | None]]:
    """The cases whose next reminder moves, with the current and the new moment."""
    cases_in_both = [case for case in running if new.knows(case.category) and present.knows(case.category)]
    moved = [(case, present.next_moment(case, after=now), new.next_moment(case, after=now)) for case in cases_in_both]
    return [(case, before, after) for case, before, after in moved if before != after]


def heard_due(history: Sequence[Event], now: datetime) -> datetime | Unset | None:
    """The due moment that the reporter knows, where nothing but the calendar moved it within the time in which nobody was told; else UNSET."""
    later, place = now, len(history)
    while place and isinstance(history[place - 1].data, Recalculated) and later - history[place - 1].at < SETTLING:
        place, later = place - 1, history[place - 1].at
    return replay(history[:place]).due if place < len(history) else UNSET


def of_the_net(elapsed: Elapsed, heard: datetime | Unset | None) -> Elapsed:
    """Without the notices to citizens, where the due moment is again the one that they know."""
    if elapsed.complaint.due != heard:
        return elapsed
    return replace(elapsed, notices=tuple(notice for notice in elapsed.notices if notice.audience.is_staff))


def told_together(moved: Sequence[Elapsed], rules: OfficeRules, why: str) -> list[Elapsed]:
    """The moved cases with their notices, of which more than five to one member of the staff are one message with the list."""
    to_staff = [(elapsed.complaint, notice) for elapsed in moved for notice in elapsed.notices if notice.audience.is_staff]
    many = {person for person, count in Counter(notice.person for _, notice in to_staff).items() if count > MOST_SINGLE}
    left = [
        replace(elapsed, notices=tuple(notice for notice in elapsed.notices if not (notice.audience.is_staff and notice.person in many)))
        for elapsed in moved
    ]
    for person in sorted(many):
        of_person = [(complaint, notice) for complaint, notice in to_staff if notice.person == person]
        left[0] = replace(left[0], notices=(*left[0].notices, _one_notice(of_person, rules, why)))
    return left


def _one_notice(moved: Sequence[tuple[Complaint, Notice]], rules: OfficeRules, why: str) -> Notice:
    lines = [f"{complaint.number} · {due_words(complaint.due, rules)}" for complaint, _ in moved]
    head = say("recalculation.many", count=len(moved), text=why)
    return with_list(moved[0][1], head, lines, ListCases(rules.office.id, "all"))
