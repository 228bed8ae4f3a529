"""What other agencies do is known by its names, and by no ordinary word that is spelt like one."""

from __future__ import annotations

import pytest

from knowledge.language.words import Language
from knowledge.standards.library import load
from knowledge.understanding.danger import Danger
from knowledge.understanding.elsewhere import ElsewhereList
from knowledge.understanding.vocabulary import knowing


@pytest.fixture(scope="module")
def language() -> Language:
    return knowing(Language.load(), load())


@pytest.mark.parametrize(
    "text",
    [
        "selesai berapa hari kerja",
        "kakek saya lebih tua dari nenek",
        "berkasnya sudah siap",
        "seperti tahun lalu",
        "pasang tenda di hulu",
        "kartu saya di loket",
        "ada acara di kantor",
    ],
)
def test_an_ordinary_word_is_not_taken_for_another_agency(language: Language, text: str) -> None:
    assert ElsewhereList(language).find(language.tokens(text)) is None


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("gelombang prakerja kapan", "prakerja"),
        ("cari pengacara gratis", "bantuan_hukum"),
        ("kartu nelayan hilang", "nelayan"),
        ("mau rujuk sama mantan istri", "daftar_nikah"),
    ],
)
def test_its_own_name_is_known(language: Language, text: str, entry: str) -> None:
    found = ElsewhereList(language).find(language.tokens(text))
    assert found is not None
    assert found.entry.id == entry


@pytest.mark.parametrize("text", ["utang saya minta dihapus", "ikut memancing di kolam", "timbang bayi ditarik lima ribu"])
def test_an_ordinary_word_is_not_taken_for_danger(language: Language, text: str) -> None:
    assert not Danger(language).signs(language.tokens(text)).danger


def test_a_year_says_that_danger_is_past(language: Language) -> None:
    danger = Danger(language)
    assert danger.signs(language.tokens("suami hilang di laut")).clear
    assert not danger.signs(language.tokens("suami hilang di laut 2019")).clear
