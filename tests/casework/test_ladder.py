"""Reminders and escalation: every rung of the default policy on concrete days of November 2026, and what holds for any complaint."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.casework.deadlines import Limit, Pause, due
from handlers.casework.ladder import approval_points, catch_up, points, split_points, waiting_points
from handlers.casework.moves import Role
from handlers.casework.rungs import TOLD, Alarm, Case, Point, Rung, When
from knowledge.standards.calendar import WorkingCalendar
from knowledge.standards.policy import Policy

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
WITA = ZoneInfo("Asia/Makassar")
POLICY = Policy.model_validate(yaml.safe_load((KNOWLEDGE / "policy.yaml").read_text(encoding="utf-8")))
ALARM = Alarm.of(**POLICY.urgent.model_dump())
LADDERS = {key: [Rung.of(**rung.model_dump()) for rung in category.ladder] for key, category in POLICY.categories.items()}
LIMITS = {key: Limit(hours=category.limit.hours, working_days=category.limit.working_days) for key, category in POLICY.categories.items()}


def holidays_of(year: int) -> dict[date, str]:
    data = yaml.safe_load((KNOWLEDGE / f"calendars/{year}.yaml").read_text(encoding="utf-8"))
    return {day["tanggal"]: day["nama"] for day in data["hari"]}


WORDS = {**{role: word for word, role in TOLD.items()}, Role.REPORTER: "pelapor"}
BEFORE = timedelta(microseconds=1)
WORKDAY = ((time(8), time(12)), (time(13), time(16)))
FRIDAY = ((time(8), time(11)), (time(13, 30), time(16)))
OFFICE = WorkingCalendar(zone=WITA, week=(*(WORKDAY,) * 4, FRIDAY, (), ()), closed=holidays_of(2026) | holidays_of(2027))


def at(text: str) -> datetime:
    """A moment in UTC from a time on the wall in Makassar (WITA, UTC+8)."""
    return datetime.fromisoformat(text).replace(tzinfo=WITA).astimezone(UTC)


def case(
    category: str, start: str, *, taken: str | None = None, urgent: bool = False, pauses: Iterable[tuple[str, str | None]] = ()
) -> Case:
    waits: tuple[Pause, ...] = tuple((at(begin), at(end) if end else None) for begin, end in pauses)
    moment = due(at(start), LIMITS[category], OFFICE, waits)
    return Case(start=at(start), due=moment, taken=at(taken) if taken else None, urgent=at(start) if urgent else None, pauses=waits)


def written(found: Iterable[Point]) -> list[str]:
    """Points as a person would write them into a table."""
    return [
        f"{point.at.astimezone(WITA):%d.%m %H:%M} {point.when.value}: {' '.join(sorted(WORDS[role] for role in point.to))}"
        for point in found
    ]


def passed(own: Case, rungs: Iterable[Rung], *, after: datetime | None = None, until: datetime) -> list[Point]:
    """The points in (after, until], as `OfficeRules.split_points` finds them; without `after` from the first on."""
    since = after or own.start - BEFORE
    return split_points(points(own, rungs, ALARM, OFFICE, after=since), after=since, until=until)[0]


def next_point(own: Case, rungs: Iterable[Rung], *, after: datetime) -> Point | None:
    return split_points(points(own, rungs, ALARM, OFFICE, after=after), after=after, until=after)[1]


def seen(category: str, start: str, *, until: str, **more: object) -> list[str]:
    """Everything the complaint sends until then."""
    return written(passed(case(category, start, **more), LADDERS[category], until=at(until)))  # type: ignore[arg-type]


def test_the_default_policy_has_the_four_categories_of_the_landak_standard() -> None:
    assert {key: category.limit.words for key, category in POLICY.categories.items()} == {
        "ringan": "3 jam",
        "normatif": "6 hari kerja",
        "tidak_berkadar_pengawasan": "14 hari kerja",
        "berkadar_pengawasan": "60 hari kerja",
    }


def test_ringan_that_nobody_takes_climbs_every_rung() -> None:
    assert seen("ringan", "2026-11-24 08:30", until="2026-11-26 08:00") == [
        "24.11 09:00 belum_diambil: unit",
        "24.11 09:30 belum_diambil: pengawas",
        "24.11 10:00 berjalan: petugas",
        "24.11 10:54 berjalan: petugas",
        "24.11 11:30 jatuh_tempo: pengawas petugas",
        "24.11 13:30 lewat: pengawas",
        "24.11 14:30 lewat: pengawas",
        "24.11 15:30 lewat: pengawas",
        "25.11 08:30 lewat: pengawas",
        "25.11 09:30 lewat: pengawas",
        "25.11 10:30 lewat: pengawas",
        "26.11 08:00 lewat: pimpinan",
    ]


def test_normatif_that_nobody_takes_climbs_every_rung() -> None:
    assert seen("normatif", "2026-11-02 10:00", until="2026-11-16 08:00") == [
        "02.11 11:00 belum_diambil: unit",
        "04.11 08:00 belum_diambil: pengawas",
        "05.11 08:00 berjalan: petugas",
        "09.11 08:00 berjalan: petugas",
        "10.11 08:00 berjalan: petugas",
        "10.11 08:00 jatuh_tempo: pengawas petugas",
        "11.11 08:00 lewat: pengawas",
        "12.11 08:00 lewat: pengawas",
        "13.11 08:00 lewat: pengawas",
        "16.11 08:00 lewat: pimpinan",
        "16.11 08:00 lewat: pengawas",
    ]


def test_tidak_berkadar_pengawasan_that_nobody_takes_climbs_every_rung() -> None:
    assert seen("tidak_berkadar_pengawasan", "2026-11-02 10:00", until="2026-11-30 08:00") == [
        "04.11 08:00 belum_diambil: unit",
        "05.11 08:00 belum_diambil: pengawas",
        "11.11 08:00 berjalan: petugas",
        "18.11 08:00 berjalan: petugas",
        "20.11 08:00 berjalan: petugas",
        "20.11 08:00 jatuh_tempo: pengawas petugas",
        *(f"{day}.11 08:00 lewat: pengawas" for day in (23, 24, 25, 26, 27)),
        "30.11 08:00 lewat: pimpinan",
        "30.11 08:00 lewat: pengawas",
    ]


def test_berkadar_pengawasan_that_nobody_takes_climbs_every_rung_past_christmas_and_new_year() -> None:
    assert seen("berkadar_pengawasan", "2026-11-02 10:00", until="2027-02-09 08:00") == [
        "04.11 08:00 belum_diambil: unit",
        "05.11 08:00 belum_diambil: pengawas",
        "23.11 08:00 berjalan: petugas",
        "14.12 08:00 berjalan: pengawas petugas",
        "08.01 08:00 berjalan: petugas",
        "22.01 08:00 berjalan: pengawas petugas",
        "29.01 08:00 berjalan: petugas",
        "29.01 08:00 jatuh_tempo: pengawas petugas",
        *(f"{day:02}.02 08:00 lewat: pengawas" for day in (1, 2, 3, 4, 8)),
        "09.02 08:00 lewat: pimpinan",
        "09.02 08:00 lewat: pengawas",
    ]


def test_from_the_moment_it_is_taken_nothing_is_said_of_not_being_taken() -> None:
    assert seen("ringan", "2026-11-24 08:30", until="2026-11-24 11:00", taken="2026-11-24 09:30") == [
        "24.11 09:00 belum_diambil: unit",
        "24.11 10:00 berjalan: petugas",
        "24.11 10:54 berjalan: petugas",
    ]


def test_what_would_fall_into_lunch_or_the_night_waits_for_the_opening() -> None:
    assert seen("ringan", "2026-11-24 11:00", until="2026-11-25 08:00", taken="2026-11-24 12:10") == [
        "24.11 11:30 belum_diambil: unit",
        "24.11 13:30 berjalan: petugas",
        "24.11 14:24 berjalan: petugas",
        "24.11 15:00 jatuh_tempo: pengawas petugas",
        "25.11 08:00 lewat: pengawas",
    ]
    assert seen("ringan", "2026-11-24 19:00", until="2026-11-25 09:00") == [
        "25.11 08:30 belum_diambil: unit",
        "25.11 09:00 belum_diambil: pengawas",
    ]


def test_an_urgent_one_rings_at_once_and_every_ten_minutes_in_the_night_with_the_head_from_the_third_round() -> None:
    assert seen("normatif", "2026-11-21 23:50", until="2026-11-22 00:20", urgent=True) == [
        "21.11 23:50 darurat: pengawas unit",
        "22.11 00:00 darurat: pengawas unit",
        "22.11 00:10 darurat: pengawas pimpinan unit",
        "22.11 00:20 darurat: pengawas pimpinan unit",
    ]


def test_an_urgent_one_that_is_taken_goes_on_like_any_other() -> None:
    assert seen("normatif", "2026-11-21 23:50", until="2026-11-30 08:00", urgent=True, taken="2026-11-21 23:55") == [
        "21.11 23:50 darurat: pengawas unit",
        "26.11 08:00 berjalan: petugas",
        "30.11 08:00 berjalan: petugas",
    ]


def test_an_urgent_one_taken_at_once_never_rings() -> None:
    assert seen("normatif", "2026-11-21 23:50", until="2026-11-22 23:50", urgent=True, taken="2026-11-21 23:50") == []


def test_while_the_office_waits_for_the_citizen_nothing_is_said() -> None:
    assert seen(
        "normatif", "2026-11-02 10:00", until="2026-12-31 08:00", taken="2026-11-02 10:05", pauses=[("2026-11-05 17:00", None)]
    ) == ["05.11 08:00 berjalan: petugas"]


def test_paused_days_do_not_count_for_the_openings_of_days() -> None:
    assert seen(
        "normatif",
        "2026-11-02 10:00",
        until="2026-11-13 08:00",
        taken="2026-11-02 10:05",
        pauses=[("2026-11-03 09:00", "2026-11-06 09:00")],
    ) == [
        "10.11 08:00 berjalan: petugas",
        "12.11 08:00 berjalan: petugas",
        "13.11 08:00 berjalan: petugas",
        "13.11 08:00 jatuh_tempo: pengawas petugas",
    ]


def test_paused_minutes_do_not_count_for_open_minutes_percent_and_open_hours() -> None:
    pauses = [("2026-11-24 09:00", "2026-11-24 10:00"), ("2026-11-24 13:45", "2026-11-24 14:15")]
    assert seen("ringan", "2026-11-24 08:30", until="2026-11-25 08:00", taken="2026-11-24 10:10", pauses=pauses)[-4:] == [
        "24.11 11:54 berjalan: petugas",
        "24.11 13:30 jatuh_tempo: pengawas petugas",
        "24.11 15:00 lewat: pengawas",
        "25.11 08:00 lewat: pengawas",
    ]


def test_a_point_that_a_past_pause_covered_is_told_when_the_pause_is_over() -> None:
    pauses = [("2026-11-09 16:30", "2026-11-10 10:15")]
    assert seen("normatif", "2026-11-02 10:00", until="2026-11-11 08:00", taken="2026-11-02 10:05", pauses=pauses)[-2:] == [
        "10.11 10:15 jatuh_tempo: pengawas petugas",
        "11.11 08:00 lewat: pengawas",
    ]


def test_percents_are_of_the_open_time_until_an_extended_due_date() -> None:
    extended = Case(start=at("2026-11-24 08:00"), due=at("2026-11-24 16:00"), taken=at("2026-11-24 08:00"))
    assert written(islice(points(extended, LADDERS["ringan"], ALARM, OFFICE), 3)) == [
        "24.11 11:30 berjalan: petugas",
        "24.11 14:36 berjalan: petugas",
        "25.11 08:00 jatuh_tempo: pengawas petugas",
    ]


def test_plain_hours_in_the_night_are_reminded_of_at_the_next_opening() -> None:
    night = Case(start=at("2026-11-24 22:00"), due=at("2026-11-25 01:00"), taken=at("2026-11-24 22:00"))
    assert written(islice(points(night, LADDERS["ringan"], ALARM, OFFICE), 2)) == [
        "25.11 08:00 jatuh_tempo: pengawas petugas",
        "25.11 09:00 lewat: pengawas",
    ]


def test_without_a_due_moment_there_is_no_word_of_it() -> None:
    unknown = Case(start=at("2026-11-24 08:30"), due=None, taken=at("2026-11-24 08:40"))
    assert list(points(unknown, LADDERS["ringan"], ALARM, OFFICE)) == []


def test_keys_say_what_they_are_and_what_they_are_counted_from() -> None:
    found = passed(case("ringan", "2026-11-24 08:30"), LADDERS["ringan"], until=at("2026-11-26 08:00"))
    keys = [point.key for point in found]
    assert keys[:2] == ["not_taken:2026-11-24T00:30:00Z:minutes30", "not_taken:2026-11-24T00:30:00Z:minutes60"]
    assert keys[4:6] == ["due:2026-11-24T03:30:00Z", "overdue:2026-11-24T03:30:00Z:hours1:2026-11-24:1"]


def test_a_reopened_complaint_and_an_extended_one_have_new_keys() -> None:
    first, again = (
        {point.key for point in islice(points(case("normatif", f"2026-11-{day} 10:00"), LADDERS["normatif"], ALARM, OFFICE), 50)}
        for day in ("02", "20")
    )
    assert not first & again
    extended = Case(start=at("2026-11-02 10:00"), due=at("2026-11-13 16:00"))
    moved = {point.key for point in islice(points(extended, LADDERS["normatif"], ALARM, OFFICE), 50)}
    assert {key.partition(":")[0] for key in first & moved} == {"not_taken", "running"}


def test_the_opening_of_a_day_that_a_pause_took_out_is_told_again_under_its_new_date() -> None:
    until = at("2026-11-06 08:00")
    [first], [second] = (
        passed(
            case("normatif", "2026-11-02 10:00", taken="2026-11-02 10:05", pauses=pauses),
            LADDERS["normatif"],
            until=until,
        )
        for pauses in ([], [("2026-11-05 09:00", "2026-11-05 17:00")])
    )
    assert (first.key, second.key) == ("running:2026-11-02T02:00:00Z:day3:2026-11-05", "running:2026-11-02T02:00:00Z:day3:2026-11-06")


def test_two_rungs_for_the_same_moment_are_one_point_for_both() -> None:
    rungs = [Rung.of(stage="berjalan", to=[to], opening_of_days=(1,)) for to in ("petugas", "pengawas")]
    found = list(points(case("normatif", "2026-11-02 10:00"), rungs, ALARM, OFFICE))
    assert written(found) == ["03.11 08:00 berjalan: pengawas petugas"]


def test_after_a_stop_one_notice_speaks_for_all_points_passed() -> None:
    stopped = passed(case("normatif", "2026-11-02 10:00"), LADDERS["normatif"], after=at("2026-11-05 08:00"), until=at("2026-11-17 07:00"))
    assert len(stopped) == 8
    notice = catch_up(stopped)
    assert notice.to == {Role.HEAD, Role.SUPERVISOR, Role.HANDLER}
    assert notice.key == "overdue:2026-11-10T08:00:00Z:days3"


def test_the_next_point_is_later_than_the_moment_given() -> None:
    complaint = case("normatif", "2026-11-02 10:00", taken="2026-11-02 10:05")
    following = next_point(complaint, LADDERS["normatif"], after=at("2026-11-05 08:00"))
    assert following
    assert written([following]) == ["09.11 08:00 berjalan: petugas"]
    waiting = case("normatif", "2026-11-02 10:00", taken="2026-11-02 10:05", pauses=[("2026-11-05 09:00", None)])
    assert next_point(waiting, LADDERS["normatif"], after=at("2026-11-05 08:00")) is None


def test_a_silent_reporter_is_reminded_on_days_3_and_7_and_five_days_before_the_complaint_is_closed_after_30_days() -> None:
    silence = POLICY.waiting
    assert written(waiting_points(at("2026-11-09 14:00"), silence, OFFICE)) == [
        "12.11 08:00 ingatkan: pelapor",
        "18.11 08:00 ingatkan: pelapor",
        "04.12 08:00 ingatkan: pelapor",
        "10.12 08:00 tutup: pelapor",
    ]


def test_a_day_that_is_both_counted_and_the_last_for_a_reminder_keeps_the_name_of_its_number() -> None:
    silence = POLICY.waiting.model_copy(update={"remind_on": (3,), "close_after_days": 3, "close_after": None, "remind_before": 0})
    keys = [point.key.rpartition(":")[2] for point in waiting_points(at("2026-11-09 14:00"), silence, OFFICE)]
    assert keys[0] == "day3" and "last" not in keys


def test_a_request_waits_for_the_supervisor_from_the_next_opening_and_from_a_day_on_for_the_head_too() -> None:
    first = [*islice(approval_points(at("2026-11-24 09:00"), 2, OFFICE), 3)]
    assert [(f"{point.at.astimezone(WITA):%d.%m %H:%M}", set(point.to)) for point in first] == [
        ("25.11 08:00", {Role.SUPERVISOR}),
        ("26.11 08:00", {Role.SUPERVISOR, Role.HEAD}),
        ("27.11 08:00", {Role.SUPERVISOR, Role.HEAD}),
    ]


def test_an_urgent_case_that_is_given_back_rings_from_that_moment() -> None:
    own = replace(case("ringan", "2026-11-24 08:30", urgent=True), untaken=at("2026-11-24 10:00"))
    rings = [point.at for point in passed(own, [], until=at("2026-11-24 10:15")) if point.when is When.URGENT]
    assert rings == [at("2026-11-24 10:00"), at("2026-11-24 10:10")]


def test_of_a_silent_handler_nothing_is_said_at_an_opening_inside_a_pause() -> None:
    own = case("normatif", "2026-11-24 09:00", taken="2026-11-24 09:05", urgent=True, pauses=[("2026-11-24 15:00", "2026-11-26 10:00")])
    own = replace(own, acted=at("2026-11-24 09:10"))
    openings = [point.at for point in passed(own, [], until=at("2026-11-27 12:00")) if point.when is When.SILENT and "opening" in point.key]
    assert openings == [at("2026-11-27 08:00")]


def test_a_resolved_complaint_is_closed_after_10_working_days_without_a_reminder() -> None:
    silence = POLICY.resolved
    assert written(waiting_points(at("2026-11-06 17:00"), silence, OFFICE)) == ["24.11 08:00 tutup: pelapor"]


@pytest.mark.parametrize(
    "fields",
    [
        {"stage": "berjalan"},
        {"stage": "berjalan", "percent": 50, "working_days": 1},
        {"stage": "jatuh_tempo", "working_days": 1},
        {"stage": "lewat", "percent": 50},
        {"stage": "besok", "working_days": 1},
    ],
)
def test_a_rung_that_cannot_be_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Rung.of(to=["unit"], **fields)  # type: ignore[arg-type]


# What holds for any complaint

UNHURRIED = settings(deadline=None)  # an alarm may ring a thousand times
MONTH = at("2026-11-01 00:00")
minutes = st.integers(0, 30 * 24 * 60)
moments = minutes.map(lambda split_points: MONTH + timedelta(minutes=split_points))
past_pause = st.tuples(minutes, st.integers(0, 6 * 24 * 60)).map(
    lambda pair: (MONTH + timedelta(minutes=pair[0]), MONTH + timedelta(minutes=sum(pair)))
)
open_pause = moments.map(lambda begin: (begin, None))
pause_lists = st.builds(lambda past, still: [*past, *still], st.lists(past_pause, max_size=2), st.lists(open_pause, max_size=1))


@st.composite
def complaints(draw: st.DrawFn) -> tuple[Case, list[Rung]]:
    category, start, pauses = draw(st.sampled_from(sorted(LADDERS))), draw(moments), draw(pause_lists)
    taken = draw(st.none() | minutes.map(lambda later: start + timedelta(minutes=later)))
    moment = due(start, LIMITS[category], OFFICE, pauses)
    return Case(start=start, due=moment, taken=taken, urgent=draw(st.sampled_from([None, start])), pauses=pauses), LADDERS[category]


@given(complaints())
def test_points_ascend_and_every_key_stands_once(complaint: tuple[Case, list[Rung]]) -> None:
    found = list(islice(points(*complaint, ALARM, OFFICE), 80))
    assert all(first.at <= second.at for first, second in pairwise(found))
    assert len({point.key for point in found}) == len(found)


@given(complaints())
def test_only_the_urgent_is_told_outside_open_time_and_nothing_before_the_start(complaint: tuple[Case, list[Rung]]) -> None:
    for point in islice(points(*complaint, ALARM, OFFICE), 80):
        assert point.when in {When.URGENT, When.SILENT} or OFFICE.is_open(point.at)
        assert point.at >= complaint[0].start


@given(complaints())
def test_nothing_falls_into_a_pause(complaint: tuple[Case, list[Rung]]) -> None:
    for point in islice(points(*complaint, ALARM, OFFICE), 80):
        assert not any(begin <= point.at and (end is None or point.at < end) for begin, end in complaint[0].pauses)


@given(complaints())
def test_every_part_keeps_to_its_time(complaint: tuple[Case, list[Rung]]) -> None:
    own, _ = complaint
    for point in islice(points(*complaint, ALARM, OFFICE), 80):
        if point.when in (When.NOT_TAKEN, When.URGENT):
            assert own.taken is None or point.at < own.taken
        if own.due and point.when in (When.RUNNING, When.OVERDUE):
            assert (point.at < own.due) == (point.when is When.RUNNING)
        if own.due and point.when is When.DUE:  # told at the opening of the day that it ends with
            assert point.at >= own.due or OFFICE.local_date(point.at) == OFFICE.local_date(own.due)
        assert not (own.urgent and point.when is When.NOT_TAKEN)


@UNHURRIED
@given(complaints(), st.integers(0, 8 * 24 * 60), st.integers(0, 4 * 24 * 60))
def test_a_restart_loses_no_point_and_brings_none_twice(complaint: tuple[Case, list[Rung]], run: int, stopped: int) -> None:
    earlier = complaint[0].start + timedelta(minutes=run)
    later = earlier + timedelta(minutes=stopped)
    before = passed(*complaint, until=earlier)
    after = passed(*complaint, after=earlier, until=later)
    assert before + after == passed(*complaint, until=later)
    following = next_point(*complaint, after=earlier)
    assert not after or after[0] == following


@UNHURRIED
@given(complaints(), st.integers(0, 12 * 24 * 60), st.integers(0, 12 * 24 * 60))
def test_what_was_passed_when_a_pause_begins_stays_as_it_was(complaint: tuple[Case, list[Rung]], run: int, length: int) -> None:
    """So a key already sent never names another moment later on. "Due today", told at an opening, has the due moment in its key."""
    own, rungs = complaint
    begin = own.start + timedelta(minutes=run)
    kept = [rung for rung in rungs if not rung.opening_of_days]  # their keys hold the date
    pauses = [*own.pauses, (begin, begin + timedelta(minutes=length))]
    limit = next(LIMITS[key] for key, ladder in LADDERS.items() if ladder is rungs)
    paused = replace(own, due=due(own.start, limit, OFFICE, pauses), pauses=pauses)
    until = begin - timedelta(minutes=1)
    before, after = ([point for point in passed(one, kept, until=until) if point.when is not When.DUE] for one in (own, paused))
    assert written(before) == written(after)
    told = {point.key: point.at for point in passed(own, kept, until=until)}
    assert all(told.get(point.key, point.at) == point.at for point in islice(points(paused, kept, ALARM, OFFICE), 80))
