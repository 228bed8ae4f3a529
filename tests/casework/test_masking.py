"""What counts as a number that tells who somebody is, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.casework.complaint import Identity
from handlers.casework.events import Event
from handlers.casework.masking import masked, read_by_staff, said_to_staff, tells_numbers
from handlers.casework.moves import Role
from handlers.casework.payloads import Noted
from tests.casework.cases import at, filed, rules_of


@pytest.mark.parametrize(
    "number",
    [
        "6311012345670001",
        "6311 0123 4567 0001",
        "63.11.01.234567.0001",
        "081234567890",
        "0812-3456-7890",
        "0812 3456 789",
        "+62 812-3456-7890",
        "+6281234567890",
        "6281234567890",
        "(0526) 2021234",
        "0526-2021234",
        "021 5551234",
    ],
)
def test_nik_and_telephone_numbers_lose_every_digit(number: str) -> None:
    text = masked(f"hubungi {number}, ya")
    assert not any(char.isdigit() for char in text), text
    assert text.startswith("hubungi ") and text.endswith(", ya")


@pytest.mark.parametrize(
    "text",
    [
        "diminta Rp 1.500.000 pada 05-12-2026 pukul 08.00-10.00",
        "sudah 60 hari, RT 003/004, kode pos 71665",
        "JUAI-2611-7K3FQ",
        "-2.33012, 115.41234",
        "anggaran 8500000000 rupiah tahun 2026",
        "nomor antrean 081",
        "nomor 12345678901234567890",
    ],
)
def test_sums_dates_hours_and_places_stay(text: str) -> None:
    assert masked(text) == text
    assert not tells_numbers(text)


@pytest.mark.parametrize(
    ("identity", "role", "hidden"), [("rahasia", Role.REPORTER, True), ("rahasia", Role.HANDLER, False), ("terbuka", Role.REPORTER, False)]
)
def test_only_what_citizens_say_of_a_protected_report_loses_its_numbers(identity: str, role: Role, hidden: bool) -> None:
    when = at("2026-11-24 09:00")
    complaint = replace(filed(rules_of("juai"), when), identity=Identity(identity))
    event = Event(at=when, actor=1, role=role, data=Noted(text="hubungi 081234567890"))
    assert ("0812" not in said_to_staff(event, complaint)) is hidden
    assert ("0812" not in read_by_staff(event.data.text, complaint)) is (identity == "rahasia")
