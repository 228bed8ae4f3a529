"""Applies events to a complaint. A complaint is `replay(history)`.

This module knows no rules of an office. What an event owes to them (`due`, `moved_by`) was computed in `deciding` and stands in its data, so that a
history means the same under any later calendar or policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce, singledispatch
from typing import TypeVar

from handlers.casework.complaint import Closing, Complaint, Miss, Offer, Pending
from handlers.casework.events import (
    Absorbed,
    Accepted,
    Added,
    Anonymized,
    Answered,
    Approved,
    Assigned,
    Categorized,
    CategoryRequested,
    ClosingConfirmed,
    ClosingReturned,
    Denied,
    Event,
    ExtensionRequested,
    Filed,
    Followed,
    Lifted,
    Lowered,
    Merged,
    Offered,
    OfferReturned,
    Payload,
    Raised,
    Rated,
    Released,
    Reopened,
    Retracted,
    Revived,
    Taken,
    Transferred,
    Unset,
)
from handlers.casework.moves import ALIVE, MOVES, OPEN, Action, Role, State

T = TypeVar("T")


def evolve(complaint: Complaint, event: Event) -> Complaint:
    """The complaint after the event. Pure; relies on `decide` having allowed the event."""
    target = MOVES[event.action].target
    changed = _missed(complaint, event)
    changed = _entered(changed, target, event) if target else changed
    changed = _effect(event.data, changed, event)
    changed = replace(changed, accused=tuple(dict.fromkeys((*complaint.accused, *event.data.accused))))
    changed = replace(changed, acted=event.at) if event.role in _AT_WORK or event.action in _BACK_AT_WORK else changed
    due_since = event.at if event.action in SETS_LIMIT else changed.due_since
    return replace(changed, due=_set(event.data.due, complaint.due), due_since=due_since)


def file(event: Event) -> Complaint:
    """The complaint made by the first event of a history."""
    filed, at = event.data, event.at
    assert isinstance(filed, Filed)
    return Complaint(
        number=filed.number,
        office=filed.office,
        unit=filed.unit,
        category=filed.category,
        text=filed.text,
        service=filed.service,
        occurred=filed.occurred,
        place=filed.place,
        urgent=filed.urgent,
        confidential=filed.confidential,
        no_calls=filed.no_calls,
        reach=filed.reach,
        reporter=filed.reporter,
        identity=filed.identity,
        received=at,
        start=at,
        since=at,
        untaken_since=at,
        due_since=at,
        urgent_since=at if filed.urgent else None,
        due=_set(filed.due, None),
        examined_by=_set(filed.examined_by, None),
        accused=filed.accused,
    )


def _set(value: T | Unset, before: T) -> T:
    """The value of the event, or the earlier one where the event leaves it."""
    return before if isinstance(value, Unset) else value


def replay(history: Iterable[Event]) -> Complaint:
    """The complaint that results from a history."""
    first, *rest = history
    return reduce(evolve, rest, file(first))


def _entered(complaint: Complaint, state: State, event: Event) -> Complaint:
    """The complaint in a new state: begins or ends a pause, and records when the state and the end began."""
    if state is complaint.state:
        return complaint
    pauses = complaint.pauses
    if complaint.state is State.WAITING:
        pauses = (*pauses[:-1], (pauses[-1][0], event.at))
    if state is State.WAITING:
        pauses = (*pauses, (event.at, None))
    ended = None if state in ALIVE else event.at
    if state in OPEN:
        return replace(complaint, state=state, pauses=pauses, since=event.at, ended=ended, unchecked=None)
    complaint = replace(complaint, offered=None)
    missed = tuple(miss if miss.until else replace(miss, until=event.at) for miss in complaint.missed)
    return replace(complaint, state=state, pauses=pauses, since=event.at, ended=ended, pending=None, missed=missed)


def _handed_to(complaint: Complaint, officer: int, at: datetime) -> Complaint:
    handlers = complaint.handlers if officer in complaint.handlers else (*complaint.handlers, officer)
    return replace(complaint, officer=officer, taken=complaint.taken or at, handlers=handlers)


def _released(complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, officer=None, taken=None, untaken_since=event.at)


def _passed_on(complaint: Complaint, event: Event) -> Complaint:
    """Removes the handler of the accused unit, where the case becomes misconduct."""
    examiner = event.data.examined_by
    if isinstance(examiner, Unset):
        return complaint
    passed = replace(complaint, examined_by=examiner)
    return _released(passed, event) if examiner and complaint.examined_by is None and complaint.officer is not None else passed


def _categorized(complaint: Complaint, category: str) -> Complaint:
    """The complaint in the new category; the limit counts from the day of receipt by the current office's calendar."""
    return replace(complaint, category=category, pending=None, moved_by=timedelta())


def _missed(complaint: Complaint, event: Event) -> Complaint:
    """The complaint with a limit that had passed before this event; the clock tells the reporter."""
    due = event.data.missed
    if due is None:
        return complaint
    missed_before = {miss.due: miss for miss in complaint.missed}
    miss = missed_before.get(due, Miss(category=complaint.category, due=due))
    missed_before[due] = replace(miss, told=miss.told or event.action is Action.MISS)
    return replace(complaint, missed=tuple(missed_before.values()))


SETS_LIMIT = frozenset(
    {
        Action.CATEGORIZE,
        Action.APPROVE,
        Action.TRANSFER,
        Action.ACCEPT_OFFER,
        Action.REOPEN,
        Action.RETURN_CLOSING,
        Action.REVIVE,
        Action.RECALCULATE,
    }
)
"""Actions after which another limit may apply."""

_AT_WORK = frozenset({Role.OFFICER, Role.CONFIDANT, Role.HANDLER, Role.EXAMINER, Role.SUPERVISOR, Role.HEAD})
_BACK_AT_WORK = frozenset({Action.REPLY, Action.REOPEN})
"""Actions of the reporter after which the staff must act again."""


