"""Reminders and escalation: the points in time when somebody is told about a complaint.

A category's ladder is data of the office; here each rung becomes moments. What is not urgent falls into the office's open time: a
moment outside it, closing time included, moves to the next opening. While the office waits for the citizen the ladder stands still: a
moment inside a past pause moves to the pause's end, the repeating ones inside it are left out, and nothing follows the begin of a pause that still lasts.

N working days are counted as a limit in days is (`deadlines.due`), so such a rung speaks at the opening after the Nth day has closed.
A limit that ends at closing time is told as due at the opening of that day. An urgent complaint has its own alarm instead of the rungs
for what is not taken, and when it is taken and nothing more is done, the silence is told.

All moments are aware datetimes in UTC.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from heapq import merge
from itertools import count, groupby, islice, takewhile
from typing import Any, Protocol, Self

from handlers.casework.deadlines import Calendar, Limit, Pauses, counted_days, due, elapse, resumed, stretches
from handlers.casework.moves import Role


class When(Enum):
    """The part of a complaint's life a point belongs to, the weightiest last; the values are the words of the data files."""

    REMIND = "ingatkan"
    CLOSE = "tutup"
    NOT_TAKEN = "belum_diambil"
    RUNNING = "berjalan"
    APPROVAL = "usul"
    DUE = "jatuh_tempo"
    OVERDUE = "lewat"
    SILENT = "senyap"
    URGENT = "darurat"


TOLD: Mapping[str, Role] = {"unit": Role.OFFICER, "petugas": Role.HANDLER, "pengawas": Role.SUPERVISOR, "pimpinan": Role.HEAD}
"""The words of the data files: *unit* are all its officers, *petugas* is the one who handles the case."""

_WEIGHT: Mapping[Enum, int] = {part: place for kind in (When, Role) for place, part in enumerate(kind)}


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One rung: when, one measure of time (none for DUE), and who is told. NOT_TAKEN counts from when nobody had it, RUNNING
    from the start, the others from the due moment."""

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
        """A rung from the words of the data, such as `Rung.of(**data.model_dump())` of a `knowledge.standards.policy.RungData`."""
        return cls(when=When(stage), to=frozenset(TOLD[word] for word in to), **measure)


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """How an urgent complaint is told: at once and again every so many minutes, at any hour; from one round on to the head as well."""

    every_minutes: int
    to: frozenset[Role]
    head_from_round: int
    silent_minutes: tuple[int, int] = (60, 120)
    """So long after the last act on a case that was taken, the officer hears of the silence, then the supervisor."""

    @classmethod
    def of(cls, to: Iterable[str], **measure: Any) -> Self:
        """From the words of the data, such as `Alarm.of(**policy.urgent.model_dump())`."""
        return cls(to=frozenset(TOLD[word] for word in to), **measure)

    @property
    def head_after(self) -> timedelta:
        """How long it rings before the head hears of it too."""
        return timedelta(minutes=self.every_minutes) * (self.head_from_round - 1)


class Silence(Protocol):
    """What happens while the reporter is silent: reminders on these working days and so many days before the end, and when it is closed."""

    @property
    def remind_on(self) -> Collection[int]: ...
    @property
    def remind_before(self) -> int | None: ...
    @property
    def close_after(self) -> int | None:
        """Working days; None where plain days are counted."""

    @property
    def close_after_days(self) -> int | None: ...


@dataclass(frozen=True, kw_only=True)
class Case:
    """What of a complaint the ladder looks at: its clock starts at the receipt or the reopening; `due` is None while it is unknown.

    `untaken` is since when nobody has it, `limited` since when this due moment holds (None: from the start), `urgent` since when
    it is urgent (None: it is not), `acted` when the staff last did something with it.
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
    """Somebody is to be told. `key` names it within the complaint and holds what it is counted from, so a reopening or a new due date
    gives new points, a restart never; the higher `rank` speaks for the lower ones."""

    at: datetime
    key: str
    when: When
    to: frozenset[Role]

    @property
    def rank(self) -> tuple[int, int]:
        return _WEIGHT[self.when], max(_WEIGHT[role] for role in self.to)


