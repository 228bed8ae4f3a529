"""Two matters that are compared are both told, each by its own standard or agency; anything else is answered as ever."""

from __future__ import annotations

import pytest

from handlers.asking import differences
from handlers.talking.turn import Knowledge
from tests.turns import turn_of


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("apa bedanya dispensasi nikah sama ahli waris?", ("Dispensasi Nikah", "Ahli Waris")),
        ("santunan kematian dan e-ktp bedanya apa pak", ("Santunan Kematian", "E-KTP")),
        ("bedanya ktp sama kia", ("E-KTP", "Kartu Identitas Anak")),
    ],
)
def test_both_are_told(knowledge: Knowledge, asked: str, parts: tuple[str, ...]) -> None:
    done = differences.compared(turn_of(knowledge, asked))
    assert done is not None and len(done.replies) == 1
    for part in parts:
        assert part in done.replies[0].text.plain


@pytest.mark.parametrize(
    "asked", ["syarat ktp dan ahli waris", "bedanya rahasia sama anonim apa", "ktp sama saja syaratnya?", "bedanya apa"]
)
def test_what_compares_no_two_matters_is_left_to_others(knowledge: Knowledge, asked: str) -> None:
    assert differences.compared(turn_of(knowledge, asked)) is None
