"""What an office writes once for all its services answers a question for it, wherever no service's own standard does."""

from __future__ import annotations

import pytest

from handlers.asking import office_facts
from handlers.talking.state import ChatState
from handlers.talking.turn import Knowledge
from tests.turns import turn_of

LANDAK = "landak-dsp3akb"
ADOPTION = f"{LANDAK}/adopsi-anak"


@pytest.mark.parametrize(
    ("words", "topic", "answer"),
    [
        ("ada toilet tidak di kantor?", None, "toilet"),
        ("fasilitas kantornya apa aja", ADOPTION, "ruang ibu menyusui"),
        ("apakah bebas calo?", None, "Sistem bebas calo"),
        ("siapa yang mengawasi pelayanan di sini?", None, "APIP (Inspektorat)"),
        ("ada jaminan keamanan pelayanannya?", None, "Sistem bebas calo"),
        ("dasar hukumnya apa?", None, "Undang-Undang Nomor 25 Tahun 2009"),
        ("dasar hukumnya apa?", ADOPTION, None),
        ("dasar hukum adopsi anak", None, None),
        ("syaratnya apa?", None, None),
        ("kemarin calo minta uang 50 ribu di depan loket", None, None),
    ],
)
def test_what_holds_for_all_services_is_told(knowledge: Knowledge, words: str, topic: str | None, answer: str | None) -> None:
    turn = turn_of(knowledge, words, state=ChatState(office=LANDAK, topic=topic))
    outcome = office_facts.for_all_services(turn, knowledge.understander.understand(words, LANDAK))
    assert (outcome and answer and answer in outcome.replies[0].text.plain) if answer else outcome is None


def test_an_office_that_writes_nothing_for_all_services_is_asked_for_which(knowledge: Knowledge) -> None:
    words = "dasar hukumnya apa?"
    assert office_facts.for_all_services(turn_of(knowledge, words), knowledge.understander.understand(words, "juai")) is None


@pytest.mark.parametrize(
    ("words", "is_reached"),
    [
        ("kasih nomor teleponnya biar saya tanya langsung ke orangnya", True),
        ("ada nomer yang bisa ditelepon ga", True),
        ("nomer telponnya aja pak", True),
        ("nomor KK saya salah biar dibetulkan", False),
    ],
)
def test_the_number_is_given_whatever_it_is_wanted_for(knowledge: Knowledge, words: str, is_reached: bool) -> None:
    assert (office_facts.reach(turn_of(knowledge, words)) is not None) is is_reached
