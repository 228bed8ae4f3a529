"""What an officer means by a line of search words."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.casework.moves import State
from handlers.desk.identity_words import identity_words, telephone
from handlers.desk.search_words import read
from handlers.talking.ports import Lateness, Wanted

ZONE = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def wanted(text: str) -> Wanted:
    return read(text, "juai", NOW, ZONE)


def days(text: str) -> tuple[str, str] | None:
    found = wanted(text)
    if found.since is None or found.until is None:
        return None
    return found.since.astimezone(ZONE).isoformat()[:16], found.until.astimezone(ZONE).isoformat()[:16]


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("pengaduan tanggal 1 november", "2026-11-01", "2026-11-02"),
        ("pengaduan tanggal 1 desember", "2025-12-01", "2025-12-02"),
        ("pengaduan 3/11/2026", "2026-11-03", "2026-11-04"),
        ("tgl 24 nov", "2026-11-24", "2026-11-25"),
        ("laporan kemarin", "2026-11-23", "2026-11-24"),
        ("aduan hari ini", "2026-11-24", "2026-11-25"),
        ("kasus bulan oktober", "2026-10-01", "2026-11-01"),
        ("bulan februari 2024", "2024-02-01", "2024-03-01"),
    ],
)
def test_a_day_that_is_named_is_a_stretch_of_local_days(text: str, first: str, after: str) -> None:
    assert days(text) == (f"{first}T00:00", f"{after}T00:00")
    assert wanted(text).words == ()


@pytest.mark.parametrize("text", ["31 februari", "rw 4 rt 12", "jalan 5 meter", "40/13", "31-12-9999", "1/1/0001", "bulan desember 9999"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert days(text) is None


@pytest.mark.parametrize("text", ["cari jalan berlubang", "jalan berlubang", "pengaduan tentang Jalan Berlubang"])
def test_other_words_are_searched_for(text: str) -> None:
    assert wanted(text).words == ("jalan", "berlubang")


def test_a_number_in_any_writing_is_that_case_and_a_mistyped_one_is_not() -> None:
    assert wanted("cari KIA 1x").number == ""
    number = "JUAI-2611-7K3FQ"
    from handlers.casework.number import new, parse

    number = new("JUAI", NOW.date(), lambda most: 5)
    assert wanted(f"cari {number.lower().replace('-', ' ')}").number == number == parse(number)


def test_the_last_letters_of_a_number_are_its_tail() -> None:
    assert wanted("7K3FQ").tail == "7K3FQ"
    assert {wanted(text).tail for text in ("7k3fq", "2611-7K3FQ", "cari 2611 7k3fq")} == {"7K3FQ"}
    assert wanted("7O1LQ").tail == "7011Q", "letters that look like figures, copied from paper"
    assert wanted("jalan").tail == ""
    assert wanted("LUBUK").tail == ""


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("yang belum diambil", "untaken", True),
        ("laporan darurat", "urgent", True),
        ("pengaduan lewat tenggat", "lateness", Lateness.LATE),
        ("terlambat", "lateness", Lateness.LATE),
        ("yang ditolak", "states", (State.REJECTED,)),
        ("menunggu bulan november", "states", (State.WAITING,)),
    ],
)
def test_how_a_case_stands_can_be_asked_for(text: str, field: str, value: object) -> None:
    assert getattr(wanted(text), field) == value
    assert wanted(text).words == ()


@pytest.mark.parametrize("one", ["0812-3456-7890", "+62 812 3456 7890", "62 81234567890"])
def test_one_telephone_number_is_found_in_each_writing(one: str) -> None:
    assert telephone(one) == "81234567890"


def test_names_are_found_by_their_words() -> None:
    assert identity_words("Siti Nur-Aini A.", "0812 3456 7890") == ["siti", "nur", "aini", "81234567890"]
