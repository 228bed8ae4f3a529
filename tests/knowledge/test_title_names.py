"""In a new office a message that holds a service's whole title means that service, however near a longer neighbour is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.language.words import Language
from knowledge.standards.library import Library, load
from knowledge.understanding.title_names import TitleNames
from knowledge.understanding.understander import Understander

TITLES = {
    "baru/usaha": "Surat Keterangan Usaha",
    "baru/domisili-usaha": "Surat Keterangan Domisili Usaha",
    "baru/sktm-sekolah": "Surat Keterangan Tidak Mampu untuk Sekolah",
    "baru/sktm-berobat": "Surat Keterangan Tidak Mampu untuk Berobat",
    "baru/ktp": "Penerbitan KTP Elektronik",
    "baru/ktp-di-rumah": "Perekaman KTP Elektronik di Rumah bagi Lansia",
}


@pytest.fixture(scope="module")
def kelurahan() -> Library:
    """An office of which only the titles are known."""
    library = load(offices=["juai"])
    like = next(iter(library.services.values()))
    none = {"names": (), "phrases": (), "components": {}, "summary": "", "office": "baru"}
    services = {name: like.model_copy(update={**none, "id": name, "title": title}) for name, title in TITLES.items()}
    office = library.offices["juai"].model_copy(update={"id": "baru", "name": "Kelurahan Baru"})
    return replace(library, services=services, offices={"baru": office})


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("mau urus keterangan usaha", "baru/usaha"),
        ("surat keterangan usaha buat warung, syaratnya apa", "baru/usaha"),
        ("keterangan domisili usaha", "baru/domisili-usaha"),
        ("surat keterangan", None),
        ("keterangan tidak mampu", None),
        ("usaha saya perlu keterangan", None),
        ("nenek saya lansia belum punya ktp elektronik, bisa di rumah", None),
    ],
)
def test_the_longest_title_that_stands_in_the_message_word_by_word_is_named(kelurahan: Library, text: str, service: str | None) -> None:
    language = Language.load()
    assert TitleNames(kelurahan, language).named(language.tokens(text), TITLES) == service


@pytest.mark.parametrize("text", ["keterangan usaha", "mau urus keterangan usaha", "surat keterangan usaha syaratnya apa"])
def test_who_names_a_whole_title_is_not_asked_whether_the_longer_neighbour_is_meant(kelurahan: Library, text: str) -> None:
    understood = Understander(kelurahan).understand(text, "baru")
    assert (understood.kind, understood.service) == ("answer", "baru/usaha")
