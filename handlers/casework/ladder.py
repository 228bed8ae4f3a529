"""Reminders and escalation: the points in time when somebody is told about a complaint.

A category's ladder is data of the office; here each rung becomes moments. What is not urgent falls into the office's open time: a
moment outside it, closing time included, moves to the next opening. While the office waits for the citizen the ladder stands still: a
moment inside a past pause moves to the pause's end, the repeating ones inside it are left out, and nothing follows the begin of a pause that still lasts.

N working days are counted as a limit in days is (`deadlines.due`), so such a rung speaks at the opening after the Nth day has closed.
An urgent complaint has its own alarm instead of the rungs for what is not taken.

All moments are aware datetimes in UTC.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from heapq import merge
from itertools import count, dropwhile, groupby, islice, takewhile
from typing import Any, Self

from handlers.casework.deadlines import Calendar, Limit, Pauses, counted_days, due, elapse, resumed, stretches


class When(Enum):
    """The part of a complaint's life a point belongs to, the weightiest last; the values are the words of the data files."""

    REMIND = "ingatkan"
    CLOSE = "tutup"
    NOT_TAKEN = "belum_diambil"
    RUNNING = "berjalan"
    APPROVAL = "usul"
    DUE = "jatuh_tempo"
    OVERDUE = "lewat"
    URGENT = "darurat"


class Recipient(Enum):
    """Who is told, the highest last; the values are the words of the data files."""

    REPORTER = "pelapor"
    UNIT = "unit"
    OFFICER = "petugas"
    SUPERVISOR = "pengawas"
    HEAD = "pimpinan"


