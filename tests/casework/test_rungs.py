"""Single rules of the ladder, each on a day of its own: the due day's opening, silence after taking, the silence of a reporter."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from handlers.casework.ladder import points, waiting_points
from handlers.casework.rungs import Case, When
from knowledge.standards.policy import Silence
from tests.casework.test_ladder import ALARM, LADDERS, OFFICE, POLICY, at, case, next_point, written


def seen(own: Case, category: str, when: When, count: int) -> list[str]:
    return written(islice((point for point in points(own, LADDERS[category], ALARM, OFFICE) if point.when is when), count))


def test_a_limit_in_days_is_told_as_due_at_the_opening_of_the_due_day() -> None:
    assert seen(case("normatif", "2026-11-02 10:00"), "normatif", When.DUE, 1) == ["10.11 08:00 jatuh_tempo: pengawas petugas"]


def test_a_limit_that_ends_on_the_day_it_was_set_is_told_when_it_is_over() -> None:
    late = replace(case("normatif", "2026-11-02 10:00"), limited=at("2026-11-10 09:00"))
    assert seen(late, "normatif", When.DUE, 1) == ["11.11 08:00 jatuh_tempo: pengawas petugas"]


def test_an_urgent_case_that_is_taken_and_then_silent_is_told_to_the_officer_then_the_supervisor_then_each_opening() -> None:
    own = replace(case("normatif", "2026-11-02 20:00", taken="2026-11-02 20:05", urgent=True), acted=at("2026-11-02 20:30"))
    assert seen(own, "normatif", When.SILENT, 4) == [
        "02.11 21:30 senyap: petugas",
        "02.11 22:30 senyap: pengawas",
        "03.11 08:00 senyap: pengawas petugas",
        "04.11 08:00 senyap: pengawas petugas",
    ]
    again = replace(own, acted=at("2026-11-02 22:00"))
    assert seen(again, "normatif", When.SILENT, 1) == ["02.11 23:00 senyap: petugas"]


def test_nothing_is_said_of_silence_before_it_is_taken_or_where_it_is_not_urgent() -> None:
    untaken = replace(case("normatif", "2026-11-02 20:00", urgent=True), acted=at("2026-11-02 20:30"))
    calm = replace(case("normatif", "2026-11-02 20:00", taken="2026-11-02 20:05"), acted=at("2026-11-02 20:30"))
    assert not any(
        point.when is When.SILENT for own in (untaken, calm) for point in islice(points(own, LADDERS["normatif"], ALARM, OFFICE), 40)
    )


def test_while_the_office_waits_for_the_reporter_an_urgent_case_is_not_silent() -> None:
    own = replace(
        case("normatif", "2026-11-02 20:00", taken="2026-11-02 20:05", urgent=True, pauses=[("2026-11-02 21:00", None)]),
        acted=at("2026-11-02 21:00"),
    )
    assert next_point(own, LADDERS["normatif"], after=at("2026-11-02 21:00")) is None


def test_a_reporter_has_thirty_days_and_hears_on_days_3_and_7_and_five_days_before_the_end() -> None:
    assert written(waiting_points(at("2026-11-09 14:00"), POLICY.waiting, OFFICE)) == [
        "12.11 08:00 ingatkan: pelapor",
        "18.11 08:00 ingatkan: pelapor",
        "04.12 08:00 ingatkan: pelapor",
        "10.12 08:00 tutup: pelapor",
    ]


def test_an_office_that_counts_working_days_closes_after_them() -> None:
    silence = Silence.model_validate({"ingatkan_hari_kerja": [3], "tutup_hari_kerja": 5})
    assert written(waiting_points(at("2026-11-09 14:00"), silence, OFFICE)) == [
        "12.11 08:00 ingatkan: pelapor",
        "17.11 08:00 tutup: pelapor",
    ]
