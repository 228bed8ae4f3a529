"""The holidays of the files against the package `holidays`, which was written by others from the same decrees.

It serves as a cross-check only: past the last decree it estimates without saying so, and a new decree comes to it months late.
"""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from knowledge.standards import library
from knowledge.standards.data_files import DataFiles
from tests.project.sources import library_of_the_repository

HOLIDAYS = library_of_the_repository().holidays
YEARS = (2024, 2025, 2026, 2027)


@pytest.mark.parametrize("year", YEARS)
def test_the_days_of_the_year_are_those_of_the_package(year: int) -> None:
    theirs = holidays.country_holidays("ID", years=year, categories=("public", "government"))
    assert {day for day in HOLIDAYS if day.year == year} == set(theirs)


@pytest.mark.parametrize("year", YEARS)
def test_national_holidays_and_joint_leave_are_told_apart(year: int) -> None:
    kinds = {line["tanggal"]: line["jenis"] for line in written(year)}
    leave = {day.isoformat() for day in holidays.country_holidays("ID", years=year, categories=("government",))}
    national = {day.isoformat() for day in holidays.country_holidays("ID", years=year, categories=("public",))}
    assert {day for day, kind in kinds.items() if kind == "bersama"} == leave - national
    assert {day for day, kind in kinds.items() if kind in {"nasional", "lain"}} == national


def test_each_year_is_one_file_of_its_own_days_in_order() -> None:
    for year in YEARS:
        days = [date.fromisoformat(line["tanggal"]) for line in written(year)]
        assert days == sorted(set(days))
        assert {day.year for day in days} == {year}


def test_every_day_outside_the_decree_says_why() -> None:
    assert [line for year in YEARS for line in written(year) if line["jenis"] == "lain" and not line.get("catatan")] == []


def written(year: int) -> list[dict[str, str]]:
    """The lines of the year's file, dates as text."""
    data = DataFiles(library.ROOT).read(library.ROOT / "calendars" / f"{year}.yaml")
    assert data["tahun"] == year
    return list(data["hari"])
