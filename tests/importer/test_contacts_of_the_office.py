"""The contacts of an office are those that it prints for itself or for several services; what one service prints is that service's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from knowledge.importer import drafting
from tests.importer.documents import word_tables
from tests.importer.samples import SAMPLES

OWN = "0811-2222-3333"


def test_a_contact_that_one_service_alone_prints_is_not_the_offices(tmp_path: Path) -> None:
    first, second, third = SAMPLES[:3]
    ambulance = replace(third, parts={**third.parts, "pengaduan": [f"WhatsApp sopir {OWN}"]})
    office = drafting.draft_of([word_tables(tmp_path / "sp.docx", samples=[first, second, ambulance])], "mekarsari").office
    values = {contact.value for contact in office.contacts}
    assert "0812-3456-7890" in values and OWN not in values, values
    assert any(OWN in doubt and third.title in doubt for doubt in office.doubts), office.doubts


def test_the_contact_of_an_office_with_a_single_service_stays(tmp_path: Path) -> None:
    office = drafting.draft_of([word_tables(tmp_path / "sp.docx", samples=SAMPLES[:1])], "mekarsari").office
    assert "0812-3456-7890" in {contact.value for contact in office.contacts}
