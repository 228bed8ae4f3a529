"""When an answer is due, and the account of it day by day.

The rules are those of the office's clock. A limit in hours runs while the office is open (or, `jam_ringan: kalender`, around the
clock). A limit in working days ends with the last closing of the Nth counted day after day 0; day 0 is the working day of receipt, the
next one if received after closing. While the office waits for the citizen the clock stands still: paused minutes do not count, nor does
a day whose closing lies in a pause [from, to), day 0 included.

A pause without an end is one that still lasts: a due moment it has not yet been reached by is unknown, and `due` is None until the
citizen has answered. A pause that begins after the due moment changes nothing. All moments are aware datetimes in UTC, days are
dates in the office's zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import islice
from typing import Protocol, TypeAlias

Pause: TypeAlias = tuple[datetime, datetime | None]
"""Half-open [from, to); `to` is None while the office still waits."""
Pauses: TypeAlias = Sequence[Pause]
Stretch: TypeAlias = tuple[datetime, datetime]


class Clock(Protocol):
    """Measures office time."""

    def open_stretches(self, start: datetime, end: datetime) -> Iterable[Stretch]: ...
    def open_time_between(self, start: datetime, end: datetime) -> timedelta: ...
    def add_open_time(self, start: datetime, amount: timedelta) -> datetime: ...


class Calendar(Clock, Protocol):
    """What the rules need from an office's calendar."""

    def why_closed(self, day: date) -> str | None: ...
    def local_date(self, moment: datetime) -> date: ...
    def opening(self, day: date) -> datetime: ...
    def closing(self, day: date) -> datetime: ...
    def working_day_on_or_after(self, day: date) -> date: ...
    def next_working_day(self, day: date) -> date: ...
    def next_opening_moment(self, moment: datetime) -> datetime: ...


