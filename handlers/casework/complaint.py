"""A complaint, and what happens to it, as values. What may happen is decided in `deciding`, what it makes of it in `evolving`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from handlers.casework.deadlines import Pause
from handlers.casework.moves import ALIVE, OPEN, Action, Role, State


class Identity(StrEnum):
    """What the office may know of the reporter."""

    NAMED = "terbuka"
    CONFIDENTIAL = "rahasia"
    ANONYMOUS = "anonim"


class Refused(Exception):
    """The action is not allowed. `why` is a key of the wording under `refused`, `facts` fill it."""

    def __init__(self, why: str, **facts: object) -> None:
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
class Offer:
    """A transfer that the other office's supervisor has not accepted yet; until then the sender stays responsible."""

    office: str
    unit: str
    reason: str
    by: int
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Closing:
    """A final answer that somebody who did not handle the case has yet to look at. `doubts`: what about its photos deserves a look."""

    by: int
    at: datetime
    doubts: tuple[str, ...] = ()


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
    no_calls: bool = False  # whoever rings the reporter may put them in danger
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
    offered: Offer | None = None
    missed: tuple[Miss, ...] = ()
    answer: str = ""
    unchecked: Closing | None = None  # how the office ended it, while a second pair of eyes is due
    since: datetime | None = None  # when the present state began
    ended: datetime | None = None
    rating: int | None = None
    followers: tuple[int, ...] = ()
    proven: tuple[int, ...] = ()  # followers who are the reporter at another address: they knew the PIN
    merged: tuple[tuple[str, int], ...] = ()  # (number, reporter) of the reports that this one answers too
    merged_into: str | None = None
    handlers: tuple[int, ...] = ()  # everyone who ever handled it
    examined_by: Role | None = None  # misconduct: EXAMINER, or HEAD where it is about a supervisor; never the unit complained about
    accused: tuple[int, ...] = ()  # the staff it complains about
    acted: datetime | None = None  # when somebody of the staff last did something with it

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

    def examined(self, category: str) -> bool:
        """Whether the category alleges misconduct, so that the unit complained about must not judge it."""

    @property
    def proof_needed(self) -> bool: ...


def due_of(complaint: Complaint, rules: Rules) -> datetime | None:
    """The due moment from the facts: the category's limit from the start of the clock, or the approved later date."""
    if complaint.state not in OPEN:
        return complaint.due
    due = limit_ends(complaint, rules)
    return max(due, complaint.extended_to) if due and complaint.extended_to else due


def running_due(complaint: Complaint, rules: Rules, now: datetime) -> datetime | None:
    """The due moment, or, while the clock stands still, what it would be if it ran on from now."""
    if complaint.due or not complaint.pauses:
        return complaint.due
    *before, (since, _) = complaint.pauses
    return due_of(replace(complaint, pauses=(*before, (since, now))), rules)


def limit_ends(complaint: Complaint, rules: Rules) -> datetime | None:
    """When the category's limit ends by this office's reckoning, with what a move to it kept; None while the clock stands still."""
    due = rules.due(complaint.category, complaint.start, complaint.pauses)
    return due + complaint.moved_by if due else None


def renamed(complaint: Complaint, old: int, new: int) -> Complaint:
    """The same complaint where two of its citizens turn out to be one."""

    def now(people: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(new if person == old else person for person in people))

    (reporter,) = now((complaint.reporter,))
    followers, proven = (
        tuple(person for person in now(people) if person != reporter) for people in (complaint.followers, complaint.proven)
    )
    merged = tuple((number, new if person == old else person) for number, person in complaint.merged)
    return replace(complaint, reporter=reporter, followers=followers, proven=proven, merged=merged)
