"""Words said to "mau melapor?", or after it was passed over: which agree, decline, go on telling, or are of something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.reporting import intake, plausibility
from handlers.talking.state import ChatState, Standing
from handlers.talking.turn import Knowledge
from tests.turns import NOW, turn_of

STORY = "petugas membentak nenek saya waktu mengurus KTP"


@pytest.mark.parametrize(
    ("words", "agrees", "declines"),
    [
        ("iye saye maok lapor lah", True, False),
        ("yo wis dilaporken lewat kene ae, laporna", True, False),
        ("ya udah lapor dari sini aja", True, False),
        ("iya tolong dibuatkan aduan", True, False),
        ("ga usah dilaporin, cuma curhat", False, True),
        ("tidak usah lapor dulu", False, True),
        ("saya sudah lapor ke pak RT", False, False),
        ("kalau lapor nanti diapakan", False, False),
        ("lapor itu bayar ga", False, False),
        ("tidak perlu nama, laporkan saja", True, False),
    ],
)
def test_a_few_words_agree_to_report_or_decline(knowledge: Knowledge, words: str, agrees: bool, declines: bool) -> None:
    turn = turn_of(knowledge, words)
    assert (plausibility.agrees_to_report(turn) or plausibility.wants_to_report(turn)) is agrees
    assert plausibility.declines_to_report(turn) is declines


@pytest.mark.parametrize(
    ("words", "unsure", "goes_on"),
    [
        ("di balai desa Lalayau, ruang sebelah kiri", False, True),
        ("senin kemarin kira-kira jam sepuluh", False, True),
        ("senin kemarin kira-kira jam sepuluh", True, False),
        ("oke besok saya ke kantor", False, False),
        ("syarat pindah ke desa lain", False, False),
        ("mau minta surat di kantor desa", False, False),
        ("terima kasih bu", False, False),
    ],
)
def test_a_place_or_a_time_goes_on_telling(knowledge: Knowledge, words: str, unsure: bool, goes_on: bool) -> None:
    assert plausibility.goes_on_telling(turn_of(knowledge, words), {"story": STORY, "unsure": unsure}) is goes_on


@pytest.mark.parametrize(
    ("words", "minutes", "belongs"),
    [
        ("di depan loket tiga", 5, True),
        ("tiga minggu lalu habis magrib", 5, True),
        ("eh salah, bukan senin tapi selasa", 5, True),
        ("kejadiannya di rumah pak kadus Mihu", 5, True),
        ("kejadiannya di rumah pak kadus Mihu", 90, False),
        ("hari senin buka jam berapa", 5, False),
        ("nama saya belum ada di DTKS", 5, False),
        ("muatan saya keburu busuk", 5, False),
    ],
)
def test_what_only_fits_a_report_that_was_left_belongs_to_it(knowledge: Knowledge, words: str, minutes: int, belongs: bool) -> None:
    left = Standing(name="intake", step="consent", answers={"story": STORY}, keep=True, at=NOW - timedelta(minutes=minutes))
    assert intake.belongs_to(turn_of(knowledge, words), left) is belongs


@pytest.mark.parametrize(
    ("before", "minutes", "taken"),
    [
        ("di desa kami operator minta 200 ribu tiap orang, katanya uang input data. memang bayar ya?", 2, True),
        ("berkas ahli waris saya sudah dua bulan belum ada kabar di kecamatan", 2, True),
        ("di desa kami operator minta 200 ribu tiap orang, katanya uang input data. memang bayar ya?", 40, False),
        ("syarat surat keterangan ahli waris apa saja ya pak camat", 2, False),
    ],
)
def test_wanting_to_report_means_what_was_told_just_before(knowledge: Knowledge, before: str, minutes: int, taken: bool) -> None:
    turn = turn_of(
        knowledge, "iya mau lapor", state=replace(ChatState(office="juai"), said=before, said_at=NOW - timedelta(minutes=minutes))
    )
    assert intake.told_just_before(turn) == (before if taken else "")


@pytest.mark.parametrize(
    ("story", "name"),
    [
        ("Nama saya Maria Lestari, surat kami tidak dibalas", "Maria Lestari"),
        ("Assalamualaikum. Saya Siti dari desa Mihu. Santunan dipotong", "Siti"),
        ("perkenalkan saya Ahmad bin Saleh, warga RT 2", "Ahmad bin Saleh"),
        ("nama saya belum masuk DTKS", None),
        ("Saya Senin kemarin ke kantor", None),
        ("nama petugasnya Rudi", None),
    ],
)
def test_a_name_that_the_story_gives_is_known(story: str, name: str | None) -> None:
    assert plausibility.own_name(story) == name
