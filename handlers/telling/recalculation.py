"""When a calendar or a limit changes while cases run: the state at which due dates were last told, and the reason for moving them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from handlers.casework.complaint import Complaint, due_of
from handlers.rules import OfficeRules
from handlers.talking.wording import day, plain
from handlers.telling import timeouts

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