_WEIGHT = {part: place for kind in (When, Recipient) for place, part in enumerate(kind)}


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One rung: when, one measure of time (none for DUE), and who is told. NOT_TAKEN counts from when nobody had it, RUNNING
    from the start, the others from the due moment."""

    when: When
    to: frozenset[Recipient]
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
        """A rung from the words of the data, such as `Rung.of(**data.model_dump())` of a `knowledge.policy.RungData`."""
        return cls(when=When(stage), to=frozenset(map(Recipient, to)), **measure)


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """How an urgent complaint is told: at once and again every so many minutes, at any hour; from one round on to the head as well."""

    every_minutes: int
    to: frozenset[Recipient]
    head_from_round: int

    @classmethod
    def of(cls, every_minutes: int, to: Iterable[str], head_from_round: int) -> Self:
        """From the words of the data, such as `Alarm.of(**policy.urgent.model_dump())`."""
        return cls(every_minutes=every_minutes, to=frozenset(map(Recipient, to)), head_from_round=head_from_round)


@dataclass(frozen=True, kw_only=True)
class Case:
    """What of a complaint the ladder looks at: its clock starts at the receipt or the reopening; `due` is None while it is unknown.

    `untaken` is since when nobody has it, `limited` since when this due moment holds (None: from the start), `urgent` since when
    it is urgent (None: it is not).
    """

    start: datetime
    due: datetime | None
    taken: datetime | None = None
    urgent: datetime | None = None
    pauses: Pauses = ()
    untaken: datetime | None = None
    limited: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Point:
    """Somebody is to be told. `key` names it within the complaint and holds what it is counted from, so a reopening or a new due date
    gives new points, a restart never; the higher `rank` speaks for the lower ones."""

    at: datetime
    key: str
    when: When
    to: frozenset[Recipient]

    @property
    def rank(self) -> tuple[int, int]:
        return _WEIGHT[self.when], max(_WEIGHT[recipient] for recipient in self.to)


def points(case: Case, rungs: Iterable[Rung], alarm: Alarm, calendar: Calendar, *, after: datetime | None = None) -> Iterator[Point]:
    """All points of the case in order of time; those that repeat never end. Two rungs for the same moment and measure are one point.

    With `after`, of those that repeat only what follows is worked out; some earlier points may be among the rest.
    """
    tracks = [_climb(case, rung, calendar, after) for rung in rungs if not (case.urgent and rung.when is When.NOT_TAKEN)]
    if case.urgent:
        tracks.append(_ring(case, max(case.urgent, case.untaken or case.start), alarm, after))
    in_order = merge(*tracks, key=lambda point: (point.at, _WEIGHT[point.when], point.key))
    return (catch_up(tuple(same)) for _, same in groupby(in_order, key=lambda point: point.key))


def passed(case: Case, rungs: Iterable[Rung], alarm: Alarm, calendar: Calendar, *, after: datetime | None, until: datetime) -> list[Point]:
    """The points in (after, until]; without `after` from the first on."""
    reached = takewhile(lambda point: point.at <= until, points(case, rungs, alarm, calendar, after=after))
    return [point for point in reached if after is None or after < point.at]


def next_point(case: Case, rungs: Iterable[Rung], alarm: Alarm, calendar: Calendar, *, after: datetime) -> Point | None:
    """The first point later than `after`."""
    return next(dropwhile(lambda point: point.at <= after, points(case, rungs, alarm, calendar, after=after)), None)


def catch_up(points: Collection[Point]) -> Point:
    """One notice for several points, such as all those passed in a stop: the highest, to everybody any of them was for."""
    highest = max(points, key=lambda point: (point.rank, point.at))
    return replace(highest, to=frozenset().union(*(point.to for point in points)))


def waiting_points(since: datetime, remind_on: Collection[int], close_after: int, calendar: Calendar) -> Iterator[Point]:
    """While the reporter is awaited: reminders at the opening of these working days after `since`, and the closing after so many of silence."""
    for number, day in enumerate(islice(counted_days(since, calendar), close_after + 1)):
        if number in remind_on:
            yield _point(When.REMIND, since, f"day{number}", calendar.opening(day), frozenset({Recipient.REPORTER}))
    # `day` is now the last counted day: it belongs to the reporter until it closes
    yield _point(When.CLOSE, since, "", calendar.next_opening_moment(calendar.closing(day)), frozenset({Recipient.REPORTER}))


def approval_points(since: datetime, head_from_day: int, calendar: Calendar) -> Iterator[Point]:
    """While something waits for the supervisor's approval: every working day's opening, from one day on to the head as well."""
    for number, day in enumerate(counted_days(since, calendar)):
        head = {Recipient.HEAD} if number >= head_from_day else set()
        if number:
            yield _point(When.APPROVAL, since, f"day{number}", calendar.opening(day), frozenset({Recipient.SUPERVISOR, *head}))


def _ring(case: Case, origin: datetime, alarm: Alarm, after: datetime | None) -> Iterator[Point]:
    """Round after round until somebody takes it."""
    pause = timedelta(minutes=alarm.every_minutes)
    for number in count(1 + max(0, ((after or origin) - origin) // pause)):
        at = origin + (number - 1) * pause
        again = resumed(at, case.pauses)
        if again is None or not _in_its_time(When.URGENT, at, case):
            return
        if again == at:
            head = {Recipient.HEAD} if number >= alarm.head_from_round else set()
            yield _point(When.URGENT, origin, f"round{number}", at, alarm.to | head)


def _climb(case: Case, rung: Rung, calendar: Calendar, after: datetime | None) -> Iterator[Point]:
    """The points of one rung."""
    origin = _origin(rung.when, case)
    if origin is None:
        return
    for name, moment in _moments(rung, origin, case, calendar, max(origin, after or origin)):
        told = moment and _once_known(moment, rung, case)
        at = told and _settled(told, case.pauses, calendar)
        if at is None or not _in_its_time(rung.when, at, case):
            return
        if told == moment or not (rung.repeats or rung.when is When.RUNNING):
            yield _point(rung.when, origin, name, at, rung.to)


def _origin(when: When, case: Case) -> datetime | None:
    """What a rung counts from; None while that is unknown."""
    if when is When.NOT_TAKEN:
        return case.untaken or case.start
    return case.start if when is When.RUNNING else case.due


def _once_known(moment: datetime, rung: Rung, case: Case) -> datetime:
    """A limit that was set late may have passed already: that is told from then on, and what would have gone before it is left out."""
    return moment if rung.when is When.NOT_TAKEN else max(moment, case.limited or case.start)


def _moments(rung: Rung, origin: datetime, case: Case, calendar: Calendar, after: datetime) -> Iterator[tuple[str, datetime | None]]:
    """Name and moment of each point of a rung, in order; None where the clock stands still before."""
    if rung.open_minutes:
        yield f"minutes{rung.open_minutes}", elapse(origin, timedelta(minutes=rung.open_minutes), calendar, case.pauses)
    elif rung.working_days:
        yield f"days{rung.working_days}", due(origin, Limit(working_days=rung.working_days), calendar, case.pauses)
    elif rung.percent:
        yield f"percent{rung.percent}", _share(rung.percent, case, calendar)
    elif rung.opening_of_days:
        yield from _openings_of_days(rung.opening_of_days, origin, case, calendar)
    elif rung.every_open_hour:
        yield from _open_hours(rung.every_open_hour, rung.most_per_day, origin, case, calendar, after)
    elif rung.every_opening:
        yield from _openings(origin, case, calendar, after)
    else:
        yield "", origin


def _share(percent: int, case: Case, calendar: Calendar) -> datetime | None:
    """When this percentage of the counted open time between start and due has passed; unknown while the due moment is."""
    if case.due is None:
        return None
    whole = sum((end - begin for begin, end in stretches(case.start, case.due, calendar, case.pauses)), timedelta())
    return elapse(case.start, whole * percent / 100, calendar, case.pauses)


def _openings_of_days(numbers: tuple[int, ...], origin: datetime, case: Case, calendar: Calendar) -> Iterator[tuple[str, datetime]]:
    """The openings of day 3, 5 …; the key holds the date, for a pause that begins on day 6 makes another day the sixth, told anew."""
    days = enumerate(islice(counted_days(origin, calendar, case.pauses), max(numbers) + 1))
    return ((f"day{number}:{day}", calendar.opening(day)) for number, day in days if number in numbers)


def _open_hours(
    hours: int, most: int | None, origin: datetime, case: Case, calendar: Calendar, after: datetime
) -> Iterator[tuple[str, datetime]]:
    """Every so many open hours, not more than `most` times a day; numbered day by day, from the working day before `after` on."""
    for day, moments in groupby(_steps(timedelta(hours=hours), origin, case, calendar, after), key=calendar.local_date):
        for number, moment in enumerate(islice(moments, most), start=1):
            yield f"hours{hours}:{day}:{number}", moment


def _steps(step: timedelta, origin: datetime, case: Case, calendar: Calendar, after: datetime) -> Iterator[datetime]:
    """The end of each step of open time from the origin on, moved into open time; those of days long before `after` are left out."""
    ran = sum((end - begin for begin, end in stretches(origin, after - timedelta(days=1), calendar, case.pauses)), timedelta())
    reached = elapse(origin, step * max(ran // step, 1), calendar, case.pauses)
    while reached and (at := _settled(reached, case.pauses, calendar)):
        yield at
        reached = elapse(reached, step, calendar, case.pauses)


def _openings(origin: datetime, case: Case, calendar: Calendar, after: datetime) -> Iterator[tuple[str, datetime | None]]:
    """Every working day's opening after the origin, those inside a pause left out."""
    day = calendar.working_day_on_or_after(calendar.local_date(after))
    while again := resumed(opening := calendar.opening(day), case.pauses):
        if origin < opening == again:
            yield f"opening:{day}", opening
        day = calendar.next_working_day(day)


def _settled(moment: datetime, pauses: Pauses, calendar: Calendar) -> datetime | None:
    """The first moment from this one on when the office is open and the clock runs."""
    while again := resumed(moment, pauses):
        moment = calendar.next_opening_moment(again)
        if moment == again:
            return moment
    return None


def _in_its_time(when: When, at: datetime, case: Case) -> bool:
    """What is not taken is over when it is taken, what is running when it is due."""
    end = {When.NOT_TAKEN: case.taken, When.URGENT: case.taken, When.RUNNING: case.due}.get(when)
    return end is None or at < end


def _point(when: When, origin: datetime, name: str, at: datetime, to: frozenset[Recipient]) -> Point:
    key = f"{when.name.lower()}:{origin:%Y-%m-%dT%H:%M:%SZ}"
    return Point(at=at, key=f"{key}:{name}" if name else key, when=when, to=to)