def points(case: Case, rungs: Iterable[Rung], alarm: Alarm, calendar: Calendar, *, after: datetime | None = None) -> Iterator[Point]:
    """All points of the case in order of time; those that repeat never end. Two rungs for the same moment and measure are one point.

    With `after`, of those that repeat only what follows is worked out; some earlier points may be among the rest.
    """
    tracks = [_climb(case, rung, calendar, after) for rung in rungs if not (case.urgent and rung.when is When.NOT_TAKEN)]
    if case.urgent:
        tracks.append(_ring(case, max(case.urgent, case.untaken or case.start), alarm, after))
        tracks.append(_silence(case, alarm, calendar, after))
    in_order = merge(*tracks, key=lambda point: (point.at, _WEIGHT[point.when], point.key))
    return (catch_up(tuple(same)) for _, same in groupby(in_order, key=lambda point: point.key))


def split_points(points: Iterable[Point], *, after: datetime, until: datetime) -> tuple[list[Point], Point | None]:
    """The points in (after, until], and the first one later than that; None where nothing more will come."""
    reached: list[Point] = []
    for point in points:
        if point.at > until:
            return reached, point
        if point.at > after:
            reached.append(point)
    return reached, None


def catch_up(points: Collection[Point]) -> Point:
    """One notice for several points, such as all those passed in a stop: the highest, to everybody any of them was for."""
    highest = max(points, key=lambda point: (point.rank, point.at))
    return replace(highest, to=frozenset().union(*(point.to for point in points)))


def waiting_points(since: datetime, silence: Silence, calendar: Calendar) -> Iterator[Point]:
    """While the reporter is awaited: reminders at openings of working days, and the closing after so much silence."""
    last = silence_ends(since, silence, calendar)
    days = {since_day: f"day{number}" for number, since_day in _numbered(since, last, calendar) if number in silence.remind_on}
    if silence.remind_before is not None:
        before = calendar.working_day_on_or_after(last - timedelta(days=silence.remind_before))
        days.setdefault(before, "last")
    for day, name in sorted(days.items()):
        if since < calendar.opening(day) < calendar.closing(last):
            yield _point(When.REMIND, since, name, calendar.opening(day), frozenset({Role.REPORTER}))
    # the last day belongs to the reporter until it closes
    yield _point(When.CLOSE, since, "", calendar.next_opening_moment(calendar.closing(last)), frozenset({Role.REPORTER}))


def silence_ends(since: datetime, silence: Silence, calendar: Calendar) -> date:
    """The last day on which the reporter can still answer: a working day."""
    if silence.close_after_days is not None:
        return calendar.working_day_on_or_after(calendar.local_date(since) + timedelta(days=silence.close_after_days))
    return next(islice(counted_days(since, calendar), silence.close_after or 0, None))


def _numbered(since: datetime, last: date, calendar: Calendar) -> Iterator[tuple[int, date]]:
    return ((number, day) for number, day in enumerate(takewhile(lambda day: day <= last, counted_days(since, calendar))))


def approval_points(since: datetime, head_from_day: int, calendar: Calendar) -> Iterator[Point]:
    """While something waits for the supervisor's approval: every working day's opening, from one day on to the head as well."""
    for number, day in enumerate(counted_days(since, calendar)):
        head = {Role.HEAD} if number >= head_from_day else set()
        if number:
            yield _point(When.APPROVAL, since, f"day{number}", calendar.opening(day), frozenset({Role.SUPERVISOR, *head}))


