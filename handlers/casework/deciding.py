"""Decides whether an action is allowed, and which event it becomes under the office's rules. Nothing changes here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.casework.access import StaffMember, may_handle
from handlers.casework.checking import had_a_hand_in
from handlers.casework.complaint import Actor, Complaint, Identity, Refused, Rules, due_of, limit_ends, running_due
from handlers.casework.events import Event
from handlers.casework.evidence import AttachmentKind, Evidence
from handlers.casework.evolving import SETS_LIMIT, evolve, file
from handlers.casework.moves import MOVES, NEEDS_REASON, OPEN, Action, Role
from handlers.casework.payloads import (
    Absolved,
    Accused,
    Answered,
    Approved,
    Categorized,
    CategoryRequested,
    ExtensionRequested,
    Followed,
    IdentityOpened,
    Lifted,
    LimitMissed,
    Lowered,
    OfferAccepted,
    Payload,
    Rated,
    Retracted,
    Transferred,
)

TAKE_BACK = timedelta(seconds=60)
SETTLING = timedelta(minutes=10)
"""So long citizens are not told of a due date that the calendar moved, because whoever changed the calendar may undo it."""
"""For this long a final answer can be taken back; the reporter gets it afterwards."""


LEAST_LETTERS = 8
"""The fewest letters of a final answer, and of a reason for opening an identity; the same as for a citizen's story."""


def says_something(answer: str) -> bool:
    """Whether an answer or a reason says more than "ok"."""
    return sum(map(str.isalpha, answer)) >= LEAST_LETTERS


def allowed(complaint: Complaint, actor: Actor) -> list[Action]:
    """The actions that the table permits to this actor now, in its order; the buttons are made from them."""
    return [action for action in MOVES if _permitted(complaint, action, actor) and not _guard(complaint, action, actor)]


def _permitted(complaint: Complaint, action: Action, actor: Actor) -> bool:
    return complaint.state in MOVES[action].sources and bool(MOVES[action].by & actor.roles)


def _guard(complaint: Complaint, action: Action, actor: Actor) -> str | None:
    """A further reason against an action in this state, as a key of the wording; None where there is none."""
    if complaint.for_supervisor and action in _KEPT and not _leads(complaint, actor) and not (action is Action.TAKE and complaint.officer):
        return "supervisor_only"
    if action in _CHECKS and (complaint.unchecked is None or had_a_hand_in(complaint, actor)):
        return "handled_yourself" if complaint.unchecked else "nothing_to_check"
    pending = complaint.pending
    checks: dict[Action, tuple[bool, str]] = {
        Action.TAKE: (complaint.officer is not None, "already_taken"),
        Action.APPROVE: (pending is None, "nothing_pending"),
        Action.DENY: (pending is None, "nothing_pending"),
        Action.REQUEST_EXTENSION: (complaint.extension_used or pending is not None, "extension_once"),
        Action.REQUEST_CATEGORY: (pending is not None, "approval_pending"),
        Action.OPEN_IDENTITY: (complaint.identity is not Identity.CONFIDENTIAL, "no_identity"),
        Action.RAISE: (complaint.urgent, "already_urgent"),
        Action.LOWER: (not complaint.urgent, "not_urgent"),
        Action.OFFER: (complaint.offered is not None, "already_offered"),
        Action.ABSOLVE: (not complaint.accused, "not_accused"),
        Action.LIFT: (not complaint.confidential, "not_confidential"),
        Action.MERGE: (bool(complaint.merged), "has_merged"),
        Action.REVIVE: (complaint.merged_into is None, "not_merged"),
        Action.MISS: (complaint.due is None or any(miss.told and miss.due == complaint.due for miss in complaint.missed), "not_missed"),
    }
    blocked, why = checks.get(action, (False, ""))
    return why if blocked else None


