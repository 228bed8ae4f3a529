"""What is said in pieces, as people do: a report told on while it is only offered, words after it was sent, a part of what was asked before."""

from __future__ import annotations

import pytest

from tests.phones import Phone
from tests.world import World

POSYANDU = "office:posyandu-spm"
PLEA = ("saya mau bicara sama petugas", "soal bantuan banjir yang ga dapat")


@pytest.fixture
def channel() -> str:
    return "web"


async def talk(world: World, *lines: str, office: str = "office:juai") -> Phone:
    citizen = await world.citizen().presses_id(office)
    for line in lines:
        await world.passes(seconds=40)
        await citizen.says(line)
    return citizen


async def test_what_is_told_on_while_a_report_is_offered_belongs_to_it(world: World) -> None:
    lines = ("kok KTP saya ga jadi jadi ya pak", "udah dari bulan september", "petugasnya bilang blangko habis terus")
    citizen = await talk(world, *lines)
    citizen.offers("Lanjut melapor").does_not_see("Tanyakan syarat")
    citizen = await citizen.presses("Lanjut melapor")
    for line in ("lewati", "anonim"):
        await world.passes(seconds=40)
        await citizen.says(line)
    citizen.sees(*lines)


@pytest.mark.parametrize("words", ["ktp saya ga jadi jadi", "KTP saya nggak kelar-kelar", "ktp saya kok ga selesai2"])
async def test_a_doubled_word_that_is_denied_tells_of_waiting_and_cancels_nothing(world: World, words: str) -> None:
    (await talk(world, words)).sees("tidak dapat dilihat dari chat ini").does_not_see("Dibatalkan")


async def test_the_name_of_who_is_reported_is_not_the_reporters(world: World) -> None:
    citizen = await talk(world, "ada orang ngaku petugas kecamatan datang ke rumah minta 100rb buat bikin ktp", "namanya pak Rudi")
    await citizen.presses("Lanjut melapor")
    for line in ("kemarin sore di desa mihu", "terbuka"):
        await world.passes(seconds=40)
        await citizen.says(line)
    citizen.sees("Siapa nama").does_not_see("Baik, Rudi")


async def test_in_place_of_a_story_the_wish_for_the_name_is_heard_as_one(world: World) -> None:
    citizen = await talk(world, "lapor", "nama saya jangan disebut ya")
    citizen.sees("Rahasia", "Apa yang terjadi?")


async def test_asked_again_a_question_has_no_introduction(world: World) -> None:
    citizen = await talk(world, "mau lapor, sampah di depan pasar menumpuk sekali", "bisa dicek di mana")
    citizen.sees("nomor dan PIN", "Kapan").does_not_see("Kalau ada tambahan", "belum bisa saya jawab")


async def test_lines_after_a_question_was_sent_are_offered_to_the_officer_together(world: World) -> None:
    citizen = await talk(world, *PLEA, "rumah saya kerendam bulan lalu", "tetangga dapat semua saya enggak")
    citizen.sees("rumah saya kerendam bulan lalu tetangga dapat semua saya enggak").offers("Sampaikan ke petugas")
    await world.passes(seconds=40)
    (await citizen.says("makasih")).sees("belum dikirim kepada petugas").offers("Sampaikan ke petugas")
    (await citizen.presses("Sampaikan ke petugas")).sees("sudah disimpan dan diteruskan")


async def test_an_hour_after_it_was_sent_a_remark_is_only_a_remark(world: World) -> None:
    citizen = await talk(world, *PLEA)
    await world.passes(hours=2)
    (await citizen.says("rumah saya kerendam bulan lalu")).does_not_see("sampaikan kepada petugas untuk")


async def test_a_photo_that_was_forgotten_is_asked_for(world: World) -> None:
    citizen = await talk(
        world, "mau lapor, lampu jalan di simpang desa mihu mati sudah seminggu", "anonim", "kirim", "eh fotonya ketinggalan"
    )
    citizen.sees("Kirim saja foto")


async def test_a_part_asked_after_another_agencys_matter_is_asked_there(world: World) -> None:
    (await talk(world, "saya mau bikin skck", "syaratnya apa?")).sees("SKCK diurus di Polsek").does_not_see("layanan yang mana")
    (await talk(world, "soal perpustakaan", "syaratnya", office="office:buleleng")).does_not_see("Lomba Desa")


