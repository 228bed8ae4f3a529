"""A complaint's life in orders that nobody planned: whatever comes, there is a next step for somebody, and everybody hears of it."""

from __future__ import annotations

import pytest

from handlers.casework.moves import Action
from tests.casework.cases import at
from tests.phones import Phone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_confidential import STORY
from tests.talks.test_ladder_goes_up import dismiss, news, reopen
from tests.world import World


async def asked(world: World) -> str:
    """Taken by the officer, who waits for the reporter's answer."""
    number = await complain(world.citizen())
    await world.officer().presses_id(f"c:take:{number}")
    await world.officer().presses_id(f"c:ask:{number}")
    await world.officer().says("Tanggal berapa berkasnya diserahkan?")
    return number


async def away(phone: Phone, stand_in: str = "Tidak ada") -> None:
    """Absent until 4 December."""
    await phone.presses_id("absent:juai")
    await phone.presses("Mulai sekarang")
    await phone.says("04-12-2026")
    await phone.presses(stand_in)


async def test_withdrawn_while_the_office_waits_for_an_answer(world: World) -> None:
    number, citizen, officer = await asked(world), world.citizen(), world.officer()
    await citizen.presses_id(f"c:withdraw:{number}")
    await citizen.says("sudah selesai sendiri")
    await citizen.presses("Ya, saya yakin")
    assert (await world.complaint(number)).state == "withdrawn"
    assert "dicabut" in officer.heard[-1].text.plain
    await citizen.presses_id(f"c:reply:{number}")
    citizen.sees("Dicabut").offers("Buka", "Menu")
    await officer.presses_id(f"c:answer:{number}")
    officer.sees("Dicabut")
    for day in ("11-27", "12-03", "12-09"):
        await world.at(at(f"2026-{day} 08:00"))
        assert not news(citizen, number) + news(officer, number)


async def test_an_answer_that_comes_after_the_case_was_passed_on_is_not_lost(world: World) -> None:
    number, citizen, officer = await asked(world), world.citizen(), world.officer()
    await citizen.presses("Jawab sekarang")
    await officer.presses_id(f"c:release:{number}")
    await citizen.says("tanggal 17 november")
    citizen.sees("disimpan dan diteruskan")
    assert "tanggal 17 november" in officer.heard[-1].text.plain
    assert (await world.history(number))[-1].action is Action.ADD
    await citizen.presses_id(f"c:reply:{number}")
    await citizen.says("bukan, tanggal 18")
    citizen.sees("disimpan dan diteruskan")


async def test_reopened_twice_with_the_supervisor_away_it_is_the_heads(world: World) -> None:
    head = await world.enrol("camat", roles=["pimpinan"])
    number = await complain(world.citizen())
    await world.officer().presses_id(f"c:take:{number}")
    await reopen(world, number)
    await world.passes(hours=1)
    await world.supervisor().presses_id(f"c:answer:{number}")
    await world.supervisor().says("Sudah kami kirim lagi.")
    await world.supervisor().presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await away(world.supervisor())
    await world.citizen().presses_id(f"c:reopen:{number}")
    await world.citizen().says("Belum juga.")
    assert number in head.heard[-1].text.plain
    await head.presses("Tunjuk petugas")
    await head.presses(f"d:officer:{await world.person_of(world.officer())}")
    assert (await world.complaint(number)).officer == await world.person_of(world.officer())
    await world.passes(hours=1)
    await world.officer().presses_id(f"c:answer:{number}")
    await world.officer().says("Rekomendasinya sudah di tangan pelapor.")
    await world.officer().presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await world.citizen().presses("Puas, tutup")
    assert (await world.complaint(number)).state == "closed"


async def test_who_stands_in_for_the_supervisor_hears_and_decides_until_the_supervisor_is_back(world: World) -> None:
    rini = await world.enrol("rini", units=["pembangunan"], sensitive=True)
    number = await complain(world.citizen())
    await world.officer().presses_id(f"c:take:{number}")
    await away(world.supervisor(), "rini")
    await world.officer().presses_id(f"c:request_extension:{number}")
    await world.officer().says("15-12-2026")
    await world.officer().says("Menunggu tanda tangan bupati.")
    assert "meminta perpanjangan" in rini.heard[-1].text.plain
    assert "meminta perpanjangan" not in world.supervisor().heard[-1].text.plain
    await world.at(at("2026-11-25 08:00"))
    assert news(rini, "menunggu persetujuan") and news(rini, "Gambaran hari ini")
    await rini.presses("Setujui")
    assert "15 Desember 2026" in world.citizen().heard[-1].text.plain
    await world.at(at("2026-12-07 09:00"))
    await rini.presses_id(f"case:{number}")
    rini.sees("tidak di unit Bapak/Ibu")


async def test_an_extension_to_a_day_that_has_passed_is_not_approved(world: World) -> None:
    number = await complain(world.citizen())
    await world.officer().presses_id(f"c:take:{number}")
    await world.officer().presses_id(f"c:request_extension:{number}")
    await world.officer().says("04-12-2026")
    await world.officer().says("Menunggu tanda tangan bupati.")
    await world.at(at("2026-12-07 09:00"))
    await world.supervisor().presses_id(f"c:approve:{number}")
    world.supervisor().sees("sudah lewat")
    await world.supervisor().presses_id(f"c:deny:{number}")
    await world.supervisor().says("Sudah lewat, minta tanggal lain.")
    await world.officer().presses_id(f"c:request_extension:{number}")
    world.officer().sees("Sampai kapan")


