"""An officer is away for some days: a stand-in hears what the absent one would, and may do it."""

from __future__ import annotations

import pytest

from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World


async def away(world: World) -> str:
    """A case of the officer, who is away from now to Friday; Rina stands in."""
    number = await complain(world.citizen())
    rina = await world.enrol("rina", units=["pembangunan"], sensitive=True)
    await rina.says("tugas")
    officer = world.officer()
    await officer.presses_id(f"c:take:{number}")
    await officer.says("tugas")
    await officer.presses("Saya absen")
    await officer.presses("Mulai sekarang")
    await officer.says("27-11-2026")
    await officer.presses("rina")
    officer.sees("Selasa, 24 November 2026 sampai Jumat, 27 November 2026", "rina")
    return number


async def test_the_stand_in_is_asked_hears_the_reporter_and_answers(world: World) -> None:
    number, rina = await away(world), world.phone("rina")
    assert "pengganti" in rina.heard[-1].text.plain
    heard = len(world.officer().heard)
    await world.citizen().presses_id(f"c:add:{number}")
    await world.citizen().says("ada kabar terbaru dari saya")
    assert "kabar terbaru" in rina.heard[-1].text.plain
    assert len(world.officer().heard) == heard, "who is away is left in peace"
    await rina.says("tugas")
    rina.offers("Tugas saya (1)")
    await rina.presses_id(f"c:answer:{number}")
    await rina.says("Berkasnya sudah selesai.")
    await rina.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    assert (await world.complaint(number)).state == "resolved"


async def test_after_the_last_day_everything_goes_to_the_officer_again(world: World) -> None:
    number, rina = await away(world), world.phone("rina")
    await world.passes(days=5)
    await world.citizen().presses_id(f"c:add:{number}")
    await world.citizen().says("ada kabar terbaru dari saya")
    assert "kabar terbaru" in world.officer().heard[-1].text.plain
    assert "kabar terbaru" not in rina.heard[-1].text.plain
    await rina.presses_id(f"case:{number}")
    rina.sees("tidak di unit Bapak/Ibu")


@pytest.mark.parametrize("channel", ["web"])
async def test_without_a_stand_in_no_stand_in_is_promised(world: World) -> None:
    officer = world.officer()
    await officer.presses_id("absent:juai")
    await officer.presses("Mulai sekarang")
    await officer.says("jumat")
    (await officer.presses("Tidak ada")).sees("Pengganti: Tidak ada", "petugas lain di unit").does_not_see("kepada pengganti")


async def test_who_is_back_earlier_says_so(world: World) -> None:
    number = await away(world)
    await world.officer().says("tugas")
    await world.officer().presses("Saya sudah kembali")
    await world.citizen().presses_id(f"c:add:{number}")
    await world.citizen().says("ada kabar terbaru dari saya")
    assert "kabar terbaru" in world.officer().heard[-1].text.plain


async def test_a_date_of_the_past_or_no_date_is_not_taken(world: World) -> None:
    officer = world.officer()
    await officer.says("tugas")
    await officer.presses("Saya absen")
    await officer.says("20-11-2026")
    officer.sees("sudah lewat")
    await officer.presses("Mulai sekarang")
    await officer.says("kapan-kapan")
    officer.sees("belum mengenali tanggalnya")


async def test_a_supervisor_sets_somebody_who_is_ill_absent_in_the_words_that_people_use(world: World) -> None:
    number, rina = await complain(world.citizen()), await world.enrol("rina", units=["pembangunan"], sensitive=True)
    await rina.says("tugas")
    await world.officer().presses_id(f"c:take:{number}")
    supervisor = world.supervisor()
    await supervisor.says("tugas")
    await supervisor.presses("Petugas absen")
    await supervisor.presses("rina")
    await supervisor.says("besok")
    await supervisor.says("jumat")
    await supervisor.presses("Tidak ada")
    supervisor.sees("Tercatat: rina absen Rabu, 25 November 2026 sampai Jumat, 27 November 2026", "Pengganti: Tidak ada")
    rina.sees("mencatat Bapak/Ibu absen Rabu, 25 November 2026")
    await supervisor.presses_id("absentee:juai")
    await supervisor.presses("rina (sudah kembali)")
    supervisor.sees("rina tercatat sudah kembali")


async def test_only_a_supervisor_says_that_somebody_else_is_absent(world: World) -> None:
    rina = await world.enrol("rina", units=["pembangunan"])
    person, officer = await world.person_of(rina), world.officer()
    await officer.says("tugas")
    assert "Petugas absen" not in [one.label for one in officer.choices]
    for forged in ("absentee:juai", f"absent:juai:{person}", f"back:juai:{person}"):
        await officer.presses_id(forged)
        officer.sees("Hanya pengawas")
    await world.citizen().presses_id(f"absent:juai:{person}")
    world.citizen().does_not_see("Mulai kapan")
