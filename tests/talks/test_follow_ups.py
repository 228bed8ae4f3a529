"""A message is heard in the light of what was talked about before."""

from __future__ import annotations

import pytest

from tests.phones import Phone
from tests.world import World


async def talk(world: World, *lines: str, office: str = "juai") -> Phone:
    """The citizen of an office says one line after another, half a minute apart."""
    citizen = world.citizen()
    await citizen.presses_id(f"office:{office}")
    for line in lines:
        await world.passes(seconds=30)
        await citizen.says(line)
    return citizen


async def test_a_service_is_shown_without_conditions_that_are_not_the_citizens_case(world: World) -> None:
    (await talk(world, "syarat bikin ktp")).does_not_see("15 menit")
    (await talk(world, "ktp")).does_not_see("Jika pembaruan KTP")


@pytest.mark.parametrize("words", ["bukan, yang satunya", "yg pertama", "yang lain aja"])
async def test_after_a_wrong_choice_another_of_those_offered_can_be_named(world: World, words: str) -> None:
    citizen = await talk(world, "penanganan anak korban kekerasan", office="landak-dsp3akb")
    first = citizen.choices[0].label
    citizen = await talk(world, "penanganan anak korban kekerasan", "yang kedua", words, office="landak-dsp3akb")
    citizen.sees(first)


async def test_a_place_in_no_list_is_no_complaint(world: World) -> None:
    citizen = await talk(world, "syarat bikin ktp", "yg kedua aja")
    citizen.sees("layanan yang mana").offers("Daftar layanan", "Bicara petugas")


async def test_one_goes_back_to_the_service_before(world: World) -> None:
    citizen = await talk(world, "surat ahli waris", "syarat bikin ktp", "balik ke yang tadi", "biayanya?")
    citizen.sees("Surat Keterangan Ahli Waris", "Tanpa dipungut biaya")


@pytest.mark.parametrize("words", ["trus kalo sabtu?", "hari minggu buka?", "besok jumat bisa?"])
async def test_a_day_asked_after_a_service_is_about_the_opening_hours(world: World, words: str) -> None:
    (await talk(world, "syarat surat ahli waris", words)).sees("Jam buka:", "Sabtu–Minggu: tutup")


@pytest.mark.parametrize("words", ["jam berapa buka besok", "nomor wa camat berapa"])
async def test_hours_and_contacts_without_an_office_ask_which_one(world: World, words: str) -> None:
    citizen = await world.citizen().says(words)
    citizen.sees("Kantor mana").offers("Kantor Kecamatan Juai", "Kantor Camat Buleleng")
    await world.passes(seconds=30)
    (await citizen.says("juai")).sees("Kantor Kecamatan Juai", "Jam buka:", "085332911600")


async def test_hours_of_an_office_that_is_named_are_told_at_once(world: World) -> None:
    (await world.citizen().says("kantor juai buka sabtu?")).sees("Kantor Kecamatan Juai", "Sabtu–Minggu: tutup")


async def test_a_part_of_nothing_asks_for_the_service_and_is_then_answered(world: World) -> None:
    citizen = await world.citizen().says("berapa lama?")
    citizen.sees("layanan yang mana").offers("Daftar layanan")
    await world.passes(seconds=30)
    (await citizen.says("surat ahli waris")).sees("Surat Keterangan Ahli Waris", "10-15 menit").does_not_see("Persyaratan")


@pytest.mark.parametrize("words", ["syarat dan biaya ahli waris?", "syarat, biaya ahli waris"])
async def test_two_parts_of_one_service_are_one_answer(world: World, words: str) -> None:
    citizen = await talk(world, words)
    citizen.sees("Surat permohonan ahli waris", "Tanpa dipungut biaya")
    assert citizen.screen.count("Sumber:") == 1


async def test_two_parts_asked_of_the_service_that_is_talked_about(world: World) -> None:
    (await talk(world, "surat ahli waris", "syarat dan biayanya?")).sees("Surat permohonan ahli waris", "Tanpa dipungut biaya")


async def test_one_part_of_two_services_is_answered_of_both(world: World) -> None:
    citizen = await talk(world, "syarat ktp apa dan ahli waris apa?")
    citizen.sees("Perekaman E-KTP", "Fotokopi KK", "Ahli Waris", "Surat permohonan ahli waris")


async def test_every_sentence_keeps_its_own_service(world: World) -> None:
    citizen = await talk(world, "berapa lama dan berapa biaya bikin KTP trus syarat dispensasi nikah")
    ktp, wedding = (reply.text.plain for reply in citizen.answers)
    assert "10-15 menit" in ktp and "Tanpa dipungut biaya" in ktp
    assert "Surat Pengantar dari KUA" in wedding and "menit" not in wedding


async def test_another_agencys_matter_does_not_swallow_the_service_asked_beside_it(world: World) -> None:
    (await talk(world, "mau perpanjang SIM sama bikin KTP")).sees("Satlantas", "Perekaman E-KTP")


async def test_two_whole_questions_within_two_seconds_are_each_answered(world: World) -> None:
    citizen = await world.citizen().says("syarat bikin ktp")
    await world.passes(seconds=1)
    (await citizen.says("syarat surat ahli waris apa")).sees("Surat Keterangan Ahli Waris").does_not_see("Perekaman")


async def test_what_was_answered_is_not_asked_again_by_the_next_message(world: World) -> None:
    citizen = await world.citizen().says("ktp saya hilang, syaratnya apa?")
    await world.passes(seconds=1)
    (await citizen.says("kalau biayanya?")).sees("Tanpa dipungut biaya").does_not_see("Kepolisian")


async def test_danger_is_heard_at_once_whatever_was_said_a_second_before(world: World) -> None:
    citizen = await world.citizen().says("mau tanya min")
    await world.passes(seconds=1)
    (await citizen.says("tolong ada yg ngamuk bawa parang di pasar")).sees("110")


async def test_three_pieces_within_seconds_are_one_question(world: World) -> None:
    citizen = await world.citizen().says("surat")
    for piece in ("ahli waris", "biayanya"):
        await world.passes(seconds=1)
        await citizen.says(piece)
    citizen.sees("Surat Keterangan Ahli Waris", "Tanpa dipungut biaya")


@pytest.mark.parametrize("words", ["makasi ya", "mksh min", "hatur nuhun pak", "🙏"])
async def test_thanks_are_thanks_in_every_spelling(world: World, words: str) -> None:
    (await talk(world, "syarat bikin ktp", words)).sees("Sama-sama")


async def test_what_is_still_missing_can_be_asked_in_other_words(world: World) -> None:
    citizen = await talk(world, "syarat surat ahli waris")
    await citizen.presses("Siapkan berkas")
    await citizen.presses("☐ 2")
    (await citizen.says("berkas saya yang kurang apa aja")).sees("Yang masih kurang").does_not_see("Fotokopi KTP ahli waris")
