"""What the ladder of reminders is made of: its rungs and the alarm, as the offices' data have them, and the points that come of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Protocol, Self

from handlers.casework.deadlines import Pauses
from handlers.casework.moves import Role


class When(Enum):
    """The part of a complaint's life that a point belongs to, ordered by weight. The values are the words of the data files."""

    REMIND = "ingatkan"
    CLOSE = "tutup"
    NOT_TAKEN = "belum_diambil"
    RUNNING = "berjalan"
    APPROVAL = "usul"
    DUE = "jatuh_tempo"
    OVERDUE = "lewat"
    SILENT = "senyap"
    URGENT = "darurat"

    @property
    def weight(self) -> int:
        return _WEIGHT[self]


TOLD: Mapping[str, Role] = {"unit": Role.OFFICER, "petugas": Role.HANDLER, "pengawas": Role.SUPERVISOR, "pimpinan": Role.HEAD}
"""The recipients by their name in the data files: *unit* means all its officers, *petugas* the handler of the case."""

_WEIGHT: Mapping[Enum, int] = {part: place for kind in (When, Role) for place, part in enumerate(kind)}


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One rung: the stage, one measure of time (none for DUE), and who is told. NOT_TAKEN counts from when the case lost its handler, RUNNING from
    its start, the others from the due moment.
    """

    when: When
    to: frozenset[Role]
    open_minutes: int | None = None
    working_days: int | None = None
    percent: int | None = None
    opening_of_days: tuple[int, ...] = ()
    every_open_hour: int | None = None
    most_per_day: int | None = None
    every_opening: bool = False

    def __post_init__(self) -> None:
        measures = (self.open_minutes, self.working_days, self.percent, self.opening_of_days, self.every_open_hour, self.every_opening)
        if sum(map(bool, measures)) != (self.when is not When.DUE):
            raise ValueError(f"a rung {self.when.value} has one measure of time, jatuh_tempo has none")
        if self.percent and self.when is When.OVERDUE:
            raise ValueError("persen is measured up to the due moment, not after it")

    @property
    def repeats(self) -> bool:
        return bool(self.every_open_hour or self.every_opening)

    @classmethod
    def of(cls, stage: str, to: Iterable[str], **measure: Any) -> Self:
        """A rung from the data files, such as `Rung.of(**data.model_dump())` of a `knowledge.standards.policy.RungData`."""
        return cls(when=When(stage), to=frozenset(TOLD[word] for word in to), **measure)


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """The alarm of an urgent complaint: at once and again every so many minutes, day and night; after some rounds also to the head."""

    every_minutes: int
    to: frozenset[Role]
    head_from_round: int
    silent_minutes: tuple[int, int] = (60, 120)
    """Minutes after the last action on a taken case until the officer is reminded, then the supervisor."""

    @classmethod
    def of(cls, to: Iterable[str], **measure: Any) -> Self:
        """An alarm from the data files, such as `Alarm.of(**policy.urgent.model_dump())`."""
        return cls(to=frozenset(TOLD[word] for word in to), **measure)

    @property
    def head_after(self) -> timedelta:
        """The time after which the head is told too."""
        return timedelta(minutes=self.every_minutes) * (self.head_from_round - 1)


class Silence(Protocol):
    """What happens while the reporter does not answer: reminders on these working days and this many days before the end, and the closing."""

    @property
    def remind_on(self) -> Collection[int]: ...
    @property
    def remind_before(self) -> int | None: ...
    @property
    def close_after(self) -> int | None:
        """The number of working days until the closing; None where plain days are counted."""

    @property
    def close_after_days(self) -> int | None: ...


@dataclass(frozen=True, kw_only=True)
class Case:
    """What the ladder needs of a complaint. Its clock starts at receipt or reopening; `due` is None while it is unknown.

    `untaken`: when the case lost its handler. `limited`: when this due moment was set (None: at the start). `urgent`: when it became urgent (None: it
    is not). `acted`: the last action of the staff.
    """

    start: datetime
    due: datetime | None
    taken: datetime | None = None
    urgent: datetime | None = None
    pauses: Pauses = ()
    untaken: datetime | None = None
    limited: datetime | None = None
    acted: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Point:
    """A moment at which somebody is told. `key` names it within the complaint and holds the moment it counts from, so a reopening or a new due
    date makes new points, a restart does not. A point of higher `rank` replaces lower ones.
    """

    at: datetime
    key: str
    when: When
    to: frozenset[Role]

    @property
    def rank(self) -> tuple[int, int]:
        return self.when.weight, max(_WEIGHT[role] for role in self.to)
