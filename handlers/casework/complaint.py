"""A complaint and its parts as values. `deciding` decides what may happen, `evolving` applies it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from handlers.casework.deadlines import Pause
from handlers.casework.moves import ALIVE, OPEN, Action, Role, State


class Identity(StrEnum):
    """What the office may know about the reporter."""

    NAMED = "terbuka"
    CONFIDENTIAL = "rahasia"
    ANONYMOUS = "anonim"


class Refused(Exception):
    """The action is not allowed. `why` is a key under `refused` in the wording; `facts` fill its sentence."""

    def __init__(self, why: str, **facts: object) -> None:
        super().__init__(why)
        self.why = why
        self.facts = facts


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: a person (None for the clock) with all their roles on this complaint."""

    person: int | None
    roles: frozenset[Role]


CLOCK = Actor(person=None, roles=frozenset({Role.CLOCK}))


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A missed limit; no later action removes it. `until`: when the office answered or otherwise ended the case (UTC)."""

    category: str
    due: datetime
    told: bool = False  # whether the reporter has been told
    until: datetime | None = None

    def by(self, now: datetime) -> timedelta:
        """By how much the limit was missed, or is missed so far."""
        return (self.until or now) - self.due


@dataclass(frozen=True, kw_only=True)
class Pending:
    """A request that a supervisor must approve."""

    kind: Action
    value: str  # the requested category, or the requested due moment in ISO form
    reason: str
    by: int
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A transfer that the other office's supervisor has not accepted yet. Until then the sender stays responsible."""

    office: str
    unit: str
    reason: str
    by: int
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Closing:
    """A final answer that waits for a second look. `doubts`: remarks about its photos."""

    by: int
    at: datetime
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """One complaint as its history left it. Moments are UTC. `due` is None while the limit is paused or after the end."""

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
    reach: str = ""  # how the reporter wants to be reached, in their own words
    state: State = State.RECEIVED
    due: datetime | None = None
    officer: int | None = None
    taken: datetime | None = None
    untaken_since: datetime | None = None  # when the case was last left without a handler
    urgent_since: datetime | None = None
    due_since: datetime | None = None  # when the current limit was set
    pauses: tuple[Pause, ...] = ()
    reopened: int = 0
    extended_to: datetime | None = None
    moved_by: timedelta = timedelta()  # the preserved due moment of the earlier office minus this office's own
    extension_used: bool = False
    pending: Pending | None = None
    offered: Offer | None = None
    missed: tuple[Miss, ...] = ()
    answer: str = ""
    unchecked: Closing | None = None  # the final answer, while it waits for a second look
    since: datetime | None = None  # when the current state began
    ended: datetime | None = None
    rating: int | None = None
    followers: tuple[int, ...] = ()
    proven: tuple[int, ...] = ()  # followers who proved by PIN that they are the reporter at another address
    merged: tuple[tuple[str, int], ...] = ()  # (number, reporter) of the reports merged into this one
    merged_into: str | None = None
    handlers: tuple[int, ...] = ()  # everyone who ever handled it
    examined_by: Role | None = None  # for misconduct: EXAMINER, or HEAD if it is about a supervisor; never the accused unit
    accused: tuple[int, ...] = ()  # the accused members of the staff
    acted: datetime | None = None  # last action of the staff

    @property
    def alive(self) -> bool:
        return self.state in ALIVE

    @property
    def ended_waiting(self) -> bool:
        """Whether it ended while the reporter's answer was awaited, so that the office never answered."""
        return self.ended is not None and bool(self.pauses) and self.pauses[-1][1] == self.ended

    @property
    def kept(self) -> bool:
        """Whether the office itself answered this report, and within its limit."""
        answered = self.state in {State.RESOLVED, State.CLOSED} and self.merged_into is None and not self.ended_waiting
        return answered and not self.missed

    @property
    def for_supervisor(self) -> bool:
        """Whether the case was reopened a second time, so that the supervisor decides who handles it."""
        return self.reopened >= 2

    @property
    def shielded(self) -> bool:
        """Whether notifications must not show details."""
        return self.confidential or self.identity is not Identity.NAMED


class Rules(Protocol):
    """The policy and the calendar of the office, as far as a complaint needs them."""

    def due(self, category: str, start: datetime, pauses: tuple[Pause, ...]) -> datetime | None:
        """The moment at which the limit of the category ends (UTC); None while a pause is open."""

    def is_longer(self, category: str, than: str) -> bool:
        """Whether the limit of `category` is longer than that of `than`."""

    def knows(self, category: str) -> bool: ...

    def examined(self, category: str) -> bool:
        """Whether the category alleges misconduct, so that the accused unit must not judge it."""

    @property
    def proof_needed(self) -> bool: ...


def due_of(complaint: Complaint, rules: Rules) -> datetime | None:
    """The due moment computed from the facts: the category's limit from its start, or an approved later date."""
    if complaint.state not in OPEN or not rules.knows(complaint.category):  # another limit would move it silently
        return complaint.due
    due = limit_ends(complaint, rules)
    return max(due, complaint.extended_to) if due and complaint.extended_to else due


def running_due(complaint: Complaint, rules: Rules, now: datetime) -> datetime | None:
    """The due moment; during a pause, what it would be if the pause ended now."""
    if complaint.due or not complaint.pauses:
        return complaint.due
    *before, (since, _) = complaint.pauses
    return due_of(replace(complaint, pauses=(*before, (since, now))), rules)


def limit_ends(complaint: Complaint, rules: Rules) -> datetime | None:
    """When the category's limit ends by this office's calendar, corrected by `moved_by` after a transfer; None during a pause."""
    due = rules.due(complaint.category, complaint.start, complaint.pauses)
    return due + complaint.moved_by if due else None


def renamed(complaint: Complaint, old: int, new: int) -> Complaint:
    """The same complaint after two of its citizens turned out to be one person."""

    def now(people: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(new if person == old else person for person in people))

    (reporter,) = now((complaint.reporter,))
    followers, proven = (
        tuple(person for person in now(people) if person != reporter) for people in (complaint.followers, complaint.proven)
    )
    merged = tuple((number, new if person == old else person) for number, person in complaint.merged)
    return replace(complaint, reporter=reporter, followers=followers, proven=proven, merged=merged)
