"""Which part of a standard a message asks for while its service is talked about."""

from __future__ import annotations

import pytest

from handlers.asking import details, inquiry
from handlers.reporting import plausibility
from handlers.talking.state import ChatState
from handlers.talking.turn import Knowledge
from knowledge.standards.standard import Item
from tests.turns import turn_of

WITHIN = ChatState(office="juai", topic="juai/perekaman-e-ktp")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("saya kerja di sawit jadi ga bisa sering sering ke kantor", None),
        ("anak saya masih sekolah di Banjarbaru bulan depan baru pulang", None),
        ("lamanya gimana kalau hari pasar ramai", "waktu"),
        ("saya orang kampung kadada duit, biayanya", "biaya"),
        ("gratis", "biaya"),
        ("saya bukan mau komplain lho pak", None),
        ("kalau tidak puas komplain ke siapa", "pengaduan"),
        ("kata orangnya tambah lima puluh langsung jadi, itu resmi ga", "biaya"),
        ("kalo molor dari itu gimana", "jaminan_pelayanan"),
        ("kalau dari desa lain apakah persyaratannya berbeda", "persyaratan"),
        ("lengkap semua syaratnya terus diserahkan ke mana", "prosedur"),
    ],
)
def test_what_is_told_asks_for_a_part_only_by_a_word_for_it(knowledge: Knowledge, words: str, part: str | None) -> None:
    assert details.part_asked(turn_of(knowledge, words, state=WITHIN)) == part


def test_brackets_are_never_put_into_brackets_and_a_note_loses_its_full_stop() -> None:
    slip = Item.model_validate({"teks": "Slip gaji", "catatan": "bagi PNS (Pegawai Negeri Sipil)."})
    assert inquiry.item_line(slip) == "Slip gaji – bagi PNS (Pegawai Negeri Sipil)"
    assert inquiry.item_line(Item.model_validate({"teks": "KK", "rangkap": 2})) == "KK (rangkap 2)"


@pytest.mark.parametrize(("copies", "line"), [([4, 4, 4, 4], "Masing-masing rangkap 4."), ([4, 4, 4, None], "D\n")])
def test_copies_that_all_items_share_are_said_once(copies: list[int | None], line: str) -> None:
    items = [Item.model_validate({"teks": name, "rangkap": count}) for name, count in zip("ABCD", copies, strict=True)]
    shown = f"{inquiry.item_lines(items).plain}\n"
    assert line in shown
    assert shown.count("rangkap 4") == (1 if len(set(copies)) == 1 else 3)


def test_a_fee_that_a_stranger_asked_is_no_line_of_the_standard(knowledge: Knowledge) -> None:
    """The best lines lie in another part than the cost that is asked for: the cost is answered as a part."""
    turn = turn_of(
        knowledge,
        "kader desa minta 200rb untuk masukin nama saya ke dtks, emang perlu bayar ya?",
        state=ChatState(office="landak-dsp3akb"),
    )
    service = turn.library.services["landak-dsp3akb/dtks-siks-ng"]
    assert details.asked_item(turn, service, plausibility.understood(turn)) is None
