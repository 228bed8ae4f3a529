"""A question, thanks or danger in the middle of something else: heard at once, and nothing that was begun is lost."""

from __future__ import annotations

import pytest

from tests.phones import Phone
from tests.talks.test_follow_ups import talk
from tests.talks.test_intake import PNG
from tests.world import World

STORY = "lampu penerangan mati total, gelap sekali"


async def half_told(world: World) -> Phone:
    citizen = await talk(world, "syarat bikin ktp", "lapor")
    return await citizen.says(STORY)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("syarat ahli waris apa ya", "Surat permohonan ahli waris"),
        ("jam berapa kantor buka?", "Jam buka:"),
        ("berapa lama?", "10-15 menit"),
        ("makasih min", "Sama-sama"),
    ],
)
async def test_a_question_in_a_half_told_complaint_is_answered_and_not_written_into_it(world: World, words: str, answer: str) -> None:
    citizen = await (await half_told(world)).says(words)
    citizen.sees(answer, "Di mana dan kapan kejadiannya?")
    await citizen.presses("Lewati")
    (await citizen.presses("Anonim")).sees(f"Cerita: {STORY}\n").does_not_see(words)


async def test_a_question_to_an_officer_leaves_the_half_told_complaint_as_it_was(world: World) -> None:
    citizen = await half_told(world)
    await citizen.says("petugas")
    await citizen.says("apakah saksi boleh dari luar kota untuk surat ahli waris?")
    citizen.offers("Lanjutkan laporan")
    (await citizen.presses("Lanjutkan laporan")).sees("kejadiannya?")


async def test_a_question_to_an_officer_goes_to_the_unit_of_the_service_that_it_names(world: World) -> None:
    citizen = await talk(world, "petugas", "halo pak")
    citizen.sees("Apa yang ingin Bapak/Ibu tanyakan")
    await citizen.says("apakah syarat surat ahli waris bisa dikirim lewat pos?")
    officer = world.officer()
    told = officer.heard[-1].text.plain
    assert "Pertanyaan baru" in told and "Seksi Pelayanan dan Kesejahteraan Sosial" in told


async def test_a_question_told_where_the_office_is_asked_is_not_asked_again(world: World) -> None:
    citizen = await world.citizen().says("petugas")
    citizen.sees("Pertanyaan ini untuk kantor mana")
    await world.passes(seconds=30)
    await citizen.says("halo pak saya mau tanya soal dana desa tahap dua")
    (await citizen.says("juai")).sees("Pertanyaan sudah diteruskan")


@pytest.mark.parametrize("begun", ["petugas", "status"])
async def test_danger_is_heard_in_the_middle_of_a_question(world: World, begun: str) -> None:
    (await talk(world, begun, "tolong rumah tetangga kebakaran")).sees("112", "113").offers("Lapor darurat")


async def test_danger_is_heard_after_a_thumbs_down(world: World) -> None:
    citizen = await talk(world, "syarat bikin ktp")
    await citizen.presses("👎 Kurang")
    (await citizen.says("tolong rumah tetangga kebakaran")).sees("112").offers("Lapor darurat")


async def test_a_new_question_after_a_thumbs_down_is_answered(world: World) -> None:
    citizen = await talk(world, "syarat bikin ktp")
    await citizen.presses("👎 Kurang")
    (await citizen.says("syarat ahli waris apa?")).sees("Surat permohonan ahli waris")


async def test_a_thumbs_down_on_what_was_only_pressed_names_what_was_shown(world: World) -> None:
    citizen = world.citizen()
    await citizen.presses_id("p:juai/ahli-waris:biaya")
    await citizen.presses("👎 Kurang")
    rows = await world.app.database.fetch("SELECT text, office, why FROM unanswered")
    assert [tuple(row) for row in rows] == [("Surat Keterangan Ahli Waris: biaya", "juai", "down")]


