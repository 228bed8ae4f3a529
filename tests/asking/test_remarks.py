"""Told apart from words alone: a remark amid talk about a service, and a question within its standard."""

from __future__ import annotations

import pytest

from handlers.asking import office_contacts, remarks, smalltalk
from handlers.reporting import plausibility
from handlers.talking.state import ChatState
from handlers.talking.turn import Knowledge
from tests.turns import turn_of

WITHIN = ChatState(office="juai", topic="juai/ahli-waris", last_text="surat ahli waris")


@pytest.mark.parametrize(
    ("words", "is_remark"),
    [
        ("sae bu, dadose kulo sampun lego", True),
        ("ok tak tunggu, mugo2 ora suwe", True),
        ("yo muga-muga gek ndang rampung, awakku wis kesel wira wiri", True),
        ("oke mboten nopo-nopo nek ngentosi", True),
        ("hehe kaka, sa pu mama su tua", True),
        ("syukurlah, jadi saya tidak perlu mondar mandir lagi", True),
        ("kasihan sekali beliau masih harus jualan di pasar", True),
        ("aduh lupa apa lagi tadi ya", True),
        ("berkase", False),
        ("nenek saya tidak punya akta kematian kakek", False),
        ("suwe ora", False),
        ("bisa diwakili sonde", False),
        ("oh belum punya akta kematian", False),
        ("kk asli", False),
        ("berapa lama", False),
    ],
)
def test_a_remark_asks_nothing_of_the_standard(knowledge: Knowledge, words: str, is_remark: bool) -> None:
    turn = turn_of(knowledge, words, state=WITHIN)
    understood = plausibility.understood(turn)
    assert (remarks.asks_nothing(turn, understood) or remarks.is_reaction(turn, understood)) is is_remark


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("kantore sisih pundi bu", False),
        ("kantore pundi nggih, dereng nate mriko", True),
        ("kantornya dimana pak", True),
        ("surat dari kantor mana", False),
    ],
)
def test_the_whereabouts_of_the_office_are_asked_in_any_tongue(knowledge: Knowledge, words: str, asks: bool) -> None:
    assert office_contacts.asks_office(turn_of(knowledge, words)) is asks


@pytest.mark.parametrize(
    ("words", "introduces"),
    [
        ("Selamat pagi Bapak/Ibu. Nama saya Hartini, pensiunan guru SD di Juai.", True),
        ("Assalamualaikum, saya Rudi operator desa Hukai", True),
        ("Selamat pagi. Saya Hartini, pensiunan guru. KTP saya hilang.", False),
        ("Selamat pagi, saya warga Juai mau bikin KTP", False),
        ("Selamat siang, saya warga Juai. Syarat ahli waris apa?", False),
    ],
)
def test_who_only_introduces_oneself_is_greeted(knowledge: Knowledge, words: str, introduces: bool) -> None:
    turn = turn_of(knowledge, words)
    assert smalltalk.introduces(turn, plausibility.understood(turn)) is introduces
