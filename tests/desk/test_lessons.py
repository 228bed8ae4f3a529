"""What a week teaches: promises and requirements by service, with nobody's data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.casework.complaint import Identity
from handlers.desk.lessons import ToldCase, is_about_requirements, of_cases
from tests.casework.cases import at, filed, rules_of

CASE = replace(filed(rules_of("juai"), at("2026-11-24 09:00")), identity=Identity.NAMED)
TITLES = {"juai/ktp": "KTP", "juai/kk": "KK"}


def told(service: str | None, text: str = "lama sekali", promise: str = "", identity: Identity = Identity.NAMED) -> ToldCase:
    return ToldCase(case=replace(CASE, service=service, text=text, identity=identity), promise=promise)


def test_the_promise_broken_most_comes_first_with_its_count() -> None:
    found = of_cases([told("juai/kk", promise="1 hari"), *[told("juai/ktp", promise="15 menit")] * 2], TITLES)
    assert [(one.title, one.count, one.what) for one in found.promises] == [("KTP", 2, "15 menit"), ("KK", 1, "1 hari")]
    assert not found.requirements


def test_words_of_a_protected_reporter_are_no_example_and_numbers_are_hidden() -> None:
    hidden = told("juai/ktp", "berkas saya ditolak, rumah saya RT 2", identity=Identity.CONFIDENTIAL)
    shown = told("juai/ktp", "syaratnya bolak-balik, NIK 6311041506800001")
    (one,) = of_cases([hidden, shown], TITLES).requirements
    assert one.count == 2 and "rumah saya" not in one.example and "6311041506800001" not in one.example and "bolak-balik" in one.example
    (alone,) = of_cases([hidden], TITLES).requirements
    assert alone.example == ""


def test_what_is_about_no_service_teaches_nothing_about_one() -> None:
    assert not of_cases([told(None, "berkas hilang"), told("lain/ktp", "syarat aneh")], TITLES)


@pytest.mark.parametrize(
    ("text", "is_about"), [("Disuruh fotokopi lagi", True), ("Kurang lengkap terus", True), ("Lampu jalan mati", False)]
)
def test_what_is_about_requirements(text: str, is_about: bool) -> None:
    assert is_about_requirements(text) is is_about
