"""The documents of the five included offices import to what their hand-made files say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.facts import is_in, known_of, nearest, said_in
from knowledge.importer import drafting
from knowledge.importer.draft import Draft
from tests.project.sources import library_of_the_repository

DOCUMENTS = Path(__file__).parents[1] / "data/importer"
OFFICES = {
    "kaltara-dpmd": "dpmd-kaltara.txt",
    "posyandu-spm": "posyandu.txt",
    "juai": "kecamatan-juai.txt",
    "landak-dsp3akb": "dinsos-landak.txt",
    "buleleng": "camat-buleleng.txt",
}


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    return {office: drafting.draft_of([DOCUMENTS / name], office) for office, name in OFFICES.items()}


def test_ninety_eight_of_a_hundred_facts_are_found_in_their_component(drafts: dict[str, Draft]) -> None:
    missing, total = [], 0
    for service in library_of_the_repository().services.values():
        draft = nearest(service.title, drafts[service.office].services)
        for key, component in service.components.items():
            texts = said_in(draft.components.get(key)) if draft else []
            total += len(component.all_items)
            missing += [f"{service.id} {key}: {item.text}" for item in component.all_items if not is_in(item.text, texts)]
    assert len(missing) <= total * 0.02, "\n".join(missing)


def test_every_item_stands_word_for_word_in_the_document(drafts: dict[str, Draft]) -> None:
    """Nothing is invented: without spaces and marks, each item is a piece of its document."""
    for office, draft in drafts.items():
        document = _letters(re.sub(r"<[^<>]*>", " ", (DOCUMENTS / OFFICES[office]).read_text(encoding="utf-8")))
        for service in draft.services:
            for component in service.components.values():
                strange = [text for text in component.texts if _letters(text) not in document and "Alur" not in text]
                assert not [text for text in strange if not _in_parts(text, document)]


def test_what_an_import_says_the_hand_made_file_says_too(drafts: dict[str, Draft]) -> None:
    strange, total = [], 0
    for service in library_of_the_repository().services.values():
        draft = nearest(service.title, drafts[service.office].services)
        known = known_of(service.components.values())
        texts = [text for one in draft.components.values() for text in one.texts] if draft else []
        total += len(texts)
        strange += [f"{service.id}: {text}" for text in texts if not is_in(text, known)]
    assert len(strange) <= total * 0.03, "\n".join(strange)


def test_each_field_knows_its_place_and_how_sure_it_is(drafts: dict[str, Draft]) -> None:
    for draft in drafts.values():
        for service in draft.services:
            for component in service.components.values():
                assert all(item.place.line for item in component.all_items)
                assert all(0 < item.sure <= 1 for item in component.all_items)


def test_a_title_that_was_lost_comes_from_the_list_of_services_and_is_a_doubt(drafts: dict[str, Draft]) -> None:
    found = [service for service in drafts["landak-dsp3akb"].services if "Korban Kekerasan / TRAFICKING" in service.title]
    assert [any("daftar layanan" in doubt for doubt in service.doubts) for service in found] == [True]


def test_the_decree_is_read_with_number_day_and_signature(drafts: dict[str, Draft]) -> None:
    decree = drafts["juai"].office.decree
    assert decree is not None
    assert (decree.number, str(decree.issued), decree.position) == ("067/80.2/CJ-BLG/2025", "2025-11-04", "CAMAT JUAI")
    assert drafts["juai"].office.name == "Kantor Kecamatan Juai"


def test_groups_of_applicants_stay_groups(drafts: dict[str, Draft]) -> None:
    service = next(one for one in drafts["landak-dsp3akb"].services if "SIKS-NG" in one.title)
    assert [group.name for group in service.components["persyaratan"].groups] == ["Operator SIKSNG Desa", "Masyarakat"]


def _letters(text: str) -> str:
    return "".join(char.lower() for char in text if char.isalnum())


def _in_parts(text: str, document: str) -> bool:
    """An item that a page or a line cut: all its words stand in the document in pieces of some length."""
    words = text.split()
    strange = [at for at in range(0, max(1, len(words) - 3), 3) if _letters(" ".join(words[at : at + 3])) not in document]
    return len(strange) <= 1
