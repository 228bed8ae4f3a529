"""The supervisor says about whom of the staff a report is, where its words do not: from then on that person judges nothing of it and sees nothing of it."""

from __future__ import annotations

import pytest

from handlers.casework.complaint import Complaint
from handlers.casework.moves import Action, Role
from tests.cases_on_file import OnFile
from tests.phones import Phone
from tests.web.staff.browsers import signed_in
from tests.web.staff.test_acting import hidden
from tests.world import World

pytestmark = pytest.mark.parametrize("channel", ["web"])  # not about the channel
STORY = "Orang yang di loket dua minta uang lima puluh ribu untuk KTP."
REASON = "Menurut daftar piket, hari itu ia yang di loket dua."


async def says_whom(supervisor: Phone, case: Complaint, name: str) -> Phone:
    await supervisor.presses_id(f"c:accuse:{case.number}")
    await supervisor.presses(name)
    await supervisor.says(REASON)
    supervisor.sees(f"Yang dilaporkan: {name}")
    return await supervisor.presses("Ya, saya yakin")


async def test_the_handler_who_is_complained_about_loses_the_case_and_hears_nothing(world: World) -> None:
    rini = await world.enrol("Rini Astuti")
    file, person = OnFile(world), await world.person_of(rini)
    case = await file.act(await file.complaint(STORY), Action.TAKE, Role.OFFICER, person)
    heard = len(rini.texts)
    (await says_whom(world.supervisor(), case, "Rini Astuti")).sees("tidak diberi tahu")
    after = await world.complaint(case.number)
    assert (after.officer, after.accused) == (None, (person,))
    await world.passes(minutes=1)
    assert rini.texts[heard:] == [], "neither of the loss nor that there is a case for the unit"
    assert any(case.number in text for text in world.officer().texts), "the unit hears that nobody has it"
    async with signed_in(world, rini) as browser:
        assert (await browser.opens(f"/meja/kasus/{case.number}")).status_code == 404
    reporter = world.phone(f"warga-{case.number}")
    assert not any("Rini" in text for text in reporter.texts)


async def test_misconduct_of_the_supervisor_goes_to_the_head(world: World) -> None:
    head, supervisor = await world.enrol("Kepala", roles=["pimpinan"]), await world.enrol("Bu Lina", roles=["pengawas"])
    case = await OnFile(world).complaint(STORY, category="berkadar_pengawasan", examined_by="pemeriksa")
    await says_whom(world.supervisor(), case, "Bu Lina")
    after = await world.complaint(case.number)
    assert after.examined_by is Role.HEAD and after.accused == (await world.person_of(supervisor),)
    async with signed_in(world, head) as browser:
        assert REASON in (await browser.opens(f"/meja/kasus/{case.number}")).text
    async with signed_in(world, supervisor) as browser:
        assert (await browser.opens(f"/meja/kasus/{case.number}")).status_code == 404


async def test_who_was_named_stays_named_when_the_case_becomes_misconduct(world: World) -> None:
    supervisor = await world.enrol("Bu Lina", roles=["pengawas"])
    await world.enrol("Kepala", roles=["pimpinan"])
    case, person = await OnFile(world).complaint(STORY), await world.person_of(supervisor)
    await says_whom(world.supervisor(), case, "Bu Lina")
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens(f"/meja/kasus/{case.number}")
        fields = {"category": "berkadar_pengawasan", "text": "Ini pungutan liar."}
        await browser.sends(f"/meja/kasus/{case.number}/tindakan/categorize", fields)
    after = await world.complaint(case.number)
    assert (after.accused, after.examined_by) == ((person,), Role.HEAD)


