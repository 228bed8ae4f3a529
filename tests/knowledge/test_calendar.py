"""The office's clock, and the calendars of 2024-2027 against the decrees' dates and the package `holidays`."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.standards.calendar import WEEKDAYS, CalendarError, HoursPeriod, Interval, WorkingCalendar

CALENDARS = Path(__file__).parents[2] / "knowledge/calendars"
YEARS = (2024, 2025, 2026, 2027)


def at(text: str) -> datetime:
    """A moment in UTC from a time on the wall in Makassar (WITA, UTC+8)."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Makassar")).astimezone(UTC)


def hours(*pairs: tuple[str, str]) -> tuple[Interval, ...]:
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs)


WORKDAY = hours(("08:00", "12:00"), ("13:00", "16:00"))
FRIDAY = hours(("08:00", "11:00"), ("13:30", "16:00"))
RAMADAN = HoursPeriod(first=date(2026, 11, 16), last=date(2026, 11, 20), week=(hours(("08:00", "14:00")),) * 5 + ((), ()), name="Ramadan")
LAST_DAY = HoursPeriod(first=date(2026, 11, 19), last=date(2026, 11, 19), week=((),) * 7, name="Pindah kantor")
OFFICE = WorkingCalendar(
    zone=ZoneInfo("Asia/Makassar"),
    week=(*(WORKDAY,) * 4, FRIDAY, (), ()),
    closed={date(2026, 11, 12): "Hari jadi kabupaten", date(2026, 11, 14): "Libur panjang", date(2026, 11, 15): "Libur panjang"},
    open_days={date(2026, 11, 15): hours(("08:00", "10:00")), date(2026, 11, 28): hours(("09:00", "10:00")), date(2026, 11, 30): ()},
    periods=(RAMADAN, LAST_DAY),
)


def test_hours_are_the_days_stretches_in_utc() -> None:
    assert OFFICE.hours(date(2026, 11, 23)) == (
        (datetime(2026, 11, 23, 0, tzinfo=UTC), datetime(2026, 11, 23, 4, tzinfo=UTC)),
        (datetime(2026, 11, 23, 5, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)),
    )
    assert OFFICE.hours(date(2026, 11, 22)) == ()


def test_extra_open_days_win_over_everything_even_to_close() -> None:
    assert OFFICE.is_working_day(date(2026, 11, 15))
    assert OFFICE.closing(date(2026, 11, 28)) == at("2026-11-28 10:00")
    assert not OFFICE.is_working_day(date(2026, 11, 30))


def test_hours_of_a_period_hold_on_its_first_and_last_date_and_the_later_period_wins() -> None:
    assert [OFFICE.closing(date(2026, 11, day)).hour for day in (13, 16, 18, 20, 23)] == [8, 6, 6, 6, 8]
    assert not OFFICE.is_working_day(date(2026, 11, 19))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (12, "Hari jadi kabupaten"),
        (14, "Libur panjang"),
        (19, "Pindah kantor"),
        (21, "Sabtu"),
        (22, "Minggu"),
        (30, "tutup"),
        (13, None),
        (28, None),
    ],
)
def test_a_closed_day_has_a_reason_that_people_know(day: int, reason: str | None) -> None:
    assert OFFICE.why_closed(date(2026, 11, day)) == reason


def test_the_local_date_is_that_of_the_offices_wall() -> None:
    assert OFFICE.local_date(datetime(2026, 11, 23, 15, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert OFFICE.local_date(datetime(2026, 11, 23, 16, 0, tzinfo=UTC)) == date(2026, 11, 24)


def test_opening_and_closing_are_the_first_and_the_last_of_the_day_and_a_closed_day_has_none() -> None:
    friday = date(2026, 11, 27)
    assert (OFFICE.opening(friday), OFFICE.closing(friday)) == (at("2026-11-27 08:00"), at("2026-11-27 16:00"))
    with pytest.raises(CalendarError, match=r"2026-11-22 is not a working day \(Minggu\)"):
        OFFICE.opening(date(2026, 11, 22))


def test_the_office_is_open_at_opening_time_and_closed_at_closing_time() -> None:
    moments = ("2026-11-23 07:59", "2026-11-23 08:00", "2026-11-23 12:00", "2026-11-23 13:00", "2026-11-23 16:00", "2026-11-22 09:00")
    assert [OFFICE.is_open(at(moment)) for moment in moments] == [False, True, False, True, False, False]


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-23 09:30", "2026-11-23 09:30"),
        ("2026-11-23 12:00", "2026-11-23 13:00"),
        ("2026-11-23 16:00", "2026-11-24 08:00"),
        ("2026-11-11 16:30", "2026-11-13 08:00"),
    ],
)
def test_the_next_opening_moment_is_the_moment_itself_while_open(moment: str, opening: str) -> None:
    assert OFFICE.next_opening_moment(at(moment)) == at(opening)


