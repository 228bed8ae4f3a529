"""When an answer is due: the worked vectors, the rules one by one, and agreement with a slow count of minutes and days."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.casework.deadlines import Account, Day, DayStatus, Limit, Pause, account, counted_days, due, elapse, stretches
from knowledge.standards.calendar import Interval, WorkingCalendar

VECTORS = [json.loads(line) for line in (Path(__file__).parents[1] / "data/deadlines.jsonl").read_text().splitlines()]
LIMITS = {"normatif": 6, "tidak_berkadar_pengawasan": 14, "berkadar_pengawasan": 60}


def at(text: str) -> datetime:
    """A moment in UTC from a time on the wall in Makassar (WITA, UTC+8)."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Makassar")).astimezone(UTC)


def hours(*pairs: tuple[str, str]) -> tuple[Interval, ...]:
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs)


WORKDAY = hours(("08:00", "12:00"), ("13:00", "16:00"))
OFFICE = WorkingCalendar(
    zone=ZoneInfo("Asia/Makassar"),
    week=(WORKDAY,) * 4 + (hours(("08:00", "11:00"), ("13:30", "16:00")), (), ()),
    closed={date(2026, 11, 12): "Hari jadi kabupaten"},
    open_days={date(2026, 11, 21): hours(("08:00", "10:00"))},
)
THREE_HOURS = Limit(hours=3)
SIX_DAYS = Limit(working_days=6)


