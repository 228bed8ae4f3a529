"""Reminders and escalation: the moments at which somebody is told about a complaint.

The ladder of a category is data of the office; each rung becomes one or more moments. Reminders that are not urgent fall into opening hours: a moment
outside them, closing time included, moves to the next opening. While the office waits for the citizen there are no reminders: a moment inside a past
pause moves to the end of the pause, repeated ones inside it are dropped, and nothing follows after an open pause began.

N working days count as in `deadlines.due`, so such a rung comes at the opening after the Nth day has ended. A limit that ends at closing time is
announced at the opening of that day. An urgent complaint has an alarm instead of the rungs for cases nobody took, and reminders when its handler
stays silent.

All moments are aware datetimes in UTC.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import count, groupby, islice, takewhile

from handlers.casework.deadlines import Calendar, Limit, Pauses, counted_days, due, elapse, resumed, stretches
from handlers.casework.moves import Role
from handlers.casework.rungs import Alarm, Case, Point, Rung, Silence, When


def points(case: Case, rungs: Iterable[Rung], alarm: Alarm, calendar: Calendar, *, after: datetime | None = None) -> Iterator[Point]:
    """All points of the case in order of time; repeating ones never end. Two rungs with the same moment and measure make one point.

    With `after`, repeating points are computed only from then on; some earlier points may still be included.
    """
    tracks = [_climb(case, rung, calendar, after) for rung in rungs if not (case.urgent and rung.when is When.NOT_TAKEN)]
    if case.urgent:
        tracks.append(_ring(case, max(case.urgent, case.untaken or case.start), alarm, after))
        tracks.append(_silence(case, alarm, calendar, after))
    in_order = merge(*tracks, key=lambda point: (point.at, point.when.weight, point.key))
    return (catch_up(tuple(same)) for _, same in groupby(in_order, key=lambda point: point.key))


def split_points(points: Iterable[Point], *, after: datetime, until: datetime) -> tuple[list[Point], Point | None]:
    """The points in (after, until], and the next later one; None where no more will come."""
    reached: list[Point] = []
    for point in points:
        if point.at > until:
            return reached, point
        if point.at > after:
            reached.append(point)
    return reached, None


def catch_up(points: Collection[Point]) -> Point:
    """One notice for several points, such as those missed during a stop: the highest one, sent to everybody whom any of them was for."""
    highest = max(points, key=lambda point: (point.rank, point.at))
    return replace(highest, to=frozenset().union(*(point.to for point in points)))


def waiting_points(since: datetime, silence: Silence, calendar: Calendar) -> Iterator[Point]:
    """The points while the office waits for the reporter: reminders at openings of working days, and the closing."""
    last = silence_ends(since, silence, calendar)
    days = {since_day: f"day{number}" for number, since_day in _numbered(since, last, calendar) if number in silence.remind_on}
    if silence.remind_before is not None:
        before = calendar.working_day_on_or_after(last - timedelta(days=silence.remind_before))
        days.setdefault(before, "last")
    for day, name in sorted(days.items()):
        if since < calendar.opening(day):
            yield _point(When.REMIND, since, name, calendar.opening(day), frozenset({Role.REPORTER}))
    # the reporter may answer until the last day closes
    yield _point(When.CLOSE, since, "", calendar.next_opening_moment(calendar.closing(last)), frozenset({Role.REPORTER}))


def silence_ends(since: datetime, silence: Silence, calendar: Calendar) -> date:
    """The last day on which the reporter can still answer: a working day in the office's zone."""
    if silence.close_after_days is not None:
        return calendar.working_day_on_or_after(calendar.local_date(since) + timedelta(days=silence.close_after_days))
    return next(islice(counted_days(since, calendar), silence.close_after or 0, None))


def _numbered(since: datetime, last: date, calendar: Calendar) -> Iterator[tuple[int, date]]:
    return ((number, day) for number, day in enumerate(takewhile(lambda day: day <= last, counted_days(since, calendar))))


def approval_points(since: datetime, head_from_day: int, calendar: Calendar) -> Iterator[Point]:
    """The points while a request waits for approval: every working day's opening, from one day on also to the head."""
    for number, day in enumerate(counted_days(since, calendar)):
        head = {Role.HEAD} if number >= head_from_day else set()
        if number:
            yield _point(When.APPROVAL, since, f"day{number}", calendar.opening(day), frozenset({Role.SUPERVISOR, *head}))


def _ring(case: Case, origin: datetime, alarm: Alarm, after: datetime | None) -> Iterator[Point]:
    """The rounds of the alarm until somebody takes the case."""
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
    """The points after an urgent case was taken and nothing was done: the officer and then the supervisor at any hour, then both at each opening."""
    if case.taken is None or case.acted is None:
        return
    steps = zip(alarm.silent_minutes, (Role.HANDLER, Role.SUPERVISOR), strict=True)
    steps_at = [(case.acted + timedelta(minutes=minutes), f"minutes{minutes}", frozenset({role})) for minutes, role in steps]
    for at, name, to in steps_at:
        if resumed(at, case.pauses) == at:
            yield _point(When.SILENT, case.acted, name, at, to)
    for name, moment in _openings(steps_at[-1][0], case, calendar, max(steps_at[-1][0], after or steps_at[-1][0])):
        if moment:
            yield _point(When.SILENT, case.acted, name, moment, frozenset({Role.HANDLER, Role.SUPERVISOR}))


