"""Taking a complaint: six inputs, nothing lost, and at every question a way back, a way out and a change of mind."""

from __future__ import annotations

import pytest

from tests.phones import Phone
from tests.talks.test_complaint_from_first_word_to_closing import complain, number_on
from tests.world import World

STORY = "petugas loket minta 50 ribu untuk pengantar ktp padahal gratis"
REVIEW = "Periksa dulu sebelum dikirim"


async def told(world: World, story: str = "lampu penerangan mati total, gelap sekali") -> Phone:
    """A citizen who has told what happened, and is asked where and when."""
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("lapor")
    citizen.sees("Apa yang terjadi?", "setelah Bapak/Ibu menekan Kirim")
    return await citizen.says(story)


async def to_the_review(world: World, *, name: str = "") -> Phone:
    citizen = await told(world)
    await citizen.says("simpang tiga pasar mungkur, sejak kemarin malam")
    await citizen.presses("Terbuka" if name else "Anonim")
    if name:
        await citizen.says(name)
    return citizen.sees(REVIEW)


async def test_a_whole_complaint_takes_six_inputs_and_six_messages(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    heard = len(citizen.heard)
    await citizen.says("mau lapor")
    await citizen.says("lampu penerangan mati total, gelap sekali")
    citizen.sees("Di mana dan kapan kejadiannya?")
    await citizen.says("simpang tiga pasar mungkur, sejak kemarin malam")
    citizen.sees("Bolehkah petugas tahu nama Bapak/Ibu?")
    await citizen.presses("Terbuka")
    citizen.sees("Siapa nama Bapak/Ibu?")
    await citizen.says("nama saya Siti Aminah, hp 0812-3456-7890")
    citizen.sees(REVIEW, "simpang tiga pasar mungkur", "sejak kemarin malam", "Siti Aminah", "0812-3456-7890", "paling lambat")
    await citizen.presses("Kirim")
    complaint = await world.complaint(number_on(citizen))
    assert (complaint.place, complaint.occurred) == ("simpang tiga pasar mungkur", "sejak kemarin malam")
    assert len(citizen.heard) - heard == 6


async def test_what_the_story_tells_is_not_asked(world: World) -> None:
    citizen = await told(world, "lampu jalan di simpang tiga desa mungkur mati sejak kemarin malam")
    citizen.sees("Bolehkah petugas tahu nama Bapak/Ibu?")


@pytest.mark.parametrize(("story", "asked"), [("lampu mati sejak kemarin malam", "Di mana"), ("lampu di simpang tiga mati", "Kapan")])
async def test_only_what_the_story_does_not_tell_is_asked(world: World, story: str, asked: str) -> None:
    (await told(world, story)).sees(f"{asked} kejadiannya?")


async def test_who_complains_without_saying_so_is_invited_and_may_let_it_be(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("kecewa sekali, loket ktp kecamatan tutup jam 10 pagi padahal hari kerja, petugasnya entah ke mana")
    citizen.offers("Lanjut melapor", "Bukan, mau bertanya")
    (await citizen.says("syarat ktp apa saja?")).sees("Fotokopi KK").does_not_see("melapor?")
    (await citizen.says("lanjutkan laporan")).offers("Lanjut melapor")
    (await citizen.says("ya")).sees("Bolehkah petugas tahu nama")


async def test_no_is_no_consent(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("kecewa sekali, loket ktp kecamatan tutup jam 10 pagi padahal hari kerja")
    (await citizen.says("makasih pak")).does_not_see("Bolehkah petugas")
    assert not await world.rows("SELECT 1 FROM complaints")


async def test_no_category_and_no_service_is_asked_and_none_named_that_was_not(world: World) -> None:
    citizen = await to_the_review(world)
    citizen.does_not_see("Kategori", "Tentang", "Menurut saya ini")


async def test_cancel_sends_nothing(world: World) -> None:
    citizen = await told(world)
    (await citizen.says("batal")).sees("Tidak ada yang dikirim")
    assert not await world.rows("SELECT 1 FROM complaints")
    (await citizen.says("syarat ktp")).sees("Fotokopi KK")


@pytest.mark.parametrize("words", ["ga jadi ah", "batal dulu deh pak", "takut ah bu, batal aja"])
async def test_a_change_of_mind_in_own_words_sends_nothing(world: World, words: str) -> None:
    citizen = await to_the_review(world)
    (await citizen.says(words)).sees("Tidak ada yang dikirim")
    assert not await world.rows("SELECT 1 FROM complaints")


async def test_a_correction_is_done_where_it_is_said(world: World) -> None:
    citizen = await to_the_review(world)
    (await citizen.says("eh salah, hari kamis minggu lalu")).sees("saya betulkan", "• Waktu kejadian: hari kamis minggu lalu")
    (await citizen.says("namanya ganti rahasia aja pak")).sees("saya betulkan", "Siapa nama")
    (await citizen.says("Siti Aminah")).sees(REVIEW, "Rahasia", "Siti Aminah")


async def test_the_story_can_be_taken_back_and_told_anew(world: World) -> None:
    citizen = await told(world)
    (await citizen.says("hapus cerita tadi")).sees("sudah saya hapus", "Apa yang terjadi?")
    await citizen.says("petugas loket minta uang rokok")
    citizen.sees("kejadiannya?")
    await citizen.says("lewati")
    (await citizen.presses("Anonim")).sees("uang rokok").does_not_see("lampu")


async def test_ubah_cerita_replaces_it(world: World) -> None:
    citizen = await to_the_review(world)
    (await citizen.presses("Ubah cerita")).sees("Yang tertulis sekarang", "lampu penerangan")
    (await citizen.says("dua lampu taman padam")).sees(REVIEW, "dua lampu taman padam").does_not_see("lampu penerangan")


async def test_words_where_a_button_is_awaited_are_kept_in_the_story(world: World) -> None:
    citizen = await told(world)
    await citizen.says("simpang tiga pasar mungkur, kemarin malam")
    (await citizen.says("tiangnya juga sudah miring mau roboh")).sees("tambahkan ke cerita", "Bolehkah petugas")
    (await citizen.presses("Anonim")).sees("lampu penerangan mati total", "tiangnya juga sudah miring")


@pytest.mark.parametrize("words", ["assalamualaikum pak", "terima kasih"])
async def test_a_greeting_is_no_fact(world: World, words: str) -> None:
    citizen = await told(world)
    (await citizen.says(words)).sees("Di mana dan kapan kejadiannya?")
    await citizen.says("pasar mungkur, kemarin")
    await citizen.presses("Terbuka")
    (await citizen.says(words)).sees("Siapa nama Bapak/Ibu?")
    (await citizen.says("Siti")).sees(REVIEW).does_not_see(words)


async def test_a_question_in_between_is_answered_and_the_intake_goes_on(world: World) -> None:
    citizen = await told(world)
    (await citizen.says("biaya ktp berapa?")).sees("Tanpa dipungut biaya", "Di mana dan kapan kejadiannya?")
    await citizen.says("pasar, kemarin")
    await citizen.presses("Terbuka")
    (await citizen.says("mau tanya syarat ktp")).sees("Fotokopi KK", "Siapa nama Bapak/Ibu?")


async def test_a_wish_for_a_person_is_met_and_the_draft_waits(world: World) -> None:
    citizen = await told(world)
    (await citizen.says("mau bicara sama petugas aja")).sees("tanyakan kepada petugas")
    await citizen.says("apakah loket besok buka sampai sore pak?")
    (await citizen.presses("Lanjutkan laporan")).sees("Di mana dan kapan kejadiannya?")


async def test_skip_only_where_it_is_allowed(world: World) -> None:
    citizen = await told(world)
    (await citizen.says("lewati")).sees("tahu nama Bapak/Ibu")
    (await citizen.says("lewati")).sees("perlu diisi", "nama Bapak/Ibu")


async def test_after_an_hour_the_words_are_no_answer_before_it_was_asked(world: World) -> None:
    citizen = await told(world)
    await world.passes(hours=5)
    (await citizen.says("selamat malam bu, maaf baru balas")).sees("Lanjutkan laporan tadi?")
    (await citizen.says("lanjutkan")).sees("Di mana dan kapan kejadiannya?")
    await world.passes(hours=2)
    (await citizen.says("syarat ktp apa saja?")).sees("Fotokopi KK", "Lanjutkan laporan tadi?")
    (await citizen.presses("Lanjutkan laporan")).sees("Di mana dan kapan kejadiannya?")
    await world.passes(hours=3)
    (await citizen.says("lanjut bu, maaf tadi ada tamu")).sees("Di mana dan kapan kejadiannya?").does_not_see("Lanjutkan laporan tadi?")


async def test_a_correction_after_the_offer_to_continue_belongs_to_the_draft(world: World) -> None:
    citizen = await told(world)
    await citizen.says("di gang melati, hari senin")
    await world.passes(hours=3)
    (await citizen.says("maaf baru balas bu")).sees("Lanjutkan laporan tadi?")
    (await citizen.says("eh harinya salah, selasa bukan senin")).does_not_see("mau bertanya atau mau melapor")
    (await citizen.says("anonim")).sees("lampu penerangan", "selasa").does_not_see("senin")


async def test_a_draft_is_offered_after_days_and_a_restart_and_gone_after_its_time(world: World) -> None:
    citizen = await told(world)
    (await citizen.says("menu")).offers("Lanjutkan laporan")
    await world.passes(days=5)
    await world.restart()
    (await citizen.says("menu")).offers("Lanjutkan laporan")
    (await citizen.presses("Lanjutkan laporan")).sees("Di mana dan kapan kejadiannya?")
    await world.passes(days=31)
    await citizen.says("menu")
    assert "Lanjutkan laporan" not in [one.label for one in citizen.choices]


async def test_each_answer_can_be_changed_from_the_review(world: World) -> None:
    citizen = await to_the_review(world)
    await citizen.presses("Ubah tempat")
    (await citizen.says("parkiran belakang")).sees(REVIEW, "parkiran belakang")
    await citizen.presses("Ubah nama")
    (await citizen.presses("Terbuka")).sees("Siapa nama Bapak/Ibu?")
    (await citizen.says("Budi Santoso")).sees(REVIEW, "Budi Santoso")


async def test_an_old_button_of_the_review_opens_nothing_before_it_is_reached(world: World) -> None:
    citizen = await told(world)
    (await citizen.presses_id("d:edit:story")).sees("pertanyaan sebelumnya", "Di mana dan kapan kejadiannya?")
    (await citizen.presses("Kembali")).sees("kejadiannya?")


async def test_a_place_on_the_map_is_an_answer_at_any_question(world: World) -> None:
    citizen = await told(world)
    await citizen.sends_place(-2.33, 115.46)
    (await citizen.presses("Anonim")).sees(REVIEW, "Tempat: -2.33000, 115.46000")


async def test_a_place_in_the_story_is_kept(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("lapor")
    await citizen.sends_place(-2.33, 115.46)
    await citizen.says("lampu mati sejak kemarin malam")
    (await citizen.presses("Anonim")).sees(REVIEW, "Tempat: -2.33000, 115.46000")


async def test_a_photo_is_kept_at_every_question_with_its_caption(world: World) -> None:
    citizen = await told(world)
    await citizen.sends_file(PNG, text="di pasar mungkur kemarin malam")
    citizen.sees("Bolehkah petugas tahu nama")
    (await citizen.sends_file(PNG[:-1] + b"x")).sees("ikut saya lampirkan", "Bolehkah petugas tahu nama")
    (await citizen.presses("Anonim")).sees(REVIEW, "Lampiran: 2 foto atau berkas", "pasar mungkur")


async def test_a_photo_alone_is_asked_for_a_sentence(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("lapor")
    (await citizen.sends_file(PNG)).sees("ikut saya lampirkan", "satu kalimat")
    (await citizen.says("kursi tunggu di loket patah sudah dua bulan")).sees("Bolehkah petugas tahu nama")
    (await citizen.presses("Anonim")).sees("kursi tunggu", "1 foto atau berkas")


async def test_anonymous_reports_ask_for_no_name_and_say_honestly_what_that_means(world: World) -> None:
    citizen = await told(world)
    await citizen.says("loket, kemarin")
    means = {choice.label: choice.description for choice in citizen.choices}
    assert "bisa saja tidak diproses" in means["Anonim"] or "bisa saja tidak diproses" in citizen.screen
    (await citizen.presses("Anonim")).does_not_see("Siapa nama")


async def test_the_number_the_pin_and_the_date_are_told(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    citizen.sees(number, "PIN:", "paling lambat", "WITA").does_not_see("Kategori")


async def test_who_tells_the_story_where_the_office_is_asked_need_not_tell_it_twice(world: World) -> None:
    citizen = await world.citizen().says("lapor")
    (await citizen.says("petugas loket ktp minta uang 50 ribu katanya uang rokok")).sees("kantor mana")
    await citizen.presses("Kantor Kecamatan Juai")
    citizen.sees("kejadiannya?").does_not_see("Apa yang terjadi")


async def test_sending_twice_is_one_complaint(world: World) -> None:
    citizen = await to_the_review(world)
    citizen.begin()
    for _ in range(2):
        citizen.press("d:review:send")
    await world.settle()
    assert len(await world.rows("SELECT 1 FROM complaints")) == 1
    assert number_on(citizen)


async def test_violence_is_proposed_as_confidential(world: World) -> None:
    citizen = await world.citizen().presses_id("office:landak-dsp3akb")
    await citizen.says("lapor")
    await citizen.says("keponakan saya perempuan sering dilecehkan pamannya sejak tahun lalu, keluarga minta diam, saya takut ketahuan")
    await citizen.presses("Lewati")
    citizen.sees("kami sarankan Rahasia")
    assert citizen.choices[0].label == "Rahasia"


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
