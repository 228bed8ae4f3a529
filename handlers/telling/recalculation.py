"""The calendar or a limit changed while cases run: what it was when due dates were last told, and the reason for moving them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from typing import Any, TypeAlias

from handlers.casework.complaint import Complaint, due_of
from handlers.rules import OfficeRules
from handlers.talking.wording import day, plain
from handlers.telling import timeouts

Snapshot: TypeAlias = Mapping[str, Any]
"""What of an office's rules moves due dates, as plain data: kept between two starts."""


def snapshot(rules: OfficeRules) -> Snapshot:
    """All that due dates of the office depend on: its closed days by name, the rest as a mark that changes with it."""
    calendar = rules.calendar
    rest = (
        calendar.zone.key,
        calendar.week,
        sorted(calendar.open_days.items()),
        [asdict(period) for period in calendar.periods],
        [(key, rules.limit(key)) for key in sorted(rules.policy.all_categories)],
    )
    return {
        "closed": {one.isoformat(): name for one, name in sorted(calendar.closed.items())},
        "rest": sha256(repr(rest).encode()).hexdigest(),
    }


def ladder_mark(rules: OfficeRules) -> str:
    """Changes with what reminders follow, whether due dates move by it or not."""
    policy = rules.policy
    ladders = [(key, one.ladder) for key, one in sorted(policy.all_categories.items())]
    return sha256(repr((ladders, policy.urgent, policy.waiting, policy.resolved, policy.approval)).encode()).hexdigest()


def reason(before: Snapshot, after: Snapshot) -> str:
    """What people read as the reason for a new due date."""
    closed, opened = _named(before, after), _named(after, before)
    reasons = [plain("recalculation.closed", days=closed)] if closed else []
    reasons += [plain("recalculation.opened", days=opened)] if opened else []
    return " ".join(reasons) or plain("recalculation.changed")


def _named(known: Snapshot, found: Snapshot) -> str:
    """The closed days that are found and were not known."""
    news = [(date.fromisoformat(one), name) for one, name in found["closed"].items() if one not in known["closed"]]
    return ", ".join(f"{day(closed)} ({name})" for closed, name in news)


def moves(running: Iterable[Complaint], rules: OfficeRules) -> list[tuple[Complaint, datetime | None]]:
    """The cases whose due moment is another by these rules than the one that was told, with the new one."""
    return [(complaint, due_of(complaint, rules)) for complaint in running if timeouts.moved_due(complaint, rules)]


def reminders(
    running: Iterable[Complaint], present: OfficeRules, new: OfficeRules, now: datetime
) -> list[tuple[Complaint, datetime | None, datetime | None]]:
    """The cases of which the next reminder would come at another time, with the moment as it is and as it would be."""
    known = [case for case in running if new.knows(case.category) and present.knows(case.category)]
    moved = [(case, present.next_moment(case, after=now), new.next_moment(case, after=now)) for case in known]
    return [(case, before, after) for case, before, after in moved if before != after]
