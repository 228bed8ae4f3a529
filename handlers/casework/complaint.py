"""The life of a complaint: states, one table of moves, and two pure functions.

`decide` says whether an action is allowed and returns the event it would be; `evolve` applies an event to a complaint. The history
is the list of events, so `replay(history)` is the complaint. The states as a picture: docs/pengaduan-status.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
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
    ABSORB = "absorb"
    REVIVE = "revive"
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
    Action.RELEASE: _move({State.IN_PROGRESS, State.WAITING}, State.RECEIVED, Role.HANDLER, Role.SUPERVISOR, Role.CLOCK),
    Action.ASSIGN: _move(OPEN, State.IN_PROGRESS, Role.SUPERVISOR, Role.HEAD, Role.ADMIN),
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
    Action.APPROVE: _move(OPEN, None, Role.SUPERVISOR, Role.HEAD),
    Action.DENY: _move(OPEN, None, Role.SUPERVISOR, Role.HEAD),
    Action.RAISE: _move(OPEN, None, *_STAFF),
    Action.OPEN_IDENTITY: _move(ALIVE, None, Role.SUPERVISOR),
    Action.WITHDRAW: _move(OPEN, State.WITHDRAWN, Role.REPORTER),
    Action.ACCEPT: _move({State.RESOLVED}, State.CLOSED, Role.REPORTER),
    Action.REOPEN: _move({State.RESOLVED}, State.IN_PROGRESS, Role.REPORTER),
    Action.RATE: _move({State.RESOLVED, State.CLOSED}, None, Role.REPORTER),
    Action.FOLLOW: _move(OPEN, None, Role.FOLLOWER),
    Action.MERGE: _move(OPEN, State.CLOSED, *_STAFF),
    Action.ABSORB: _move(OPEN, None, *_STAFF),
    Action.REVIVE: _move({State.CLOSED}, State.RECEIVED, Role.CLOCK),
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
    """A limit that passed: a fact that no later action takes away. `until` is when the office had answered or otherwise ended it."""

    category: str
    due: datetime
    told: bool = False  # whether the reporter has heard of it
    until: datetime | None = None

    def by(self, now: datetime) -> timedelta:
        """By how much the limit was missed, or is so far."""
        return (self.until or now) - self.due


@dataclass(frozen=True, kw_only=True)
class Pending:
    """Something a supervisor has to approve."""

    kind: Action
    value: str  # the category, or the new due moment in ISO form
    reason: str
    by: int
    since: datetime | None = None


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
    untaken_since: datetime | None = None  # since when nobody had it, the last time
    urgent_since: datetime | None = None
    due_since: datetime | None = None  # since when the present limit holds
    pauses: tuple[Pause, ...] = ()
    reopened: int = 0
    extended_to: datetime | None = None
    moved_by: timedelta = timedelta()  # between the due moment kept from the office before and this office's own reckoning
    extension_used: bool = False
    pending: Pending | None = None
    missed: tuple[Miss, ...] = ()
    answer: str = ""
    since: datetime | None = None  # when the present state began
    ended: datetime | None = None
    rating: int | None = None
    followers: tuple[int, ...] = ()
    proven: tuple[int, ...] = ()  # followers who are the reporter at another address: they knew the PIN
    merged: tuple[tuple[str, int], ...] = ()  # (number, reporter) of the reports that this one answers too
    merged_into: str | None = None
    handlers: tuple[int, ...] = ()  # everyone who ever handled it

    @property
    def alive(self) -> bool:
        return self.state in ALIVE

    @property
    def for_supervisor(self) -> bool:
        """Reopened a second time: the supervisor keeps it or says who does."""
        return self.reopened >= 2

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
        Action.MERGE: (bool(complaint.merged), "has_merged"),
        Action.REVIVE: (complaint.merged_into is None, "not_merged"),
        Action.MISS: (complaint.due is None or any(miss.told and miss.due == complaint.due for miss in complaint.missed), "not_missed"),
    }
    blocked, why = checks.get(action, (False, ""))
    return why if blocked else None


def decide(complaint: Complaint, action: Action, actor: Actor, now: datetime, rules: Rules, **data: Any) -> Event:
    """The event that this action is, or `Refused` with the reason. Nothing changes here."""
    if action is Action.CATEGORIZE and _needs_approval(complaint, data.get("category", ""), actor, rules):
        action = Action.REQUEST_CATEGORY
    check(complaint, action, actor)
    _check_data(complaint, action, now, rules, data)
    if complaint.due and complaint.state in OPEN and (complaint.due < now or action is Action.MISS):
        data["missed"] = complaint.due.isoformat()
    if action is Action.TRANSFER and data.get("office", complaint.office) != complaint.office:
        data["due"] = _kept_due(complaint, now, rules)
    role = max(MOVES[action].by & actor.roles, key=list(Role).index)
    return Event(at=now, actor=actor.person, role=role, action=action, data=data)


def _kept_due(complaint: Complaint, now: datetime, rules: Rules) -> str | None:
    """What a complaint takes along to another office: moving it buys no time and takes none. A pause ends with the move."""
    pauses = (*complaint.pauses[:-1], (complaint.pauses[-1][0], now)) if complaint.state is State.WAITING else complaint.pauses
    due = _limit_ends(replace(complaint, pauses=pauses), rules)
    return due.isoformat() if due else None


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
    if action is Action.ANSWER and rules.proof_needed and not _proves(data.get("attachments", ())):
        raise Refused("proof_missing")
    if action is Action.MISS and complaint.due and now < complaint.due:
        raise Refused("not_missed")
    if action is Action.FOLLOW and data["person"] in (complaint.reporter, *complaint.followers):
        raise Refused("already_following")
    if action is Action.RATE and data["stars"] not in (1, 2, 3, 4):
        raise Refused("stars")


def _proves(attachments: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a photo or a document is among them."""
    return any(one["kind"] in {"photo", "document"} for one in attachments)


