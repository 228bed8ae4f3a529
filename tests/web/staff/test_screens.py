"""The desk in Chromium at the width of a telephone and of a screen: nothing sideways, nothing that axe-core finds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from handlers.casework.moves import Action, Role
from handlers.talking.turn import Knowledge
from tests.cases_on_file import OnFile
from tests.web.phones import leave, served
from tests.web.staff.screens import WIDTHS, open_desk
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def busy(tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[tuple[World, str]]:
    """An office with some complaints, one of them late."""
    world = World(tmp_path, knowledge)
    await world.start()
    await _cases(world)
    async with served(world.app) as address:
        yield world, address
    await world.stop()


async def _cases(world: World) -> None:
    """Of each kind one: new, late, today, urgent, confidential, waiting, answered."""
    file, officer = OnFile(world), await world.person_of(world.officer())
    await file.complaint()
    await file.complaint("Berkas pindah domisili saya sudah tiga minggu belum selesai.", at=world.now - timedelta(days=20))
    await file.complaint("Petugas loket tidak ada di tempat jam 8 pagi.", category="ringan")
    await file.complaint("Ada pohon tumbang menutup jalan desa, kabel listrik putus.", urgent=True)
    await file.complaint("Ada kekerasan di rumah tetangga.", confidential=True)
    case = await file.act(await file.complaint("Surat pengantar saya salah nama.", name="Siti Aminah"), Action.TAKE, Role.OFFICER, officer)
    await file.act(case, Action.ASK, Role.HANDLER, officer, text="Nama yang benar menurut KTP apa, Bu?")
    case = await file.act(await file.complaint("Kursi ruang tunggu rusak."), Action.TAKE, Role.OFFICER, officer)
    await file.act(case, Action.ANSWER, Role.HANDLER, officer, text="Kursinya sudah kami ganti kemarin sore.")


async def test_searching_is_clean(chromium: Browser, busy: tuple[World, str]) -> None:
    world, address = busy
    desk = await open_desk(chromium, address, world.supervisor())
    await desk.page.get_by_role("link", name="Cari").click()
    await desk.is_clean("finding-empty")
    await desk.page.get_by_label("Kata, nomor").fill("surat pengantar")
    await desk.page.get_by_role("button", name="Cari", exact=True).click()
    await expect(desk.page.get_by_role("cell", name="Surat pengantar saya salah nama")).to_be_visible()
    await desk.page.get_by_text("Saring").click()
    await desk.is_clean("finding")
    await desk.page.get_by_role("heading", level=1).click()
    await desk.page.keyboard.press("/")
    await desk.page.keyboard.type("jalan")
    await expect(desk.page.get_by_label("Kata, nomor")).to_have_value("jalan")
    await desk.page.get_by_role("heading", level=1).click()
    await desk.page.keyboard.press("a")
    await expect(desk.page.get_by_role("heading", name="Antrean")).to_be_visible()
    await desk.page.keyboard.press("/")
    await expect(desk.page.get_by_label("Kata, nomor")).to_be_focused()
    await desk.page.get_by_role("heading", level=1).click()
    await desk.page.keyboard.press("?")
    await expect(desk.page.get_by_role("heading", name="Tombol pintas")).to_be_visible()
    await desk.is_clean("shortcuts")
    await leave(desk.page)


async def test_the_place_one_is_at_is_in_sight_in_the_menu_of_a_phone(chromium: Browser, busy: tuple[World, str]) -> None:
    world, address = busy
    desk = await open_desk(chromium, address, world.supervisor(), scripts=False)
    for path in ("", "/gambaran", "/ekspor"):
        await desk.opens(f"/meja/juai{path}")
        await expect(desk.page.get_by_label("Meja").locator("[aria-current]")).to_be_in_viewport(ratio=0.99)
    await leave(desk.page)


@pytest.mark.parametrize(("width", "scripts"), [(WIDTHS[0], True), (WIDTHS[1], False)], ids=["", "without scripts"])
async def test_a_case_is_worked_on_with_and_without_scripts(chromium: Browser, busy: tuple[World, str], width: int, scripts: bool) -> None:
    world, address = busy
    desk = await open_desk(chromium, address, world.officer(), width, scripts=scripts)
    await desk.page.get_by_role("link", name="Belum diambil").click()
    await desk.page.get_by_role("row", name="Lampu jalan").get_by_role("link").click()
    await desk.page.get_by_role("button", name="Ambil").click()
    await expect(desk.page.get_by_role("status").filter(has_text="sekarang Bapak/Ibu tangani")).to_be_visible()
    await desk.page.get_by_text("Jawab & selesai").first.click()
    await desk.page.get_by_label("Jawaban kepada pelapor").fill("Lampunya sudah kami ganti kemarin sore.")
    if scripts:
        await desk.is_clean("case")
    await desk.page.get_by_role("button", name="Jawab & selesai").click()
    await desk.page.get_by_role("button", name="Ya, kirim").click()
    await expect(desk.page.get_by_role("definition").filter(has_text="Selesai, menunggu tanggapan")).to_be_visible()
    await leave(desk.page)


async def test_the_keys_of_the_acts_open_their_forms_and_never_fire_in_a_field(chromium: Browser, busy: tuple[World, str]) -> None:
    world, address = busy
    case = await OnFile(world).complaint("Bangku taman patah.")
    desk = await open_desk(chromium, address, world.officer(), 1280)
    page, keyboard = desk.page, desk.page.keyboard
    await desk.opens(f"/meja/kasus/{case.number}")
    await keyboard.press("b")
    await expect(page.get_by_label("Jawaban kepada pelapor")).to_have_count(0)
    await keyboard.press("t")
    await expect(page.get_by_role("button", name="Ambil")).to_be_focused()
    assert (await world.complaint(case.number)).officer is None, "the key alone sends nothing"
    await keyboard.press("Enter")
    await expect(page.get_by_role("status").filter(has_text="sekarang Bapak/Ibu tangani")).to_be_visible()
    await keyboard.press("c")
    note = page.get_by_label("Catatan untuk petugas lain")
    await expect(note).to_be_focused()
    await keyboard.type("b tapi pasak u")
    await expect(note).to_have_value("b tapi pasak u")
    await page.get_by_role("heading", level=1).click()
    await keyboard.press("b")
    await expect(page.get_by_label("Jawaban kepada pelapor")).to_be_focused()
    await leave(page)


async def test_a_case_that_changes_says_so_on_the_open_page(chromium: Browser, busy: tuple[World, str]) -> None:
    world, address = busy
    case = await OnFile(world).complaint("Pagar taman rusak.")
    desk = await open_desk(chromium, address, world.officer())
    await desk.opens(f"/meja/kasus/{case.number}")
    await expect(desk.page.get_by_text("baru saja berubah")).to_be_hidden()
    await OnFile(world).act(case, Action.RAISE, Role.OFFICER, await world.person_of(world.officer()), text="Kabelnya putus.")
    await expect(desk.page.get_by_text("baru saja berubah")).to_be_visible()
    await leave(desk.page)


async def test_the_open_queue_and_history_show_what_is_new_and_leave_alone_what_somebody_picks(
    chromium: Browser, busy: tuple[World, str]
) -> None:
    world, address = busy
    file, officer = OnFile(world), await world.person_of(world.officer())
    desk = await open_desk(chromium, address, world.supervisor(), 1280)
    await desk.page.clock.install()
    await desk.opens("/meja/juai?daftar=all")
    case = await file.complaint("Papan nama desa roboh.")
    await desk.page.clock.run_for(16_000)
    await expect(desk.page.get_by_role("cell", name="Papan nama desa roboh")).to_be_visible()
    await desk.page.get_by_label(f"Pilih {case.number}").check()
    await file.complaint("Gorong-gorong tersumbat.")
    await desk.page.clock.run_for(16_000)
    await expect(desk.page.get_by_label(f"Pilih {case.number}")).to_be_checked()
    await desk.opens(f"/meja/kasus/{case.number}")
    await file.act(case, Action.TAKE, Role.OFFICER, officer)
    await desk.page.clock.run_for(4_000)
    await expect(desk.page.get_by_role("list").get_by_text("diambil")).to_be_visible()
    await leave(desk.page)


async def test_signing_in_and_the_queue_are_clean(chromium: Browser, busy: tuple[World, str]) -> None:
    world, address = busy
    desk = await open_desk(chromium, address, world.supervisor())
    await desk.page.get_by_role("link", name="Semua terbuka").click()
    await desk.is_clean("queue")
    await desk.page.get_by_role("button", name="Keluar").click()
    await desk.page.wait_for_url("**/masuk")
    await desk.is_clean("entrance")
    await leave(desk.page)


async def test_the_picture_is_clean(chromium: Browser, busy: tuple[World, str]) -> None:
    world, address = busy
    desk = await open_desk(chromium, address, world.supervisor())
    await desk.opens("/meja/juai/gambaran?masa=90_hari")
    await desk.is_clean("picture")
    await desk.page.get_by_role("link", name="1 Lewat tenggat").click()
    await expect(desk.page.get_by_role("cell", name="Berkas pindah domisili")).to_be_visible()
    await leave(desk.page)


async def test_what_the_server_never_got_is_in_its_form_again_and_what_it_took_is_not(chromium: Browser, busy: tuple[World, str]) -> None:
    world, address = busy
    desk = await open_desk(chromium, address, world.supervisor())
    page, story = desk.page, desk.page.get_by_label("Isi laporan")
    told = page.get_by_text("Tulisan yang belum terkirim")
    await desk.opens("/meja/juai/terima")
    await story.fill("Parit di depan sekolah tersumbat, airnya meluap ke jalan.")
    await page.get_by_label("Nama", exact=True).fill("Haji Rusli")
    await page.route("**/terima", lambda route: route.abort())
    await page.get_by_role("button", name="Simpan dan buat slip").click()
    await page.wait_for_url("chrome-error://**")
    await page.unroute("**/terima")
    await desk.opens("/meja/juai/terima")
    await expect(told).to_be_visible()
    await expect(story).to_have_value("Parit di depan sekolah tersumbat, airnya meluap ke jalan.")
    await desk.is_clean("unsent")
    await page.get_by_role("button", name="Simpan dan buat slip").click()
    await page.get_by_role("button", name="Cetak slip").wait_for()
    await desk.opens("/meja/juai/terima")
    await expect(story).to_have_value("")
    await story.fill("Ini tidak jadi.")
    await page.reload()
    await page.get_by_role("button", name="Buang").click()
    await expect(story).to_have_value("")
    await leave(page)
