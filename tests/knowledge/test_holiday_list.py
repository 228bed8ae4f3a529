"""A list of holidays that is pasted becomes closed days, line by line; what cannot be read is refused."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.editing.holiday_list import with_holidays
from knowledge.editing.office_files import NotChanged


@pytest.mark.parametrize(
    ("pasted", "made"),
    [
        ("1 Januari 2028 Tahun Baru", ["2028-01-01 | Tahun Baru"]),
        ("3. Sabtu, 1 Januari 2028: Tahun Baru 2028 Masehi", ["2028-01-01 | Tahun Baru 2028 Masehi"]),
        ("Idulfitri 1449 H | 26-27 Februari 2028", ["2028-02-26 | Idulfitri 1449 H", "2028-02-27 | Idulfitri 1449 H"]),
        ("Senin dan Selasa, 24 dan 25 Januari 2028 Cuti bersama", ["2028-01-24 | Cuti bersama", "2028-01-25 | Cuti bersama"]),
        ("2028-12-25 Natal\n2028-12-26 Cuti bersama Natal", ["2028-12-25 | Natal", "2028-12-26 | Cuti bersama Natal"]),
        ("2027-12-25 Natal", []),
        ("2027-12-24 | Banjir lagi", []),
        ("", []),
    ],
)
def test_each_line_is_a_closed_day_that_was_not_known(pasted: str, made: list[str]) -> None:
    known = "2027-12-24 | Banjir"
    assert with_holidays(known, pasted, {date(2027, 12, 25)}).splitlines() == [known, *made]


@pytest.mark.parametrize("line", ["Natal", "25 Desember 2028", "31 Februari 2028 Libur", "9-3 Mei 2028 Libur"])
def test_a_line_that_says_no_day_or_no_name_is_refused(line: str) -> None:
    with pytest.raises(NotChanged, match="Daftar libur"):
        with_holidays("", f"2028-12-25 Natal\n{line}", set())
