"""What each action changes of a complaint beside its state: one function for each payload that changes something."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import singledispatch

from handlers.casework.complaint import Closing, Complaint, Offer, Pending
from handlers.casework.events import Event
from handlers.casework.moves import Action
from handlers.casework.payloads import (
    Absolved,
    Absorbed,
    Accepted,
    Accused,
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
    ExtensionRequested,
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


@singledispatch
def effect(data: Payload, complaint: Complaint, event: Event) -> Complaint:
    """The complaint with what the action changes beside the state; most actions change nothing else."""
    return complaint


@effect.register
def _(data: Taken, complaint: Complaint, event: Event) -> Complaint:
    assert event.actor is not None
    return _handed_to(complaint, event.actor, event.at)


@effect.register
def _(data: Released, complaint: Complaint, event: Event) -> Complaint:
    return _released(complaint, event)


@effect.register
def _(data: Assigned, complaint: Complaint, event: Event) -> Complaint:
    return _handed_to(complaint, data.officer, event.at)


@effect.register
def _(data: Answered, complaint: Complaint, event: Event) -> Complaint:
    assert event.actor is not None
    unchecked = Closing(by=event.actor, at=event.at, doubts=data.doubts) if data.to_check else None
    return replace(complaint, answer=data.text, unchecked=unchecked)


@effect.register
def _(data: Added, complaint: Complaint, event: Event) -> Complaint:
    reach = "; ".join(filter(None, [complaint.reach, data.reach]))
    return replace(complaint, no_calls=complaint.no_calls or data.no_calls, reach=reach)


@effect.register
def _(data: ClosingConfirmed | Accepted, complaint: Complaint, event: Event) -> Complaint:
    """A reporter who is content makes the second look unnecessary."""
    return replace(complaint, unchecked=None)


@effect.register
def _(data: ClosingReturned, complaint: Complaint, event: Event) -> Complaint:
    """Returns the case to its handler or unit. The limit counts as if the case had never ended, so that a wrong ending does not extend it. An answer
    that had not left is none.
    """
    untaken = complaint.untaken_since if complaint.officer is not None else event.at
    answer = "" if data.unsent else complaint.answer
    return replace(_not_ended(complaint), rating=None, untaken_since=untaken, answer=answer)


def _not_ended(complaint: Complaint) -> Complaint:
    """The complaint after an ending was undone: a limit missed before the ending is still being missed."""
    missed = tuple(replace(limit, until=None) if limit.due == complaint.due else limit for limit in complaint.missed)
    return replace(complaint, missed=missed)


@effect.register
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


@effect.register
def _(data: Offered, complaint: Complaint, event: Event) -> Complaint:
    assert event.actor is not None
    return replace(complaint, offered=Offer(office=data.to, unit=data.unit, reason=data.text, by=event.actor, since=event.at))


@effect.register
def _(data: OfferReturned, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, offered=None)


@effect.register
def _(data: Lifted, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, confidential=False)


@effect.register
def _(data: Retracted, complaint: Complaint, event: Event) -> Complaint:
    return replace(_not_ended(complaint), answer="")


@effect.register
def _(data: Categorized, complaint: Complaint, event: Event) -> Complaint:
    return _passed_on(_categorized(complaint, data.category), event)


@effect.register
def _(data: CategoryRequested, complaint: Complaint, event: Event) -> Complaint:
    return _waiting_for_approval(complaint, event, data.category)


@effect.register
def _(data: ExtensionRequested, complaint: Complaint, event: Event) -> Complaint:
    return _waiting_for_approval(complaint, event, data.until.isoformat())


def _waiting_for_approval(complaint: Complaint, event: Event, value: str) -> Complaint:
    assert event.actor is not None
    return replace(complaint, pending=Pending(kind=event.action, value=value, reason=event.data.text, by=event.actor, since=event.at))


@effect.register
def _(data: Approved, complaint: Complaint, event: Event) -> Complaint:
    pending = complaint.pending
    assert pending is not None
    if pending.kind is Action.REQUEST_CATEGORY:
        return _passed_on(_categorized(complaint, pending.value), event)
    return replace(complaint, extended_to=datetime.fromisoformat(pending.value), extension_used=True, pending=None)


@effect.register
def _(data: Denied, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, pending=None)


@effect.register
def _(data: Raised, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, urgent=True, urgent_since=event.at)


@effect.register
def _(data: Lowered, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, urgent=False, urgent_since=None)


@effect.register
def _(data: Accused, complaint: Complaint, event: Event) -> Complaint:
    passed = _passed_on(complaint, event)
    return _released(passed, event) if passed.officer in data.accused else passed


@effect.register
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


@effect.register
def _(data: Rated, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, rating=data.stars)


@effect.register
def _(data: Followed, complaint: Complaint, event: Event) -> Complaint:
    """After two people turned out to be one: follows once, and not at all as the reporter."""
    if data.person == complaint.reporter:
        return complaint
    proven = (*complaint.proven, data.person) if data.proven else complaint.proven
    followers = (*complaint.followers, data.person)
    return replace(complaint, followers=tuple(dict.fromkeys(followers)), proven=tuple(dict.fromkeys(proven)))


@effect.register
def _(data: Merged, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, merged_into=data.into)


@effect.register
def _(data: Absorbed, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, merged=(*complaint.merged, (data.number, data.person)))


@effect.register
def _(data: Revived, complaint: Complaint, event: Event) -> Complaint:
    return replace(_released(complaint, event), merged_into=None)


@effect.register
def _(data: Anonymized, complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, text="", place="", occurred="", reach="", unchecked=None)


@effect.register
def _(data: Absolved, complaint: Complaint, event: Event) -> Complaint:
    return replace(_passed_on(complaint, event), accused=tuple(person for person in complaint.accused if person != data.person))


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
