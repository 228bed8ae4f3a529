"""Misconduct is never judged by the unit complained about, and nobody judges their own case."""

from __future__ import annotations

import pytest

from tests.cases_on_file import OnFile
from tests.phones import Phone
from tests.talks.test_complaint_from_first_word_to_closing import complain, number_on
from tests.world import World

BRIBE = "petugas loket minta uang 50 ribu supaya ktp saya cepat jadi, itu pungli"


async def test_misconduct_goes_past_the_unit_to_the_supervisor(world: World) -> None:
    budi = await world.enrol("budi", sensitive=True)
    number = await complain(world.citizen(), BRIBE)
    assert (await world.complaint(number)).category == "berkadar_pengawasan"
    assert not budi.heard and any(number in one.text.plain for one in world.supervisor().heard)
    (await budi.presses_id(f"case:{number}")).sees("tidak di unit").does_not_see("50 ribu")
    (await budi.presses_id(f"c:take:{number}")).sees("tidak di unit Bapak/Ibu").does_not_see("tangani")
    await budi.says("tugas")
    assert number not in budi.screen
    await world.supervisor().presses_id(f"c:take:{number}")
    world.supervisor().sees("tangani")


async def test_the_reporter_hears_who_took_it_by_their_function_and_never_the_unit_complained_about(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen, BRIBE, identity="Rahasia")
    await world.supervisor().presses_id(f"c:take:{number}")
    heard = citizen.heard[-1].text.plain
    assert "sudah diambil pengawas" in heard and "Seksi" not in heard and "petugas" not in heard


async def test_where_there_is_an_examiner_it_is_the_examiners(world: World) -> None:
    examiner = await world.enrol("tuti", roles=["pemeriksa"])
    number = await complain(world.citizen(), BRIBE)
    assert number in examiner.heard[-1].text.plain
    await examiner.presses("Ambil")
    examiner.sees("tangani")


async def test_about_the_supervisor_it_goes_to_the_head_alone(world: World) -> None:
    await world.without_examples()
    supervisor, head = await world.enrol("Rina Wati", roles=["pengawas"]), await world.enrol("Hadi", roles=["pimpinan"])
    number = await complain(world.citizen(), "bu rina minta uang 50 ribu supaya ktp saya cepat jadi, itu pungli")
    assert not supervisor.heard and number in head.heard[-1].text.plain
    (await supervisor.presses_id(f"case:{number}")).does_not_see("50 ribu")
    await head.presses("Ambil")
    head.sees("tangani")


async def test_about_the_head_the_citizen_is_shown_the_next_door_outside_and_the_office_hears_nothing(world: World) -> None:
    await world.without_examples()
    supervisor, head = await world.enrol("Rina Wati", roles=["pengawas"]), await world.enrol("Hadi", roles=["pimpinan"])
    citizen = world.citizen()
    number = await complain(citizen, "pak hadi minta uang 50 ribu supaya ktp saya cepat jadi, itu pungli")
    assert not supervisor.heard and not head.heard
    assert any("Ombudsman" in one.text.plain and number in one.text.plain for one in citizen.heard)
    assert (await world.complaint(number)).state == "rejected"
    for one in (supervisor, head):
        (await one.presses_id(f"case:{number}")).does_not_see("50 ribu")


@pytest.mark.parametrize("with_head", [True, False])
async def test_about_the_head_by_title_the_review_says_that_it_goes_outside(world: World, with_head: bool) -> None:
    await world.without_examples()
    staff = [await world.enrol("Rina Wati", roles=["pengawas"])] + ([await world.enrol("Hadi", roles=["pimpinan"])] if with_head else [])
    citizen = world.citizen()
    review = await complain(citizen, "camat juai minta fee proyek 10 persen dari desa kami", identity="Anonim", send=False)
    assert "Ombudsman" in review and "kami jawab paling lambat" not in review
    await citizen.presses("Kirim")
    number = number_on(citizen)
    assert "Dijawab paling lambat" not in "".join(one.text.plain for one in citizen.heard)
    assert (await world.complaint(number)).state == "rejected"
    for one in staff:
        assert not one.heard
        (await one.presses_id(f"case:{number}")).does_not_see("fee proyek")


