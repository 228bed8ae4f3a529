"""What became of my complaint."""

from __future__ import annotations

import re

from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World


async def test_from_the_chat_that_filed_it_everything_is_shown(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    (await citizen.says("status")).sees("pengaduan Bapak/Ibu")
    await citizen.presses(number)
    citizen.sees(number, "Diterima", "Tenggat", "berkas ktp saya")
    (await citizen.presses("Hitung tenggat")).sees("hari ke-0")
    await citizen.presses_id(f"log:{number}")
    citizen.sees("laporan diterima")


async def test_from_elsewhere_number_and_pin_are_needed(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    pin = re.search(r"PIN: (\d{4})", citizen.screen)
    assert pin
    other = world.phone("hp-lain")
    (await other.says(f"nomor {number.lower()} gimana kabarnya")).sees("PIN").does_not_see("berkas ktp")
    (await other.says(pin[1])).sees(number, "berkas ktp saya")


async def test_five_wrong_tries_lock_the_number_for_an_hour(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    right = re.search(r"PIN: (\d{4})", citizen.screen)
    assert right
    wrong = "0000" if right[1] != "0000" else "1111"
    stranger = await world.phone("asing").says(number)
    for _ in range(5):
        (await stranger.says(wrong)).sees("tidak cocok")
    (await stranger.says(right[1])).sees("terkunci")
    await world.passes(minutes=61)
    await stranger.says(number)
    (await stranger.says(right[1])).sees("berkas ktp saya")


async def test_a_mistyped_number_is_noticed(world: World) -> None:
    (await world.citizen().says("JUAI-2611-ZZZZZ kabarnya gimana")).does_not_see("Pengaduan JUAI-2611-ZZZZZ")


async def test_a_stranger_with_a_button_of_somebody_elses_case_sees_nothing(world: World) -> None:
    number = await complain(world.citizen())
    stranger = world.phone("asing")
    for forged in (f"case:{number}", f"log:{number}", f"why:{number}", f"c:withdraw:{number}", f"c:take:{number}"):
        (await stranger.presses_id(forged)).does_not_see("berkas ktp", "Siti")
    assert (await world.complaint(number)).state == "received"


async def test_a_question_to_a_human_is_a_ticket_with_a_limit(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says("bicara dengan petugas")).sees("Kantor sedang buka")
    (await citizen.says("apakah loket ktp ada kursi roda?")).sees("diteruskan", "Rabu, 25 November 2026 pukul 16.00 WITA")
    officer = world.officer()
    assert "kursi roda" in officer.heard[-1].text.plain
    await officer.presses("Ambil")
    await officer.presses("Jawab & selesai")
    await officer.says("Ada dua kursi roda di loket depan.")
    assert "dua kursi roda" in citizen.heard[-1].text.plain


async def test_in_closed_hours_the_bot_says_when_somebody_will_read_it(world: World) -> None:
    await world.passes(hours=9)
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says("petugas")).sees("mulai Rabu, 25 November 2026 pukul 08.00 WITA")
