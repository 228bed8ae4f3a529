"""The report of the survey: stretches, the sample of each unit, and nothing that fewer than five people have said."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel

from bot.papers import survey_report, workbook
from bot.papers.pdf import to_pdf
from handlers.survey import stretches
from handlers.survey.elements import Element
from handlers.survey.report import Quota, Report, Response, counted, point, published_result, quotas
from handlers.survey.stretches import Length, Stretch
from handlers.talking.turn import Knowledge
from tests.papers import words_of

HALF = Stretch(year=2026, length=Length.HALF, place=2)


def same(points: int) -> dict[Element, int]:
    return dict.fromkeys(Element, points)


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-S1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-S2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2024-T1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2026-T4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_stretch_is_read_and_written(key: str, first: date, last: date) -> None:
    stretch = stretches.read(key)
    assert stretch is not None and (stretch.key, stretch.first, stretch.last) == (key, first, last)


@pytest.mark.parametrize("key", ["", "2026-S3", "2026-T5", "2026-T0", "1999", "2026-11", "2026-S"])
def test_what_is_no_stretch(key: str) -> None:
    assert stretches.read(key) is None


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.sampled_from(Length))
def test_stretches_follow_one_another_without_a_gap(day: date, length: Length) -> None:
    stretch = stretches.stretch_of(day, length)
    assert stretch.first <= day <= stretch.last
    assert stretch.before.last + timedelta(days=1) == stretch.first
    assert stretches.read(stretch.key) == stretch


def test_four_answers_are_nobodys_business() -> None:
    assert published_result([same(4)] * 4) is None
    assert published_result([same(4)] * 5) is not None


def test_an_element_that_four_answered_has_no_mean_and_does_not_show_through_the_index() -> None:
    people = [same(4) for _ in range(4)] + [{Element.WAKTU: 2} for _ in range(5)]
    found = published_result(people)
    assert found is not None
    assert found.means[Element.SARANA] is None
    assert found.index == found.means[Element.WAKTU] * 25  # type: ignore[operator]


def test_the_sample_of_each_unit_and_what_is_missing() -> None:
    people = [Response(unit="a", points=same(3))] * 3 + [Response(unit="", points=same(3))] * 2
    whole, a, b = quotas(people, {"": 1000, "a": 100}, ["a", "b"])
    assert (whole.sample, whole.answered, whole.missing) == (278, 5, 273)
    assert (a.sample, a.answered, a.missing) == (80, 3, 77)
    assert b == Quota(unit="b", population=None, answered=0) and b.missing is None


def report(people: list[dict[Element, int]]) -> Report:
    answers = [Response(unit="", points=one) for one in people]
    return Report(
        stretch=HALF,
        n=len(people),
        result=published_result(people),
        asked=counted(people),
        quotas=quotas(answers, {"": 500}, ["trantibum"]),
        trend=(point(HALF.before, people[:4]), point(HALF, people)),
        plans={Element.SARANA: "Menambah kursi <tunggu>"},
    )


def test_the_paper_has_what_the_regulation_wants(knowledge: Knowledge) -> None:
    people = [same(4) | {Element.SARANA: 1, Element.BIAYA: 2, Element.WAKTU: 3} for _ in range(6)]
    office = knowledge.library.offices["juai"]
    words = words_of(to_pdf(survey_report.paper(report(people), office, (12, 12))))
    for part in (
        "Semester 2 tahun 2026",
        "sepersembilan",
        "Krejcie",
        "217",
        "Menambah kursi <tunggu>",
        "83,33",
        "mutu B, baik",
        "12 dari 12 layanan",
    ):
        assert part in words, part
    assert "kurang dari 5" in words  # of the stretch before


def test_without_five_answers_the_paper_shows_no_value(knowledge: Knowledge) -> None:
    words = words_of(to_pdf(survey_report.paper(report([same(4)] * 4), knowledge.library.offices["juai"], (0, 1))))
    assert "Belum ada lima orang" in words
    assert "100,00" not in words


def test_five_thousand_answers_take_less_than_five_seconds(knowledge: Knowledge) -> None:
    people = [same(1 + place % 4) for place in range(5000)]
    begun = time.perf_counter()
    assert io.BytesIO(to_pdf(survey_report.paper(report(people), knowledge.library.offices["juai"], (0, 1)))).read(5) == b"%PDF-"
    assert time.perf_counter() - begun < 5


def test_in_every_sheet_of_the_workbook_what_is_a_number_is_a_number(knowledge: Knowledge, tmp_path: Path) -> None:
    """With two decimals where it is a mean or the index; text only where a value is hidden."""
    people = [same(4) | {Element.SARANA: 1, Element.BIAYA: 2} for _ in range(6)]
    workbook.write(tmp_path / "skm.xlsx", survey_report.sheets(report(people), knowledge.library.offices["juai"], ["bagus"]))
    book = load_workbook(tmp_path / "skm.xlsx")
    assert len(book.sheetnames) == 6
    for sheet in book:
        texts = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
        assert not [cell.value for cell in texts if re.fullmatch(r"[\d.,]+|–", cell.value)], sheet.title
    people_sheet, index, values, plan, trend, _ = book.worksheets
    assert [cell.value for cell in people_sheet[2]][1:] == [500, 217, 6, 211] and people_sheet["B3"].value is None
    assert (index["B2"].value, index["B2"].number_format) == (86.11, "0.00")
    assert (values["C2"].value, values["D2"].value, values["E2"].value, values["D2"].number_format) == (6, 4, 100, "0.00")
    assert (plan["B2"].value, plan["B2"].number_format) == (1, "0.00")
    assert [cell.value for cell in trend[3]][1:] == [6, 86.11, "B"] and trend["B2"].value == "kurang dari 5"


def test_every_minute_of_a_day_is_itself_in_a_workbook_without_odd_milliseconds(tmp_path: Path) -> None:
    minutes = [datetime(2026, 11, 11) + timedelta(minutes=place) for place in range(24 * 60)]  # noqa: DTZ001 - a spreadsheet has no zones
    workbook.write(tmp_path / "waktu.xlsx", [workbook.Sheet(name="Waktu", titles=["Waktu"], rows=[[minute] for minute in minutes])])
    with zipfile.ZipFile(tmp_path / "waktu.xlsx") as packed:
        written = re.findall(r"<v>([\d.]+)</v>", packed.read("xl/worksheets/sheet1.xml").decode())
    read = [from_excel(float(day)) for day in written]
    assert read == minutes
    assert max(abs(float(day) * 86_400_000 - round(float(day) * 1440) * 60_000) for day in written) < 0.5