_CHECKS = frozenset({Action.CONFIRM_CLOSING, Action.RETURN_CLOSING})
_KEPT = frozenset(
    {
        Action.TAKE,
        Action.REJECT,
        Action.TRANSFER,
        Action.OFFER,
        Action.CATEGORIZE,
        Action.REQUEST_CATEGORY,
        Action.MERGE,
    }
)
"""Actions on a case reopened twice that only the supervisor, and the person whom they named, may do."""


def _leads(complaint: Complaint, actor: Actor) -> bool:
    """Whether the actor decides about the case: the supervisor, the head if it is about the supervisor, the person whom they named, or the clock."""
    return bool(actor.roles & {Role.SUPERVISOR, Role.HANDLER, Role.CLOCK}) or (
        complaint.examined_by is Role.HEAD and Role.HEAD in actor.roles
    )


def filed(event: Event, rules: Rules) -> Event:
    """The first event of a history, with the due moment that it sets."""
    return _with(event, due=due_of(file(event), rules))


def decide(complaint: Complaint, data: Payload, actor: Actor, now: datetime, rules: Rules, there: Rules | None = None) -> Event:
    """The event of this action. Raises `Refused` with the reason. `there`: the rules of the office to which the case is transferred."""
    if isinstance(data, Categorized) and _needs_approval(complaint, data.category, actor, rules):
        data = CategoryRequested(category=data.category, text=data.text, accused=data.accused)
    check(complaint, data.action, actor)
    _check_data(complaint, data, now, rules)
    if complaint.due and complaint.state in OPEN and (complaint.due < now or isinstance(data, LimitMissed)):
        data = replace(data, missed=complaint.due)
    role = max(MOVES[data.action].by & actor.roles, key=list(Role).index)
    event = Event(at=now, actor=actor.person, role=role, data=_examined(complaint, data, there or rules))
    return _with_limit(complaint, _moved(complaint, event, rules, there) if there else event, there or rules)


def _examined(complaint: Complaint, data: Payload, rules: Rules) -> Payload:
    """The data with the examiner of the new category, unless they name one."""
    category = _new_category(complaint, data)
    if category is None:
        return data
    if not rules.examined(category):
        return replace(data, examined_by=None, accused=())
    examiner_before = None if isinstance(data, OfferAccepted) else complaint.examined_by
    return data if data.examined_by in (Role.EXAMINER, Role.HEAD) else replace(data, examined_by=examiner_before or Role.EXAMINER)


def becomes_misconduct(complaint: Complaint, data: Payload, rules: Rules) -> bool:
    """Whether the action makes the case one of misconduct, or requests it, so that the accused staff must be looked for."""
    category = data.category if isinstance(data, CategoryRequested) else _new_category(complaint, data)
    was_examined = complaint.examined_by is not None and not isinstance(data, OfferAccepted)
    return category is not None and not was_examined and rules.examined(category)


def _new_category(complaint: Complaint, data: Payload) -> str | None:
    """The category after the action; None where the action leaves it."""
    match data:
        case Approved() if complaint.pending and complaint.pending.kind is Action.REQUEST_CATEGORY:
            return complaint.pending.value
        case Categorized():
            return data.category
        case Transferred() if isinstance(data, OfferAccepted) or data.office:
            return data.category or complaint.category
        case _:
            return None


def _moved(complaint: Complaint, event: Event, here: Rules, there: Rules) -> Event:
    """The transfer with the correction that preserves the due moment: a transfer neither extends nor shortens the limit. It ends a pause."""
    after = evolve(complaint, event)
    preserved, own = limit_ends(after, here), limit_ends(replace(after, moved_by=timedelta()), there)
    if not (preserved and own and isinstance(event.data, Transferred)):
        return event
    return replace(event, data=replace(event.data, moved_by=preserved - own))


def _with_limit(complaint: Complaint, event: Event, rules: Rules) -> Event:
    """The event with the due moment that it sets, if any. An action that leaves the limit alone never moves the due moment."""
    after = evolve(complaint, event)
    runs_again = after.state in OPEN and complaint.state not in OPEN
    set_anew = event.action in SETS_LIMIT or after.pauses != complaint.pauses or runs_again
    return _with(event, due=due_of(after, rules)) if set_anew else event