def _ring(case: Case, origin: datetime, alarm: Alarm, after: datetime | None) -> Iterator[Point]:
    """Round after round until somebody takes it."""
    pause = timedelta(minutes=alarm.every_minutes)
    for number in count(1 + max(0, ((after or origin) - origin) // pause)):
        at = origin + (number - 1) * pause
        again = resumed(at, case.pauses)
        if again is None or not _in_its_time(When.URGENT, at, case):
            return
        if again == at:
            head = {Role.HEAD} if number >= alarm.head_from_round else set()
            yield _point(When.URGENT, origin, f"round{number}", at, alarm.to | head)


def _silence(case: Case, alarm: Alarm, calendar: Calendar, after: datetime | None) -> Iterator[Point]:
    """Taken and then silent: at any hour the officer, then the supervisor; then both at each opening, until somebody acts."""
    if case.taken is None or case.acted is None:
        return
    steps = zip(alarm.silent_minutes, (Role.HANDLER, Role.SUPERVISOR), strict=True)
    told = [(case.acted + timedelta(minutes=minutes), f"minutes{minutes}", frozenset({role})) for minutes, role in steps]
    for at, name, to in told:
        if resumed(at, case.pauses) == at:
            yield _point(When.SILENT, case.acted, name, at, to)
    for name, moment in _openings(told[-1][0], case, calendar, max(told[-1][0], after or told[-1][0])):
        if moment:
            yield _point(When.SILENT, case.acted, name, moment, frozenset({Role.HANDLER, Role.SUPERVISOR}))


def _climb(case: Case, rung: Rung, calendar: Calendar, after: datetime | None) -> Iterator[Point]:
    """The points of one rung."""
    origin = _origin(rung.when, case)
    if origin is None:
        return
    for name, moment in _moments(rung, origin, case, calendar, max(origin, after or origin)):
        told = moment and _not_before_limit_was_set(moment, rung, case)
        at = told and _counted_open_moment(_before_closing(told, rung, case, calendar), case.pauses, calendar)
        if at is None or not _in_its_time(rung.when, at, case):
            return
        if told == moment or not (rung.repeats or rung.when is When.RUNNING):
            yield _point(rung.when, origin, name, at, rung.to)


def _origin(when: When, case: Case) -> datetime | None:
    """What a rung counts from; None while that is unknown."""
    if when is When.NOT_TAKEN:
        return case.untaken or case.start
    return case.start if when is When.RUNNING else case.due


def _not_before_limit_was_set(moment: datetime, rung: Rung, case: Case) -> datetime:
    """A limit that was set late may have passed already: that is told from then on, and what would have gone before it is left out."""
    return moment if rung.when is When.NOT_TAKEN else max(moment, case.limited or case.start)


def _before_closing(moment: datetime, rung: Rung, case: Case, calendar: Calendar) -> datetime:
    """A limit that ends with the office's day is told at that day's opening: at closing time nothing may be sent any more."""
    day = calendar.local_date(moment)
    if rung.when is not When.DUE or calendar.working_day_on_or_after(day) != day or moment != calendar.closing(day):
        return moment
    opening = calendar.opening(day)
    return opening if opening > (case.limited or case.start) else moment


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
    while reached and (at := _counted_open_moment(reached, case.pauses, calendar)):
        yield at
        reached = elapse(reached, step, calendar, case.pauses)


def _openings(origin: datetime, case: Case, calendar: Calendar, after: datetime) -> Iterator[tuple[str, datetime | None]]:
    """Every working day's opening after the origin, those inside a pause left out."""
    day = calendar.working_day_on_or_after(calendar.local_date(after))
    while again := resumed(opening := calendar.opening(day), case.pauses):
        if origin < opening == again:
            yield f"opening:{day}", opening
        day = calendar.next_working_day(day)


def _counted_open_moment(moment: datetime, pauses: Pauses, calendar: Calendar) -> datetime | None:
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


def _point(when: When, origin: datetime, name: str, at: datetime, to: frozenset[Role]) -> Point:
    key = f"{when.name.lower()}:{origin:%Y-%m-%dT%H:%M:%SZ}"
    return Point(at=at, key=f"{key}:{name}" if name else key, when=when, to=to)
