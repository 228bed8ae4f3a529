"""Which reports count as the same matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.case.duplicates import likely
from handlers.casework.complaint import Complaint, Identity

AT = datetime(2026, 11, 24, 1, tzinfo=UTC)
LAMP = Complaint(
    number="JUAI-2611-7K3FQ",
    office="juai",
    unit="umum",
    category="normatif",
    reporter=1,
    text="lampu jalan di simpang tiga pasar mati sejak seminggu",
    identity=Identity.NAMED,
    received=AT,
    start=AT,
    place="Simpang tiga pasar Mungkur Uyam",
    service="juai/perekaman-e-ktp",
)


@pytest.mark.parametrize(
    ("story", "place", "service"),
    [
        ("lampu jalan simpang tiga mati", "pasar mungkur uyam simpang tiga", None),
        ("lampunya di simpang tiga pasar mati total", "simpang tiga pasar", None),
        ("lampu simpang tiga mati", "", "juai/perekaman-e-ktp"),
    ],
)
def test_same_place_or_service_and_similar_words(story: str, place: str, service: str | None) -> None:
    assert likely(story, place, service, [LAMP]) == [LAMP]


@pytest.mark.parametrize(
    ("story", "place", "service"),
    [
        ("lampu jalan simpang tiga mati", "Desa Hukai", None),
        ("lampu jalan simpang tiga mati", "", None),
        ("sampah menumpuk dan berbau", "simpang tiga pasar Mungkur Uyam", None),
        ("petugas loket kasar kepada ibu saya", "", "juai/perekaman-e-ktp"),
    ],
)
def test_other_words_or_neither_place_nor_service_are_another_matter(story: str, place: str, service: str | None) -> None:
    assert likely(story, place, service, [LAMP]) == []


def test_the_most_alike_come_first_and_at_most_three() -> None:
    near = replace(LAMP, number="JUAI-2611-AAAAA", text="lampu jalan simpang tiga pasar mati")
    found = likely("lampu jalan simpang tiga pasar mati", LAMP.place, None, [LAMP, LAMP, LAMP, near])
    assert len(found) == 3 and found[0].text in (near.text, LAMP.text)
