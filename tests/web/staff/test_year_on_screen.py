"""The desk and the public pages in Chromium with a simulated year behind them: nothing sideways, nothing that axe-core finds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.store.people import people
from handlers.talking.turn import Knowledge
from tests.web.phones import leave, new_page, served
from tests.web.staff.a_year import simulated
from tests.web.staff.screens import WIDTHS, Desk, open_desk
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
DESK = ("", "/cari?q=jembatan", "/terima", "/gambaran?masa=tahun_ini", "/belajar?hari=90", "/survei", "/poster", "/ekspor")
PUBLIC = ("/kantor/juai", "/kantor/juai/layanan/perekaman-e-ktp", "/survei/juai", "/kantor/tidak-ada")


@dataclass(frozen=True, kw_only=True)
class Year:
    world: World
    address: str


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def year(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> AsyncIterator[Year]:
    world = World(Path(tmp_path_factory.mktemp("year")), knowledge)
    await world.start()
    await simulated(world)
    async with served(world.app) as address:
        yield Year(world=world, address=address)
    await world.stop()


async def _leads_two(world: World) -> None:
    supervisor = await world.person_of(world.supervisor())
    async with world.app.database.transaction() as transaction:
        held = (await people.staff_entries(transaction, supervisor))[0]
        await people.enrol(transaction, replace(held, office="buleleng", units=frozenset()))


async def looked_at(desk: Desk, path: str, name: str) -> None:
    await desk.opens(path)
    await desk.is_clean(f"year-{name}")


async def test_every_room_of_the_desk_is_clean(chromium: Browser, year: Year) -> None:
    desk = await open_desk(chromium, year.address, year.world.supervisor())
    for path in DESK:
        await looked_at(desk, f"/meja/juai{path}", path.partition("?")[0].strip("/") or "antrean")
    await leave(desk.page)


async def test_a_case_and_a_slip_are_clean(chromium: Browser, year: Year) -> None:
    desk = await open_desk(chromium, year.address, year.world.supervisor())
    ((number,),) = await year.world.rows("SELECT number FROM case_facts WHERE state = 'resolved' ORDER BY received_at DESC LIMIT 1")
    await looked_at(desk, f"/meja/kasus/{number}", "kasus")
    await desk.opens("/meja/juai/terima")
    await desk.page.get_by_label("Isi laporan").fill("Parit di depan sekolah tersumbat, airnya meluap.")
    await desk.page.get_by_label("Nama", exact=True).fill("Haji Rusli")
    await desk.page.get_by_role("button", name="Simpan dan buat slip").click()
    await desk.page.get_by_role("button", name="Cetak slip").wait_for()
    await desk.is_clean("year-slip")
    await leave(desk.page)


async def test_the_public_pages_are_clean(chromium: Browser, year: Year) -> None:
    desk = Desk(await new_page(chromium, WIDTHS[0]), year.address)
    for path in PUBLIC:
        await looked_at(desk, path, path.strip("/").replace("/", "-"))
    await leave(desk.page)


async def test_all_offices_at_a_glance_are_clean(chromium: Browser, year: Year) -> None:
    """The last one: from now on the supervisor belongs to two offices."""
    desk = await open_desk(chromium, year.address, year.world.supervisor())
    await _leads_two(year.world)
    await looked_at(desk, "/meja", "semua-kantor")
    await leave(desk.page)
