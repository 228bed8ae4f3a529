"""The life of a complaint: states, one table of moves, and two pure functions.

`decide` says whether an action is allowed and returns the event it would be; `evolve` applies an event to a complaint. The history
is the list of events, so `replay(history)` is the complaint. Rules: docs/pengaduan.md, after COMPLAINTS of the project's owner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import reduce
from typing import Any, Protocol

from handlers.casework.deadlines import Pause


class State(StrEnum):
    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.RECEIVED, State.IN_PROGRESS, State.WAITING})
ALIVE = OPEN | {State.RESOLVED}


class Identity(StrEnum):
    """What the office may know of the reporter."""

    NAMED = "terbuka"
    CONFIDENTIAL = "rahasia"
    ANONYMOUS = "anonim"


class Role(StrEnum):
    """What somebody is *on this complaint*; one person can be several of these at once."""

    REPORTER = "reporter"
    FOLLOWER = "follower"
    OFFICER = "officer"  # may see it, does not handle it
    HANDLER = "handler"  # the officer who took it
    SUPERVISOR = "supervisor"
    HEAD = "head"
    ADMIN = "admin"
    CLOCK = "clock"  # the bot itself, when time has passed


class Action(StrEnum):
    FILE = "file"
    TAKE = "take"
    RELEASE = "release"
    ASSIGN = "assign"
    ASK = "ask"
    REPLY = "reply"
    ADD = "add"
    NOTE = "note"
    INFORM = "inform"
    ANSWER = "answer"
    REJECT = "reject"
    TRANSFER = "transfer"
    CATEGORIZE = "categorize"
    REQUEST_CATEGORY = "request_category"
    REQUEST_EXTENSION = "request_extension"
    APPROVE = "approve"
    DENY = "deny"
    RAISE = "raise"
    OPEN_IDENTITY = "open_identity"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    REOPEN = "reopen"
    RATE = "rate"
    FOLLOW = "follow"
    MERGE = "merge"
    LAPSE = "lapse"
    MISS = "miss"
    RECALCULATE = "recalculate"
    ANONYMIZE = "anonymize"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One row of the table: from which states, to which (None: stays), by whom."""

    sources: frozenset[State]
    target: State | None
    by: frozenset[Role]


def _move(sources: Iterable[State], target: State | None, *by: Role) -> Move:
    return Move(sources=frozenset(sources), target=target, by=frozenset(by))


_STAFF = (Role.OFFICER, Role.HANDLER, Role.SUPERVISOR)

