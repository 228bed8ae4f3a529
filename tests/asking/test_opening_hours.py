"""Opening hours as the office's data and calendar stand on a day: Ramadan, closed days, extra days, and offices that give none."""

from __future__ import annotations

from datetime import date, time

import pytest

from handlers.asking.opening_hours import Opening, opening
from handlers.rules import OfficeRules
from handlers.talking.turn import Knowledge
from knowledge.standards.office import Office, working_calendar
from knowledge.standards.standard import ClosedDay, OpenDay, SpecialHours, Week

SHORT = Week(monday=((time(8), time(14)),), tuesday=((time(8), time(14)),))
RAMADAN = SpecialHours(name="Ramadan", first=date(2027, 2, 8), last=date(2027, 3, 9), week=SHORT)


def as_of(knowledge: Knowledge, today: date, office: str = "juai", **data: object) -> Opening:
    changed: Office = knowledge.library.offices[office].model_copy(update=data)
    return opening(OfficeRules(changed, working_calendar(changed, knowledge.library.holidays)), today)


def test_the_week_in_force_is_shown_days_with_equal_hours_in_one_line(knowledge: Knowledge) -> None:
    shown = as_of(knowledge, date(2026, 11, 2))
    assert shown.week == ("Senin–Kamis: 08.00–16.00", "Jumat: 08.00–11.30, 13.30–16.00", "Sabtu–Minggu: tutup")
    assert shown.head == "Jam buka" and shown.soon == () and "perkiraan umum" in shown.note


def test_in_ramadan_its_hours_are_shown_with_their_last_day_and_no_guess(knowledge: Knowledge) -> None:
    shown = as_of(knowledge, date(2027, 2, 8), special_hours=(RAMADAN,))
    assert shown.head == "Jam buka Ramadan, sampai Selasa, 9 Maret 2027"
    assert shown.week == ("Senin–Selasa: 08.00–14.00", "Rabu–Minggu: tutup") and shown.note == ""


def test_before_ramadan_its_hours_are_announced(knowledge: Knowledge) -> None:
    shown = as_of(knowledge, date(2027, 2, 1), special_hours=(RAMADAN,))
    assert shown.head == "Jam buka" and len(shown.week) == 3
    assert "Ramadan, Senin, 8 Februari 2027 sampai Selasa, 9 Maret 2027: Senin–Selasa: 08.00–14.00; Rabu–Minggu: tutup" in shown.soon


@pytest.mark.parametrize("today", [date(2026, 11, 26), date(2026, 12, 24)])
def test_closed_days_of_the_next_month_are_named_those_on_a_closed_weekday_not(knowledge: Knowledge, today: date) -> None:
    sunday = ClosedDay(day=date(2026, 12, 27), name="Bersih desa")
    soon = as_of(knowledge, today, closed_days=(sunday,)).soon
    assert any(line.startswith("Kamis, 24 Desember 2026: tutup (") for line in soon)
    assert not any("27 Desember" in line for line in soon)


def test_what_is_past_or_far_is_not_told(knowledge: Knowledge) -> None:
    assert as_of(knowledge, date(2026, 10, 1), closed_days=(ClosedDay(day=date(2026, 9, 30), name="Kemarin"),)).soon == ()


def test_an_extra_day_has_its_hours(knowledge: Knowledge) -> None:
    extra = OpenDay(day=date(2026, 10, 10), hours=((time(8), time(12)),))
    assert as_of(knowledge, date(2026, 10, 1), open_days=(extra,)).soon == ("Sabtu, 10 Oktober 2026: 08.00–12.00",)


def test_an_office_that_gives_no_hours_says_its_own_sentence_alone(knowledge: Knowledge) -> None:
    shown = as_of(knowledge, date(2026, 12, 1), office="posyandu-spm")
    assert shown.text().plain.startswith("Posyandu melayani pada hari buka") and (shown.week, shown.soon, shown.note) == ((), (), "")
