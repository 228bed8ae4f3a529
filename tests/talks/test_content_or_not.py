"""After the answer: content, rated, disputed, reopened once and again."""

from __future__ import annotations

from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World


async def answered(world: World) -> str:
    number = await complain(world.citizen())
    await answer(world, number)
    return number


async def answer(world: World, number: str) -> None:
    officer = world.officer()
    if (await world.complaint(number)).officer is None:
        await officer.presses_id(f"c:take:{number}")
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("Berkasnya sudah selesai.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)


async def test_who_is_content_closes_and_rates_and_the_officer_hears_the_stars(world: World) -> None:
    number, citizen = await answered(world), world.citizen()
    await citizen.presses("Puas, tutup")
    await citizen.presses("Beri nilai")
    await citizen.presses("Selesai")
    await citizen.presses("★★★☆")
    citizen.sees("Terima kasih")
    assert "★★★" in world.officer().heard[-1].text.plain
    assert (await world.complaint(number)).rating == 3


async def test_a_dispute_says_what_is_missing_and_goes_to_the_supervisor_not_to_the_one_who_closed(world: World) -> None:
    number, citizen = await answered(world), world.citizen()
    await citizen.presses("Puas, tutup")
    heard = len(world.officer().heard)
    await citizen.presses("Beri nilai")
    await citizen.presses("Sebagian")
    await citizen.says("kartu keluarganya belum diperbaiki")
    await citizen.presses("★★☆☆")
    citizen.sees("dibaca pengawas")
    told = world.supervisor().heard[-1].text.plain
    assert number in told and "Sebagian" in told and "kartu keluarganya" in told
    assert len(world.officer().heard) == heard


async def test_who_is_not_content_reopens_with_a_new_due_date_and_the_supervisor_is_told(world: World) -> None:
    number, citizen = await answered(world), world.citizen()
    before = await world.complaint(number)
    await world.passes(days=3)
    await citizen.presses("Belum selesai")
    await citizen.says("namanya masih salah di ktp")
    citizen.sees("kami buka lagi", "Batas waktu baru")
    after = await world.complaint(number)
    assert (after.state, after.officer, after.reopened) == ("in_progress", before.officer, 1)
    assert after.due and before.due and after.due > before.due
    assert "namanya masih salah" in world.supervisor().heard[-1].text.plain
    assert "namanya masih salah" in world.officer().heard[-1].text.plain


async def test_reopened_a_second_time_it_goes_to_the_supervisor(world: World) -> None:
    number, citizen, officer = await answered(world), world.citizen(), world.officer()
    for complaint in ("namanya masih salah di ktp", "alamatnya juga masih salah"):
        await world.passes(minutes=10)
        await citizen.presses_id(f"c:reopen:{number}")
        await citizen.says(complaint)
        if "juga" not in complaint:
            await answer(world, number)
    assert (await world.complaint(number)).officer is None
    assert "alamatnya juga" in world.supervisor().heard[-1].text.plain
    assert "alamatnya juga" not in officer.heard[-1].text.plain
    await officer.presses_id(f"c:take:{number}")
    officer.sees("Pengawas yang menentukan")
    await world.supervisor().presses_id(f"c:assign:{number}")
    await world.supervisor().presses("Petugas contoh")
    assert (await world.complaint(number)).officer is not None


async def test_silence_after_the_answer_closes_it_after_ten_working_days(world: World) -> None:
    number = await answered(world)
    await world.passes(days=13)
    assert (await world.complaint(number)).state == "resolved"
    await world.passes(days=4)
    assert (await world.complaint(number)).state == "closed"
    assert "ditutup" in world.citizen().heard[-1].text.plain


async def test_a_withdrawal_needs_a_word_and_a_sure_and_tells_the_officer(world: World) -> None:
    number, citizen = await complain(world.citizen()), world.citizen()
    await citizen.presses_id(f"c:withdraw:{number}")
    await citizen.says("sudah selesai sendiri")
    assert (await world.complaint(number)).state == "received"
    await citizen.presses("Ya, saya yakin")
    citizen.sees("sudah dicabut")
    assert "sudah selesai sendiri" in world.officer().heard[-1].text.plain