MOVES: Mapping[Action, Move] = {
    Action.TAKE: _move({State.RECEIVED, State.IN_PROGRESS}, State.IN_PROGRESS, Role.OFFICER, Role.SUPERVISOR),
    Action.RELEASE: _move({State.IN_PROGRESS, State.WAITING}, State.RECEIVED, Role.HANDLER, Role.SUPERVISOR),
    Action.ASSIGN: _move(OPEN, State.IN_PROGRESS, Role.SUPERVISOR, Role.ADMIN),
    Action.ASK: _move({State.IN_PROGRESS}, State.WAITING, Role.HANDLER, Role.SUPERVISOR),
    Action.REPLY: _move({State.WAITING}, State.IN_PROGRESS, Role.REPORTER),
    Action.ADD: _move(ALIVE, None, Role.REPORTER, Role.FOLLOWER),
    Action.NOTE: _move(ALIVE, None, *_STAFF),
    Action.INFORM: _move({State.IN_PROGRESS, State.WAITING}, None, Role.HANDLER, Role.SUPERVISOR),
    Action.ANSWER: _move({State.IN_PROGRESS, State.WAITING}, State.RESOLVED, Role.HANDLER, Role.SUPERVISOR),
    Action.REJECT: _move(OPEN, State.REJECTED, *_STAFF),
    Action.TRANSFER: _move(OPEN, State.RECEIVED, *_STAFF),
    Action.CATEGORIZE: _move(OPEN, None, *_STAFF),
    Action.REQUEST_CATEGORY: _move(OPEN, None, *_STAFF),
    Action.REQUEST_EXTENSION: _move({State.IN_PROGRESS, State.WAITING}, None, Role.HANDLER, Role.SUPERVISOR),
    Action.APPROVE: _move(OPEN, None, Role.SUPERVISOR),
    Action.DENY: _move(OPEN, None, Role.SUPERVISOR),
    Action.RAISE: _move(OPEN, None, *_STAFF),
    Action.OPEN_IDENTITY: _move(ALIVE, None, Role.SUPERVISOR),
    Action.WITHDRAW: _move(OPEN, State.WITHDRAWN, Role.REPORTER),
    Action.ACCEPT: _move({State.RESOLVED}, State.CLOSED, Role.REPORTER),
    Action.REOPEN: _move({State.RESOLVED}, State.IN_PROGRESS, Role.REPORTER),
    Action.RATE: _move({State.RESOLVED, State.CLOSED}, None, Role.REPORTER),
    Action.FOLLOW: _move(OPEN, None, Role.FOLLOWER),
    Action.MERGE: _move(OPEN, State.CLOSED, *_STAFF),
    Action.LAPSE: _move({State.WAITING, State.RESOLVED}, State.CLOSED, Role.CLOCK),
    Action.MISS: _move(OPEN, None, Role.CLOCK),
    Action.RECALCULATE: _move(OPEN, None, Role.CLOCK),
    Action.ANONYMIZE: _move({State.CLOSED, State.REJECTED, State.WITHDRAWN}, None, Role.REPORTER, Role.CLOCK),
}

NEEDS_REASON = frozenset(
    {
        Action.REJECT,
        Action.TRANSFER,
        Action.CATEGORIZE,
        Action.REQUEST_CATEGORY,
        Action.REQUEST_EXTENSION,
        Action.DENY,
        Action.OPEN_IDENTITY,
        Action.ASK,
        Action.ANSWER,
        Action.INFORM,
    }
)


class Refused(Exception):
    """The action is not allowed. `why` is a key of the wording under `refused`, `facts` fill it."""

    def __init__(self, why: str, **facts: Any) -> None:
        super().__init__(why)
        self.why = why
        self.facts = facts


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: a person (None for the clock) and all that the person is on this complaint."""

    person: int | None
    roles: frozenset[Role]


CLOCK = Actor(person=None, roles=frozenset({Role.CLOCK}))


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of the append-only history. `at` is UTC; `data` holds what the action added, in plain JSON values."""

    at: datetime
    actor: int | None
    role: Role
    action: Action
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A limit that passed: a fact that no later action takes away."""

    category: str
    due: datetime


@dataclass(frozen=True, kw_only=True)
class Pending:
    """Something a supervisor has to approve."""

    kind: Action
    value: str  # the category, or the new due moment in ISO form
    reason: str
    by: int


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """One complaint as its history left it. Moments are UTC. `due` None = the clock stands still or has stopped."""

    number: str
    office: str
    unit: str
    category: str
    reporter: int
    text: str
    identity: Identity
    received: datetime
    start: datetime
    service: str | None = None
    occurred: str = ""
    place: str = ""
    urgent: bool = False
    confidential: bool = False
    state: State = State.RECEIVED
    due: datetime | None = None
    officer: int | None = None
    taken: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    reopened: int = 0
    extended_to: datetime | None = None
    extension_used: bool = False
    pending: Pending | None = None
    missed: tuple[Miss, ...] = ()
    answer: str = ""
    since: datetime | None = None  # when the present state began
    ended: datetime | None = None
    rating: int | None = None
    followers: tuple[int, ...] = ()
    merged_into: str | None = None
    handlers: tuple[int, ...] = ()  # everyone who ever handled it

    @property
    def alive(self) -> bool:
        return self.state in ALIVE

    @property
    def shielded(self) -> bool:
        """True where details must not appear in notifications."""
        return self.confidential or self.identity is not Identity.NAMED


class Rules(Protocol):
    """The office's policy and clock as far as a complaint needs them."""

    def due(self, category: str, start: datetime, pauses: tuple[Pause, ...]) -> datetime | None:
        """The moment the limit of the category ends; None while a pause is open."""

    def is_longer(self, category: str, than: str) -> bool:
        """Whether the limit of `category` is longer than that of `than`."""

    def knows(self, category: str) -> bool: ...

    @property
    def proof_needed(self) -> bool: ...