def _climb(case: Case, rung: Rung, calendar: Calendar, after: datetime | None) -> Iterator[Point]:
    """The points of one rung."""
    origin = _origin(rung.when, case)
    if origin is None:
        return
    for name, moment in _moments(rung, origin, case, calendar, max(origin, after or origin)):
        moment_of_notice = moment and _not_before_limit_was_set(moment, rung, case)
        at = moment_of_notice and _counted_open_moment(_before_closing(moment_of_notice, rung, case, calendar), case.pauses, calendar)
        if at is None or not _in_its_time(rung.when, at, case):
            return
        if moment_of_notice == moment or not (rung.repeats or rung.when is When.RUNNING):
            yield _point(rung.when, origin, name, at, rung.to)


def _origin(when: When, case: Case) -> datetime | None:
    """The moment that a rung counts from; None while it is unknown."""
    if when is When.NOT_TAKEN:
        return case.untaken or case.start
    return case.start if when is When.RUNNING else case.due


def _not_before_limit_was_set(moment: datetime, rung: Rung, case: Case) -> datetime:
    """The moment of the point, but not before its limit was set. A limit set late may have passed already; points before that are left out."""
    return moment if rung.when is When.NOT_TAKEN else max(moment, case.limited or case.start)


def _before_closing(moment: datetime, rung: Rung, case: Case, calendar: Calendar) -> datetime:
    """The moment of a DUE point: where the limit ends at closing time, the opening of that day, because nothing may be sent after closing."""
    day = calendar.local_date(moment)
    if rung.when is not When.DUE or calendar.working_day_on_or_after(day) != day or moment != calendar.closing(day):
        return moment
    opening = calendar.opening(day)
    return opening if opening > (case.limited or case.start) else moment


def _moments(rung: Rung, origin: datetime, case: Case, calendar: Calendar, after: datetime) -> Iterator[tuple[str, datetime | None]]:
    """Name and moment of each point of a rung, in order; None for a moment after a pause that is open."""
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
    """When this percentage of the counted time between start and due has passed; None while the due moment is unknown."""
    if case.due is None:
        return None
    whole = sum((end - begin for begin, end in stretches(case.start, case.due, calendar, case.pauses)), timedelta())
    return elapse(case.start, whole * percent / 100, calendar, case.pauses)


def _openings_of_days(numbers: tuple[int, ...], origin: datetime, case: Case, calendar: Calendar) -> Iterator[tuple[str, datetime]]:
    """The openings of day 3, 5 …. The key holds the date: a pause can make another day the sixth, which is then told anew."""
    days = enumerate(islice(counted_days(origin, calendar, case.pauses), max(numbers) + 1))
    return ((f"day{number}:{day}", calendar.opening(day)) for number, day in days if number in numbers)


def _open_hours(
    hours: int, most: int | None, origin: datetime, case: Case, calendar: Calendar, after: datetime
) -> Iterator[tuple[str, datetime]]:
    """Every so many open hours, at most `most` times a day; numbered for each day, from the working day before `after` on."""
    for day, moments in groupby(_steps(timedelta(hours=hours), origin, case, calendar, after), key=calendar.local_date):
        for number, moment in enumerate(islice(moments, most), start=1):
            yield f"hours{hours}:{day}:{number}", moment


def _steps(step: timedelta, origin: datetime, case: Case, calendar: Calendar, after: datetime) -> Iterator[datetime]:
    """The end of each step of open time since the origin, moved into opening hours; steps long before `after` are left out."""
    ran = sum((end - begin for begin, end in stretches(origin, after - timedelta(days=1), calendar, case.pauses)), timedelta())
    reached = elapse(origin, step * max(ran // step, 1), calendar, case.pauses)
    while reached and (at := _counted_open_moment(reached, case.pauses, calendar)):
        yield at
        reached = elapse(reached, step, calendar, case.pauses)


def _openings(origin: datetime, case: Case, calendar: Calendar, after: datetime) -> Iterator[tuple[str, datetime | None]]:
    """Every working day's opening after the origin, except those inside a pause."""
    day = calendar.working_day_on_or_after(calendar.local_date(after))
    while again := resumed(opening := calendar.opening(day), case.pauses):
        if origin < opening == again:
            yield f"opening:{day}", opening
        day = calendar.next_working_day(day)


def _counted_open_moment(moment: datetime, pauses: Pauses, calendar: Calendar) -> datetime | None:
    """The first moment from `moment` on at which the office is open and no pause runs."""
    while again := resumed(moment, pauses):
        moment = calendar.next_opening_moment(again)
        if moment == again:
            return moment
    return None


def _in_its_time(when: When, at: datetime, case: Case) -> bool:
    """Whether the point still applies: NOT_TAKEN ends when the case is taken, RUNNING when it is due."""
    end = {When.NOT_TAKEN: case.taken, When.URGENT: case.taken, When.RUNNING: case.due}.get(when)
    return end is None or at < end


def _point(when: When, origin: datetime, name: str, at: datetime, to: frozenset[Role]) -> Point:
    key = f"{when.name.lower()}:{origin:%Y-%m-%dT%H:%M:%SZ}"
    return Point(at=at, key=f"{key}:{name}" if name else key, when=when, to=to)
