"""Taking a complaint: every step can be gone back, skipped where allowed, cancelled, left for days, and changed at the end."""

from __future__ import annotations

from tests.phones import Phone
from tests.talks.test_complaint_from_first_word_to_closing import complain, number_on
from tests.world import World

STORY = "petugas loket di kecamatan juai minta 50 ribu untuk pengantar ktp padahal gratis"


async def to_the_place(citizen: Phone) -> None:
    await citizen.presses_id("office:juai")
    await citizen.says("lapor")
    await citizen.presses("Setuju, lanjut")
    await citizen.says(STORY)
    await citizen.presses("Lanjut")
    await citizen.presses("d:service:u.pelayanan-kesos")
    await citizen.says("kemarin pagi")


async def to_the_review(citizen: Phone) -> None:
    await to_the_place(citizen)
    await citizen.says("loket kecamatan")
    await citizen.presses("Anonim")
    if "sedang terjadi sekarang" in citizen.screen:
        await citizen.presses("Tidak")
    await citizen.presses("Benar")
    citizen.sees("Periksa dulu sebelum dikirim", "50 ribu", "loket kecamatan", "kemarin pagi")


async def test_back_goes_to_the_question_before_and_keeps_the_answers(world: World) -> None:
    citizen = world.citizen()
    await to_the_place(citizen)
    (await citizen.says("kembali")).sees("Kapan kejadiannya?")
    (await citizen.presses("Kembali")).sees("bagian")
    (await citizen.presses("Kembali")).sees("Yang sudah saya catat", "50 ribu")


async def test_cancel_sends_nothing(world: World) -> None:
    citizen = world.citizen()
    await to_the_place(citizen)
    (await citizen.says("batal")).sees("Tidak ada yang dikirim")
    assert not await world.app.database.fetch("SELECT 1 FROM complaints")
    (await citizen.says("syarat ktp")).sees("Fotokopi KK")


async def test_skip_only_where_it_is_allowed(world: World) -> None:
    citizen = world.citizen()
    await to_the_place(citizen)
    (await citizen.says("lewati")).sees("nama Bapak/Ibu")
    (await citizen.says("lewati")).sees("perlu diisi", "nama Bapak/Ibu")


async def test_it_is_resumed_after_days_and_a_restart(world: World) -> None:
    citizen = world.citizen()
    await to_the_place(citizen)
    (await citizen.says("menu")).offers("Lanjutkan laporan")
    await world.passes(days=5)
    await world.restart()
    (await citizen.says("menu")).offers("Lanjutkan laporan")
    (await citizen.presses("Lanjutkan laporan")).sees("Di mana kejadiannya?")


async def test_a_question_in_between_is_answered_and_the_intake_goes_on(world: World) -> None:
    citizen = world.citizen()
    await to_the_place(citizen)
    citizen = await citizen.says("biaya ktp berapa?")
    citizen.sees("Saya jawab dulu", "Tanpa dipungut biaya", "Di mana kejadiannya?")


async def test_each_answer_can_be_changed_from_the_review(world: World) -> None:
    citizen = world.citizen()
    await to_the_review(citizen)
    await citizen.presses("Ubah tempat")
    (await citizen.says("parkiran belakang")).sees("Periksa dulu", "parkiran belakang")
    await citizen.presses("Ubah nama")
    (await citizen.presses("Terbuka")).sees("Siapa nama Bapak/Ibu?")
    await citizen.says("Budi Santoso")
    (await citizen.presses("Lewat chat ini")).sees("Periksa dulu", "Budi Santoso")


async def test_a_place_on_the_map_is_an_answer(world: World) -> None:
    citizen = world.citizen()
    await to_the_place(citizen)
    await citizen.sends_place(-2.33, 115.46)
    (await citizen.presses("Anonim")).does_not_see("Di mana")


async def test_the_story_may_come_in_several_messages_with_a_photo(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("mau lapor")
    await citizen.presses("Setuju, lanjut")
    (await citizen.says("kursi tunggu patah")).sees("Sudah saya catat")
    await citizen.says("sudah dua bulan begitu")
    (await citizen.sends_file(PNG)).sees("Berkas: 1")
    await citizen.presses("Lanjut")
    (await citizen.presses("Kembali")).sees("kursi tunggu patah", "sudah dua bulan", "Berkas: 1")


async def test_who_complains_in_the_first_message_need_not_repeat_it(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("kecewa sekali, loket ktp kecamatan tutup jam 10 pagi padahal hari kerja, petugasnya entah ke mana")
    await citizen.presses("Setuju, lanjut")
    citizen.sees("Yang sudah saya catat", "loket ktp")


async def test_anonymous_reports_ask_for_no_name_and_say_honestly_what_that_means(world: World) -> None:
    citizen = world.citizen()
    await to_the_place(citizen)
    await citizen.says("loket")
    means = {choice.label: choice.description for choice in citizen.choices}
    assert "dapat dikesampingkan" in means["Anonim"] or "Anonim: Tanpa nama; laporan tanpa identitas dapat dikesampingkan" in citizen.screen
    (await citizen.presses("Anonim")).does_not_see("Siapa nama")


async def test_the_number_the_pin_and_the_date_are_told(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    citizen.sees(number, "PIN:", "Kategori:", "paling lambat", "WITA")


async def test_who_tells_the_story_where_the_office_is_asked_need_not_tell_it_twice(world: World) -> None:
    citizen = await world.citizen().says("lapor")
    await citizen.presses("Setuju, lanjut")
    (await citizen.says("petugas loket ktp minta uang 50 ribu katanya uang rokok")).sees("Sudah saya catat", "kantor mana")
    (await citizen.presses("Kantor Kecamatan Juai")).sees("Yang sudah saya catat", "uang rokok")


async def test_sending_twice_is_one_complaint(world: World) -> None:
    citizen = world.citizen()
    await to_the_review(citizen)
    citizen.begin()
    for _ in range(2):
        citizen.press("d:review:send")
    await world.settle()
    assert len(await world.app.database.fetch("SELECT 1 FROM complaints")) == 1
    assert number_on(citizen)


async def test_violence_is_proposed_as_confidential(world: World) -> None:
    citizen = await world.citizen().presses_id("office:landak-dsp3akb")
    await citizen.says("lapor")
    await citizen.presses("Setuju, lanjut")
    await citizen.says("keponakan saya perempuan sering dilecehkan pamannya sejak tahun lalu, keluarga minta diam, saya takut ketahuan")
    await citizen.presses("Lanjut")
    await citizen.presses("Hal lain")
    await citizen.presses("Lewati")
    await citizen.presses("Lewati")
    citizen.sees("kami sarankan Rahasia")
    assert citizen.choices[0].label == "Rahasia"


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
