"""A case as one row of a list: subject, officer, state, due date. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.casework.complaint import Complaint
from handlers.casework.masking import for_staff
from handlers.casework.moves import OPEN
from handlers.rules import OfficeRules
from handlers.talking.wording import clock, day, plain
from handlers.telling.case_words import category_name, due_words, excerpt, proposed


class Urgency(StrEnum):
    """How near the limit is; shown as the colour of a row, and never by colour alone."""

    LATE = "late"
    TODAY = "today"
    RUNNING = "running"
    STOPPED = "stopped"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    number: str
    about: str
    state: str
    category: str
    unit: str
    officer: str
    proposed: str
    received: str
    due: str
    urgency: Urgency
    urgent: bool
    confidential: bool


def urgency_of(complaint: Complaint, rules: OfficeRules, now: datetime) -> Urgency:
    if complaint.state not in OPEN:
        return Urgency.ENDED
    if complaint.due is None:
        return Urgency.STOPPED
    if complaint.due < now:
        return Urgency.LATE
    same_day = rules.calendar.local_date(complaint.due) == rules.calendar.local_date(now)
    return Urgency.TODAY if same_day else Urgency.RUNNING


def row_day(value: datetime, rules: OfficeRules, now: datetime) -> str:
    """`24 Nov`; with the year where it is another year."""
    calendar = rules.calendar
    number, month, year = day(calendar.local_date(value)).split()[1:]
    return f"{number} {month[:3]}" + (f" {year}" if calendar.local_date(value).year != calendar.local_date(now).year else "")


def row_moment(value: datetime, rules: OfficeRules, now: datetime) -> str:
    """`24 Nov, 16.00 WITA`, for a narrow column."""
    return f"{row_day(value, rules, now)}, {clock(value, rules.office.zone)}"


def row_of(complaint: Complaint, rules: OfficeRules, now: datetime, names: Mapping[int, str] | None = None) -> CaseRow:
    """The row of the case. `names`: the office's staff by person."""
    officer = (names or {}).get(complaint.officer or 0, plain("cases.former_officer")) if complaint.officer else plain("cases.nobody_yet")
    return CaseRow(
        number=complaint.number,
        about=plain("notices.hidden") if complaint.confidential else excerpt(for_staff(complaint).text, 110),
        state=plain(f"states.{complaint.state}"),
        category=category_name(complaint.category, rules),
        unit=rules.office.unit(complaint.unit).name,
        officer=officer,
        proposed=proposed(complaint, rules, reason=not complaint.confidential),
        received=row_day(complaint.received, rules, now),
        due=row_moment(complaint.due, rules, now) if complaint.due else due_words(complaint.due, rules),
        urgency=urgency_of(complaint, rules, now),
        urgent=complaint.urgent,
        confidential=complaint.confidential,
    )
