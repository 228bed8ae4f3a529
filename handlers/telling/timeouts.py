"""What happens to a complaint because time has passed: reminders, a missed limit, closing after silence. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.casework.access import StaffMember
from handlers.casework.complaint import CLOCK, Complaint, due_of
from handlers.casework.deciding import allowed, decide
from handlers.casework.events import Event
from handlers.casework.evolving import evolve
from handlers.casework.moves import OPEN, Action
from handlers.casework.payloads import Lapsed, LimitMissed, Payload
from handlers.casework.rungs import Point, When
from handlers.rules import OfficeRules
from handlers.talking.message import Notice
from handlers.telling import notices, reminders
from handlers.telling.reminders import Reminder

ASK_AGAIN = timedelta(minutes=10)
"""The time until the next try, where there was nobody to tell."""


@dataclass(frozen=True, kw_only=True)
class Elapsed:
    """What time did to a complaint. `told`: up to when its ladder was told. `next_at`: when to look again (None: never)."""

    complaint: Complaint
    events: tuple[Event, ...] = ()
    notices: tuple[Notice, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    told: datetime
    next_at: datetime | None
    unheard: bool = False
    """There was nobody to tell; the notice is tried again until there is."""


def until(now: datetime, complaint: Complaint, told: datetime, staff: Sequence[StaffMember], rules: OfficeRules) -> Elapsed:
    """Everything that happens between `told` and `now`; one notice covers all points that have passed."""
    passed, next_at = rules.points_between(complaint, after=told, until=now)
    at_rest = Elapsed(complaint=complaint, told=now, next_at=next_at)
    if any(point.when is When.CLOSE for point in passed):
        closed = act(at_rest, Lapsed(), now, staff, rules)
        return replace(closed, next_at=rules.next_moment(closed.complaint, after=now))
    return _with_reminder(_missed(at_rest, now, staff, rules), passed, told, staff, rules) if passed else at_rest


def _missed(so_far: Elapsed, now: datetime, staff: Sequence[StaffMember], rules: OfficeRules) -> Elapsed:
    """Records a missed limit in the history and tells the reporter."""
    due = so_far.complaint.due
    if due is None or now < due or Action.MISS not in allowed(so_far.complaint, CLOCK):
        return so_far
    missed = act(so_far, LimitMissed(), now, staff, rules)
    return replace(missed, notices=(*missed.notices, *reminders.of_lateness(missed.complaint, rules, now)))


def _with_reminder(so_far: Elapsed, passed: Sequence[Point], told: datetime, staff: Sequence[StaffMember], rules: OfficeRules) -> Elapsed:
    """Adds the notice for these points. While nobody can be told, they do not count as told."""
    now, complaint = so_far.told, so_far.complaint
    made = reminders.of_points(complaint=complaint, points=passed, staff=staff, rules=rules, now=now)
    if made:
        return replace(so_far, reminders=made)
    again = now + ASK_AGAIN
    urgent = any(point.when is When.URGENT for point in passed)
    next_at = again if urgent else rules.calendar.next_opening_moment(again)
    return replace(so_far, told=told, next_at=next_at, unheard=True)


def act(so_far: Elapsed, data: Payload, now: datetime, staff: Sequence[StaffMember], rules: OfficeRules) -> Elapsed:
    """Carries out an action of the clock."""
    before = so_far.complaint
    event = decide(before, data, CLOCK, now, rules)
    after = evolve(before, event)
    made = notices.of_event(before=before, after=after, event=event, staff=staff, rules=rules)
    return replace(so_far, complaint=after, events=(*so_far.events, event), notices=(*so_far.notices, *made))


def is_unreadable(complaint: Complaint, rules: OfficeRules | None) -> bool:
    """Whether the office's data no longer define the complaint's ladder. The ladder then waits, and nothing is lost."""
    return rules is None or not rules.knows(complaint.category)


def moved_due(complaint: Complaint, rules: OfficeRules) -> bool:
    """Whether the rules now give another due moment than the one that was told."""
    return complaint.state in OPEN and rules.knows(complaint.category) and due_of(complaint, rules) != complaint.due