def test_the_next_working_day_is_strictly_after_and_on_or_after_is_not() -> None:
    thursday, friday, saturday = (date(2026, 11, day) for day in (26, 27, 28))
    assert OFFICE.next_working_day(thursday) == friday
    assert OFFICE.working_day_on_or_after(friday) == friday
    assert OFFICE.next_working_day(saturday) == date(2026, 12, 1)


def test_open_time_counts_no_lunch_no_night_and_no_holiday() -> None:
    assert OFFICE.open_time_between(at("2026-11-23 11:00"), at("2026-11-23 14:00")) == timedelta(hours=2)
    assert OFFICE.open_time_between(at("2026-11-11 15:00"), at("2026-11-13 09:00")) == timedelta(hours=2)
    assert OFFICE.open_time_between(at("2026-11-22 08:00"), at("2026-11-22 16:00")) == timedelta(0)
    assert OFFICE.open_time_between(at("2026-11-23 11:00"), at("2026-11-23 11:00")) == timedelta(0)


def test_added_open_time_may_end_at_closing_and_nothing_added_is_the_next_opening_moment() -> None:
    assert OFFICE.add_open_time(at("2026-11-23 11:00"), timedelta(hours=1)) == at("2026-11-23 12:00")
    assert OFFICE.add_open_time(at("2026-11-23 11:00"), timedelta(hours=1, minutes=1)) == at("2026-11-23 13:01")
    assert OFFICE.add_open_time(at("2026-11-23 12:30"), timedelta(0)) == at("2026-11-23 13:00")


def test_intervals_out_of_order_or_overlapping_count_every_minute_once() -> None:
    week = (hours(("13:00", "16:00"), ("08:00", "12:00"), ("11:00", "13:00")),) * 7
    tidy = WorkingCalendar(zone=ZoneInfo("Asia/Jakarta"), week=week)
    day = date(2026, 11, 23)
    assert len(tidy.hours(day)) == 1
    assert tidy.closing(day) - tidy.opening(day) == timedelta(hours=8)


def test_an_office_that_never_opens_is_an_error_that_says_what_to_check_and_not_a_loop() -> None:
    never = WorkingCalendar(zone=ZoneInfo("Asia/Jakarta"), week=((),) * 7)
    for question in (never.next_opening_moment, lambda moment: never.add_open_time(moment, timedelta(hours=1))):
        with pytest.raises(CalendarError, match="no open day within 400 days from 2026-11-23: check jam_buka"):
            question(at("2026-11-23 08:00"))


@given(st.integers(0, 60 * 24 * 40), st.integers(0, 60 * 60))
def test_adding_open_time_and_measuring_it_agree(ahead: int, amount: int) -> None:
    start, wanted = at("2026-11-01 00:00") + timedelta(minutes=ahead), timedelta(minutes=amount)
    assert OFFICE.open_time_between(start, OFFICE.add_open_time(start, wanted)) == wanted


# The calendars


def read(year: int) -> dict[str, Any]:
    data = yaml.safe_load((CALENDARS / f"{year}.yaml").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def test_there_is_a_calendar_for_every_year_with_its_decree() -> None:
    assert sorted(int(path.stem) for path in CALENDARS.glob("*.yaml")) == sorted(YEARS)
    for year in YEARS:
        assert read(year)["tahun"] == year
        assert read(year)["keputusan"].startswith("SKB Menteri Agama")


@pytest.mark.parametrize("year", YEARS)
def test_every_day_has_a_name_and_a_kind_and_stands_once_in_order(year: int) -> None:
    days = read(year)["hari"]
    dates = [day["tanggal"] for day in days]
    assert dates == sorted(set(dates))
    assert {day.year for day in dates} == {year}
    for day in days:
        assert day["jenis"] in ("nasional", "bersama", "lain")
        assert day["nama"].startswith("Cuti bersama") == (day["jenis"] == "bersama")
        assert day["jenis"] != "lain" or day["catatan"]


@pytest.mark.parametrize("year", YEARS)
def test_the_package_holidays_knows_the_same_days(year: int) -> None:
    ours = {day["tanggal"]: day["jenis"] for day in read(year)["hari"]}
    public, leave = (set(holidays.country_holidays("ID", years=year, categories=kind)) for kind in ("public", "government"))
    assert set(ours) == public | leave
    assert {day for day, kind in ours.items() if kind != "bersama"} == public


def test_the_decrees_hold_as_many_days_as_were_decreed() -> None:
    kinds = [[day["jenis"] for day in read(year)["hari"]] for year in YEARS]
    assert [(days.count("nasional"), days.count("bersama"), days.count("lain")) for days in kinds] == [
        (17, 10, 2),
        (17, 11, 0),
        (17, 8, 0),
        (18, 8, 0),
    ]


def test_weekdays_are_monday_first() -> None:
    assert WEEKDAYS[date(2026, 11, 23).weekday()] == "Senin"