async def test_transferred_to_another_office_and_back_it_keeps_its_due_date_and_can_be_taken_again(world: World) -> None:
    citizen, officer, there = world.citizen(), world.officer(), world.supervisor("buleleng")
    number = await complain(citizen)
    due = (await world.complaint(number)).due
    await officer.presses_id(f"c:take:{number}")
    for office, phone in (("buleleng", officer), ("juai", there)):
        await world.passes(minutes=5)
        await phone.presses_id(f"c:transfer:{number}")
        await phone.presses(world.app.library.offices[office].name)
        await phone.says("Ini bagian kantor sana.")
        await phone.presses("Ya, saya yakin")
        await world.supervisor(office).presses("Terima")
        assert "diterima" in citizen.heard[-1].text.plain
        moved = await world.complaint(number)
        assert (moved.office, moved.state, moved.due, moved.officer) == (office, "received", due, None)
    await there.presses_id(f"case:{number}")
    there.sees("PIN")
    await officer.presses_id(f"c:take:{number}")
    officer.sees("sekarang Bapak/Ibu tangani")


async def test_rated_then_reopened_then_rated_again(world: World) -> None:
    citizen, officer = world.citizen(), world.officer()
    number = await complain(citizen)
    await officer.presses_id(f"c:take:{number}")
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("Rekomendasinya sudah keluar.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await citizen.presses_id(f"rate:{number}")
    await citizen.presses("Sebagian")
    await citizen.says("tanda tangannya belum ada")
    await citizen.presses_id("d:stars:2")
    assert "tanda tangannya belum ada" in world.supervisor().heard[-1].text.plain
    await citizen.presses("Belum selesai")
    await citizen.says("tanda tangannya belum ada")
    assert (await world.complaint(number)).rating is None
    await citizen.presses_id(f"rate:{number}")
    citizen.sees("Diproses").offers("Buka", "Menu")
    await world.passes(hours=1)
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("Sekarang sudah ditandatangani.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await citizen.presses("Puas, tutup")
    await citizen.presses("Beri nilai")
    await citizen.presses("Selesai")
    await citizen.presses_id("d:stars:4")
    citizen.sees("Terima kasih")
    assert (await world.complaint(number)).rating == 4


async def test_the_officer_leaves_while_one_case_waits_and_one_is_answered(world: World) -> None:
    waiting, citizen, officer = await asked(world), world.citizen(), world.officer()
    rudi = world.citizen("rudi")
    answered = await complain(rudi, "loket tutup terus pada jam kerja dan tidak ada pemberitahuan")
    await officer.presses_id(f"c:take:{answered}")
    await officer.presses_id(f"c:answer:{answered}")
    await officer.says("Loket sudah dibuka.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    rini = await world.enrol("rini")
    await dismiss(world, officer)
    await citizen.presses("Jawab sekarang")
    await citizen.says("tanggal 17 november")
    await rudi.presses("Belum selesai")
    await rudi.says("masih tutup")
    assert any("tanggal 17 november" in text for text in rini.texts), "the unit hears in the place of who has gone"
    assert any("masih tutup" in text for text in rini.texts)
    await rini.presses_id(f"case:{waiting}")
    rini.sees("petugas lama")
    await world.at(at("2026-11-25 08:00"))
    for number in (waiting, answered):
        await rini.presses_id(f"c:take:{number}")
        rini.sees("sekarang Bapak/Ibu tangani")


async def test_a_confidential_case_with_its_only_officer_away_is_the_supervisors(world: World) -> None:
    plain = await world.enrol("budi")
    await away(world.officer())
    number = await complain(world.citizen(), STORY, identity="Rahasia")
    supervisor = world.supervisor()
    assert number in supervisor.heard[-1].text.plain and "uang" not in supervisor.heard[-1].text.plain
    await supervisor.presses_id(f"c:assign:{number}")
    shown = {choice.id for choice in supervisor.choices}
    assert f"d:officer:{await world.person_of(plain)}" not in shown, "who may not see it is not given it"
    await supervisor.presses(f"d:officer:{await world.person_of(supervisor)}")
    assert (await world.complaint(number)).officer == await world.person_of(supervisor)
    assert not any(number in text for text in plain.texts)
    await supervisor.presses_id(f"c:answer:{number}")
    await supervisor.says("Uangnya sudah dikembalikan.")
    await supervisor.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await world.citizen().presses("Puas, tutup")
    assert (await world.complaint(number)).state == "closed"


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
async def test_what_comes_back_to_an_officer_who_has_left_is_free_at_once(world: World) -> None:
    citizen, officer = world.citizen(), world.officer()
    number = await complain(citizen, "loket tutup terus pada jam kerja dan tidak ada pemberitahuan")
    await officer.presses_id(f"c:take:{number}")
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("Loket sudah dibuka.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    rini = await world.enrol("rini")
    await dismiss(world, officer)
    await citizen.presses("Belum selesai")
    await citizen.says("masih tutup sampai tadi siang")
    rini.offers("Ambil")
    assert (await world.complaint(number)).officer is None
    (await rini.presses_id(f"c:take:{number}")).sees("sekarang Bapak/Ibu tangani")