def allowed(complaint: Complaint, actor: Actor) -> list[Action]:
    """The actions the table permits this actor now, in the table's order; what buttons are made of."""
    return [action for action in MOVES if _permitted(complaint, action, actor) and not _guard(complaint, action)]


def _permitted(complaint: Complaint, action: Action, actor: Actor) -> bool:
    return complaint.state in MOVES[action].sources and bool(MOVES[action].by & actor.roles)


def _guard(complaint: Complaint, action: Action) -> str | None:
    """What else stands against an action in this state, as a wording key."""
    pending = complaint.pending
    checks: dict[Action, tuple[bool, str]] = {
        Action.TAKE: (complaint.officer is not None, "already_taken"),
        Action.APPROVE: (pending is None, "nothing_pending"),
        Action.DENY: (pending is None, "nothing_pending"),
        Action.REQUEST_EXTENSION: (complaint.extension_used or pending is not None, "extension_once"),
        Action.REQUEST_CATEGORY: (pending is not None, "approval_pending"),
        Action.OPEN_IDENTITY: (complaint.identity is not Identity.CONFIDENTIAL, "no_identity"),
        Action.RAISE: (complaint.urgent, "already_urgent"),
    }
    blocked, why = checks.get(action, (False, ""))
    return why if blocked else None


def decide(complaint: Complaint, action: Action, actor: Actor, now: datetime, rules: Rules, **data: Any) -> Event:
    """The event that this action is, or `Refused` with the reason. Nothing changes here."""
    if action is Action.CATEGORIZE and _needs_approval(complaint, data.get("category", ""), actor, rules):
        action = Action.REQUEST_CATEGORY
    if complaint.state not in MOVES[action].sources:
        raise Refused("wrong_state", state=complaint.state)
    if not MOVES[action].by & actor.roles:
        raise Refused("not_yours", officer=complaint.officer)
    if why := _guard(complaint, action):
        raise Refused(why, officer=complaint.officer)
    _check_data(complaint, action, now, rules, data)
    role = max(MOVES[action].by & actor.roles, key=list(Role).index)
    return Event(at=now, actor=actor.person, role=role, action=action, data=data)


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
    if action is Action.ANSWER and rules.proof_needed and not data.get("attachments"):
        raise Refused("proof_missing")
    if action is Action.FOLLOW and data["person"] in (complaint.reporter, *complaint.followers):
        raise Refused("already_following")
    if action is Action.RATE and data["stars"] not in (1, 2, 3, 4):
        raise Refused("stars")


def evolve(complaint: Complaint, event: Event, rules: Rules) -> Complaint:
    """The complaint after the event. Pure; trusts that `decide` let the event through."""
    target = MOVES[event.action].target
    changed = _entered(complaint, target, event) if target else complaint
    effect = _EFFECTS.get(event.action)
    changed = effect(changed, event) if effect else changed
    return replace(changed, due=due_of(changed, rules))


def due_of(complaint: Complaint, rules: Rules) -> datetime | None:
    """The due moment from the facts: the category's limit from the start of the clock, or the approved later date."""
    if complaint.state not in OPEN:
        return complaint.due
    due = rules.due(complaint.category, complaint.start, complaint.pauses)
    return max(due, complaint.extended_to) if due and complaint.extended_to else due


