"""Signs of what somebody does with a message, whatever it is about."""

from __future__ import annotations

import pytest

from knowledge.language.words import Language
from knowledge.standards.library import load
from knowledge.understanding.intents import Intents
from knowledge.understanding.understander import Understander
from knowledge.understanding.vocabulary import knowing


@pytest.fixture(scope="module")
def intents() -> Intents:
    return Intents(knowing(Language.load(), load()))


def _marks(intents: Intents, text: str) -> tuple[str, ...]:
    return intents.marks(text, Language.load().tokens(text))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("proposal bengkel kami sudah di meja siapa", "=berkas dan nasib"),
        ("kartu sembako saya sudah dikirim belum", "=milik dan nasib"),
        ("laporan saya soal got mampet ada perkembangan", "=laporan dan nasib"),
        ("petugasnya judes sekali", "=keluhan"),
        ("bu bidannya ramah sekali", "=pujian"),
        ("rumah warga yang atapnya bocor bagaimana", "=bertanya"),
        ("usulan jembatan dusun kami apakah sudah didisposisi", "=nasib"),
        ("keluarga nenek belum pernah kebagian sembako", "=luput"),
        ("tadi pagi kakinya kejepit pintu wkwk", "=tertawa"),
    ],
)
def test_what_is_done_with_a_message_has_its_sign(intents: Intents, text: str, sign: str) -> None:
    assert sign in _marks(intents, text)


@pytest.mark.parametrize("text", ["saya operator desa", "kami tinggal dekat dermaga", "rumah saya cat hijau"])
def test_who_only_tells_wants_nothing(intents: Intents, text: str) -> None:
    assert "=nothing wanted" in _marks(intents, text)


@pytest.mark.parametrize("text", ["syarat ktp", "saya operator desa, data penduduk?", "petugasnya kasar", "berkas saya sampai mana"])
def test_a_question_a_fault_and_a_mark_want_something(intents: Intents, text: str) -> None:
    assert "=nothing wanted" not in _marks(intents, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ktp gua dari bulan lalu kagak jadi jadi", "complaint"),
        ("surat pindah saya udah dua minggu belum keluar juga", "complaint"),
        ("surat pindah saya udah dua minggu belum keluar, kapan ya", "file"),
    ],
)
def test_late_work_is_complained_of_however_it_is_said(understander: Understander, text: str, kind: str) -> None:
    assert understander.understand(text, "juai").kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tolong ditindak petugas yang minta duit waktu urus ktp", "complaint"),
        ("pegawai loket nagih duit rokok pas saya legalisir", "complaint"),
        ("petugas boleh minta uang buat ktp?", "answer"),
        ("biaya ktp berapa", "answer"),
    ],
)
def test_money_that_who_serves_asks_for_is_a_complaint_and_a_question_for_the_cost_is_none(
    understander: Understander, text: str, kind: str
) -> None:
    assert understander.understand(text, "juai").kind == kind
