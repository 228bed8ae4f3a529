"""Words said to "mau melapor?", or after it was passed over: which agree, decline, go on telling, or are of something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.reporting import comfort, emergency, intake, plausibility, reporter, told_lately
from handlers.routing import left_report
from handlers.talking.state import ChatState, Standing
from handlers.talking.turn import Knowledge, Turn
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
        knowledge, "iya mau lapor", state=replace(ChatState(office="juai"), last_text=before, last_at=NOW - timedelta(minutes=minutes))
    )
    assert told_lately.just_before(turn) == (before if taken else "")


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


@pytest.mark.parametrize(
    ("words", "confidential", "answers"),
    [
        ("Siti Aminah", False, {"identity": "terbuka", "name": "Siti Aminah"}),
        ("Siti Aminah, 081254321987", False, {"identity": "terbuka", "contact": "081254321987"}),
        ("nama kakek Haji Syahrani, kampungnya Desa Buntu Karau", False, {"name": "Haji Syahrani"}),
        ("Siti Aminah", True, None),
        ("ya boleh", False, {"identity": "terbuka"}),
        ("dikirim saja nak", False, None),
        ("Kantor belum buka juga", False, None),
        ("jangan pake nama saya, takut", False, {"identity": "anonim"}),
    ],
)
def test_a_name_told_where_it_is_asked_whether_it_may_be_known_shows_it(
    knowledge: Knowledge, words: str, confidential: bool, answers: dict[str, str] | None
) -> None:
    turn, before = turn_of(knowledge, words), {"story": STORY, "confidential": confidential}
    assert reporter.tells_identity(turn, before) is (answers is not None)
    taken = reporter.take_identity(turn, before)
    kept = dict(getattr(taken, "answers", {}))
    assert {key: kept.get(key) for key in answers or {}} == (answers or {})


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("hmm lanjut aja deh, kasihan yang lain", True),
        ("ya udah kirim aja lah pak", True),
        ("syarat ktp apa", False),
        ("ga usah lanjut", False),
        ("lanjut sekolah paket C di mana ya", False),
    ],
)
def test_who_cancelled_a_minute_ago_may_turn_back(knowledge: Knowledge, words: str, back: bool) -> None:
    assert left_report.turns_back(turn_of(knowledge, words)) is back


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("aku takut", "Saya mendengarkan"),
        ("takutnya salah berkas, ktp luar boleh?", None),
        ("baik bu, saya siapkan dulu berkasnya semua", None),
    ],
)
def test_fear_is_heard(knowledge: Knowledge, words: str, heard: str | None) -> None:
    turn = turn_of(knowledge, words)
    done = comfort.heard(turn)
    assert (done is not None) is (heard is not None)
    assert done is None or (heard and heard in done.replies[0].text.plain)


@pytest.mark.parametrize(("hours", "over"), [(1, True), (30, False)])
def test_thanks_to_god_are_word_of_a_danger_of_the_same_day_only(knowledge: Knowledge, hours: int, over: bool) -> None:
    before = ChatState(office="juai", danger="anak saya hanyut", danger_at=NOW - timedelta(hours=hours))
    turn: Turn = turn_of(knowledge, "alhamdulillah sudah ketemu", state=before)
    assert emergency.is_over(turn, plausibility.understood(turn)) is over
