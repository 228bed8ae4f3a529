"""The admin's pages in Chromium at the width of a telephone and of a screen: nothing sideways, nothing that axe-core finds, all by keyboard."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from handlers.talking.turn import Knowledge
from tests.importer.documents import pdf_tables, sheet_matrix, word_tables
from tests.web.admin.test_originals import put_at
from tests.web.admin.test_standards import admin
from tests.web.admin.test_start import link as setup_link
from tests.web.phones import evaluated, leave, new_page, served
from tests.web.staff.screens import WIDTHS, Desk, open_desk
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PAGES = (
    "layanan",
    "layanan/ahli-waris",
    "layanan/ahli-waris/riwayat",
    "kesiapan",
    "pertanyaan",
    "petugas",
    "kantor",
    "kantor?bagian=unit",
    "kantor?bagian=pengaduan",
    "kantor?bagian=pengingat",
    "kantor?bagian=kalimat",
    "kantor/riwayat",
    "jejak",
    "kunci-sandi",
    "mulai/layanan",
    "mulai/bot",
    "mulai/admin",
    "mulai/coba?tanya=syarat surat ahli waris apa saja",
)
MOST_STOPS = 150


@pytest_asyncio.fixture(loop_scope="session")
async def served_office(tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[tuple[World, str]]:
    world = World(tmp_path, knowledge)
    await world.start()
    async with served(world.app) as address:
        yield world, address
    await world.stop()


async def tab_to(page: Page, text: str) -> None:
    """Presses Tab until what has the focus says this, and fails where it never does or where the focus cannot be seen."""
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        said, seen = await evaluated(
            page,
            """() => { const at = document.activeElement, style = getComputedStyle(at);
            return [(at.innerText || at.value || '').trim(), style.outlineStyle !== 'none' || style.boxShadow !== 'none'] }""",
        )
        if said == text:
            assert seen, f"“{text}” has the focus and does not show it"
            return
    raise AssertionError(f"“{text}” is not reached with Tab")


async def test_every_page_fits_and_is_accessible(chromium: Browser, served_office: tuple[World, str], tmp_path: Path) -> None:
    world, address = served_office
    put_at(world, word_tables(tmp_path / "standar.docx"))
    desk = await open_desk(chromium, address, await admin(world))
    for page in PAGES:
        await desk.opens(f"/meja/juai/{page}")
        await expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
        await desk.is_clean(f"admin-{re.sub(r'[^a-z]+', '-', page)}")
    await leave(desk.page)


async def test_long_words_break_on_a_telephone(chromium: Browser, served_office: tuple[World, str]) -> None:
    """The name of a document's file, and an e-mail address, have no space at which a line could end."""
    world, address = served_office
    library, long_name = world.app.library, "Standar_Pelayanan_Dukcapil_Muara_Lintang_Perubahan_2025.docx"
    office, service = library.offices["juai"], library.services["juai/ahli-waris"]
    email = next(one for one in office.contacts if one.kind == "email")
    contact = email.model_copy(update={"value": f"{long_name}@dukcapil.muaralintangkab.go.id"})
    changed = service.model_copy(update={"source": service.source.model_copy(update={"document": long_name})})
    world.app.resources.shelf.current = replace(
        world.app.resources.shelf.current,
        library=replace(
            library,
            offices={**library.offices, "juai": office.model_copy(update={"contacts": [contact]})},
            services={**library.services, service.id: changed},
        ),
    )
    desk = await open_desk(chromium, address, await admin(world), WIDTHS[0])
    for page in ("/meja/juai/layanan/ahli-waris", "/kantor/juai", "/kantor/juai/layanan/ahli-waris"):
        await desk.opens(page)
        assert long_name in await desk.page.content(), page
        await desk.fits(f"admin-panjang{page.replace('/', '-')}")
    await leave(desk.page)


async def test_a_page_of_the_document_is_seen_beside_the_fields_on_a_telephone(
    chromium: Browser, served_office: tuple[World, str], tmp_path: Path
) -> None:
    world, address = served_office
    put_at(world, pdf_tables(tmp_path / "standar.pdf"))
    desk = await open_desk(chromium, address, await admin(world), WIDTHS[0])
    await desk.opens("/meja/juai/layanan/ahli-waris")
    picture = desk.page.get_by_alt_text(re.compile("^Halaman 1 dokumen")).first
    await picture.scroll_into_view_if_needed()
    await expect(picture).to_have_js_property("complete", True)
    assert await picture.evaluate("image => image.naturalWidth") > 500, "it is painted, not only announced"
    await desk.fits("admin-dokumen")
    await desk.page.context.close()