async def test_about_the_head_by_name_the_review_says_so_too(world: World) -> None:
    await world.without_examples()
    await world.enrol("Hadi", roles=["pimpinan"])
    review = await complain(world.citizen(), "pak hadi minta uang 50 ribu supaya ktp saya cepat jadi, itu pungli", send=False)
    assert "Ombudsman" in review and "kami jawab paling lambat" not in review


async def recategorised(world: World, story: str, by: Phone) -> str:
    """A report that nobody saw as misconduct at first."""
    number = (await OnFile(world).complaint(story, name="Siti Aminah", contact="0812")).number
    await by.presses_id(f"c:categorize:{number}")
    await by.presses_id("d:category:berkadar_pengawasan")
    await by.says("ternyata ada pungutan liar di loket")
    return number


async def test_recategorised_it_goes_past_who_is_named_in_it(world: World) -> None:
    await world.without_examples()
    rina, dewi = await world.enrol("Rina Wati", roles=["pengawas"]), await world.enrol("Dewi", roles=["pengawas"])
    head = await world.enrol("Hadi", roles=["pimpinan"])
    number = await recategorised(world, "bu rina bilang ktp saya baru jadi kalau ada uang 50 ribu", dewi)
    assert (await world.complaint(number)).examined_by == "pimpinan"
    assert number in head.heard[-1].text.plain and not any(number in one.text.plain for one in rina.heard)
    (await rina.presses_id(f"case:{number}")).does_not_see("50 ribu")


async def test_asked_for_by_an_officer_it_is_not_approved_by_who_is_named_in_it(world: World) -> None:
    await world.without_examples()
    rina, budi = await world.enrol("Rina Wati", roles=["pengawas"]), await world.enrol("budi", units=["umum"])
    head = await world.enrol("Hadi", roles=["pimpinan"])
    number = await recategorised(world, "bu rina bilang ktp saya baru jadi kalau ada uang 50 ribu", budi)
    assert not any(number in one.text.plain for one in rina.heard)
    (await rina.presses_id(f"c:approve:{number}")).does_not_see("50 ribu")
    await head.presses_id(f"c:approve:{number}")
    after = await world.complaint(number)
    assert (after.category, after.examined_by) == ("berkadar_pengawasan", "pimpinan")
    (await budi.presses_id(f"case:{number}")).sees("tidak di unit")


async def test_recategorised_and_about_the_head_it_goes_outside(world: World) -> None:
    await world.without_examples()
    rina, head = await world.enrol("Rina Wati", roles=["pengawas"]), await world.enrol("Hadi", roles=["pimpinan"])
    number = await recategorised(world, "pak hadi bilang ktp saya baru jadi kalau ada uang 50 ribu", rina)
    assert (await world.complaint(number)).state == "rejected"
    assert not head.heard


async def test_who_reports_as_a_citizen_is_no_staff_on_that_report(world: World) -> None:
    officer = world.officer()
    number = await complain(officer, "berkas ktp saya sudah seminggu di kecamatan juai belum juga selesai")
    await officer.presses_id(f"c:take:{number}")
    officer.does_not_see("tangani")
    assert (await world.complaint(number)).officer is None
    await officer.says("tugas")
    assert number not in officer.screen


async def test_recategorised_as_misconduct_it_leaves_the_units_hands(world: World) -> None:
    number = await complain(world.citizen())
    await world.officer().presses_id(f"c:take:{number}")
    await world.supervisor().presses_id(f"c:categorize:{number}")
    await world.supervisor().presses("d:category:berkadar_pengawasan")
    await world.supervisor().says("ternyata ada pungutan")
    after = await world.complaint(number)
    assert (after.officer, after.examined_by) == (None, "pemeriksa")
    (await world.officer().presses_id(f"case:{number}")).sees("tidak di unit")