async def test_a_part_of_many_offered_services_is_not_guessed(world: World) -> None:
    citizen = await talk(world, "bisa di posyandu?", "bawa apa", office=POSYANDU)
    citizen.sees("yang mana").does_not_see("Trantibumlinmas di Posyandu\n")
    await world.passes(seconds=40)
    (await citizen.says("kesehatan")).sees("SPM Kesehatan")


async def test_who_announces_a_question_about_another_service_is_answered(world: World) -> None:
    (await talk(world, "syarat ktp", "oke, sekalian mau tanya ahli waris juga")).sees("Surat Keterangan Ahli Waris")


async def test_a_bare_plea_for_help_is_asked_about_what(world: World) -> None:
    (await talk(world, "halo", "bisa bantu ga")).sees("bertanya atau melapor tentang apa")


async def test_violence_that_comes_again_is_heard_whoever_does_it(world: World) -> None:
    (await talk(world, "suami saya ga bolehin", "saya dipukul kalau ketahuan", office=POSYANDU)).sees("129")


async def test_a_mere_wish_to_report_after_a_danger_is_about_it(world: World) -> None:
    lines = ("anak tetangga saya sering dipukul bapaknya", "kalau lapor nama saya ketahuan ga", "ya udah saya mau lapor")
    citizen = await talk(world, *lines, "tidak", "di dusun tebing", "tiap malam", "anonim", office="office:landak-dsp3akb")
    citizen.sees("anak tetangga saya sering dipukul bapaknya")


async def test_a_kind_of_road_is_no_place(world: World) -> None:
    (await talk(world, "mau ngadu", "lampu jalan mati")).sees("Di mana")


async def test_a_place_is_no_time(world: World) -> None:
    citizen = await talk(world, "mau ngadu", "jembatan di rt 3 putus", "di desa sirap")
    citizen.sees("Kapan").does_not_see("tahu nama")
    for line in ("3 bulan lalu", "anonim"):
        await world.passes(seconds=40)
        await citizen.says(line)
    citizen.sees("Tempat: di desa sirap", "Waktu kejadian: 3 bulan lalu")


async def test_the_name_beside_how_to_be_reached_is_taken(world: World) -> None:
    citizen = await talk(world, "mau lapor, kemarin loket di kantor camat kosong", "rahasia", "Siti, ga usah telpon")
    citizen.sees("Pelapor: Siti").does_not_see("tahu nama")


async def test_what_follows_when_the_limit_is_passed_is_told_below_a_case(world: World) -> None:
    citizen = await talk(world, "mau lapor, lampu jalan di simpang mihu mati sudah seminggu", "anonim", "kirim", "kalo lewat waktu gimana")
    citizen.sees("atasan petugas otomatis diberi tahu")


async def test_officers_who_are_never_there_are_complained_of(world: World) -> None:
    (await talk(world, "udah 2x saya kesana petugasnya ga ada")).offers("Mau melapor")


async def test_an_amount_in_a_service_that_gives_money_is_no_fee(world: World) -> None:
    (await talk(world, "santunan kematian", "berapa rupiah")).does_not_see("Tanpa dipungut biaya")


async def test_a_paper_is_not_answered_by_the_offices_own_book(world: World) -> None:
    (await talk(world, "surat ahli waris", "buku nikah perlu?")).sees("belum diatur").does_not_see("buku register")


async def test_after_an_urgent_report_every_word_gets_the_numbers_and_the_way_to_the_officers(world: World) -> None:
    citizen = await talk(world, "tolong suami saya mukul saya sekarang", office="office:landak-dsp3akb")
    await citizen.presses("Lapor darurat")
    await world.passes(seconds=40)
    await citizen.says("di dusun tebing rt 2")
    await citizen.presses("Kirim")
    for cry in ("kapan petugas dateng??", "dia udah masuk rumah"):
        await world.passes(seconds=40)
        (await citizen.says(cry)).sees("112", cry).offers("Sampaikan ke petugas")
    citizen.sees("kapan petugas dateng?? dia udah masuk rumah")
    await world.passes(seconds=40)
    (await citizen.says("udah aman, polisi udah datang")).sees("Syukurlah", "sudah di petugas").offers("Sampaikan ke petugas")
    await world.passes(seconds=40)
    (await citizen.says("syarat dtks apa")).sees("Persyaratan")


