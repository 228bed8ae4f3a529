"""What an event makes of a complaint. The history is the list of events, so `replay(history)` is the complaint.

No rules of an office stand here: what an event owes to them (`due`, `moved_by`) was worked out in `deciding` and is in its data, so
that a history tells the same whatever calendar or policy comes later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce

from handlers.casework.complaint import Complaint, Event, Identity, Miss, Offer, Pending
from handlers.casework.moves import ALIVE, MOVES, OPEN, Action, Role, State


def evolve(complaint: Complaint, event: Event) -> Complaint:
    """The complaint after the event. Pure; trusts that `decide` let the event through."""
    target = MOVES[event.action].target
    changed = _missed(complaint, event)
    changed = _entered(changed, target, event) if target else changed
    effect = _EFFECTS.get(event.action)
    changed = effect(changed, event) if effect else changed
    changed = replace(changed, acted=event.at) if event.role in _AT_WORK or event.action in _BACK_AT_WORK else changed
    due_since = event.at if event.action in SETS_LIMIT else changed.due_since
    return replace(changed, due=_due(event, complaint.due), due_since=due_since)


def file(event: Event) -> Complaint:
    """The first event of every history makes the complaint."""
    data = event.data
    known = {
        key: data[key] for key in ("number", "office", "unit", "category", "text", "service", "occurred", "place", "urgent", "confidential")
    }
    at = event.at
    return Complaint(
        **known,
        reporter=data["reporter"],
        identity=Identity(data["identity"]),
        received=at,
        start=at,
        since=at,
        untaken_since=at,
        due_since=at,
        urgent_since=at if data["urgent"] else None,
        due=_due(event, None),
        examined_by=_examiner(event.data.get("examined_by")),
        accused=tuple(event.data.get("accused", ())),
    )


def _examiner(role: str | None) -> Role | None:
    return Role(role) if role else None


def replay(history: Iterable[Event]) -> Complaint:
    """The complaint that a history explains."""
    first, *rest = history
    return reduce(evolve, rest, file(first))


def _due(event: Event, before: datetime | None) -> datetime | None:
    """The due moment that the event set (None: the clock stands still), or the one there was."""
    due = event.data.get("due", before)
    return datetime.fromisoformat(due) if isinstance(due, str) else due


def _entered(complaint: Complaint, state: State, event: Event) -> Complaint:
    """Entering a state: opens or ends the pause, notes since when, and when it all ended."""
    if state is complaint.state:
        return complaint
    pauses = complaint.pauses
    if complaint.state is State.WAITING:
        pauses = (*pauses[:-1], (pauses[-1][0], event.at))
    if state is State.WAITING:
        pauses = (*pauses, (event.at, None))
    ended = None if state in ALIVE else event.at
    if state in OPEN:
        return replace(complaint, state=state, pauses=pauses, since=event.at, ended=ended)
    complaint = replace(complaint, offered=None)
    missed = tuple(miss if miss.until else replace(miss, until=event.at) for miss in complaint.missed)
    return replace(complaint, state=state, pauses=pauses, since=event.at, ended=ended, pending=None, missed=missed)


def _handed_to(complaint: Complaint, officer: int, at: datetime) -> Complaint:
    handlers = complaint.handlers if officer in complaint.handlers else (*complaint.handlers, officer)
    return replace(complaint, officer=officer, taken=complaint.taken or at, handlers=handlers)


def _taken(complaint: Complaint, event: Event) -> Complaint:
    assert event.actor is not None
    return _handed_to(complaint, event.actor, event.at)


def _released(complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, officer=None, taken=None, untaken_since=event.at)


def _transferred(complaint: Complaint, event: Event) -> Complaint:
    """What waited for a supervisor's approval waits no longer: another office has another one."""
    where = {key: event.data[key] for key in ("office", "unit", "category") if key in event.data}
    pending = complaint.pending if where.get("office", complaint.office) == complaint.office else None
    moved_by = timedelta(seconds=event.data["moved_by"]) if "moved_by" in event.data else complaint.moved_by
    return _passed_on(replace(_released(complaint, event), pending=pending, offered=None, moved_by=moved_by, **where), event)


def _offered(complaint: Complaint, event: Event) -> Complaint:
    assert event.actor is not None
    data = event.data
    return replace(complaint, offered=Offer(office=data["to"], unit=data["unit"], reason=data["text"], by=event.actor, since=event.at))


def _passed_on(complaint: Complaint, event: Event) -> Complaint:
    """Misconduct that was not seen as such before leaves the hands of the unit."""
    if "examined_by" not in event.data:
        return complaint
    examiner = _examiner(event.data["examined_by"])
    passed = replace(complaint, examined_by=examiner)
    return _released(passed, event) if examiner and complaint.examined_by is None and complaint.officer is not None else passed


