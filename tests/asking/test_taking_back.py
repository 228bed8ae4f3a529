"""A short word of taking back amid words that are not known is asked about, and not put into the story."""

from __future__ import annotations

import pytest

from handlers.reporting import plausibility
from handlers.talking.turn import Knowledge
from tests.turns import turn_of


@pytest.mark.parametrize(
    ("words", "perhaps"),
    [
        ("kesuwen, batal wae wong e wis apikan", True),
        ("ambo batalkan se lah da", True),
        ("jangan batal dulu", False),
        ("kalau batal gimana", False),
        ("rapat desa di balai batal karena listrik mati lalu uang konsumsinya tidak dikembalikan panitia", False),
        ("bantuannya dibatalkan oleh kepala desa", False),
    ],
)
def test_a_short_word_of_taking_back_is_asked_about(knowledge: Knowledge, words: str, perhaps: bool) -> None:
    assert plausibility.perhaps_withdraws(turn_of(knowledge, words)) is perhaps