@pytest.mark.parametrize("threat", ["dia bilang klo lapor polisi aku dibunuh", "temen aku 16 thn mau dinikahin paksa sama ortunya"])
async def test_a_threat_and_a_forced_marriage_are_heard_as_violence(world: World, threat: str) -> None:
    (await talk(world, threat, office="office:landak-dsp3akb")).sees("129")


async def test_a_child_that_is_spoken_to_wishes_nothing(world: World) -> None:
    words = "surat kematian suami nenek tidak ada nak, meninggalnya dulu tahun 80an"
    (await talk(world, "surat ahli waris", words)).does_not_see("119")


async def test_a_slip_of_the_finger_is_no_part_of_what_is_put_right(world: World) -> None:
    lines = ("lapor", "bapak di loket 2 minta uang 50 ribu kemarin di kantor", "rahasia")
    citizen = await talk(world, *lines, "salah pencet td, orangnya di loket 3 bukan loket 2", "ga jadi rahasia deh, tanpa nama aja")
    citizen.sees("bapak di loket 3 minta uang", "Pelapor: Anonim").does_not_see("pencet")


async def test_who_says_that_it_happens_now_is_asked_only_for_the_place_before_it_rings(world: World) -> None:
    citizen = await talk(world, "lapor", "kabel listrik putus menjuntai, anak2 lewat situ")
    (await citizen.presses("Ya, sekarang")).sees("Di mana").does_not_see("Kapan")
    await world.passes(seconds=40)
    (await citizen.says("depan sd mihu")).offers("Kirim")
    (await citizen.presses("Kirim")).sees("Laporan darurat")


async def test_why_somebody_asked_is_no_complaint_behind_a_reaction(world: World) -> None:
    citizen = await talk(world, "syarat ktp", "lama ga", "oh gitu. soalnya sy jualan ga bisa lama2 ninggal lapak")
    citizen.does_not_see("melapor")


async def test_where_the_office_is_may_be_asked_after_an_urgent_report(world: World) -> None:
    citizen = await talk(world, "tolong suami saya mukul saya sekarang", office="office:landak-dsp3akb")
    for label in ("Lapor darurat", "Lewati", "Kirim"):
        await citizen.presses(label)
    await world.passes(seconds=40)
    (await citizen.says("kantornya di mana")).sees("Ngabang").does_not_see("Mau saya sampaikan")


async def test_who_agrees_and_says_how_the_name_is_used_is_asked_neither_again(world: World) -> None:
    lines = ("petugas di loket minta uang 50 ribu buat legalisir kemarin", "ya laporin aja, tapi jangan pake nama saya")
    (await talk(world, *lines)).sees("Anonim").does_not_see("tahu nama")


async def test_after_an_alarm_which_number_and_where_are_about_the_danger(world: World) -> None:
    citizen = await talk(world, "syarat ktp", "tolong anak saya tenggelam di sungai", "sandalnya ada di tepi", "mana yg ditelpon duluan")
    citizen.sees("112")
    await world.passes(seconds=40)
    (await citizen.says("di teluk bayur rt 2 parak surau")).offers("Kirim")


@pytest.mark.parametrize("words", ["hp mau mati nih 5 persen. lama ga disana", "kulo ketua RT 04. nyuwun tulung onten tigo perkoro"])
async def test_a_dying_telephone_and_a_matter_are_no_danger(world: World, words: str) -> None:
    (await talk(world, "syarat ktp", words)).does_not_see("112")


async def test_after_violence_was_told_the_offices_hours_may_be_asked(world: World) -> None:
    citizen = await talk(world, "suami saya suka nampar, wajar ga ya", "kantornya jam segini masih buka ga", office="office:landak-dsp3akb")
    citizen.sees("Jam buka")


async def test_a_hospitals_referral_is_no_marriage(world: World) -> None:
    (await talk(world, "anak saya harus dirujuk ke rs")).does_not_see("nikah")


async def test_an_offices_only_service_answers_nothing_about_another_paper(world: World) -> None:
    (await talk(world, "syarat ktp apa", office="office:buleleng")).does_not_see("Lomba Desa")
    (await talk(world, "syaratnya apa", office="office:buleleng")).sees("Lomba Desa")