def file(event: Event, rules: Rules) -> Complaint:
    """The first event of every history makes the complaint."""
    data = event.data
    known = {
        key: data[key] for key in ("number", "office", "unit", "category", "text", "service", "occurred", "place", "urgent", "confidential")
    }
    filed = Complaint(
        **known, reporter=data["reporter"], identity=Identity(data["identity"]), received=event.at, start=event.at, since=event.at
    )
    return replace(filed, due=due_of(filed, rules))


def replay(history: Iterable[Event], rules: Rules) -> Complaint:
    """The complaint that a history explains."""
    first, *rest = history
    return reduce(lambda complaint, event: evolve(complaint, event, rules), rest, file(first, rules))


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
    pending = complaint.pending if state in OPEN else None
    return replace(complaint, state=state, pauses=pauses, since=event.at, ended=ended, pending=pending)


def _handed_to(complaint: Complaint, officer: int, at: datetime) -> Complaint:
    handlers = complaint.handlers if officer in complaint.handlers else (*complaint.handlers, officer)
    return replace(complaint, officer=officer, taken=complaint.taken or at, handlers=handlers)


def _taken(complaint: Complaint, event: Event) -> Complaint:
    assert event.actor is not None
    return _handed_to(complaint, event.actor, event.at)


def _released(complaint: Complaint, event: Event) -> Complaint:
    return replace(complaint, officer=None, taken=None)


def _transferred(complaint: Complaint, event: Event) -> Complaint:
    where = {key: event.data[key] for key in ("office", "unit") if key in event.data}
    return replace(complaint, officer=None, taken=None, **where)


def _approved(complaint: Complaint, event: Event) -> Complaint:
    pending = complaint.pending
    assert pending is not None
    if pending.kind is Action.REQUEST_CATEGORY:
        return replace(complaint, category=pending.value, pending=None)
    return replace(complaint, extended_to=datetime.fromisoformat(pending.value), extension_used=True, pending=None)


def _requested(complaint: Complaint, event: Event) -> Complaint:
    assert event.actor is not None
    value = event.data.get("category") or event.data["until"]
    return replace(complaint, pending=Pending(kind=event.action, value=value, reason=event.data["text"], by=event.actor))


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
        ended=None,
        officer=officer,
        taken=event.at if officer else None,
    )


def _missed(complaint: Complaint, event: Event) -> Complaint:
    miss = Miss(category=complaint.category, due=datetime.fromisoformat(event.data["due"]))
    return complaint if miss in complaint.missed else replace(complaint, missed=(*complaint.missed, miss))


def _set(**names: str) -> Callable[[Complaint, Event], Complaint]:
    """An effect that copies values of the event into fields."""
    return lambda complaint, event: replace(complaint, **{name: event.data[key] for name, key in names.items()})


_EFFECTS: Mapping[Action, Callable[[Complaint, Event], Complaint]] = {
    Action.TAKE: _taken,
    Action.RELEASE: _released,
    Action.ASSIGN: lambda complaint, event: _handed_to(complaint, event.data["officer"], event.at),
    Action.ANSWER: _set(answer="text"),
    Action.TRANSFER: _transferred,
    Action.CATEGORIZE: lambda complaint, event: replace(complaint, category=event.data["category"], pending=None),
    Action.REQUEST_CATEGORY: _requested,
    Action.REQUEST_EXTENSION: _requested,
    Action.APPROVE: _approved,
    Action.DENY: lambda complaint, event: replace(complaint, pending=None),
    Action.RAISE: lambda complaint, event: replace(complaint, urgent=True),
    Action.REOPEN: _reopened,
    Action.RATE: _set(rating="stars"),
    Action.FOLLOW: lambda complaint, event: replace(complaint, followers=(*complaint.followers, event.data["person"])),
    Action.MERGE: _set(merged_into="into"),
    Action.MISS: _missed,
    Action.ANONYMIZE: lambda complaint, event: replace(complaint, text="", place="", occurred=""),
}
