"""Whether an action is allowed, and the event that it would be, with all that it owes to the office's rules. Nothing changes here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.casework.complaint import Actor, Complaint, Event, Identity, Refused, Rules, due_of, limit_ends
from handlers.casework.evolving import SETS_LIMIT, evolve, file
from handlers.casework.moves import MOVES, NEEDS_REASON, OPEN, Action, Role

TAKE_BACK = timedelta(seconds=60)
"""So long a final answer can be taken back; the reporter gets it after that."""


LEAST_LETTERS = 8
"""A final answer has at least so many: the same floor as a citizen's story."""


def says_something(answer: str) -> bool:
    """Whether a final answer is more than "ok"."""
    return sum(map(str.isalpha, answer)) >= LEAST_LETTERS


def allowed(complaint: Complaint, actor: Actor) -> list[Action]:
    """The actions the table permits this actor now, in the table's order; what buttons are made of."""
    return [action for action in MOVES if _permitted(complaint, action, actor) and not _guard(complaint, action, actor)]


def _permitted(complaint: Complaint, action: Action, actor: Actor) -> bool:
    return complaint.state in MOVES[action].sources and bool(MOVES[action].by & actor.roles)


def _guard(complaint: Complaint, action: Action, actor: Actor) -> str | None:
    """What else stands against an action in this state, as a wording key."""
    if action is Action.TAKE and complaint.officer is None and complaint.for_supervisor and Role.SUPERVISOR not in actor.roles:
        return "supervisor_only"
    pending = complaint.pending
    checks: dict[Action, tuple[bool, str]] = {
        Action.TAKE: (complaint.officer is not None, "already_taken"),
        Action.APPROVE: (pending is None, "nothing_pending"),
        Action.DENY: (pending is None, "nothing_pending"),
        Action.REQUEST_EXTENSION: (complaint.extension_used or pending is not None, "extension_once"),
        Action.REQUEST_CATEGORY: (pending is not None, "approval_pending"),
        Action.OPEN_IDENTITY: (complaint.identity is not Identity.CONFIDENTIAL, "no_identity"),
        Action.RAISE: (complaint.urgent, "already_urgent"),
        Action.OFFER: (complaint.offered is not None, "already_offered"),
        Action.LIFT: (not complaint.confidential, "not_confidential"),
        Action.MERGE: (bool(complaint.merged), "has_merged"),
        Action.REVIVE: (complaint.merged_into is None, "not_merged"),
        Action.MISS: (complaint.due is None or any(miss.told and miss.due == complaint.due for miss in complaint.missed), "not_missed"),
    }
    blocked, why = checks.get(action, (False, ""))
    return why if blocked else None


def filed(event: Event, rules: Rules) -> Event:
    """The first event of a history, with the due moment that it sets."""
    return _with(event, due=due_of(file(event), rules))


def decide(
    complaint: Complaint, action: Action, actor: Actor, now: datetime, rules: Rules, there: Rules | None = None, **data: Any
) -> Event:
    """The event that this action is, or `Refused` with the reason. `there` are the rules of the office it is transferred to."""
    if action is Action.CATEGORIZE and _needs_approval(complaint, data.get("category", ""), actor, rules):
        action = Action.REQUEST_CATEGORY
    check(complaint, action, actor)
    _check_data(complaint, action, now, rules, data)
    if complaint.due and complaint.state in OPEN and (complaint.due < now or action is Action.MISS):
        data["missed"] = complaint.due.isoformat()
    role = max(MOVES[action].by & actor.roles, key=list(Role).index)
    examined = _examined(complaint, action, data, there or rules)
    event = Event(at=now, actor=actor.person, role=role, action=action, data={**data, **examined})
    return _with_limit(complaint, _moved(complaint, event, rules, there) if there else event, there or rules)


