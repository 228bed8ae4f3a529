"""What people do to a report in their own words: send it, let it be, wait, put something right, complete it."""

from __future__ import annotations

import pytest

from tests.phones import Phone
from tests.talks.test_intake import REVIEW, to_the_review, told
from tests.talks.test_own_words import later
from tests.world import World

NAMED = "Siti Rohmah 081299998888"


@pytest.fixture
def channel() -> str:
    """What is understood does not depend on the channel."""
    return "web"


async def test_full_sentences_send_it(world: World) -> None:
    citizen = await to_the_review(world)
    (await citizen.says("Baik pak, menurut saya sudah sesuai, mohon langsung diteruskan kepada Bapak Camat")).sees("Nomor:")


async def test_words_that_tell_more_do_not_send_it(world: World) -> None:
    citizen = await to_the_review(world)
    (await citizen.says("tolong dikirim tukang untuk memperbaiki, warga sungkan lewat situ")).sees(REVIEW, "warga sungkan lewat situ")


async def test_a_changed_mind_is_no_question_for_an_officer(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("petugas")
    (await citizen.says("maaf bu setelah saya pikir-pikir tidak jadi saja")).sees("Tidak ada yang dikirim")
    assert not await world.rows("SELECT 1 FROM complaints")


async def test_who_withdraws_what_was_left_does_not_go_on_with_it(world: World) -> None:
    citizen = await told(world)
    await citizen.says("menu")
    (await citizen.says("ga jadi deh lapor nya")).sees("Tidak ada yang dikirim").does_not_see("kejadiannya?")


async def test_who_has_to_wait_is_waited_for_and_goes_on(world: World) -> None:
    citizen = await told(world)
    (await citizen.says("sebentar ya bu, saya tanya suami dulu")).sees("lanjutkan di sini kapan saja").does_not_see("kejadiannya?")
    (await citizen.says("nggih pak, monggo dilanjutkan")).sees("Bolehkah petugas")
    (await citizen.presses("Anonim")).does_not_see("suami", "Tempat:", "Waktu kejadian:")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("eh keliru bu, bukan pasar mungkur tapi pasar paringin", "• Tempat: simpang tiga pasar paringin"),
        ("eh bukan mungkur, pasar paringin maksudnya", "• Tempat: simpang tiga pasar paringin"),
        ("jamnya yang benar tadi subuh", "• Waktu kejadian: tadi subuh"),
        ("ralat nama saya Siti Rahmah", "• Pelapor: Siti Rahmah, 081299998888"),
        ("nomor hp yang betul 085244445555 pak", "• Pelapor: Siti Rohmah, 085244445555"),
    ],
)
async def test_what_is_announced_as_put_right_is_put_right(world: World, words: str, line: str) -> None:
    citizen = await to_the_review(world, name=NAMED)
    (await citizen.says(words)).sees("saya betulkan", line).does_not_see("keliru", "ralat", "yang benar", "yang betul")


async def test_a_wrong_word_is_put_right_in_the_story_too(world: World) -> None:
    citizen = await to_the_review(world)
    (await citizen.says("salah, bukan mati total tapi redup")).sees("Cerita: lampu penerangan redup").does_not_see("mati total", "salah")


@pytest.mark.parametrize(
    ("words", "line"), [("di samping masjid", "• Tempat: di samping masjid"), ("tadi malam jam 8", "• Waktu kejadian: tadi malam jam 8")]
)
async def test_a_place_or_a_time_told_at_the_end_is_for_its_field(world: World, words: str, line: str) -> None:
    citizen = await told(world)
    await citizen.says("lewati")
    await citizen.presses("Anonim")
    (await citizen.says(words)).sees("saya catat", line)


async def test_who_wanted_to_stay_unknown_and_gives_a_name_is_asked(world: World) -> None:
    citizen: Phone = await to_the_review(world)
    (await citizen.says("nama saya Siti Aminah")).sees("Bolehkah petugas tahu nama")


async def test_a_time_closes_the_open_question(world: World) -> None:
    citizen = await told(world, "lampu jalan di simpang tiga desa mungkur padam")
    (await citizen.says("tgl 20 sama 24 bulan ini")).sees("Bolehkah petugas")


@pytest.mark.parametrize(
    ("words", "line"),
    [("nama saya Hendra, 081254448899", "Hendra, 081254448899"), ("eh jangan pake nama deh, ntar dipersulit lagi", "Anonim")],
)
async def test_who_reports_can_be_said_at_another_question(world: World, words: str, line: str) -> None:
    citizen = await told(world)
    (await citizen.says(words)).sees("kejadiannya?")
    await citizen.says("lewati")
    if "Bolehkah" in citizen.screen:
        await citizen.presses("Terbuka")
    citizen.sees(REVIEW, line)