def vector_calendar(vector: dict[str, Any]) -> WorkingCalendar:
    return WorkingCalendar(
        zone=ZoneInfo(vector["tz"]),
        week=tuple(hours(*vector["office_hours"][day]) for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
        closed={date.fromisoformat(day): "libur" for day in vector["closed_days"]},
        open_days={date.fromisoformat(extra["date"]): hours(*extra["hours"]) for extra in vector["open_days"]},
    )


def vector_limit(vector: dict[str, Any]) -> Limit:
    if vector["category"] == "ringan":
        return Limit(hours=3, office_clock=vector["ringan_clock"] == "kantor")
    return Limit(working_days=LIMITS[vector["category"]])


def vector_pauses(vector: dict[str, Any]) -> list[Pause]:
    return [(datetime.fromisoformat(begin), datetime.fromisoformat(end)) for begin, end in vector["pauses"]]


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_every_worked_vector_holds_exactly(vector: dict[str, Any]) -> None:
    received = datetime.fromisoformat(vector["received"])
    found = account(received, vector_limit(vector), vector_calendar(vector), vector_pauses(vector))
    assert found.due == datetime.fromisoformat(vector["due"])
    if found.limit.hours:
        assert sum((end - begin for begin, end in found.stretches), timedelta()) == timedelta(hours=3)
    else:
        assert found.days[-1].number == found.limit.working_days


def test_there_are_forty_vectors() -> None:
    assert len(VECTORS) == 40


def test_a_limit_is_either_hours_or_days() -> None:
    for hours_, days in ((None, None), (3, 6), (0, None), (None, -1)):
        with pytest.raises(ValueError, match="a limit"):
            Limit(hours=hours_, working_days=days)


def first_day(received: datetime, pauses: Sequence[Pause] = ()) -> date | None:
    """Day 0, from which an answer's working days are counted; None during a pause."""
    return next(counted_days(received, OFFICE, pauses), None)


def test_day_zero_of_a_complaint_at_closing_time_is_that_day_and_a_second_later_the_next() -> None:
    assert first_day(at("2026-11-23 16:00")) == date(2026, 11, 23)
    assert first_day(at("2026-11-23 16:00:01")) == date(2026, 11, 24)


def test_day_zero_before_opening_is_that_day_and_on_a_closed_day_the_next_open_one() -> None:
    assert first_day(at("2026-11-23 01:00")) == date(2026, 11, 23)
    assert first_day(at("2026-11-12 09:00")) == date(2026, 11, 13)


def test_while_the_office_still_waits_there_is_no_due_moment() -> None:
    waiting: list[Pause] = [(at("2026-11-24 10:00"), None)]
    assert due(at("2026-11-23 10:00"), SIX_DAYS, OFFICE, waiting) is None
    assert due(at("2026-11-24 09:00"), THREE_HOURS, OFFICE, waiting) is None
    assert due(at("2026-11-25 09:00"), THREE_HOURS, OFFICE, waiting) is None
    assert first_day(at("2026-11-25 09:00"), waiting) is None


def test_a_wait_that_begins_after_the_due_moment_changes_nothing() -> None:
    assert due(at("2026-11-24 08:00"), THREE_HOURS, OFFICE, [(at("2026-11-24 11:00:01"), None)]) == at("2026-11-24 11:00")
    assert due(at("2026-11-16 09:00"), Limit(working_days=1), OFFICE, [(at("2026-11-17 16:00:01"), None)]) == at("2026-11-17 16:00")


def test_a_wait_that_begins_at_closing_takes_that_day_out() -> None:
    pause: list[Pause] = [(at("2026-11-17 16:00"), at("2026-11-17 20:00"))]
    assert due(at("2026-11-16 09:00"), Limit(working_days=1), OFFICE, pause) == at("2026-11-18 16:00")


def test_pauses_that_overlap_or_touch_count_once_and_in_any_order() -> None:
    pauses: list[Pause] = [
        (at("2026-11-24 10:00"), at("2026-11-24 11:00")),
        (at("2026-11-24 09:30"), at("2026-11-24 10:30")),
        (at("2026-11-24 11:00"), at("2026-11-24 11:30")),
    ]
    assert due(at("2026-11-24 09:00"), THREE_HOURS, OFFICE, pauses) == at("2026-11-24 15:00")
    assert due(at("2026-11-24 09:00"), Limit(hours=3, office_clock=False), OFFICE, pauses) == at("2026-11-24 14:00")


def test_the_account_of_days_gives_every_day_its_reason() -> None:
    pauses: list[Pause] = [(at("2026-11-18 15:00"), at("2026-11-19 09:00"))]
    found = account(at("2026-11-11 17:00"), Limit(working_days=4), OFFICE, pauses)
    assert found.due == at("2026-11-20 16:00")
    assert [(day.date.day, day.status.value, day.number, day.reason) for day in found.days] == [
        (11, "too_late", None, None),
        (12, "closed", None, "Hari jadi kabupaten"),
        (13, "zero", 0, None),
        (14, "closed", None, "Sabtu"),
        (15, "closed", None, "Minggu"),
        (16, "counted", 1, None),
        (17, "counted", 2, None),
        (18, "paused", None, None),
        (19, "counted", 3, None),
        (20, "counted", 4, None),
    ]


def test_the_account_of_a_complaint_that_waits_ends_with_the_day_the_wait_began() -> None:
    found = account(at("2026-11-16 09:00"), SIX_DAYS, OFFICE, [(at("2026-11-18 10:00"), None)])
    assert found.due is None
    assert found.days[-1] == Day(date=date(2026, 11, 18), status=DayStatus.PAUSED)


def test_the_account_of_hours_names_the_stretches_that_counted() -> None:
    pauses: list[Pause] = [(at("2026-11-20 10:30"), at("2026-11-20 14:00")), (at("2026-11-20 15:00"), at("2026-11-21 08:30"))]
    found = account(at("2026-11-20 09:30"), THREE_HOURS, OFFICE, pauses)
    assert found == Account(
        received=at("2026-11-20 09:30"),
        limit=THREE_HOURS,
        due=at("2026-11-21 09:30"),
        stretches=(
            (at("2026-11-20 09:30"), at("2026-11-20 10:30")),
            (at("2026-11-20 14:00"), at("2026-11-20 15:00")),
            (at("2026-11-21 08:30"), at("2026-11-21 09:30")),
        ),
    )


def test_the_account_of_hours_while_waiting_names_what_has_run() -> None:
    found = account(at("2026-11-24 11:00"), THREE_HOURS, OFFICE, [(at("2026-11-24 13:30"), None)])
    assert found.due is None
    assert found.stretches == ((at("2026-11-24 11:00"), at("2026-11-24 12:00")), (at("2026-11-24 13:00"), at("2026-11-24 13:30")))


def test_plain_hours_are_accounted_around_the_clock() -> None:
    found = account(at("2026-11-21 23:00"), Limit(hours=3, office_clock=False), OFFICE)
    assert found.stretches == ((at("2026-11-21 23:00"), at("2026-11-22 02:00")),)


# What holds for any office, any pauses and any moment

MONTH = at("2026-11-01 00:00")
minutes = st.integers(0, 30 * 24 * 60)
moments = minutes.map(lambda ahead: MONTH + timedelta(minutes=ahead))
pause = st.tuples(minutes, st.integers(0, 6 * 24 * 60)).map(
    lambda pair: (MONTH + timedelta(minutes=pair[0]), MONTH + timedelta(minutes=sum(pair)))
)
pause_lists = st.lists(pause, max_size=3)
limits = st.one_of(st.builds(Limit, hours=st.integers(1, 30)), st.builds(Limit, working_days=st.integers(1, 20)))
day_hours = st.sampled_from([(), WORKDAY, hours(("07:30", "16:00")), hours(("09:00", "11:00"), ("19:00", "21:30"))])
days_of_month = st.integers(0, 40).map(lambda ahead: date(2026, 11, 1) + timedelta(days=ahead))
calendars = st.builds(
    WorkingCalendar,
    zone=st.sampled_from([ZoneInfo(name) for name in ("Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")]),
    week=st.tuples(*[day_hours] * 7).filter(any),
    closed=st.dictionaries(days_of_month, st.just("libur"), max_size=6),
    open_days=st.dictionaries(days_of_month, st.just(hours(("08:00", "10:00"))), max_size=2),
)


@given(calendars, moments, limits, pause_lists)
def test_due_is_a_closing_time_or_lies_within_open_time(
    calendar: WorkingCalendar, received: datetime, limit: Limit, pauses: list[Pause]
) -> None:
    moment = due(received, limit, calendar, pauses)
    assert moment is not None
    stretches_of_day = calendar.hours(calendar.local_date(moment))
    assert any(begin < moment <= end for begin, end in stretches_of_day)
    assert limit.hours or moment == stretches_of_day[-1][1]


@given(calendars, moments, st.timedeltas(timedelta(0), timedelta(days=10)), limits, pause_lists)
def test_a_later_receipt_is_never_due_earlier(
    calendar: WorkingCalendar, received: datetime, later: timedelta, limit: Limit, pauses: list[Pause]
) -> None:
    first, second = due(received, limit, calendar, pauses), due(received + later, limit, calendar, pauses)
    assert first is not None
    assert second is not None
    assert first <= second


@given(calendars, moments, limits, pause_lists, pause)
def test_one_more_pause_never_makes_it_earlier_and_after_the_due_moment_changes_nothing(
    calendar: WorkingCalendar, received: datetime, limit: Limit, pauses: list[Pause], more: Pause
) -> None:
    before, after = due(received, limit, calendar, pauses), due(received, limit, calendar, [*pauses, more])
    assert before is not None
    assert after is not None
    assert after >= before
    assert after == before or more[0] <= before


@given(calendars, moments, st.integers(1, 15), pause_lists)
def test_a_longer_limit_is_never_due_earlier(calendar: WorkingCalendar, received: datetime, size: int, pauses: list[Pause]) -> None:
    for pair in ([Limit(hours=size), Limit(hours=size + 1)], [Limit(working_days=size), Limit(working_days=size + 1)]):
        shorter, longer = (due(received, limit, calendar, pauses) for limit in pair)
        assert shorter is not None
        assert longer is not None
        assert shorter < longer


@settings(deadline=None)  # slow on purpose
@given(calendars, moments, st.integers(1, 6), pause_lists)
def test_hours_agree_with_counting_minute_by_minute(calendar: WorkingCalendar, received: datetime, size: int, pauses: list[Pause]) -> None:
    minute, counted = received, 0
    while counted < size * 60:
        paused = any(begin <= minute and end is not None and minute < end for begin, end in pauses)
        counted += calendar.is_open(minute) and not paused
        minute += timedelta(minutes=1)
    assert due(received, Limit(hours=size), calendar, pauses) == minute


@given(calendars, moments, st.integers(1, 15), pause_lists)
def test_days_agree_with_counting_day_by_day(calendar: WorkingCalendar, received: datetime, size: int, pauses: list[Pause]) -> None:
    day, closings = calendar.local_date(received), list[datetime]()
    while len(closings) <= size:
        if calendar.is_working_day(day) and (closing := calendar.closing(day)) >= received:
            paused = any(begin <= closing and end is not None and closing < end for begin, end in pauses)
            closings += [] if paused else [closing]
        day += timedelta(days=1)
    assert due(received, Limit(working_days=size), calendar, pauses) == closings[-1]


@given(calendars, moments, limits, pause_lists, moments)
def test_the_account_adds_up_to_the_limit_or_to_what_has_run(
    calendar: WorkingCalendar, received: datetime, limit: Limit, pauses: list[Pause], still_waiting_since: datetime
) -> None:
    for extra in ([], [(still_waiting_since, None)]):
        found = account(received, limit, calendar, [*pauses, *extra])
        numbers = [day.number for day in found.days if day.number is not None]
        assert numbers == list(range(len(numbers)))
        counted = sum((end - begin for begin, end in found.stretches), timedelta()) or len(numbers) - 1
        wanted = timedelta(hours=limit.hours) if limit.hours else limit.working_days
        assert found.due is None or counted == wanted


def test_the_days_of_a_wait_without_end_stop() -> None:
    pauses: list[Pause] = [(at("2026-11-18 10:00"), None)]
    assert list(counted_days(at("2026-11-16 09:00"), OFFICE, pauses)) == [date(2026, 11, 16), date(2026, 11, 17)]
    assert list(stretches(at("2026-11-18 09:00"), None, OFFICE, pauses)) == [(at("2026-11-18 09:00"), at("2026-11-18 10:00"))]


def test_open_time_that_ends_where_a_pause_begins_ends_there_and_not_behind_the_pause() -> None:
    pause = (at("2026-11-24 10:00"), at("2026-11-25 10:00"))
    assert elapse(at("2026-11-24 08:00"), timedelta(hours=2), OFFICE, [pause]) == pause[0]