def evolve(complaint: Complaint, event: Event, rules: Rules) -> Complaint:
    """The complaint after the event. Pure; trusts that `decide` let the event through."""
    target = MOVES[event.action].target
    changed = _missed(complaint, event)
    changed = _entered(changed, target, event) if target else changed
    effect = _EFFECTS.get(event.action)
    changed = effect(changed, event) if effect else changed
    if event.action is Action.TRANSFER and event.data.get("due"):
        own = _limit_ends(replace(changed, moved_by=timedelta()), rules)
        changed = replace(changed, moved_by=datetime.fromisoformat(event.data["due"]) - own) if own else changed
    due_since = event.at if event.action in _SETS_LIMIT else changed.due_since
    return replace(changed, due=due_of(changed, rules), due_since=due_since)


def due_of(complaint: Complaint, rules: Rules) -> datetime | None:
    """The due moment from the facts: the category's limit from the start of the clock, or the approved later date."""
    if complaint.state not in OPEN:
        return complaint.due
    due = _limit_ends(complaint, rules)
    return max(due, complaint.extended_to) if due and complaint.extended_to else due


def _limit_ends(complaint: Complaint, rules: Rules) -> datetime | None:
    due = rules.due(complaint.category, complaint.start, complaint.pauses)
    return due + complaint.moved_by if due else None


def file(event: Event, rules: Rules) -> Complaint:
    """The first event of every history makes the complaint."""
    data = event.data
    known = {
        key: data[key] for key in ("number", "office", "unit", "category", "text", "service", "occurred", "place", "urgent", "confidential")
    }
    at = event.at
    filed = Complaint(
        **known,
        reporter=data["reporter"],
        identity=Identity(data["identity"]),
        received=at,
        start=at,
        since=at,
        untaken_since=at,
        due_since=at,
        urgent_since=at if data["urgent"] else None,
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
    if state in OPEN:
        return replace(complaint, state=state, pauses=pauses, since=event.at, ended=ended)
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
    where = {key: event.data[key] for key in ("office", "unit") if key in event.data}
    pending = complaint.pending if where.get("office", complaint.office) == complaint.office else None
    return replace(_released(complaint, event), pending=pending, **where)


def _approved(complaint: Complaint, event: Event) -> Complaint:
    pending = complaint.pending
    assert pending is not None
    if pending.kind is Action.REQUEST_CATEGORY:
        return _categorized(complaint, pending.value)
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
    person = event.data["person"]
    proven = (*complaint.proven, person) if event.data.get("proven") else complaint.proven
    return replace(complaint, followers=(*complaint.followers, person), proven=proven)


def _set(**names: str) -> Callable[[Complaint, Event], Complaint]:
    """An effect that copies values of the event into fields."""
    return lambda complaint, event: replace(complaint, **{name: event.data[key] for name, key in names.items()})


_SETS_LIMIT = frozenset({Action.CATEGORIZE, Action.APPROVE, Action.TRANSFER, Action.REOPEN, Action.REVIVE, Action.RECALCULATE})
"""After these another limit may hold than before."""

_EFFECTS: Mapping[Action, Callable[[Complaint, Event], Complaint]] = {
    Action.TAKE: _taken,
    Action.RELEASE: _released,
    Action.ASSIGN: lambda complaint, event: _handed_to(complaint, event.data["officer"], event.at),
    Action.ANSWER: _set(answer="text"),
    Action.TRANSFER: _transferred,
    Action.CATEGORIZE: lambda complaint, event: _categorized(complaint, event.data["category"]),
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