async def test_a_question_where_a_complaints_number_was_asked_for_is_answered(world: World) -> None:
    citizen = await talk(world, "status", "syarat bikin ktp apa aja")
    citizen.sees("Perekaman E-KTP", "Fotokopi KK").does_not_see("Kirim nomor pengaduannya")


@pytest.mark.parametrize("channel", ["web"])  # what is said is the same everywhere
class TestAnInvitation:
    """Somebody complains without saying that it is to be reported, and is asked."""

    @staticmethod
    async def invited(world: World) -> Phone:
        citizen = await world.citizen().presses_id("office:juai")
        return (await citizen.says("kecewa sekali, lampu jalan di simpang tiga mungkur mati sudah seminggu")).offers("Lanjut melapor")

    async def test_is_answered_with_a_photo_which_is_kept(self, world: World) -> None:
        citizen = await self.invited(world)
        (await citizen.sends_file(PNG, text="nih gelapnya")).offers("Lanjut melapor")
        await citizen.says("ya lapor saja")
        (await citizen.presses("Anonim")).sees("Lampiran: 1 foto", "simpang tiga mungkur")

    async def test_is_answered_with_how_the_name_is_to_be_treated(self, world: World) -> None:
        citizen = await self.invited(world)
        (await citizen.says("saya tidak mau disebut nama")).sees("Siapa nama").does_not_see("Bolehkah petugas")
        (await citizen.says("Siti Aminah")).sees("Rahasia", "Siti Aminah")

    async def test_is_taken_back_with_what_was_told(self, world: World) -> None:
        citizen = await self.invited(world)
        (await citizen.says("eh jangan. hapus cerita tadi pak, saya keliru")).sees("sudah saya hapus")


@pytest.mark.parametrize("channel", ["web"])
async def test_wanting_to_report_politely_is_no_story_yet(world: World, channel: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says("selamat malam bu, mau lapor")).sees("Apa yang terjadi?")
    await citizen.says("tetangga di dusun sumber rejeki karaoke tiap malam sampai jam dua")
    (await citizen.presses("Anonim")).sees("Cerita: tetangga di dusun").does_not_see("selamat malam bu")


@pytest.mark.parametrize("channel", ["web"])
class TestWhatWasLeft:
    """A complaint that was begun, and something else meanwhile."""

    @staticmethod
    async def left(world: World) -> Phone:
        citizen = await TestAnInvitation.invited(world)
        return await citizen.says("syarat surat ahli waris apa ya?")

    async def test_is_gone_on_with_by_a_place(self, world: World) -> None:
        citizen = await self.left(world)
        (await citizen.says("di dekat gapura desa")).sees("mau melapor")
        await citizen.says("iye lapor lah")
        (await citizen.presses("Anonim")).sees("gapura desa", "simpang tiga mungkur")

    async def test_is_thrown_away_by_words(self, world: World) -> None:
        citizen = await self.left(world)
        (await citizen.says("hapus saja cerita saya tadi")).sees("sudah saya hapus", "Tidak ada yang dikirim")
        (await citizen.says("menu")).does_not_see("Lanjutkan laporan")

    async def test_is_thrown_away_where_a_question_to_an_officer_is_awaited(self, world: World) -> None:
        await (citizen := await self.left(world)).says("petugas")
        (await citizen.says("hapus cerita tadi ya")).sees("sudah saya hapus").does_not_see("diteruskan")

    async def test_is_gone_on_with_where_a_question_to_an_officer_is_awaited(self, world: World) -> None:
        await (citizen := await self.left(world)).says("petugas")
        (await citizen.says("lampunya sudah dilaporkan ke desa tapi dibiarkan saja, kecewa sekali")).does_not_see("Pertanyaan sudah")


@pytest.mark.parametrize("channel", ["web"])
async def test_who_cancels_may_turn_back_for_minutes(world: World, channel: str) -> None:
    citizen = await TestAnInvitation.invited(world)
    await citizen.says("ya lapor saja")
    (await citizen.says("ga jadi deh")).sees("Dibatalkan")
    await world.passes(minutes=5)
    (await citizen.says("hmm lanjut aja deh")).sees("Bolehkah petugas")
    await citizen.says("ga jadi deh")
    await world.passes(minutes=20)
    (await citizen.says("hmm lanjut aja deh")).does_not_see("Bolehkah petugas")


