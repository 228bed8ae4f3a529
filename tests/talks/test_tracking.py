"""What became of my complaint."""

from __future__ import annotations

import re

import pytest

from handlers.casework import number as numbers
from handlers.casework.number import ALPHABET
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World


async def test_from_the_chat_that_filed_it_everything_is_shown(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    (await citizen.says("status")).sees("pengaduan Bapak/Ibu")
    await citizen.presses(number)
    citizen.sees(number, "Diterima", "Batas waktu", "berkas ktp saya")
    (await citizen.presses("Cara hitung batas")).sees("belum dihitung")
    await citizen.presses_id(f"log:{number}")
    citizen.sees("laporan diterima")


async def test_from_elsewhere_number_and_pin_are_needed(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    pin = re.search(r"PIN: (\d{6})", citizen.screen)
    assert pin
    other = world.phone("hp-lain")
    (await other.says(f"nomor {number.lower()} gimana kabarnya")).sees("PIN").does_not_see("berkas ktp")
    (await other.says(pin[1])).sees(number, "berkas ktp saya")


@pytest.mark.parametrize("form", ["{number} {pin}", "nomor {number} pin {pin}", "{pin} {number}", "{number}\npin: {spaced}"])
async def test_number_and_pin_in_one_message_open_it(world: World, form: str) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    pin = re.search(r"PIN: (\d{6})", citizen.screen)
    assert pin
    words = form.format(number=number, pin=pin[1], spaced=f"{pin[1][:3]} {pin[1][3:]}")
    (await world.phone("hp-lain").says(words)).sees(number, "berkas ktp saya")


async def test_a_pin_with_a_space_is_taken(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    pin = re.search(r"PIN: (\d{6})", citizen.screen)
    assert pin
    other = await world.phone("hp-lain").says(number)
    (await other.says(f"{pin[1][:3]} {pin[1][3:]}")).sees("berkas ktp saya")


async def test_another_number_right_after_the_first_is_another_case(world: World) -> None:
    first = await complain(world.citizen())
    second = await complain(world.citizen("rudi"), "loket kecamatan tutup padahal jam kerja, tidak ada petugas yang jaga")
    stranger = world.phone("asing")
    for number in (first, second):
        (await stranger.says(number)).sees(f"Untuk membuka {number}")


async def test_five_wrong_tries_lock_the_number_for_an_hour(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    right = re.search(r"PIN: (\d{6})", citizen.screen)
    assert right
    wrong = "000000" if right[1] != "000000" else "111111"
    stranger = await world.phone("asing").says(number)
    for _ in range(4):
        (await stranger.says(wrong)).sees("tidak cocok")
    (await stranger.says(wrong)).sees("terkunci", "sesudah Selasa, 24 November 2026 pukul ")
    assert "dikunci sementara" in citizen.heard[-1].text.plain, "the reporter hears of it"
    await citizen.presses_id(f"case:{number}")
    citizen.sees("berkas ktp saya")
    await stranger.says(number)
    (await stranger.says(right[1])).sees("terkunci")
    await world.passes(minutes=61)
    await stranger.says(number)
    (await stranger.says(right[1])).sees("berkas ktp saya")
    assert "dibuka dari tempat lain" in citizen.heard[-1].text.plain


async def test_a_number_that_does_not_exist_is_answered_like_one_whose_pin_is_missing(world: World) -> None:
    number = await complain(world.citizen())
    made_up = next(one for char in ALPHABET if (one := numbers.parse(f"JUAI-2611-2222{char}")))
    heard = []
    for asked in (number, made_up):
        stranger = world.phone(f"asing {asked}")
        said = [(await stranger.says(asked)).screen]
        said += [(await stranger.says(wrong)).screen for wrong in ("000001", "000002", "000003", "000004", "000005", "000006")]
        heard.append([screen.replace(asked, "N") for screen in said])
    assert heard[0] == heard[1]
    assert "terkunci" in heard[0][5]


async def test_a_mistyped_number_is_noticed(world: World) -> None:
    number = await complain(world.citizen())
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    (await world.phone("asing").says(f"{wrong} kabarnya gimana")).sees("salah ketik").does_not_see("PIN")
    (await world.phone("lain").says(number)).sees("PIN").does_not_see("salah ketik")


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
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    assert "dua kursi roda" in citizen.heard[-1].text.plain


async def test_in_closed_hours_the_bot_says_when_somebody_will_read_it(world: World) -> None:
    await world.passes(hours=9)
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says("petugas")).sees("mulai Rabu, 25 November 2026 pukul 08.00 WITA")
