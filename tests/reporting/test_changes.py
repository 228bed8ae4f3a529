"""What is put right in what was told: the wrong words, and nothing that only looks like them."""

from __future__ import annotations

import pytest

from handlers.reporting import changes
from handlers.talking.state import Standing
from handlers.talking.turn import Knowledge
from tests.turns import turn_of


@pytest.mark.parametrize(
    ("told", "said", "story"),
    [
        ("Lampu di rt 3 dan rt 31 mati", "salah, bukan rt 3 tapi rt 5", "Lampu di rt 5 dan rt 31 mati"),
        ("Ani dan Anita dipukul Yani di pasar", "salah, bukan Ani tapi Ina", "Ina dan Anita dipukul Yani di pasar"),
        ("Sampah dipasar bau, pasarnya kotor", "salah, bukan pasar tapi terminal", "Sampah diterminal bau, terminalnya kotor"),
    ],
)
def test_only_the_wrong_words_are_put_right(knowledge: Knowledge, told: str, said: str, story: str) -> None:
    standing = Standing(name="intake", step="review", answers={"story": told})
    change = changes.correction(turn_of(knowledge, said), standing)
    assert change is not None and change.standing.answers["story"] == story