@pytest.mark.parametrize("make", [word_tables, sheet_matrix])
async def test_the_marked_words_of_a_table_are_in_sight_on_a_telephone(
    chromium: Browser, served_office: tuple[World, str], tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    """A table of a few columns fits; a matrix moves to them."""
    world, address = served_office
    put_at(world, make(tmp_path / ("standar.docx" if make is word_tables else "standar.xlsx")))
    desk = await open_desk(chromium, address, await admin(world), WIDTHS[0])
    await desk.opens("/meja/juai/layanan/ahli-waris")
    boxes = await evaluated(
        desk.page,
        """[...document.querySelectorAll('details[open] .excerpt')].filter(box => box.clientWidth && box.querySelector('mark')).map(box => {
        const frame = box.getBoundingClientRect(), words = box.querySelector('mark').getBoundingClientRect();
        return words.left >= frame.left - 1 && words.right <= frame.right + 1 && words.top >= frame.top - 1 && words.top < frame.bottom })""",
    )
    assert boxes and all(boxes), boxes
    await desk.fits(f"admin-asli-{make.__name__}")
    await leave(desk.page)


async def test_a_standard_is_changed_by_keyboard_without_scripts(chromium: Browser, served_office: tuple[World, str]) -> None:
    world, address = served_office
    desk = await open_desk(chromium, address, await admin(world), scripts=False)
    await desk.opens("/meja/juai/layanan/ahli-waris")
    await desk.page.get_by_label("Butir: Biaya").focus()
    await desk.page.keyboard.press("Control+a")
    await desk.page.keyboard.type("Rp360 tiap lembar")
    await desk.page.get_by_role("button", name="Simpan").focus()
    await desk.page.keyboard.press("Enter")
    await expect(desk.page.get_by_text("Tersimpan dan sudah berlaku")).to_be_visible()
    await leave(desk.page)
    assert world.app.library.services["juai/ahli-waris"].component("biaya").items[0].text == "Rp360 tiap lembar"


async def test_the_office_is_changed_with_tab_and_enter_alone(chromium: Browser, served_office: tuple[World, str]) -> None:
    world, address = served_office
    desk = await open_desk(chromium, address, await admin(world), 1280)
    await desk.opens("/meja/juai/layanan")
    await tab_to(desk.page, "Kantor")
    await desk.page.keyboard.press("Enter")
    await desk.page.wait_for_url("**/meja/juai/kantor")
    await desk.page.get_by_label("Sabtu").focus()
    await desk.page.keyboard.type("08.00-12.00")
    await tab_to(desk.page, "Periksa dulu")
    await desk.page.keyboard.press("Enter")
    await expect(desk.page.get_by_role("heading", name="Sebelum disimpan")).to_be_visible()
    await desk.is_clean("admin-periksa")
    await tab_to(desk.page, "Ya, simpan")
    await desk.page.keyboard.press("Enter")
    await expect(desk.page.get_by_text("Tersimpan dan sudah berlaku")).to_be_visible()
    await leave(desk.page)
    assert world.app.library.offices["juai"].week.saturday


async def test_a_person_is_changed_after_a_yes_in_the_chat(chromium: Browser, served_office: tuple[World, str]) -> None:
    world, address = served_office
    phone = await admin(world)
    desk = await open_desk(chromium, address, phone, scripts=False)
    await desk.opens(f"/meja/juai/petugas/{await world.person_of(world.officer())}")
    await desk.page.get_by_label("pimpinan").check()
    await desk.page.get_by_role("button", name="Simpan").press("Enter")
    await expect(desk.page.get_by_role("heading", name="Pastikan di chat")).to_be_visible()
    await desk.fits("admin-confirm")
    await world.settle()
    await phone.presses("Ya, saya")
    await desk.page.get_by_role("button", name="Lanjutkan").press("Enter")
    await expect(desk.page.get_by_text("Tersimpan.")).to_be_visible()
    await leave(desk.page)


async def test_the_first_page_of_a_new_office_is_clean(chromium: Browser, served_office: tuple[World, str]) -> None:
    world, address = served_office
    desk = Desk(await new_page(chromium, WIDTHS[0]), address)
    await desk.opens(await setup_link(world))
    await desk.page.get_by_role("button", name="Masuk").press("Enter")
    await expect(desk.page.get_by_role("heading", name="Kantor baru")).to_be_visible()
    await desk.is_clean("admin-mulai")
    await leave(desk.page)
