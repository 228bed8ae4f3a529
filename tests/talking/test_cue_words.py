"""A cue is heard in any spelling, a phrase only as a whole."""

from __future__ import annotations

import pytest

from handlers.asking import cue_words
from handlers.talking.turn import Knowledge
from tests.turns import turn_of


@pytest.mark.parametrize(
    ("said", "key", "heard"),
    [
        ("fc ktp nopo-nopo?", "allowed", True),
        ("syaratnya apa?", "allowed", False),
        ("ga usah pake nama", "identity_anonim", True),
        ("nama saya siti", "identity_anonim", False),
        ("ulun dimintai pungli", "charged", True),
        ("anjing liar di pasar", "charged", False),
    ],
)
def test_one_word_of_a_phrase_is_not_the_phrase(knowledge: Knowledge, said: str, key: str, heard: bool) -> None:
    assert cue_words.given(turn_of(knowledge, said), key) is heard


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("boleh ga pak", True),
        ("boleh pak", False),
        ("ga", True),
        ("pak", False),
        ("pak?", True),
        ("bisa diwakili sonde kaka", True),
        ("iso diwakilke ora mas", True),
        ("beta su bayar", False),
    ],
)
def test_courtesy_behind_a_question_leaves_it_one(knowledge: Knowledge, said: str, asks: bool) -> None:
    assert cue_words.interrogates(turn_of(knowledge, said)) is asks
