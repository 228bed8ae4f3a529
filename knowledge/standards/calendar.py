"""Opening hours and working days of one office: the office's clock. Pure.

Days are dates in the office's own zone; moments are aware datetimes, results in UTC. An interval is half-open: at closing time the office is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from knowledge.errors import KnowledgeError

Interval: TypeAlias = tuple[time, time]
Week: TypeAlias = tuple[tuple[Interval, ...], ...]
Stretch: TypeAlias = tuple[datetime, datetime]

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
HORIZON = 400
"""Days to look ahead for a working day: longer than any real closure, so that a calendar without hours raises an error instead of looping."""


class CalendarError(KnowledgeError, ValueError):
    """The office's hours cannot answer the question; the message names the day."""


@dataclass(frozen=True, kw_only=True)
class HoursPeriod:
    """Other weekly hours from the first to the last date, both included, such as Ramadan hours."""

    first: date
    last: date
    week: Week
    name: str


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """The clock of one office.

    `week`: Monday first. `closed`: the names of closed days: national holidays, joint leave (cuti bersama) and the office's own. `open_days` win over
    everything, `closed` over the hours; of several `periods` on one day the later in the tuple wins.
    """

    zone: ZoneInfo
    week: Week
    closed: Mapping[date, str] = field(default_factory=dict)
    open_days: Mapping[date, tuple[Interval, ...]] = field(default_factory=dict)
    periods: tuple[HoursPeriod, ...] = ()
    _known: dict[date, tuple[Stretch, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def hours(self, day: date) -> tuple[Stretch, ...]:
        """The open stretches of the day (UTC), in order; none on a closed day."""
        if day not in self._known:
            self._known[day] = tuple((self._utc(day, opens), self._utc(day, closes)) for opens, closes in _tidy(self._intervals(day)))
        return self._known[day]

    def is_working_day(self, day: date) -> bool:
        return bool(self.hours(day))

    def why_closed(self, day: date) -> str | None:
        """The name of the closed day, or the weekday without hours, in words for people; None on a working day."""
        if self.hours(day):
            return None
        if day in self.closed or day in self.open_days:
            return self.closed.get(day, "tutup")
        period = self.period(day)
        return period.name if period and self.week[day.weekday()] else WEEKDAYS[day.weekday()]

    def local_date(self, moment: datetime) -> date:
        """The date in the office's zone."""
        return moment.astimezone(self.zone).date()

    def opening(self, day: date) -> datetime:
        """The first opening of a working day."""
        return self._hours_of_working_day(day)[0][0]

    def closing(self, day: date) -> datetime:
        """The last closing of a working day."""
        return self._hours_of_working_day(day)[-1][1]

    def is_open(self, moment: datetime) -> bool:
        return any(opens <= moment < closes for opens, closes in self.hours(self.local_date(moment)))

    def next_opening_moment(self, moment: datetime) -> datetime:
        """The moment itself while the office is open, otherwise the next opening."""
        return next(self.open_stretches(moment))[0]

    def working_day_on_or_after(self, day: date) -> date:
        for ahead in range(HORIZON):
            if self.hours(candidate := day + timedelta(days=ahead)):
                return candidate
        raise CalendarError(f"no open day within {HORIZON} days from {day}: check jam_buka, hari_tutup and the calendars")

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.working_day_on_or_after(day + timedelta(days=1))

    def open_stretches(self, start: datetime, end: datetime | None = None) -> Iterator[Stretch]:
        """The open time from `start` until `end`, stretch by stretch; without `end` it never ends."""
        day = self.local_date(start)
        while True:
            day = self.working_day_on_or_after(day)
            for opens, closes in self.hours(day):
                if end is not None and max(opens, start) >= end:
                    return
                if closes > start:
                    yield max(opens, start), closes if end is None else min(closes, end)
            day += timedelta(days=1)

    def open_time_between(self, start: datetime, end: datetime) -> timedelta:
        """How long the office is open in [start, end)."""
        return sum((until - since for since, until in self.open_stretches(start, end)), timedelta())

    def add_open_time(self, start: datetime, amount: timedelta) -> datetime:
        """The moment when the office has been open for `amount` since `start`; this may be a closing time."""
        stretches = self.open_stretches(start)
        since, until = next(stretches)
        while until - since < amount:
            amount -= until - since
            since, until = next(stretches)
        return since + amount

    def period(self, day: date) -> HoursPeriod | None:
        """The other weekly hours in force on this day, if any."""
        return next((period for period in reversed(self.periods) if period.first <= day <= period.last), None)

    def _hours_of_working_day(self, day: date) -> tuple[Stretch, ...]:
        if hours := self.hours(day):
            return hours
        raise CalendarError(f"{day} is not a working day ({self.why_closed(day)})")

    def _intervals(self, day: date) -> tuple[Interval, ...]:
        if day in self.open_days:
            return self.open_days[day]
        if day in self.closed:
            return ()
        period = self.period(day)
        return (period.week if period else self.week)[day.weekday()]

    def _utc(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, tzinfo=self.zone).astimezone(UTC)


def _tidy(intervals: tuple[Interval, ...]) -> list[Interval]:
    """The intervals in order, touching and overlapping ones joined, so that no minute counts twice."""
    tidy: list[Interval] = []
    for opens, closes in sorted(intervals):
        if tidy and opens <= tidy[-1][1]:
            tidy[-1] = (tidy[-1][0], max(closes, tidy[-1][1]))
        else:
            tidy.append((opens, closes))
    return tidy
