"""Staff join with a one-time code, see only what is theirs, and cannot both take one case."""

from __future__ import annotations

import re

import pytest

from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World


async def test_a_code_makes_staff_once(world: World) -> None:
    code = await world.invited(units=["pelayanan-kesos"])
    (await world.phone("rini").says(f"GABUNG {code}")).sees("Selamat bergabung", "Seksi Pelayanan")
    (await world.phone("palsu").says(f"gabung {code.lower()}")).sees("salah, sudah dipakai")


@pytest.mark.parametrize("code", ["AAAAAAAAAA", "KODESALAHX", "K7Q2M9XW4", "K7Q2M9XW4DD", "k7q2m9xw4d"])
async def test_a_code_that_is_none_is_said_to_be_wrong_also_in_letters_alone(world: World, code: str) -> None:
    (await world.citizen().says(f"GABUNG {code}")).sees("Kode itu salah")


@pytest.mark.parametrize("words", ["gabung organisasi", "GABUNG POSYANDU", "gabung jadi kader", "mau gabung karang taruna"])
async def test_who_wants_to_join_something_else_hears_of_no_code(world: World, words: str) -> None:
    (await world.citizen().says(words)).does_not_see("Kode itu salah")


async def test_a_code_expires_after_seven_days(world: World) -> None:
    code = await world.invited(units=["pelayanan-kesos"])
    await world.passes(days=7, minutes=1)
    (await world.phone("rini").says(f"GABUNG {code}")).sees("lewat 7 hari")


async def test_nobody_becomes_staff_by_knowing_a_command(world: World) -> None:
    (await world.citizen().says("tugas")).sees("kode undangan")
    (await world.citizen().presses_id("invite:juai:admin")).sees("Hanya admin")
    (await world.citizen().presses_id("list:juai:all:0")).sees("Menu ini untuk petugas")


async def test_an_admin_invites_in_chat(world: World) -> None:
    admin = world.supervisor()
    await admin.says("tugas")
    await admin.presses("Undang petugas")
    await admin.presses("petugas · Kantor Kecamatan Juai")
    code = re.search(r"GABUNG (\w{10})", admin.screen)
    assert code
    (await world.phone("baru").says(f"GABUNG {code[1]}")).sees("Selamat bergabung")


async def test_of_two_officers_exactly_one_gets_it_and_the_other_is_told_who(world: World) -> None:
    one, two = await world.enrol("rini"), await world.enrol("doni")
    number = await complain(world.citizen())
    for officer in (one, two):
        officer.press(f"c:take:{number}")
    await world.settle()
    screens = [one.heard[-1].text.plain, two.heard[-1].text.plain]
    assert sum("sekarang Bapak/Ibu tangani" in screen for screen in screens) == 1
    assert sum("sudah diambil oleh" in screen for screen in screens) == 1


async def test_officers_see_only_their_units_and_their_office(world: World) -> None:
    inside = await world.enrol("rini", units=["pelayanan-kesos"])
    other_unit = await world.enrol("doni", units=["pembangunan"])
    other_office = await world.enrol("made", office="buleleng")
    number = await complain(world.citizen())
    (await inside.presses_id(f"case:{number}")).sees("berkas ktp")
    for outsider in (other_unit, other_office):
        (await outsider.presses_id(f"case:{number}")).does_not_see("berkas ktp", "Siti")
        (await outsider.says("tugas")).does_not_see(number)


async def test_the_desk_counts_and_lists(world: World) -> None:
    number = await complain(world.citizen())
    officer = await world.officer().says("tugas")
    officer.offers("Belum diambil (1)")
    (await officer.presses("Belum diambil (1)")).sees(number)
    await officer.presses_id(f"c:take:{number}")
    (await officer.says("tugas")).offers("Tugas saya (1)")


async def test_an_open_reporters_name_is_shown_to_the_officer_who_handles_it_only(world: World) -> None:
    number = await complain(world.citizen())
    officer = world.officer()
    (await officer.presses_id(f"case:{number}")).does_not_see("Siti Aminah")
    await officer.presses_id(f"c:take:{number}")
    (await officer.presses_id(f"case:{number}")).sees("Siti Aminah")