def _with(event: Event, *, due: datetime | None) -> Event:
    return replace(event, data=replace(event.data, due=due))


def check(complaint: Complaint, action: Action, actor: Actor) -> None:
    """Raises `Refused` where this actor cannot do this now, whatever the words."""
    if complaint.state not in MOVES[action].sources:
        raise Refused("wrong_state", state=complaint.state)
    if not MOVES[action].by & actor.roles:
        raise Refused("not_yours", officer=complaint.officer)
    if why := _guard(complaint, action, actor):
        raise Refused(why, officer=complaint.officer)


def check_officer(complaint: Complaint, officer: int, staff: Iterable[StaffMember]) -> None:
    """Raises `Refused` where the case cannot be given to this officer."""
    if not any(member.person == officer and may_handle(member, complaint) for member in staff):
        raise Refused("may_not_handle")


def _needs_approval(complaint: Complaint, category: str, actor: Actor, rules: Rules) -> bool:
    """Whether a supervisor must approve the change, because the new limit is longer."""
    return rules.knows(category) and Role.SUPERVISOR not in actor.roles and rules.is_longer(category, complaint.category)


def _check_data(complaint: Complaint, data: Payload, now: datetime, rules: Rules) -> None:
    if data.action in NEEDS_REASON and not data.text.strip():
        raise Refused("reason_missing")
    if why := _wrong(complaint, data, now, rules):
        raise Refused(why)


def _wrong(complaint: Complaint, data: Payload, now: datetime, rules: Rules) -> str | None:
    """What is wrong with these words or values, as a key of the wording; None where nothing is."""
    match data:
        case Categorized(category=category) | CategoryRequested(category=category):
            return _wrong_category(complaint, category, rules)
        case ExtensionRequested() if data.until <= max(now, running_due(complaint, rules, now) or now):
            return "extension_must_be_later"
        case Approved() if _passed_extension(complaint, now):
            return "extension_passed"
        case Approved() if _gains_nothing(complaint, now, rules):
            return "extension_no_later"
        case Answered() if not says_something(data.text):
            return "too_short"
        case Accused() if set(data.accused) <= set(complaint.accused):
            return "accused_already"
        case Absolved() if data.person not in complaint.accused:
            return "not_accused"
        case IdentityOpened() | Lifted() | Lowered() if not says_something(data.text):
            return "reason_short"
        case Answered() if rules.proof_needed and not _proves(data.attachments):
            return "proof_missing"
        case Retracted() if complaint.since and now - complaint.since > TAKE_BACK:
            return "too_late_to_retract"
        case LimitMissed() if complaint.due and now < complaint.due:
            return "not_missed"
        case Followed() if data.person in (complaint.reporter, *complaint.followers):
            return "already_following"
        case Rated() if data.stars not in (1, 2, 3, 4):
            return "stars"
        case _:
            return None


def _wrong_category(complaint: Complaint, category: str, rules: Rules) -> str | None:
    if not rules.knows(category):
        return "unknown_category"
    return "same_category" if category == complaint.category else None


def _passed_extension(complaint: Complaint, now: datetime) -> bool:
    """Whether the requested later date is already past."""
    asked = complaint.pending
    return asked is not None and asked.kind is Action.REQUEST_EXTENSION and datetime.fromisoformat(asked.value) <= now


def _gains_nothing(complaint: Complaint, now: datetime, rules: Rules) -> bool:
    """Whether the due moment is already later than the requested date."""
    asked, due = complaint.pending, running_due(complaint, rules, now)
    return bool(asked and asked.kind is Action.REQUEST_EXTENSION and due and datetime.fromisoformat(asked.value) <= due)


def _proves(attachments: Iterable[Evidence]) -> bool:
    return any(file.kind in {AttachmentKind.PHOTO, AttachmentKind.DOCUMENT} for file in attachments)