def _approved(complaint: Complaint, event: Event) -> Complaint:
    pending = complaint.pending
    assert pending is not None
    if pending.kind is Action.REQUEST_CATEGORY:
        return _passed_on(_categorized(complaint, pending.value), event)
    return replace(complaint, extended_to=datetime.fromisoformat(pending.value), extension_used=True, pending=None)


def _categorized(complaint: Complaint, category: str) -> Complaint:
    """The limit is counted anew from the day of receipt, as the office that has it counts."""
    return replace(complaint, category=category, pending=None, moved_by=timedelta())


def _requested(complaint: Complaint, event: Event) -> Complaint:
    assert event.actor is not None
    value = event.data.get("category") or event.data["until"]
    return replace(complaint, pending=Pending(kind=event.action, value=value, reason=event.data["text"], by=event.actor, since=event.at))


def _reopened(complaint: Complaint, event: Event) -> Complaint:
    """The limit runs again from now; the second time nobody keeps it but the supervisor."""
    again = complaint.reopened + 1
    officer = complaint.officer if again == 1 else None
    return replace(
        complaint,
        reopened=again,
        start=event.at,
        pauses=(),
        extended_to=None,
        moved_by=timedelta(),
        ended=None,
        officer=officer,
        rating=None,
        taken=event.at if officer else None,
        untaken_since=complaint.untaken_since if officer else event.at,
    )


def _missed(complaint: Complaint, event: Event) -> Complaint:
    """A limit that had passed when this happened; the clock tells the reporter of it."""
    if "missed" not in event.data:
        return complaint
    due = datetime.fromisoformat(event.data["missed"])
    known = {miss.due: miss for miss in complaint.missed}
    miss = known.get(due, Miss(category=complaint.category, due=due))
    known[due] = replace(miss, told=miss.told or event.action is Action.MISS)
    return replace(complaint, missed=tuple(known.values()))


def _followed(complaint: Complaint, event: Event) -> Complaint:
    """Twice, or by the reporter, where two people turned out to be one: once, or nothing new."""
    person = event.data["person"]
    if person == complaint.reporter:
        return complaint
    proven = (*complaint.proven, person) if event.data.get("proven") else complaint.proven
    followers = (*complaint.followers, person)
    return replace(complaint, followers=tuple(dict.fromkeys(followers)), proven=tuple(dict.fromkeys(proven)))


def _set(**names: str) -> Callable[[Complaint, Event], Complaint]:
    """An effect that copies values of the event into fields."""
    return lambda complaint, event: replace(complaint, **{name: event.data[key] for name, key in names.items()})


SETS_LIMIT = frozenset(
    {Action.CATEGORIZE, Action.APPROVE, Action.TRANSFER, Action.ACCEPT_OFFER, Action.REOPEN, Action.REVIVE, Action.RECALCULATE}
)
"""After these another limit may hold than before."""

_AT_WORK = frozenset({Role.OFFICER, Role.CONFIDANT, Role.HANDLER, Role.EXAMINER, Role.SUPERVISOR, Role.HEAD})
_BACK_AT_WORK = frozenset({Action.REPLY, Action.REOPEN})
"""What the reporter does that puts the case back into the hands of the staff."""

_EFFECTS: Mapping[Action, Callable[[Complaint, Event], Complaint]] = {
    Action.TAKE: _taken,
    Action.RELEASE: _released,
    Action.ASSIGN: lambda complaint, event: _handed_to(complaint, event.data["officer"], event.at),
    Action.ANSWER: _set(answer="text"),
    Action.TRANSFER: _transferred,
    Action.OFFER: _offered,
    Action.ACCEPT_OFFER: _transferred,
    Action.RETURN_OFFER: lambda complaint, event: replace(complaint, offered=None),
    Action.LIFT: lambda complaint, event: replace(complaint, confidential=False),
    Action.RETRACT: lambda complaint, event: replace(complaint, answer="", ended=None),
    Action.CATEGORIZE: lambda complaint, event: _passed_on(_categorized(complaint, event.data["category"]), event),
    Action.REQUEST_CATEGORY: _requested,
    Action.REQUEST_EXTENSION: _requested,
    Action.APPROVE: _approved,
    Action.DENY: lambda complaint, event: replace(complaint, pending=None),
    Action.RAISE: lambda complaint, event: replace(complaint, urgent=True, urgent_since=event.at),
    Action.REOPEN: _reopened,
    Action.RATE: _set(rating="stars"),
    Action.FOLLOW: _followed,
    Action.MERGE: _set(merged_into="into"),
    Action.ABSORB: lambda complaint, event: replace(complaint, merged=(*complaint.merged, (event.data["number"], event.data["person"]))),
    Action.REVIVE: lambda complaint, event: replace(_released(complaint, event), merged_into=None),
    Action.ANONYMIZE: lambda complaint, event: replace(complaint, text="", place="", occurred=""),
}