async def test_how_the_name_is_treated_is_no_name(world: World) -> None:
    citizen = await told(world)
    await citizen.says("lewati")
    await citizen.presses("Terbuka")
    (await citizen.says("rahasia aja kalo gitu")).sees("saya betulkan", "Siapa nama")
    (await citizen.says("Siti Aminah")).sees("Siti Aminah", "Rahasia")


async def test_what_was_told_in_full_is_kept_when_something_is_asked_first(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await later(citizen, "kecewa sekali, loket ktp kecamatan tutup jam 10 pagi padahal hari kerja, petugasnya entah ke mana")
    (await later(citizen, "syarat ktp apa saja?")).sees("Fotokopi KK")
    await citizen.presses("Ajukan pengaduan")
    citizen.does_not_see("Apa yang terjadi?")
    while REVIEW not in citizen.screen:
        await later(citizen, "anonim" if "Bolehkah" in citizen.screen else "lewati")
    citizen.sees("loket ktp kecamatan tutup")


@pytest.mark.parametrize("words", ["ga bisa nelpon, dia denger", "ga berani nelpon bu, nanti ketauan"])
async def test_who_cannot_phone_is_helped_quietly_and_one_word_rings(world: World, words: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await later(citizen, "tolong suami saya ngamuk bawa parang sekarang")
    (await later(citizen, words)).sees("Tidak perlu menelepon", "08111-129-129", "Laporan darurat").offers("Kirim")
    (await later(citizen, "rt 4 dekat masjid")).sees("• Tempat: rt 4 dekat masjid")
    (await later(citizen, "kirim")).sees("Laporan darurat diterima")


async def test_a_place_in_danger_is_the_place_of_the_urgent_report(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await later(citizen, "tolong suami saya ngamuk bawa parang sekarang")
    (await later(citizen, "di rt 4 desa hukai")).sees("Laporan darurat", "• Tempat: di rt 4 desa hukai")


@pytest.mark.parametrize("words", ["apa obrolan ini direkam?", "nama boleh disamarkan?", "data saya bisa dihapus ga nanti?"])
async def test_questions_about_the_records_are_answered_inside_a_report(world: World, words: str) -> None:
    citizen = await told(world)
    (await later(citizen, words)).sees("dijawab program komputer", "tersandi", "kejadiannya?").does_not_see("Sumber:")


async def test_a_danger_said_to_be_an_addition_brings_the_numbers_and_stands_in_the_report(world: World) -> None:
    citizen = await told(world)
    while REVIEW not in citizen.screen:
        await later(citizen, "anonim" if "Bolehkah" in citizen.screen else "lewati")
    await later(citizen, "tambahkan: mereka sekarang saling bacok pakai parang")
    citizen.sees("110", REVIEW, "mereka sekarang saling bacok").does_not_see("tambahkan: mereka").offers("Kirim")


async def test_a_danger_of_unknown_kind_is_one_of_the_service_that_was_talked_of(world: World) -> None:
    citizen = await world.citizen().presses_id("office:landak-dsp3akb")
    await later(citizen, "syarat layanan terpadu korban kekerasan P2TP2A apa saja")
    (await later(citizen, "pak dia datang lagi, dia sudah di depan pintu sekarang")).sees("110", "129").does_not_see("113")
    (await later(citizen, "saya sembunyi, ga bisa telepon")).sees("Tidak perlu menelepon", "08111-129-129", "112").offers("Kirim")


@pytest.mark.parametrize("words", ["besok kantor buka jam berapa", "makasih bu"])
async def test_beside_an_answer_the_review_is_only_recalled(world: World, words: str) -> None:
    citizen = await told(world)
    while REVIEW not in citizen.screen:
        await later(citizen, "anonim" if "Bolehkah" in citizen.screen else "lewati")
    (await later(citizen, words)).sees("belum terkirim").does_not_see(REVIEW).offers("Kirim")
    (await later(citizen, "kirim")).sees("Pengaduan diterima")


async def test_the_report_of_before_is_continued_where_that_is_asked(world: World) -> None:
    citizen = await told(world)
    await later(citizen, "menu")
    (await later(citizen, "saya sambung laporan yang soal uang tadi bisa?")).sees("kejadiannya?")
