"""A change of mind, a wish for a person and a question in own words, told apart from a story that holds the same words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handlers.reporting import plausibility
from handlers.routing import grievance, meaning
from handlers.talking.turn import Knowledge, Turn
from knowledge.language.dialogue_acts import Act
from tests.turns import turn_of


def _wants_person(turn: Turn) -> bool:
    return meaning.wants_person(turn, plausibility.understood(turn))


def _complains(turn: Turn) -> bool:
    return grievance.is_meant(turn, plausibility.understood(turn))


def _gives_up(turn: Turn) -> bool:
    return turn.knowledge.understander.act(turn.text) is Act.WITHDRAW


@pytest.mark.parametrize(
    ("meant", "words", "expected"),
    [
        (_gives_up, "tidak jadi pak, orangnya sudah minta maaf", True),
        (_gives_up, "ya sudah batalkan saja bu, saya malu", True),
        (_gives_up, "kada jadi haja, gair ketahuan", True),
        (_gives_up, "hmm, mending ga jadi lapor deh", True),
        (_gives_up, "cerita yang tadi lupakan saja ya", True),
        (_gives_up, "ga jadi lapor lah takut dia balas", True),
        (_gives_up, "iya batalin aja", True),
        (_gives_up, "pagi bu, saya mau narik laporan saya. orangnya sudah datang minta maaf ke rumah kami", True),
        (_gives_up, "bantuannya dibatalkan karena kepala desa tidak suka", False),
        (_gives_up, "katanya petugas tidak jadi datang padahal sudah janji", False),
        (_gives_up, "bantuannya dibatalkan oleh kepala desa", False),
        (_gives_up, "bantuannya dibatalkan saja sama kades", False),
        (_gives_up, "eh jangan dulu, yang betul Desa Hamarung", False),
        (
            _gives_up,
            "jalan di depan pasar rusak parah, bupati janji memperbaiki tahun lalu, tidak jadi, sampai sekarang berlubang",
            False,
        ),
        (_wants_person, "bisa ngobrol dengan manusianya ga? jari saya sakit", True),
        (_wants_person, "saget matur kalih petugase mboten", True),
        (_wants_person, "katanya petugas loket sedang rapat", False),
        (_wants_person, "kemarin saya tanya petugas loket malah dimarahi", False),
        (plausibility.wants_no_report, "eh ulun kada handak malapor pang, batakun haja", True),
        (plausibility.wants_no_report, "maaf bu, saya belum siap mengadu, nanti dulu", True),
        (plausibility.wants_no_report, "cuma tanya aja kok pak", True),
        (plausibility.wants_no_report, "ora arep wadul, aku mung takon", True),
        (plausibility.wants_no_report, "korban tidak mau melapor karena takut", False),
        (plausibility.wants_no_report, "saya belum lapor ke polisi", False),
        (plausibility.wants_no_report, "petugasnya cuma cerita ngalor ngidul, surat tidak jadi", False),
        (_complains, "saya mau lapor, urus ahli waris di kecamatan disuruh bayar", True),
        (_complains, "kak saya mau ngadu soal bantuan logistik", True),
        (_complains, "izin melapor pak, urus santunan kematian kena biaya", True),
        (_complains, "yowis aku lapor kene wae", True),
        (_complains, "mau lapor, urus ahli waris bayar berapa", False),
        (_complains, "laporan saya sudah sampai mana", False),
        (plausibility.is_question, "nanti kalau perlu pendampingan syaratnya apa", True),
        (plausibility.is_question, "ini bisa dibaca tetangga ga sih", True),
        (plausibility.is_question, "tiangnya juga sudah miring mau roboh", False),
        (plausibility.is_question, "saya janda, tidak berani menegur", False),
        (plausibility.is_courtesy, "matur nuwun bapak, mugi sehat sedoyo", True),
        (plausibility.is_courtesy, "petugasnya membentak saya, terima kasih", False),
    ],
)
def test_words_are_told_apart(knowledge: Knowledge, meant: Callable[[Turn], bool], words: str, expected: bool) -> None:
    assert meant(turn_of(knowledge, words)) is expected
