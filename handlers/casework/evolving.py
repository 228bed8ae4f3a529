"""Applies events to a complaint. A complaint is `replay(history)`.

This module knows no rules of an office. What an event owes to them (`due`, `moved_by`) was computed in `deciding` and stands in its data, so that a
history means the same under any later calendar or policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import TypeVar

from handlers.casework.complaint import Complaint, Miss
from handlers.casework.effects import effect
from handlers.casework.events import Event
from handlers.casework.moves import ALIVE, MOVES, OPEN, Action, Role, State
from handlers.casework.payloads import Filed, Unset

T = TypeVar("T")
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


def evolve(complaint: Complaint, event: Event) -> Complaint:
    """The complaint after the event. Pure; relies on `decide` having allowed the event."""
    target = MOVES[event.action].target
    changed = _missed(complaint, event)
    changed = _entered(changed, target, event) if target else changed
    changed = replace(changed, accused=tuple(dict.fromkeys((*complaint.accused, *event.data.accused))))
    changed = effect(event.data, changed, event)
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


def _missed(complaint: Complaint, event: Event) -> Complaint:
    """The complaint with a limit that had passed before this event; the clock tells the reporter."""
    due = event.data.missed
    if due is None:
        return complaint
    missed_before = {miss.due: miss for miss in complaint.missed}
    miss = missed_before.get(due, Miss(category=complaint.category, due=due))
    missed_before[due] = replace(miss, told=miss.told or event.action is Action.MISS)
    return replace(complaint, missed=tuple(missed_before.values()))
