"""When an office is open, as its data and its calendar stand on a day: the hours in force, and what differs soon. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from handlers.rules import OfficeRules
from handlers.talking.message import Text
from handlers.talking.wording import bullets, day, plain, words
from knowledge.standards.calendar import HoursPeriod, Interval, Week, WorkingCalendar

SOON = 30
"""Days, from today on, whose closures and other hours are told."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """`week`: the hours in force, one line for days with equal hours. `soon`: closed and extra days and other hours that come. `instead`: the office's
    own sentence where it gives no hours, and then nothing else.
    """

    head: str
    week: tuple[str, ...] = ()
    soon: tuple[str, ...] = ()
    note: str = ""
    instead: bool = False

    def text(self, *, with_soon: bool = True) -> Text:
        if self.instead:
            return Text.of(self.head)
        parts = [Text.of(f"{self.head}:"), bullets([*self.week, *(self.soon if with_soon else ())]), Text.of(self.note)]
        return Text.join([part for part in parts if part], between="\n")


def opening(rules: OfficeRules, today: date) -> Opening:
    """The hours of the week that holds today, and what differs within the next days."""
    week, calendar = rules.office.week, rules.calendar
    if week.instead:
        return Opening(head=week.instead, instead=True)
    period = calendar.period(today)
    head = plain("opening.head_period", name=period.name, last=day(period.last)) if period else plain("opening.head")
    note = plain("inquiry.hours_assumed") if week.assumed and not period else ""
    return Opening(head=head, week=_lines(period.week if period else calendar.week), soon=tuple(_soon(calendar, today)), note=note)


def _lines(week: Week) -> tuple[str, ...]:
    days = [_hours(intervals) for intervals in week]
    lines, start = [], 0
    for index in range(1, 8):
        if index == 7 or days[index] != days[start]:
            lines.append(f"{_days(start, index - 1)}: {days[start]}")
            start = index
    return tuple(lines)


def _soon(calendar: WorkingCalendar, today: date) -> list[str]:
    """Closed days on which the office would be open, extra days, and periods with other hours that begin."""
    days = [today + timedelta(days=ahead) for ahead in range(SOON)]
    begun = [period for one in days if (period := calendar.period(one)) and period.first == one > today]
    return [*filter(None, (_different(calendar, one) for one in days)), *map(_period, begun)]


def _different(calendar: WorkingCalendar, one: date) -> str:
    """How this day differs from the hours of its week; empty where it does not."""
    if one in calendar.open_days:
        return f"{day(one)}: {_hours(calendar.open_days[one])}"
    period = calendar.period(one)
    usual = (period.week if period else calendar.week)[one.weekday()]
    return plain("opening.closed_day", day=day(one), name=calendar.closed[one]) if usual and one in calendar.closed else ""


def _period(period: HoursPeriod) -> str:
    return plain("opening.period", name=period.name, first=day(period.first), last=day(period.last), hours="; ".join(_lines(period.week)))


def _hours(intervals: tuple[Interval, ...]) -> str:
    return ", ".join(f"{opened:%H.%M}–{closed:%H.%M}" for opened, closed in intervals) or plain("opening.closed")


def _days(first: int, last: int) -> str:
    names = words("dates.days_short")
    return names[first] if first == last else f"{names[first]}–{names[last]}"