@pytest.mark.parametrize("channel", ["web"])
async def test_a_number_that_was_lost_is_shown_again(world: World, channel: str) -> None:
    citizen = await TestAnInvitation.invited(world)
    await citizen.says("ya lapor saja")
    await citizen.presses("Anonim")
    (await citizen.presses("Kirim")).sees("Pengaduan diterima")
    (await citizen.says("nomornya tadi berapa, kehapus")).sees("Ini pengaduan Bapak/Ibu")


@pytest.mark.parametrize("channel", ["web"])
async def test_going_back_to_the_report_at_its_end_sends_nothing(world: World, channel: str) -> None:
    citizen = await TestAnInvitation.invited(world)
    await citizen.says("ya lapor saja")
    (await citizen.presses("Anonim")).offers("Kirim")
    await citizen.says("syarat surat ahli waris apa ya?")
    (await citizen.says("oke lanjut laporan yang tadi")).offers("Kirim").does_not_see("Pengaduan diterima")
    (await citizen.says("sudah, kirim")).sees("Pengaduan diterima")


@pytest.mark.parametrize("channel", ["web"])
@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("foto orangnya ada, gimana kirimnya", "Kirim saja foto"),
        ("ngapain tanya nama segala?", "Nama boleh dirahasiakan"),
        ("nomornya tadi berapa ya", "Bolehkah petugas"),
    ],
)
async def test_a_question_about_the_telling_is_answered_as_one(world: World, channel: str, words: str, answer: str) -> None:
    citizen = await TestAnInvitation.invited(world)
    await citizen.says("ya lapor saja")
    (await citizen.says(words)).sees(answer, "Bolehkah petugas").does_not_see("catat", "betulkan", "tambahkan")


REPORT = "saya mau lapor bapak di loket 2 minta uang 100rb kemarin di kantor"


@pytest.mark.parametrize(
    ("words", "answer", "told"),
    [
        ("boleh ga ktp sy diambil sama org lain aja, sy takut ketemu dia", "Perekaman E-KTP", ""),
        ("trs itu bener ya ktp gratis? kata temen sy bayar 50rb", "Tanpa dipungut biaya", ""),
        ("dia bilang males ngurus, trs kuncinya juga rusak. eh ktp itu gratis kan ya?", "Tanpa dipungut biaya", "kuncinya juga rusak"),
        ("btw sy ini janda anak 3 makan aja susah ada bantuan sembako ga", "belum bisa saya jawab", ""),
    ],
)
async def test_a_question_beside_what_is_told_is_answered_and_only_the_rest_is_in_the_story(
    world: World, words: str, answer: str, told: str
) -> None:
    citizen = await talk(world, REPORT, "anonim", words)
    citizen.sees(answer)
    await world.passes(seconds=30)
    citizen = await citizen.says("lanjut laporannya tadi")
    citizen.sees(f"Cerita: {REPORT}", told).does_not_see("boleh ga ktp").does_not_see("temen sy").does_not_see("janda").does_not_see(
        "kan ya"
    )


async def test_a_question_that_is_put_again_in_other_words_is_not_told(world: World) -> None:
    citizen = await talk(world, REPORT, "anonim", "ada bantuan sembako buat janda ga", "maksudnya bantuan buat orang susah")
    citizen.does_not_see("tambahkan ke cerita").sees("belum terkirim")


@pytest.mark.parametrize("words", ["kenapa saya disuruh bayar? padahal gratis", "petugasnya nanya mana uangnya? terus saya diam saja"])
async def test_a_reproach_or_a_speech_that_is_told_stays_in_the_story(world: World, words: str) -> None:
    (await talk(world, REPORT, "anonim", words)).sees("saya tambahkan ke cerita", words)
