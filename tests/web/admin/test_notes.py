"""An answer that solved a case becomes a note of the standard with one press, after somebody read it; nothing of the reporter goes along."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from bot.store.offices import solved_answers
from bot.store.people import people
from handlers.casework.complaint import Complaint, Identity
from handlers.casework.moves import Action, Role
from tests.cases_on_file import OnFile
from tests.web.admin.test_standards import admin
from tests.web.staff.browsers import signed_in
from tests.world import World

SERVICE = "juai/ahli-waris"
NOTE = "Surat dari desa boleh menyusul paling lama tiga hari."


async def solved(world: World, outcome: str = "solved", office: str = "juai", **data: Any) -> Complaint:
    file, officer = OnFile(world), await world.person_of(world.officer(office))
    service = SERVICE if office == "juai" else next(one.id for one in world.app.library.services_of(office))
    told = {"name": "Siti Aminah", "contact": "081234567890", "service": service, "office": office, **data}
    case = await file.complaint("Surat dari desa belum ada.", **told)
    case = await file.act(case, Action.TAKE, Role.OFFICER, officer)
    case = await file.act(case, Action.ANSWER, Role.HANDLER, officer, text=f"Ibu Siti, {NOTE}")
    case = await file.act(case, Action.ACCEPT, Role.REPORTER, case.reporter)
    return await file.act(case, Action.RATE, Role.REPORTER, case.reporter, stars=4, outcome=outcome)


async def test_an_answer_is_read_shortened_and_taken_and_a_citizen_reads_it_at_once(world: World) -> None:
    case = await solved(world)
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/belajar")
        assert "1 jawaban dinilai" in browser.page
        await browser.opens("/meja/juai/catatan")
        assert f"Bapak/Ibu, {NOTE}" in browser.page and "Siti" not in browser.page
        await browser.sends(f"/meja/juai/catatan/{case.number}/ambil", {"catatan": NOTE, "bagian": "persyaratan"})
        assert "Belum ada yang disimpan" in browser.page and NOTE in re.findall(r'class="phone".*?</div>', browser.page, re.DOTALL)[0]
        assert NOTE not in world.app.library.services[SERVICE].component("persyaratan").hints
        answer = await browser.sends(f"/meja/juai/catatan/{case.number}/ambil", {"catatan": NOTE, "bagian": "persyaratan", "yakin": "1"})
        assert answer.status_code == 200 and "langsung berlaku" in browser.page and "Belum ada jawaban" in browser.page
    assert NOTE in world.app.library.services[SERVICE].component("persyaratan").hints
    assert ("note_adopted", SERVICE, NOTE) in await world.rows("SELECT action, subject, reason FROM audit")
    citizen = world.citizen()
    await citizen.says("syarat surat keterangan ahli waris di juai apa saja")
    assert NOTE in citizen.texts[-1]


@pytest.mark.parametrize(
    ("text", "part"), [(f"Ibu Siti, {NOTE}", "persyaratan"), ("", "persyaratan"), (NOTE, "bukan-bagian"), ("a" * 401, "persyaratan")]
)
async def test_what_names_the_reporter_or_says_nothing_is_refused_and_stays_proposed(world: World, text: str, part: str) -> None:
    case, library = await solved(world), world.app.library
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/catatan")
        assert (await browser.sends(f"/meja/juai/catatan/{case.number}/ambil", {"catatan": text, "bagian": part})).status_code == 400
        await browser.opens("/meja/juai/catatan")
        assert NOTE in browser.page
    assert world.app.library is library


async def test_what_was_set_aside_does_not_come_back_and_another_offices_is_not_there(world: World) -> None:
    case, theirs, _ = await solved(world), await solved(world, office="buleleng"), await solved(world, outcome="unsolved")
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/catatan")
        key = browser.key
        assert browser.page.count("/ambil") == 1
        fields = {"catatan": NOTE, "bagian": "persyaratan", "kunci": key}
        assert (await browser.sends(f"/meja/juai/catatan/{theirs.number}/ambil", fields)).status_code == 400
        await browser.sends(f"/meja/juai/catatan/{case.number}/singkirkan", {"kunci": key})
        assert "Belum ada jawaban" in browser.page
        assert (await browser.sends(f"/meja/juai/catatan/{case.number}/ambil", fields)).status_code == 400
    async with signed_in(world, world.officer()) as browser:
        await browser.opens("/meja/juai")
        assert (await browser.opens("/meja/juai/catatan")).status_code == 404


async def test_answers_that_cannot_be_proposed_do_not_hide_older_ones(world: World) -> None:
    """Newer, and all with a good rating: not solved, of a service that is gone, of somebody without a name, and the admin's own report."""
    person = await world.person_of(await admin(world))
    older = await solved(world)
    await world.passes(hours=1)
    await solved(world, outcome="partly")
    await solved(world, service="juai/sudah-dihapus")
    await solved(world, identity=Identity.ANONYMOUS)
    await solved(world, reporter=person)
    member = (await people.staff_entries(world.app.database, person))[0]
    found = await solved_answers.open_ones(world.app.database, member, world.app.library.services, most=1)
    assert [one.number for one in found] == [older.number]


async def test_two_who_take_the_same_answer_at_once_make_one_note(world: World) -> None:
    case = await solved(world)
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/catatan")
        path, key = f"/meja/juai/catatan/{case.number}/ambil", browser.key
        forms = [{"catatan": f"{NOTE} {one}", "bagian": "persyaratan", "kunci": key, "yakin": "1"} for one in ("Satu.", "Dua.")]
        answers = await asyncio.gather(*(browser.client.post(path, data=one, follow_redirects=True) for one in forms))
    assert sorted(one.status_code for one in answers) == [200, 400]
    assert any("tidak ditulis dua kali" in one.text or "tidak ada di daftar" in one.text for one in answers)
    assert len(world.app.library.services[SERVICE].component("persyaratan").hints) == 1
