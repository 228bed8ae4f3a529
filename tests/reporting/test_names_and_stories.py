"""What is a name where one is asked for, and what of "mau lapor …" is told already."""

from __future__ import annotations

import pytest

from handlers.reporting import plausibility
from handlers.routing import grievance
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
    ("words", "name"),
    [
        ("Hj. Nurhayati", "Hj. Nurhayati"),
        ("H. Ahmad Yani 081234567890", "H. Ahmad Yani"),
        ("Drs. Budi Santoso, M.Si", "Drs. Budi Santoso, M.Si"),
        ("Ir. H. Joko, 0812 3456 7890", "Ir. H. Joko"),
        ("M. Noor", "M. Noor"),
        ("Siti Rahmah, S.Pd., hp 0812 3456 7890", "Siti Rahmah, S.Pd"),
        ("hj. siti rahmah", "Hj Siti Rahmah"),
        ("Siti Aminah. Terima kasih pak", "Siti Aminah"),
        ("Budi Hartono, pakai saja", "Budi Hartono"),
    ],
)
def test_titles_and_degrees_are_of_the_name(knowledge: Knowledge, words: str, name: str) -> None:
    assert plausibility.name_alone(turn_of(knowledge, words)) == name


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
    assert (grievance._story(turn_of(knowledge, words)) == words) is is_kept
