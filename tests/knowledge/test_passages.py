"""Within one standard everything is searched: conditions, notes, groups, other words for the same thing."""

from __future__ import annotations

import pytest

from handlers.talking.turn import Knowledge
from knowledge.standards.standard import COMPONENTS
from knowledge.understanding.passages import StandardMatch


def within(knowledge: Knowledge, service: str, text: str, part: str | None = None) -> StandardMatch:
    return knowledge.understander.within(service, text, part)


@pytest.mark.parametrize(
    ("service", "text", "line"),
    [
        ("juai/perekaman-e-ktp", "kalau camat sedang rapat di kabupaten", "Kalau pimpinan sedang dinas luar"),
        ("juai/ahli-waris", "wajib materai?", "bermeterai"),
        ("juai/ahli-waris", "KK asli?", "Kartu Keluarga"),
        ("landak-dsp3akb/adopsi-anak", "slip gaji perlu?", "slip gaji"),
        ("posyandu-spm/kesehatan", "nenek tidak bisa jalan, bisa di rumah?", "kunjungan rumah"),
        ("kaltara-dpmd/prodeskel-epdeskel", "suratnya ditujukan ke siapa", "kepada Kepala Dinas"),
    ],
)
def test_another_word_for_the_same_thing_finds_the_line(knowledge: Knowledge, service: str, text: str, line: str) -> None:
    hits = within(knowledge, service, text).hits
    assert hits
    whole = " ".join(f"{hit.text}" for hit in hits[:1])
    remarks = knowledge.library.services[service].components.values()
    assert line in whole or any(line in remark for one in remarks for remark in one.remarks)


def test_laws_and_staff_are_searched_only_where_they_are_asked_for(knowledge: Knowledge) -> None:
    service = "juai/perekaman-e-ktp"
    assert all(hit.component != "dasar_hukum" for hit in within(knowledge, service, "peraturan pelayanan publik").hits)
    assert within(knowledge, service, "peraturan pelayanan publik", "dasar_hukum").hits[0].component == "dasar_hukum"


def test_what_stands_nowhere_is_named_and_what_is_no_word_is_not(knowledge: Knowledge) -> None:
    assert within(knowledge, "juai/perekaman-e-ktp", "boleh bawa kucing?").missing == ("kucing",)
    assert within(knowledge, "juai/perekaman-e-ktp", "boleh bawa qwrtz?").missing == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("klo dtg lgsg gmn", ()),
        ("beliau ngurusin sendirian", ()),
        ("difotoin dulu dong", ()),
        ("bisa dicicil?", ("dicicil",)),
        ("siapa yang melukis?", ("melukis",)),
    ],
)
def test_a_verb_is_missing_only_where_it_is_asked_whether_it_may_be_done(knowledge: Knowledge, text: str, missing: tuple[str, ...]) -> None:
    assert within(knowledge, "juai/perekaman-e-ktp", text).missing == missing


@pytest.mark.parametrize(
    ("service", "name", "is_mentioned"),
    [
        ("juai/perekaman-e-ktp", ("surat", "hilang"), True),
        ("juai/perekaman-e-ktp", ("kk", "hilang"), False),
        ("juai/dispensasi-nikah", ("ijazah",), True),
        ("juai/perekaman-e-ktp", ("ijazah",), False),
        ("posyandu-spm/pendidikan", ("surat", "terang", "tidak", "mampu"), True),
    ],
)
def test_a_matter_is_mentioned_where_one_line_holds_all_its_words(
    knowledge: Knowledge, service: str, name: tuple[str, ...], is_mentioned: bool
) -> None:
    assert knowledge.understander.passages.mentions(service, name) is is_mentioned


def test_words_that_only_ask_are_searched_for_nothing(knowledge: Knowledge) -> None:
    for text in ("apa saja ya pak", "terus gimana?", "kalau begitu harus bawa apa", "bisa kah min"):
        match = within(knowledge, "juai/perekaman-e-ktp", text)
        assert (match.hits, match.near, match.missing) == ((), (), ())


def test_every_item_and_every_note_is_found_by_its_own_words(knowledge: Knowledge) -> None:
    """Of each standard: what it says can be asked for in its own words."""
    lost = []
    for service in knowledge.library.services.values():
        for key in COMPONENTS:
            for text in (*(item.text for item in service.component(key).all_items), *service.component(key).notes):
                said = within(knowledge, service.id, text, key)
                if said.asked and not said.known and all(hit.text != text for hit in said.hits):
                    lost.append((service.id, key, text))
    assert lost == []