@singledispatch
def _effect(data: Payload, complaint: Complaint, event: Event) -> Complaint:
    """What an action changes beside the state; most actions change nothing else."""
    return complaint


@_effect.register
def _(data: Taken, complaint: Complaint, event: Event) -> Complaint:
    assert event.actor is not None
    return _handed_to(complaint, event.actor, event.at)


@_effect.register
def _(data: Released, complaint: Complaint, event: Event) -> Complaint:
    return _released(complaint, event)


@_effect.register
def _(data: Assigned, complaint: Complaint, event: Event) -> Complaint:
    return _handed_to(complaint, data.officer, event.at)


@_effect.register
def _(data: Answered, complaint: Complaint, event: Event) -> Complaint:
    assert event.actor is not None
    unchecked = Closing(by=event.actor, at=event.at, doubts=data.doubts) if data.to_check else None
    return replace(complaint, answer=data.text, unchecked=unchecked)


@_effect.register
def _(data: Added, complaint: Complaint, event: Event) -> Complaint:
    reach = "; ".join(filter(None, [complaint.reach, data.reach]))
    return replace(complaint, no_calls=complaint.no_calls or data.no_calls, reach=reach)


@_effect.register
def _(data: ClosingConfirmed | Accepted, complaint: Complaint, event: Event) -> Complaint:
    """A reporter who is content makes the second look unnecessary."""
    return replace(complaint, unchecked=None)


@_effect.register
def _(data: ClosingReturned, complaint: Complaint, event: Event) -> Complaint:
    """Returns the case to its handler or unit. The limit counts as if the case had never ended, so that a wrong ending does not extend it."""
    untaken = complaint.untaken_since if complaint.officer is not None else event.at
    return replace(_not_ended(complaint), rating=None, untaken_since=untaken)


def _not_ended(complaint: Complaint) -> Complaint:
    """The complaint after an ending was undone: a limit missed before the ending is still being missed."""
    missed = tuple(replace(limit, until=None) if limit.due == complaint.due else limit for limit in complaint.missed)
    return replace(complaint, missed=missed)


@_effect.register
def _(data: Transferred, complaint: Complaint, event: Event) -> Complaint:
    """Drops a request for approval, because the new office has another supervisor."""
    office = data.office or complaint.office
    there = replace(
        _released(complaint, event),
        office=office,
        unit=data.unit or complaint.unit,
        category=data.category or complaint.category,
        pending=complaint.pending if office == complaint.office else None,
        offered=None,
        moved_by=complaint.moved_by if data.moved_by is None else data.moved_by,
    )
    return _passed_on(there, event)


@_effect.register
def _(data: Offered, complaint: Complaint, event: Event) -> Complaint:
    assert event.actor is not None
    return replace(complaint, offered=Offer(office=data.to, unit=data.unit, reason=data.text, by=event.actor, since=event.at))


@_effect.register
def _(data: OfferReturned, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, offered=None)


@_effect.register
def _(data: Lifted, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, confidential=False)


@_effect.register
def _(data: Retracted, complaint: Complaint, event: Event) -> Complaint:
    return replace(_not_ended(complaint), answer="")


@_effect.register
def _(data: Categorized, complaint: Complaint, event: Event) -> Complaint:
    return _passed_on(_categorized(complaint, data.category), event)


@_effect.register
def _(data: CategoryRequested, complaint: Complaint, event: Event) -> Complaint:
    return _waiting_for_approval(complaint, event, data.category)


@_effect.register
def _(data: ExtensionRequested, complaint: Complaint, event: Event) -> Complaint:
    return _waiting_for_approval(complaint, event, data.until.isoformat())


def _waiting_for_approval(complaint: Complaint, event: Event, value: str) -> Complaint:
    assert event.actor is not None
    return replace(complaint, pending=Pending(kind=event.action, value=value, reason=event.data.text, by=event.actor, since=event.at))


@_effect.register
def _(data: Approved, complaint: Complaint, event: Event) -> Complaint:
    pending = complaint.pending
    assert pending is not None
    if pending.kind is Action.REQUEST_CATEGORY:
        return _passed_on(_categorized(complaint, pending.value), event)
    return replace(complaint, extended_to=datetime.fromisoformat(pending.value), extension_used=True, pending=None)


@_effect.register
def _(data: Denied, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, pending=None)


@_effect.register
def _(data: Raised, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, urgent=True, urgent_since=event.at)


@_effect.register
def _(data: Lowered, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, urgent=False, urgent_since=None)


@_effect.register
def _(data: Reopened, complaint: Complaint, event: Event) -> Complaint:
    """The limit starts again now; after the second reopening only the supervisor handles the case."""
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


@_effect.register
def _(data: Rated, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, rating=data.stars)


@_effect.register
def _(data: Followed, complaint: Complaint, event: Event) -> Complaint:
    """After two people turned out to be one: follows once, and not at all as the reporter."""
    if data.person == complaint.reporter:
        return complaint
    proven = (*complaint.proven, data.person) if data.proven else complaint.proven
    followers = (*complaint.followers, data.person)
    return replace(complaint, followers=tuple(dict.fromkeys(followers)), proven=tuple(dict.fromkeys(proven)))


@_effect.register
def _(data: Merged, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, merged_into=data.into)


@_effect.register
def _(data: Absorbed, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, merged=(*complaint.merged, (data.number, data.person)))


@_effect.register
def _(data: Revived, complaint: Complaint, event: Event) -> Complaint:
    return replace(_released(complaint, event), merged_into=None)


@_effect.register
def _(data: Anonymized, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, text="", place="", occurred="", reach="", unchecked=None)
