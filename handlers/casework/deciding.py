"""Whether an action is allowed, and the event that it would be, with all that it owes to the office's rules. Nothing changes here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.casework.access import StaffMember, may_handle
from handlers.casework.checking import had_a_hand_in
from handlers.casework.complaint import Actor, Complaint, Identity, Refused, Rules, due_of, limit_ends, running_due
from handlers.casework.events import (
    Answered,
    Approved,
    Categorized,
    CategoryRequested,
    Event,
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
from handlers.casework.evidence import AttachmentKind, Evidence
from handlers.casework.evolving import SETS_LIMIT, evolve, file
from handlers.casework.moves import MOVES, NEEDS_REASON, OPEN, Action, Role

TAKE_BACK = timedelta(seconds=60)
"""So long a final answer can be taken back; the reporter gets it after that."""


LEAST_LETTERS = 8
"""A final answer has at least so many, and why a protected reporter is named: the same floor as a citizen's story."""


def says_something(answer: str) -> bool:
    """Whether an answer or a reason is more than "ok"."""
    return sum(map(str.isalpha, answer)) >= LEAST_LETTERS


def allowed(complaint: Complaint, actor: Actor) -> list[Action]:
    """The actions the table permits this actor now, in the table's order; what buttons are made of."""
    return [action for action in MOVES if _permitted(complaint, action, actor) and not _guard(complaint, action, actor)]


def _permitted(complaint: Complaint, action: Action, actor: Actor) -> bool:
    return complaint.state in MOVES[action].sources and bool(MOVES[action].by & actor.roles)


def _guard(complaint: Complaint, action: Action, actor: Actor) -> str | None:
    """What else stands against an action in this state, as a wording key."""
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
"""What nobody does to a case that was reopened twice but the supervisor, and whom the supervisor named."""


def _leads(complaint: Complaint, actor: Actor) -> bool:
    """The supervisor, the head where it is about the supervisor, who was named to handle it, or time itself."""
    return bool(actor.roles & {Role.SUPERVISOR, Role.HANDLER, Role.CLOCK}) or (
        complaint.examined_by is Role.HEAD and Role.HEAD in actor.roles
    )


def filed(event: Event, rules: Rules) -> Event:
    """The first event of a history, with the due moment that it sets."""
    return _with(event, due=due_of(file(event), rules))


def decide(complaint: Complaint, data: Payload, actor: Actor, now: datetime, rules: Rules, there: Rules | None = None) -> Event:
    """The event that this action is, or `Refused` with the reason. `there` are the rules of the office it is transferred to."""
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
    """With who examines it under the category that it gets, where it does not say so itself."""
    category = _new_category(complaint, data)
    if category is None:
        return data
    if not rules.examined(category):
        return replace(data, examined_by=None, accused=())
    kept = None if isinstance(data, OfferAccepted) else complaint.examined_by
    return data if data.examined_by in (Role.EXAMINER, Role.HEAD) else replace(data, examined_by=kept or Role.EXAMINER)


def becomes_misconduct(complaint: Complaint, data: Payload, rules: Rules) -> bool:
    """Whether this makes it a matter to be examined, or asks for that: nobody has looked yet whom of that office's staff it is about."""
    category = data.category if isinstance(data, CategoryRequested) else _new_category(complaint, data)
    known = complaint.examined_by is not None and not isinstance(data, OfferAccepted)
    return category is not None and not known and rules.examined(category)


def _new_category(complaint: Complaint, data: Payload) -> str | None:
    """The category under which it goes on; None where the action leaves that alone."""
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
    """The transfer with what keeps the due moment: moving a complaint buys no time and takes none. A pause ends with the move."""
    after = evolve(complaint, event)
    kept, own = limit_ends(after, here), limit_ends(replace(after, moved_by=timedelta()), there)
    if not (kept and own and isinstance(event.data, Transferred)):
        return event
    return replace(event, data=replace(event.data, moved_by=kept - own))


def _with_limit(complaint: Complaint, event: Event, rules: Rules) -> Event:
    """The event with the due moment that it sets, if it sets one; what leaves the limit alone never moves it."""
    after = evolve(complaint, event)
    runs_again = after.state in OPEN and complaint.state not in OPEN
    set_anew = event.action in SETS_LIMIT or after.pauses != complaint.pauses or runs_again
    return _with(event, due=due_of(after, rules)) if set_anew else event


def _with(event: Event, *, due: datetime | None) -> Event:
    return replace(event, data=replace(event.data, due=due))


def check(complaint: Complaint, action: Action, actor: Actor) -> None:
    """Raises `Refused` where this actor cannot do this now, whatever the words would be."""
    if complaint.state not in MOVES[action].sources:
        raise Refused("wrong_state", state=complaint.state)
    if not MOVES[action].by & actor.roles:
        raise Refused("not_yours", officer=complaint.officer)
    if why := _guard(complaint, action, actor):
        raise Refused(why, officer=complaint.officer)


def check_officer(complaint: Complaint, officer: int, staff: Iterable[StaffMember]) -> None:
    """Raises `Refused` where the case cannot be given to this one of the office's staff."""
    if not any(member.person == officer and may_handle(member, complaint) for member in staff):
        raise Refused("may_not_handle")


def _needs_approval(complaint: Complaint, category: str, actor: Actor, rules: Rules) -> bool:
    """A change to a longer limit takes effect only when a supervisor approves."""
    return rules.knows(category) and Role.SUPERVISOR not in actor.roles and rules.is_longer(category, complaint.category)


def _check_data(complaint: Complaint, data: Payload, now: datetime, rules: Rules) -> None:
    if data.action in NEEDS_REASON and not data.text.strip():
        raise Refused("reason_missing")
    if why := _wrong(complaint, data, now, rules):
        raise Refused(why)


def _wrong(complaint: Complaint, data: Payload, now: datetime, rules: Rules) -> str | None:
    """What stands against these words or values, as a wording key."""
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
    """Whether the later date that is to be approved has gone by."""
    asked = complaint.pending
    return asked is not None and asked.kind is Action.REQUEST_EXTENSION and datetime.fromisoformat(asked.value) <= now


def _gains_nothing(complaint: Complaint, now: datetime, rules: Rules) -> bool:
    """Whether the due moment has come to lie behind the later date that was asked for."""
    asked, due = complaint.pending, running_due(complaint, rules, now)
    return bool(asked and asked.kind is Action.REQUEST_EXTENSION and due and datetime.fromisoformat(asked.value) <= due)


def _proves(attachments: Iterable[Evidence]) -> bool:
    return any(file.kind in {AttachmentKind.PHOTO, AttachmentKind.DOCUMENT} for file in attachments)
