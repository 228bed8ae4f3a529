"""What is asked of the report while it is told is answered in one sentence, and chooses nothing."""

from __future__ import annotations

import pytest

from handlers.reporting import report_questions, reporter
from handlers.talking.turn import Knowledge
from tests.turns import turn_of


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("kok banyak nanya sih min", "Maaf kalau terasa banyak"),
        ("niknya buat apa?", "NIK tidak diperlukan"),
        ("kalau ga punya foto gimana?", "tidak wajib"),
        ("saya mesti ke kantor ga nanti?", "Tidak perlu datang"),
        ("ini beneran dibaca ga sih", "Dibaca petugas"),
        ("kalau mereka marah sama saya gimana", "dirahasiakan"),
        ("ini bayar ga?", "gratis"),
        ("beresnya kapan ya?", "paling lambat"),
    ],
)
def test_a_question_about_the_report_has_its_answer(knowledge: Knowledge, asked: str, part: str) -> None:
    answers = {"office": "juai", "category": "tidak_berkadar_pengawasan"}
    text = report_questions.answer(turn_of(knowledge, asked), answers)
    assert text is not None and part in text.plain


@pytest.mark.parametrize("told", ["kami banyak nanya ke desa", "tidak ada bukti pembayaran", "ktp syaratnya apa ya"])
def test_what_is_told_or_asked_of_a_service_is_no_question_about_the_report(knowledge: Knowledge, told: str) -> None:
    assert report_questions.answer(turn_of(knowledge, told), {"office": "juai"}) is None


@pytest.mark.parametrize("asked", ["boleh tau kantor buka jam berapa", "besok buka ga ya"])
def test_a_question_with_the_word_of_a_choice_chooses_nothing(knowledge: Knowledge, asked: str) -> None:
    assert not reporter.tells_identity(turn_of(knowledge, asked), {"office": "juai"})
