"""One act on several cases: each decided by itself, each its own line of the history."""

from __future__ import annotations

import re

from handlers.casework.moves import Action, Role
from tests.cases_on_file import OnFile
from tests.web.staff.browsers import signed_in
from tests.world import World


async def test_a_leavers_cases_go_to_somebody_else_and_what_cannot_go_is_said(world: World) -> None:
    file, leaver = OnFile(world), await world.person_of(world.officer())
    rudi = await world.person_of(await world.enrol("Rudi Hartono"))
    cases = [await file.act(await file.complaint(), Action.TAKE, Role.OFFICER, leaver) for _ in range(3)]
    ended = await file.act(cases[2], Action.REJECT, Role.HANDLER, leaver, kind="spam", text="Iklan.")
    elsewhere = await file.complaint(office="buleleng")
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai?daftar=all")
        numbers = [one.number for one in (*cases, elsewhere)]
        answer = await browser.sends("/meja/juai/bersama", {"tindakan": "assign", "officer": str(rudi), "nomor": numbers})
    assert answer.status_code == 200
    assert [(await world.complaint(one.number)).officer for one in cases[:2]] == [rudi, rudi]
    assert (await world.complaint(ended.number)).officer == leaver
    assert (await world.complaint(elsewhere.number)).officer is None
    assert "2 pengaduan belum berubah" in browser.page and "Sudah (2)" in browser.page
    assert f"{elsewhere.number}: Pengaduan itu tidak ada" in browser.page
    assert browser.page.count('<strong class="said">Sekarang ditangani Rudi Hartono.') == 2
    assert "sekarang Tidak dapat diproses" in browser.page, "why the ended one stayed as it was"


async def test_the_cases_of_one_officer_are_searched_and_ticked_together_and_those_that_failed_are_ticked_still(world: World) -> None:
    file, leaver = OnFile(world), await world.person_of(world.officer())
    await world.enrol("Rudi Hartono")
    case = await file.act(await file.complaint(), Action.TAKE, Role.OFFICER, leaver)
    hidden = await file.act(await file.complaint(confidential=True), Action.TAKE, Role.OFFICER, leaver)
    ended = await file.act(await file.complaint(), Action.TAKE, Role.OFFICER, leaver)
    ended = await file.act(ended, Action.REJECT, Role.HANDLER, leaver, kind="spam", text="Iklan.")
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens(f"/meja/juai/cari?petugas={leaver}")
        assert f'value="{ended.number}" aria-label' not in browser.page, "nobody can be given what has ended"
        await browser.opens(f"/meja/juai/cari?petugas={leaver}&pilih=semua")
        ticked = re.findall(r'name="nomor" value="([^"]+)"[^>]* checked', browser.page)
        assert set(ticked) == {case.number, hidden.number}
        rudi = re.search(r'<option value="(\d+)">Rudi Hartono \(boleh menangani 1', browser.page)
        assert rudi, browser.page
        answer = await browser.sends("/meja/juai/bersama", {"tindakan": "assign", "officer": rudi[1], "nomor": ticked})
        assert re.findall(r'name="nomor" value="([^"]+)"[^>]* checked', browser.page) == [hidden.number]
        assert "tidak boleh menangani" in browser.page and "Sekarang ditangani Rudi Hartono." in browser.page
        assert "/bersama?" in str(answer.url), "going back to it sends nothing again"
    assert ((await world.complaint(case.number)).officer, (await world.complaint(hidden.number)).officer) == (int(rudi[1]), leaver)


async def test_nothing_ticked_is_said_so(world: World) -> None:
    await OnFile(world).complaint()
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai?daftar=all")
        assert (await browser.sends("/meja/juai/bersama", {"tindakan": "assign", "officer": "1"})).status_code == 400
        assert "Pilih dulu pengaduannya" in browser.page


async def test_several_requests_are_approved_at_once(world: World) -> None:
    file, officer = OnFile(world), await world.person_of(world.officer())
    cases = [await file.act(await file.complaint(), Action.TAKE, Role.OFFICER, officer) for _ in range(2)]
    for case in cases:
        await file.act(case, Action.REQUEST_EXTENSION, Role.HANDLER, officer, until="2026-12-30T08:00:00+00:00", text="suku cadang")
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai?daftar=pending")
        await browser.sends("/meja/juai/bersama", {"tindakan": "approve", "nomor": [one.number for one in cases]})
    assert all([(await world.complaint(one.number)).extension_used for one in cases])


async def test_who_may_have_only_some_of_the_page_is_offered_with_how_many(world: World) -> None:
    file = OnFile(world)
    await world.enrol("Rudi Hartono")
    await world.enrol("Sari Peka", sensitive=True)
    for confidential in (False, False, True):
        await file.complaint(confidential=confidential)
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai?daftar=untaken")
        offered = re.findall(r"<option[^>]*>([^<]+)</option>", browser.page)
        assert "Sari Peka" in offered and "Rudi Hartono (boleh menangani 2 dari halaman ini)" in offered
        assert offered.index("Sari Peka") < offered.index("Rudi Hartono (boleh menangani 2 dari halaman ini)")
        assert 'value="approve"' not in browser.page, "nothing on the page waits for a yes"


async def test_an_officer_acts_on_one_case_at_a_time(world: World) -> None:
    case = await OnFile(world).complaint()
    async with signed_in(world, world.officer()) as browser:
        await browser.opens("/meja/juai?daftar=all")
        assert 'name="nomor"' not in browser.page
        fields = {"tindakan": "assign", "officer": "1", "nomor": [case.number]}
        assert (await browser.sends("/meja/juai/bersama", fields)).status_code == 404
    assert (await world.complaint(case.number)).officer is None
