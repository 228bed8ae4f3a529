"""An admin invites, changes, sets absent and removes; who leaves has no case in hand, and the office is never without an admin."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from bot.store.people import people
from handlers.casework.access import StaffMember
from handlers.casework.moves import Action, Role, State
from tests.cases_on_file import OnFile
from tests.phones import Phone
from tests.web.admin.test_standards import admin, filled
from tests.web.staff.browsers import StaffBrowser, signed_in
from tests.world import World

LIST = "/meja/juai/petugas"


async def member(world: World, person: int) -> StaffMember | None:
    return next((one for one in await people.staff(world.app.database, "juai") if one.person == person), None)


async def sends(browser: StaffBrowser, page: str, deed: str = "", **fields: Any) -> int:
    await browser.opens(page)
    mark = {key: value for key, value in filled(browser).items() if key == "tanda"}
    return (await browser.sends(f"{page}{deed}", {**mark, **fields})).status_code


async def agrees(browser: StaffBrowser, phone: Phone) -> int:
    """Says yes in the chat to what the page waits for, and goes on."""
    await phone.world.settle()
    await phone.presses("Ya, saya")
    return await goes_on(browser)


async def goes_on(browser: StaffBrowser) -> int:
    assert "Pastikan di chat" in browser.page, browser.page
    path = re.findall(r'<form method="post" action="([^"]+)"', browser.page)[-1]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', browser.page.partition("Pastikan di chat</h1>")[2]):
        fields.setdefault(name, []).append(html.unescape(value))
    return (await browser.sends(path, {name: values[0] if len(values) == 1 else values for name, values in fields.items()})).status_code


async def rudi_in(world: World) -> tuple[Phone, int, str]:
    rudi = await world.enrol("rudi", units=["trantibum"])
    person = await world.person_of(rudi)
    return rudi, person, f"{LIST}/{person}"


async def test_a_code_made_here_lets_somebody_in_with_what_was_chosen(world: World) -> None:
    fields: dict[str, Any] = {"nama": "Rudi  Hartono", "peran": ["petugas", "pengawas"], "unit": ["trantibum"], "peka": "1"}
    phone = await admin(world)
    async with signed_in(world, phone) as browser:
        assert await sends(browser, LIST, **fields) == 200
        assert await agrees(browser, phone) == 200
        found = re.search(r"GABUNG (\w{10})", browser.page)
        assert found
        await browser.opens(LIST)
        assert found[1] not in browser.page, "shown once"
    fresh = world.phone("baru")
    await fresh.says(f"GABUNG {found[1]}")
    held = await member(world, await world.person_of(fresh))
    assert held and (held.roles, held.units, held.sensitive) == (frozenset({Role.OFFICER, Role.SUPERVISOR}), frozenset({"trantibum"}), True)
    assert held.name == "Rudi Hartono", "not what the chat calls itself"


async def test_somebody_is_renamed_and_changed(world: World) -> None:
    _, person, page = await rudi_in(world)
    phone = await admin(world)
    async with signed_in(world, phone) as browser:
        assert await sends(browser, page, nama="Rudi Hartono", peran=["pimpinan"], unit=[], peka="1") == 200
        assert await agrees(browser, phone) == 200
    held = await member(world, person)
    assert held and (held.name, held.roles, held.sensitive) == ("Rudi Hartono", frozenset({Role.HEAD}), True)
    assert ("staff_changed", "juai") in await world.rows("SELECT action, subject FROM audit")


@pytest.mark.parametrize(
    "fields",
    [
        {"nama": " ", "peran": ["petugas"], "unit": ["trantibum"]},
        {"nama": "Rudi", "peran": []},
        {"nama": "Rudi", "peran": ["petugas"], "unit": ["tidak-ada"]},
        {"nama": "Rudi", "peran": ["raja"]},
    ],
)
async def test_a_wrong_form_changes_nobody(world: World, fields: dict[str, Any]) -> None:
    _, person, page = await rudi_in(world)
    before = await member(world, person)
    async with signed_in(world, await admin(world)) as browser:
        assert await sends(browser, page, **fields) == 400
    assert await member(world, person) == before


async def test_an_invitation_without_a_unit_is_typed_once(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        assert await sends(browser, LIST, nama="Rudi Hartono", peran=["petugas"], telepon="0812 3456 7890") == 400
        assert 'role="alert"' in browser.page and "Rudi Hartono" in browser.page and "0812 3456 7890" in browser.page


async def test_who_is_removed_has_no_case_and_no_page_any_more(world: World) -> None:
    rudi, person, page = await rudi_in(world)
    file = OnFile(world)
    case = await file.act(await file.complaint(unit="trantibum"), Action.TAKE, Role.OFFICER, person)
    phone = await admin(world)
    async with signed_in(world, rudi) as his, signed_in(world, phone) as browser:
        assert await sends(browser, page, "/keluarkan") == 400, "asked once more"
        assert await sends(browser, page, "/keluarkan", yakin="1") == 200
        assert await agrees(browser, phone) == 200
        assert "1 pengaduan kembali" in browser.page
        assert "Masuk" in (await his.opens("/meja/juai")).text
    freed = await world.complaint(case.number)
    assert (freed.state, freed.officer) == (State.RECEIVED, None)
    await world.settle()
    assert any(case.number in text for text in world.supervisor().texts), "handed over"


async def test_the_last_admin_stays(world: World) -> None:
    await world.without_examples()
    only = await admin(world)
    person = await world.person_of(only)
    async with signed_in(world, only) as browser:
        assert await sends(browser, f"{LIST}/{person}", "/keluarkan", yakin="1") == 400
        assert await sends(browser, f"{LIST}/{person}", nama="Saya", peran=["pimpinan"]) == 400
    held = await member(world, person)
    assert held and Role.ADMIN in held.roles


async def test_an_absence_with_a_stand_in_who_hears_of_it_and_an_early_return(world: World) -> None:
    _, person, page = await rudi_in(world)
    ani = await world.enrol("ani", units=["trantibum"])
    other = str(await world.person_of(ani))
    async with signed_in(world, await admin(world)) as browser:
        assert await sends(browser, page, "/absen", dari="2026-11-24", sampai="2026-11-26", pengganti=other) == 200
        held = await member(world, person)
        assert held and held.is_away(world.now) and str(held.stand_in) == other
        await world.settle()
        assert any("rudi" in text for text in ani.texts)
        assert await sends(browser, page, "/kembali") == 200
    held = await member(world, person)
    assert held and not held.is_away(world.now)


@pytest.mark.parametrize(
    "fields",
    [
        {"dari": "2026-11-26", "sampai": "2026-11-24"},
        {"dari": "", "sampai": "2026-11-24"},
        {"dari": "2026-11-24", "sampai": "2026-11-25", "pengganti": "999"},
    ],
)
async def test_a_wrong_absence_is_not_noted(world: World, fields: dict[str, str]) -> None:
    _, person, page = await rudi_in(world)
    async with signed_in(world, await admin(world)) as browser:
        assert await sends(browser, page, "/absen", **fields) == 400
        assert 'role="alert"' in browser.page and f'value="{fields["sampai"]}"' in browser.page, "the form again, with what was typed"
    held = await member(world, person)
    assert held and held.away_until is None


async def test_without_a_yes_in_the_chat_nobody_gets_more_and_another_form_is_not_confirmed_by_it(world: World) -> None:
    _, person, page = await rudi_in(world)
    before, phone = await member(world, person), await admin(world)
    async with signed_in(world, phone) as browser:
        assert await sends(browser, page, nama="Rudi", peran=["admin"], unit=["trantibum"]) == 200
        assert await goes_on(browser) == 200 and "Belum ada jawaban" in browser.page
        await phone.world.settle()
        await phone.presses("Ya, saya")
        browser.page = browser.page.replace('name="peran" value="admin"', 'name="peran" value="pimpinan"')
        assert await goes_on(browser) == 200 and "Belum ada jawaban" in browser.page
    assert await member(world, person) == before


async def test_who_did_not_ask_closes_every_session_with_one_press(world: World) -> None:
    _, person, page = await rudi_in(world)
    phone = await admin(world)
    async with signed_in(world, phone) as browser:
        assert await sends(browser, page, "/keluarkan", yakin="1") == 200
        await world.settle()
        await phone.presses("Bukan saya")
        assert "sudah ditutup" in phone.texts[-1]
        assert (await browser.opens(page)).url.path == "/masuk"
    assert await member(world, person)


async def test_what_gives_nobody_more_needs_no_second_yes(world: World) -> None:
    _, person, page = await rudi_in(world)
    async with signed_in(world, await admin(world)) as browser:
        assert await sends(browser, page, nama="Rudi Hartono", peran=["petugas"], unit=["trantibum"]) == 200
        assert "Tersimpan" in browser.page
    held = await member(world, person)
    assert held and held.name == "Rudi Hartono"


@pytest.mark.parametrize(
    ("chats", "said"),
    [
        ("DELETE FROM chats WHERE person = ?", "belum ada chat"),
        ("UPDATE chats SET reachable = 0 WHERE person = ?", "staff invite --office juai"),
    ],
)
async def test_an_admin_who_cannot_be_asked_is_told_what_to_do_first(world: World, chats: str, said: str) -> None:
    _, person, page = await rudi_in(world)
    before, phone = await member(world, person), await admin(world)
    async with signed_in(world, phone) as browser:
        await world.app.database.execute(chats, await world.person_of(phone))
        for deed, fields in (("", {"nama": "Rudi", "peran": ["admin"], "unit": ["trantibum"]}), ("/keluarkan", {"yakin": "1"})):
            assert await sends(browser, page, deed, **fields) == 400
            assert said in html.unescape(browser.page), browser.page
        assert await sends(browser, "/meja/juai/mulai/bot", token="123:abc") == 400
    assert await member(world, person) == before


async def test_of_two_who_change_a_person_at_once_the_second_is_told(world: World) -> None:
    _, person, page = await rudi_in(world)
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(page)
        mark = filled(browser)["tanda"]
        for name, status in (("Rudi A", 200), ("Rudi B", 400)):
            fields = {"nama": name, "peran": ["petugas"], "unit": ["trantibum"], "tanda": mark}
            assert (await browser.sends(page, fields)).status_code == status
        assert "diubah orang lain" in browser.page
    held = await member(world, person)
    assert held and held.name == "Rudi A"
