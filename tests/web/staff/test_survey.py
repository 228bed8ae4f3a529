"""The survey at the desk and the form for people at the counter: nameless, once a browser, from five answers on."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from bot.store.offices import survey
from bot.web.public.survey import MOST_A_DAY
from handlers.survey.elements import Element
from tests.papers import words_of
from tests.web.staff.browsers import StaffBrowser, browser_of, signed_in
from tests.world import World

ALL = {element.value: "3" for element in Element}
LONG_AGO, SOMEDAY = date(2000, 1, 1), date(2100, 1, 1)


async def kept(world: World) -> list[tuple[str, dict[Element, int]]]:
    found = await survey.responses(world.app.database, "juai", LONG_AGO, SOMEDAY)
    return [(one.unit, dict(one.points)) for one in found]


async def answer(world: World, *, unit: str = "", **fields: str) -> StaffBrowser:
    """Somebody with a browser of their own answers."""
    async with browser_of(world.app) as browser:
        await browser.opens(f"/survei/juai?unit={unit}")
        await browser.sends(f"/survei/juai?unit={unit}", {**ALL, **fields})
        return browser


async def test_the_form_at_the_counter_keeps_one_answer_of_a_browser(world: World) -> None:
    async with browser_of(world.app) as browser:
        await browser.opens("/survei/juai?unit=trantibum")
        for _ in range(2):
            await browser.sends("/survei/juai?unit=trantibum", ALL)
            assert "tersimpan tanpa nama" in browser.page
        assert "tersimpan tanpa nama" in (await browser.opens("/survei/juai")).text
    assert await kept(world) == [("trantibum", dict.fromkeys(Element, 3))]


async def test_a_network_cannot_stuff_the_survey(world: World) -> None:
    async with browser_of(world.app) as browser:
        for _ in range(MOST_A_DAY):
            await browser.sends("/survei/juai", ALL)
            browser.client.cookies.clear()
        assert (await browser.sends("/survei/juai", ALL)).status_code == 429
        assert "belum dihitung" in browser.page and "tersimpan tanpa nama" not in browser.page
    async with browser_of(world.app) as another_process:
        assert (await another_process.sends("/survei/juai", ALL)).status_code == 429
    assert len(await kept(world)) == MOST_A_DAY
    ((network, count),) = await world.rows("SELECT network_hash, answers FROM survey_networks")
    assert count == MOST_A_DAY and len(network) == 64
    world.now += timedelta(days=3)
    await world.app.clockwork.housekeeping.forget(world.now)
    assert await world.rows("SELECT * FROM survey_networks") == []


async def test_what_is_left_out_is_missing_and_a_unit_that_is_none_is_the_office(world: World) -> None:
    async with browser_of(world.app) as browser:
        page = (await browser.opens("/survei/juai?unit=tidak-ada")).text
        assert "tidak dikenal, jadi survei ini tentang seluruh Kantor Kecamatan Juai" in page
        assert "tidak dikenal" not in (await browser.opens("/survei/juai?unit=trantibum")).text
        assert "tidak dikenal" not in (await browser.opens("/survei/juai")).text
        await browser.sends("/survei/juai?unit=tidak-ada", {"waktu": "2"})
    assert await kept(world) == [("", {Element.WAKTU: 2})]


@pytest.mark.parametrize("fields", [{}, {"waktu": "5"}, {"waktu": "0"}, {"waktu": "3", "saran": "a" * 1001}])
async def test_what_cannot_be_kept_is_said_so(world: World, fields: dict[str, str]) -> None:
    async with browser_of(world.app) as browser:
        assert (await browser.sends("/survei/juai", fields)).status_code == 400
        assert 'role="alert"' in browser.page
    assert await kept(world) == []


async def test_there_is_no_survey_of_an_office_that_is_none(world: World) -> None:
    async with browser_of(world.app) as browser:
        assert (await browser.opens("/survei/atlantis")).status_code == 404
        assert (await browser.sends("/survei/atlantis", ALL)).status_code == 404


async def test_four_answers_are_counted_and_not_shown_a_fifth_shows_them(world: World) -> None:
    for _ in range(4):
        await answer(world)
    async with signed_in(world, world.supervisor()) as browser:
        assert "Sampai sekarang: 4" in (await browser.opens("/meja/juai/survei")).text
        assert "75,00" not in browser.page
        await answer(world, unit="trantibum")
        assert "75,00" in (await browser.opens("/meja/juai/survei")).text
        assert "75,00" not in (await browser.opens("/meja/juai/survei?masa=2025")).text


async def test_plan_and_people_served_stand_in_the_report_and_each_download_in_the_audit(world: World) -> None:
    for _ in range(5):
        await answer(world, saran="NIK saya 6311041506800001, kursinya kurang")
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai/survei?masa=2026-S2")
        await browser.sends("/meja/juai/survei?masa=2026-S2", {"dilayani_": "1.000", "rencana_persyaratan": "Syarat dipasang di papan"})
        assert "278" in browser.page and "273" in browser.page
        pdf = await browser.sends("/meja/juai/survei/laporan.pdf?masa=2026-S2", {})
        assert "Syarat dipasang di papan" in words_of(pdf.content)
        await browser.opens("/meja/juai/survei")
        book = load_workbook(io.BytesIO((await browser.sends("/meja/juai/survei/laporan.xlsx?masa=2026-S2", {})).content))
    assert "Syarat dipasang di papan" in [cell.value for cell in book["Tindak lanjut"]["C"]]
    assert "6311041506800001" not in str([cell.value for cell in book["Saran"]["A"]])
    assert await world.rows("SELECT subject FROM audit WHERE action = 'exported' ORDER BY id") == [("juai/skm",)] * 2


@pytest.mark.parametrize("people", ["0", "banyak", "-3", "99999999999"])
async def test_what_is_no_number_of_people_is_refused(world: World, people: str) -> None:
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai/survei")
        assert (await browser.sends("/meja/juai/survei", {"dilayani_": people})).status_code == 400


async def test_the_link_behind_the_code_begins_the_survey_of_the_unit(world: World) -> None:
    citizen = await world.citizen().says("survei juai trantibum")
    citizen.sees("Survei tentang Seksi", "1 dari 9")
    await citizen.presses("Sesuai")
    for _ in range(9):
        await citizen.presses("Lewati")
    assert await kept(world) == [("trantibum", {Element.PERSYARATAN: 3})]


async def test_a_unit_that_is_none_behind_a_link_in_the_chat_is_the_office(world: World) -> None:
    citizen = await world.citizen().says("survei juai tidak-ada")
    citizen.sees("Survei tentang Kantor Kecamatan Juai", "1 dari 9")
    await citizen.presses("Sesuai")
    citizen.does_not_see("Survei tentang")
    for _ in range(9):
        await citizen.presses("Lewati")
    assert await kept(world) == [("", {Element.PERSYARATAN: 3})]