def _examined(complaint: Complaint, action: Action, data: Mapping[str, Any], rules: Rules) -> dict[str, str | None]:
    """Who examines it under the category that it gets, where it gets another; a move to another office starts with what is known there."""
    if action is Action.APPROVE and complaint.pending and complaint.pending.kind is Action.REQUEST_CATEGORY:
        category = complaint.pending.value
    elif action in {Action.CATEGORIZE, Action.ACCEPT_OFFER} or (action is Action.TRANSFER and "office" in data):
        category = data.get("category", complaint.category)
    else:
        return {}
    kept = complaint.examined_by if action is not Action.ACCEPT_OFFER else None
    return {"examined_by": (kept or Role.EXAMINER).value if rules.examined(category) else None}


def _moved(complaint: Complaint, event: Event, here: Rules, there: Rules) -> Event:
    """The transfer with what keeps the due moment: moving a complaint buys no time and takes none. A pause ends with the move."""
    after = evolve(complaint, event)
    kept, own = limit_ends(after, here), limit_ends(replace(after, moved_by=timedelta()), there)
    return replace(event, data={**event.data, "moved_by": (kept - own).total_seconds()}) if kept and own else event


def _with_limit(complaint: Complaint, event: Event, rules: Rules) -> Event:
    """The event with the due moment that it sets, if it sets one; what leaves the limit alone never moves it."""
    after = evolve(complaint, event)
    return _with(event, due=due_of(after, rules)) if event.action in SETS_LIMIT or after.pauses != complaint.pauses else event


def _with(event: Event, *, due: datetime | None) -> Event:
    return replace(event, data={**event.data, "due": due.isoformat() if due else None})


def check(complaint: Complaint, action: Action, actor: Actor) -> None:
    """Raises `Refused` where this actor cannot do this now, whatever the words would be."""
    if complaint.state not in MOVES[action].sources:
        raise Refused("wrong_state", state=complaint.state)
    if not MOVES[action].by & actor.roles:
        raise Refused("not_yours", officer=complaint.officer)
    if why := _guard(complaint, action, actor):
        raise Refused(why, officer=complaint.officer)


def _needs_approval(complaint: Complaint, category: str, actor: Actor, rules: Rules) -> bool:
    """A change to a longer limit takes effect only when a supervisor approves."""
    return rules.knows(category) and Role.SUPERVISOR not in actor.roles and rules.is_longer(category, complaint.category)


def _check_data(complaint: Complaint, action: Action, now: datetime, rules: Rules, data: Mapping[str, Any]) -> None:
    if action in NEEDS_REASON and not str(data.get("text", "")).strip():
        raise Refused("reason_missing")
    if action in {Action.CATEGORIZE, Action.REQUEST_CATEGORY}:
        if not rules.knows(data["category"]):
            raise Refused("unknown_category")
        if data["category"] == complaint.category:
            raise Refused("same_category")
    if action is Action.REQUEST_EXTENSION and datetime.fromisoformat(data["until"]) <= max(now, complaint.due or now):
        raise Refused("extension_must_be_later")
    asked = complaint.pending if action is Action.APPROVE else None
    if asked and asked.kind is Action.REQUEST_EXTENSION and datetime.fromisoformat(asked.value) <= now:
        raise Refused("extension_passed")
    if action is Action.ANSWER and not says_something(data["text"]):
        raise Refused("too_short")
    if action is Action.ANSWER and rules.proof_needed and not _proves(data.get("attachments", ())):
        raise Refused("proof_missing")
    if action is Action.RETRACT and complaint.since and now - complaint.since > TAKE_BACK:
        raise Refused("too_late_to_retract")
    if action is Action.MISS and complaint.due and now < complaint.due:
        raise Refused("not_missed")
    if action is Action.FOLLOW and data["person"] in (complaint.reporter, *complaint.followers):
        raise Refused("already_following")
    if action is Action.RATE and data["stars"] not in (1, 2, 3, 4):
        raise Refused("stars")


def _proves(attachments: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a photo or a document is among them."""
    return any(one["kind"] in {"photo", "document"} for one in attachments)
