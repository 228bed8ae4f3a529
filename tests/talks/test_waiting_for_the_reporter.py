"""While the office waits for the citizen: what answers, what does not, and what is only kind."""

from __future__ import annotations

import pytest

from tests.pictures import photo
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World


async def waiting(world: World) -> str:
    number = await complain(world.citizen())
    officer = world.officer()
    await officer.presses_id(f"c:take:{number}")
    await officer.presses_id(f"c:ask:{number}")
    await officer.says("Tanggal berapa berkasnya diserahkan?")
    return number


@pytest.mark.parametrize("kind", ["ok pak", "terima kasih banyak pak", "👍", "selamat pagi", "siap"])
async def test_kind_words_neither_stop_the_pause_nor_reopen(world: World, kind: str) -> None:
    number, citizen, officer = await waiting(world), world.citizen(), world.officer()
    await citizen.says(kind)
    assert (await world.complaint(number)).state == "waiting"
    assert "Kirim ke petugas" not in [one.label for one in citizen.choices]
    await citizen.presses_id(f"c:reply:{number}")
    await citizen.says(kind)
    assert (await world.complaint(number)).state == "waiting", "also where an answer was about to be written"
    await citizen.presses("Batal")
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("Berkas sudah selesai dan bisa diambil.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await citizen.says(kind)
    assert (await world.complaint(number)).state == "resolved"


async def test_a_sticker_is_no_answer(world: World) -> None:
    number, citizen = await waiting(world), world.citizen()
    await citizen.presses_id(f"c:reply:{number}")
    await citizen.sends_sticker()
    assert (await world.complaint(number)).state == "waiting"


async def test_free_words_are_offered_as_the_answer_and_sent_only_when_the_button_is_pressed(world: World) -> None:
    number, citizen = await waiting(world), world.citizen()
    await citizen.says("berkasnya saya serahkan tanggal 17 november")
    citizen.sees("Kirim ini sebagai jawaban?", number).offers("Kirim ke petugas", "Hal lain")
    assert (await world.complaint(number)).state == "waiting"
    await citizen.presses("Kirim ke petugas")
    citizen.sees("sudah diteruskan", "Batas waktu sekarang")
    assert "tanggal 17 november" in world.officer().heard[-1].text.plain
    assert (await world.complaint(number)).state == "in_progress"


async def test_words_about_something_else_are_heard_as_such(world: World) -> None:
    number, citizen = await waiting(world), world.citizen()
    await citizen.says("syarat bikin ktp")
    await citizen.presses("Hal lain")
    citizen.sees("Persyaratan")
    await citizen.says("berapa lama bikin ktp?")
    citizen.offers("Kirim ke petugas").does_not_see("Kirim ini sebagai jawaban")
    assert (await world.complaint(number)).state == "waiting"


async def test_a_photo_is_offered_as_the_answer(world: World) -> None:
    number, citizen = await waiting(world), world.citizen()
    await citizen.sends_file(photo(taken="", device=""))
    await citizen.presses(number)
    assert (await world.complaint(number)).state == "in_progress"
    assert world.officer().files, "the officer sees it"