class AroundTheClock:
    """A clock that runs day and night, for plain hours."""

    def open_stretches(self, start: datetime, end: datetime) -> Iterable[Stretch]:
        return [(start, end)] if start < end else []

    def open_time_between(self, start: datetime, end: datetime) -> timedelta:
        return max(end - start, timedelta())

    def add_open_time(self, start: datetime, amount: timedelta) -> datetime:
        return start + amount


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How long an answer may take: either hours or working days. `office_clock=False` makes the hours plain ones."""

    hours: int | None = None
    working_days: int | None = None
    office_clock: bool = True

    def __post_init__(self) -> None:
        if (self.hours is None) == (self.working_days is None):
            raise ValueError("a limit has either hours or working days")
        if (self.hours or self.working_days or 0) < 1:
            raise ValueError("a limit is at least 1")


def due(received: datetime, limit: Limit, calendar: Calendar, pauses: Pauses = ()) -> datetime | None:
    """The moment an answer is due; None during a pause."""
    if limit.hours is not None:
        return elapse(received, timedelta(hours=limit.hours), _clock(limit, calendar), pauses)
    last = next(islice(counted_days(received, calendar, pauses), limit.working_days, None), None)
    return None if last is None else calendar.closing(last)


def counted_days(received: datetime, calendar: Calendar, pauses: Pauses = ()) -> Iterator[date]:
    """Day 0, day 1, day 2 …: without end, or until an open pause."""
    day = calendar.working_day_on_or_after(calendar.local_date(received))
    if calendar.closing(day) < received:
        day = calendar.next_working_day(day)
    while (again := resumed(calendar.closing(day), pauses)) is not None:
        if again == calendar.closing(day):
            yield day
        day = calendar.next_working_day(day)


def overrun(due: datetime, until: datetime, calendar: Calendar) -> tuple[int, timedelta]:
    """By how much a limit was missed: whole working days (one is full at the same time of the next working day), and the open time after them."""
    first = calendar.local_date(due)
    days, reached, day = 0, due, calendar.next_working_day(first)
    while (again := due + (day - first)) <= until:
        days, reached, day = days + 1, again, calendar.next_working_day(day)
    return days, calendar.open_time_between(reached, until)


def resumed(moment: datetime, pauses: Pauses) -> datetime | None:
    """The first moment from `moment` on at which the limit runs; None during an open pause."""
    for begin, end in _in_order(pauses):
        if begin <= moment and (end is None or moment < end):
            if end is None:
                return None
            moment = end
    return moment


def counted_stretches(start: datetime, pauses: Pauses) -> Iterator[Pause]:
    """The stretches between the pauses; the last one has no end, unless a pause is open."""
    for begin, end in _in_order(pauses):
        if start < begin:
            yield start, begin
        if end is None:
            return
        start = max(start, end)
    yield start, None


def elapse(start: datetime, amount: timedelta, clock: Clock, pauses: Pauses = ()) -> datetime | None:
    """The moment at which the clock has run for `amount` since `start`; None where a pause stops it before."""
    for begin, end in counted_stretches(start, pauses):
        ran = None if end is None else clock.open_time_between(begin, end)
        if ran is None or amount <= ran:
            return clock.add_open_time(begin, amount)
        amount -= ran
    return None


def stretches(start: datetime, end: datetime | None, clock: Clock, pauses: Pauses = ()) -> Iterator[Stretch]:
    """The stretches that count from `start` until `end`; `end` is None only during a pause."""
    for begin, stop in counted_stretches(start, pauses):
        yield from clock.open_stretches(begin, min(moment for moment in (stop, end) if moment is not None))


class DayStatus(Enum):
    """Why a day appears in the account."""

    ZERO = "zero"
    COUNTED = "counted"
    CLOSED = "closed"
    PAUSED = "paused"
    TOO_LATE = "too_late"
    """Received after this day's last closing time, so that day 0 is later."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """One line of the account. `number`: 0 or the count of the day. `reason`: why the office is closed, such as "Minggu"."""

    date: date
    status: DayStatus
    number: int | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Account:
    """How a due moment was computed: every day since receipt for a limit in days, the counted stretches for hours.

    During a pause `due` is None, and the account ends with the day on which the pause began.
    """

    received: datetime
    limit: Limit
    due: datetime | None
    days: tuple[Day, ...] = ()
    stretches: tuple[Stretch, ...] = ()


def account(received: datetime, limit: Limit, calendar: Calendar, pauses: Pauses = ()) -> Account:
    """The due moment explained."""
    moment = due(received, limit, calendar, pauses)
    if limit.hours is not None:
        counted = tuple(stretches(received, moment, _clock(limit, calendar), pauses))
        return Account(received=received, limit=limit, due=moment, stretches=counted)
    last = calendar.local_date(moment or min(begin for begin, end in pauses if end is None))
    return Account(received=received, limit=limit, due=moment, days=tuple(_days(received, last, calendar, pauses)))


def _days(received: datetime, last: date, calendar: Calendar, pauses: Pauses) -> Iterator[Day]:
    first = calendar.local_date(received)
    dates = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    counted = islice(counted_days(received, calendar, pauses), len(dates))
    numbers = {day: number for number, day in enumerate(counted)}
    return (_day(day, numbers.get(day), received, calendar) for day in dates)


def _day(day: date, number: int | None, received: datetime, calendar: Calendar) -> Day:
    if number is not None:
        return Day(date=day, status=DayStatus.COUNTED if number else DayStatus.ZERO, number=number)
    if reason := calendar.why_closed(day):
        return Day(date=day, status=DayStatus.CLOSED, reason=reason)
    return Day(date=day, status=DayStatus.TOO_LATE if calendar.closing(day) < received else DayStatus.PAUSED)


def _clock(limit: Limit, calendar: Calendar) -> Clock:
    return calendar if limit.office_clock else AroundTheClock()


def _in_order(pauses: Pauses) -> list[Pause]:
    return sorted(pauses, key=lambda pause: pause[0])
