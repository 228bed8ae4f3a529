"""Dates as people write them, on a Tuesday."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.case.dates import date_written

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15-12-2026", date(2026, 12, 15)),
        ("15/12/2026", date(2026, 12, 15)),
        ("2026-12-15", date(2026, 12, 15)),
        ("hari ini", date(2026, 11, 24)),
        ("besok", date(2026, 11, 25)),
        ("Besok.", date(2026, 11, 25)),
        ("lusa", date(2026, 11, 26)),
        ("jumat", date(2026, 11, 27)),
        ("hari Jum'at", date(2026, 11, 27)),
        ("selasa", date(2026, 12, 1)),
        ("selasa depan", date(2026, 12, 1)),
        ("senin depan", date(2026, 11, 30)),
        ("minggu", date(2026, 11, 29)),
        ("minggu depan", date(2026, 12, 1)),
        ("minggu depan hari sabtu", date(2026, 12, 5)),
        ("sabtu minggu depan", date(2026, 12, 5)),
        ("sampai hari Jum'at minggu depan", date(2026, 12, 4)),
        ("minggu depan nanti", None),
        ("15 januari", date(2027, 1, 15)),
        ("sampai tanggal 15 jan 2027", date(2027, 1, 15)),
        ("24 november", date(2026, 11, 24)),
        ("3 hari lagi", date(2026, 11, 27)),
        ("2 minggu lagi", date(2026, 12, 8)),
        ("30 februari", None),
        ("15 12", None),
        ("nanti", None),
        ("", None),
        ("15-12-2030", None),
    ],
)
def test_the_day_that_is_meant(text: str, day: date | None) -> None:
    assert date_written(text, TUESDAY) == day
