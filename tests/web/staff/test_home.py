"""The first page of who belongs to several offices: all at a glance, figures where they lead, silent ones marked."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta

from bot.store.people import people
from handlers.casework.moves import Action, Role
from tests.cases_on_file import OnFile
from tests.web.staff.browsers import StaffBrowser, signed_in
from tests.world import World


async def test_a_head_sees_all_offices_the_late_first_and_the_silent_marked(world: World) -> None:
    head = await world.enrol("kepala", "juai", ["pimpinan"])
    async with world.app.database.transaction() as transaction:
        held = (await people.staff_entries(transaction, await world.person_of(head)))[0]
        await people.enrol(transaction, replace(held, office="buleleng", units=frozenset()))
        await people.enrol(transaction, replace(held, office="landak-dsp3akb", units=frozenset(), roles=frozenset({Role.OFFICER})))
    await OnFile(world).complaint(office="buleleng", at=world.now - timedelta(days=40))
    await OnFile(world).complaint(office="juai")
    async with signed_in(world, head) as browser:
        page = (await browser.opens("/meja")).text
        assert page.index("/meja/buleleng/gambaran") < page.index("/meja/juai/gambaran"), "the late one first"
        assert page.count("Tidak ada kegiatan") == 1
        assert "/meja/landak-dsp3akb/gambaran" not in page and 'href="/meja/landak-dsp3akb"' in page
        assert "/meja/buleleng/cari?tenggat=lewat" in page
        assert (await browser.opens("/meja/buleleng/gambaran")).status_code == 200


async def test_an_officer_of_several_chooses_and_one_office_needs_no_choice(world: World) -> None:
    officer = await world.enrol("Rudi", "juai")
    async with signed_in(world, officer) as browser:
        assert "Antrean" in (await browser.opens("/meja")).text
    async with world.app.database.transaction() as transaction:
        held = (await people.staff_entries(transaction, await world.person_of(officer)))[0]
        await people.enrol(transaction, replace(held, office="buleleng"))
    async with signed_in(world, officer) as browser:
        page = (await browser.opens("/meja")).text
    assert 'href="/meja/buleleng"' in page and "<table" not in page


async def test_the_months_figures_open_their_lists_and_the_share_says_of_how_many(world: World) -> None:
    head = await world.enrol("kepala", "juai", ["pimpinan"])
    async with world.app.database.transaction() as transaction:
        held = (await people.staff_entries(transaction, await world.person_of(head)))[0]
        await people.enrol(transaction, replace(held, office="buleleng", units=frozenset()))
    file, officer = OnFile(world), await world.person_of(world.officer())
    for place in range(4):
        at = world.now - timedelta(days=5 if place else 40)
        case = await file.act(await file.complaint(at=at), Action.TAKE, Role.OFFICER, officer, at=at)
        if place < 3:
            await file.act(case, Action.ANSWER, Role.HANDLER, officer, at=at + timedelta(hours=1), text="Sudah selesai dikerjakan.")
    async with signed_in(world, head) as browser:
        page = (await browser.opens("/meja")).text
        came, kept = '<a href="(/meja/juai/cari\\?dari=2026-11-01)">3</a>', r'<a href="([^"]*)">(\d+) % \(2 dari (\d)\)</a>'
        assert (link := re.search(came, page)) and (share := re.search(kept, page.replace("\N{NO-BREAK SPACE}", " ")))
        assert await numbers(browser, link[1]) == 3
        assert await numbers(browser, html.unescape(share[1])) == 2


async def numbers(browser: StaffBrowser, link: str) -> int:
    await browser.opens(link)
    return len(set(re.findall(r"/meja/kasus/([A-Z0-9-]+)", browser.page)))