async def test_at_the_desk_nobody_outside_the_staff_is_named_and_nobody_twice(world: World) -> None:
    rini = await world.person_of(await world.enrol("Rini Astuti"))
    case = await OnFile(world).complaint(STORY)
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens(f"/meja/kasus/{case.number}")
        assert f'<option value="{rini}">Rini Astuti</option>' in browser.page
        path = f"/meja/kasus/{case.number}/tindakan/accuse"
        for person in ("", "abc", "99999", str(case.reporter)):
            assert (await browser.sends(path, {"person": person, "text": REASON})).status_code == 400
            assert "Pilih dahulu siapa yang dilaporkan" in browser.page
        await browser.sends(path, {"person": str(rini), "text": REASON})
        assert "<dd>Rini Astuti</dd>" in browser.page
    assert (await world.complaint(case.number)).accused == (), "shown once more before it holds"


async def test_an_officer_says_about_nobody(world: World) -> None:
    case, officer = await OnFile(world).complaint(STORY), await world.enrol("Rini Astuti")
    await officer.presses_id(f"c:open:{case.number}")
    assert officer.choices and "Tentang siapa" not in [choice.label for choice in officer.choices]
    (await officer.presses_id(f"c:accuse:{case.number}")).does_not_see("Siapa yang dilaporkan")


async def test_who_was_named_wrongly_is_taken_back_with_a_reason_and_sees_the_case_again(world: World) -> None:
    rini = await world.enrol("Rini Astuti")
    case = await OnFile(world).complaint(STORY)
    await says_whom(world.supervisor(), case, "Rini Astuti")
    supervisor = await world.supervisor().presses_id(f"c:absolve:{case.number}")
    await supervisor.presses("Rini Astuti")
    await supervisor.says("Hari itu ia cuti, salah orang.")
    supervisor.sees("Tidak jadi dilaporkan: Rini Astuti")
    await supervisor.presses("Ya, saya yakin")
    assert (await world.complaint(case.number)).accused == ()
    assert await world.rows("SELECT COUNT(*) FROM accused WHERE number = ?", case.number) == [(0,)]
    async with signed_in(world, rini) as browser:
        page = (await browser.opens(f"/meja/kasus/{case.number}")).text
        assert "tindakan/absolve" not in page, "an officer takes nothing back"
        assert "salah orang" not in page and REASON not in page, "nor reads who said what about whom"
    await rini.says(case.number)
    await rini.presses("Riwayat")
    assert "dicabut siapa yang dilaporkan" in rini.texts[-1]
    assert not any("salah orang" in text or REASON in text for text in rini.texts)
    async with signed_in(world, world.supervisor()) as browser:
        assert "salah orang" in (await browser.opens(f"/meja/kasus/{case.number}")).text
    reporter = world.phone(f"warga-{case.number}")
    await reporter.says(f"status {case.number}")
    await reporter.presses("Riwayat")
    assert not any("salah orang" in text or "dilaporkan" in text for text in reporter.texts)


async def test_a_case_that_is_about_the_supervisor_no_more_goes_back_to_who_examines_and_they_hear_of_it(world: World) -> None:
    head, lina = await world.enrol("Kepala", roles=["pimpinan"]), await world.enrol("Bu Lina", roles=["pengawas"])
    person = await world.person_of(lina)
    case = await OnFile(world).complaint(STORY, category="berkadar_pengawasan", examined_by="pemeriksa")
    await says_whom(world.supervisor(), case, "Bu Lina")
    await world.settle()
    assert case.number in head.texts[-1], "who examines it now hears of it"
    async with signed_in(world, head) as browser:
        await browser.opens(f"/meja/kasus/{case.number}")
        path = f"/meja/kasus/{case.number}/tindakan/absolve"
        await browser.sends(path, {"person": "99999", "text": REASON})
        assert "tidak ada (lagi) yang dicatat" in browser.page
        await browser.sends(path, {"person": str(person), "text": "Ia sedang dinas luar hari itu."})
        await browser.sends(path, {**hidden(browser), "yakin": "1"})
    after = await world.complaint(case.number)
    assert (after.examined_by, after.accused) == (Role.EXAMINER, ())
    await world.settle()
    assert case.number in lina.texts[-1]
