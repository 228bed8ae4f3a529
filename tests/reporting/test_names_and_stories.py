"""What is a name where one is asked for, and what of "mau lapor …" is told already."""

from __future__ import annotations

import pytest

from handlers.reporting import plausibility
from handlers.routing import meaning
from handlers.talking.turn import Knowledge
from tests.turns import turn_of


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("nama saya Melati", "Melati"),
        ("panggil aja bu ros", "bu ros"),
        ("namaku sulastri hp 0812 3344 5566", "sulastri"),
        ("wayan", "wayan"),
        ("nama saya di bpjs kok mati", None),
        ("nama gue ga usah", None),
        ("jangan tanya2 nama ane", None),
        ("nama beliau Salmah", "Salmah"),
        ("saya mau buru2 ini", None),
        ("saya tetangganya aja", None),
        ("nama saya takut ketahuan", None),
    ],
)
def test_a_name_is_made_of_words_that_names_have(knowledge: Knowledge, words: str, name: str | None) -> None:
    assert plausibility.name_given(turn_of(knowledge, words)) == name


@pytest.mark.parametrize(
    ("words", "is_kept"),
    [
        ("mau lapor jembatan kayu di hulu sungai patah dua papan", True),
        ("air pdam keruh sejak kamis, mau ngadu pak", True),
        ("izin melapor, tumpukan sampah di belakang pasar sudah menggunung", True),
        ("selamat siang bu, mau lapor", False),
        ("iya tolong dibuatkan aduan", False),
        ("tidak perlu nama, laporkan saja", False),
    ],
)
def test_what_is_told_along_with_the_wish_to_report_is_its_story(knowledge: Knowledge, words: str, is_kept: bool) -> None:
    assert (meaning._story(turn_of(knowledge, words)) == words) is is_kept
