"""Which lines teach what people do with such words."""

from __future__ import annotations

import pytest

from bench.examples import Example
from bench.fitting import _is_next_door, _names
from knowledge.language.words import Language
from knowledge.understanding.elsewhere import ElsewhereList

LANGUAGE = Language.load()
NAMES = [Example("rekam ktp", "answer", ("juai/perekaman-e-ktp",), "name"), Example("ktp", "answer", ("juai/perekaman-e-ktp",), "name")]


@pytest.mark.parametrize(
    ("example", "next_door"),
    [
        (Example("bisa rekam ktp di sini?", "none", office="buleleng"), True),
        (Example("bisa rekam ktp di sini?", "none", office="juai"), False),
        (Example("bisa rekam ktp di sini?", "none"), False),
        (Example("bisa rekam ktp di sini?", "complaint", office="buleleng"), False),
        (Example("paspor buat rekam ktp", "none", office="buleleng"), False),
        (Example("lihat ktp orang", "none", office="buleleng"), False),
    ],
)
def test_a_matter_that_only_the_chosen_office_lacks_does_not_teach_that_its_words_are_nobodys(example: Example, next_door: bool) -> None:
    tokens = LANGUAGE.tokens(example.text)
    assert _is_next_door(example, tokens, _names(NAMES, LANGUAGE), ElsewhereList(LANGUAGE)) is next_door
