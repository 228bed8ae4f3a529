"""Next year's document in the browser: shown service by service, and what is agreed to holds at once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from knowledge.standards.library import ROOT
from tests.importer.documents import word_tables
from tests.importer.samples import SAMPLES
from tests.web.admin.test_standards import admin, saves
from tests.web.admin.test_start import DOCUMENT
from tests.web.staff.browsers import signed_in
from tests.world import World

PAGE = "/meja/juai/layanan/dokumen"
TODAY, YESTERDAY = date(2026, 11, 24), date(2026, 11, 23)


async def test_a_document_is_shown_first_and_only_what_is_ticked_holds(world: World, tmp_path: Path) -> None:
    title = world.app.library.services["juai/perekaman-e-ktp"].title
    path = word_tables(tmp_path / "keputusan.docx", samples=[replace(SAMPLES[0], title=title), SAMPLES[-2]])
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(PAGE)
        await browser.sends(PAGE, {}, files={"dokumen": (path.name, path.read_bytes(), DOCUMENT)})
        assert SAMPLES[-2].title in browser.page and "Dicabut" in browser.page and "Berubah" in browser.page, browser.page
        assert world.app.library.services["juai/perekaman-e-ktp"].component("waktu").items[0].text != SAMPLES[0].parts["waktu"][0]
        assert f"+ {SAMPLES[0].parts['waktu'][0]}" in browser.page, "what comes, and what goes"
        changed = "".join(re.findall(r'type="checkbox" name="ambil".*?</label>', browser.page))
        token = re.search(r'name="dokumen" value="([^"]+)"', browser.page)
        assert token and 'value="services/dispensasi-nikah" checked' not in browser.page, "a withdrawal is not ticked beforehand"
        ticked = {"dokumen": token[1], "ambil": ["services/perekaman-e-ktp", "services/dispensasi-nikah"]}
        assert f'name="sampai:services/dispensasi-nikah" value="{YESTERDAY}"' in browser.page, "proposed where the decree has no date"
        assert (await browser.sends(f"{PAGE}/ambil", {**ticked, "sampai:services/dispensasi-nikah": "besok"})).status_code == 400
        assert (await browser.sends(f"{PAGE}/ambil", {**ticked, "sampai:services/dispensasi-nikah": "9999-12-31"})).status_code == 400
        await browser.sends(f"{PAGE}/ambil", {**ticked, "sampai:services/dispensasi-nikah": str(TODAY)})
        assert "2 perubahan" in browser.page and "sudah lewat" not in browser.page, browser.page
        await browser.opens("/meja/juai/layanan")
        assert "sampai Selasa, 24 November 2026" in browser.page, browser.page
    services = world.app.library.services
    assert services["juai/perekaman-e-ktp"].component("waktu").items[0].text == SAMPLES[0].parts["waktu"][0]
    before = world.knowledge.library.services["juai/perekaman-e-ktp"]
    assert services["juai/perekaman-e-ktp"].names == before.names and services["juai/perekaman-e-ktp"].phrases == before.phrases, (
        "nobody accepted others"
    )
    assert "sebutan" not in changed and "ungkapan" not in changed, changed
    assert "juai/dispensasi-nikah" in services, "until the end of its last day"
    await world.at(world.now + timedelta(days=1))
    services = world.app.library.services
    assert "juai/dispensasi-nikah" not in services and "juai/dispensasi-nikah" in world.app.library.drafts
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/layanan/dispensasi-nikah")
        assert "berakhir" in browser.page and "Terbitkan" in browser.page
        await browser.sends("/meja/juai/layanan/dispensasi-nikah/keadaan", {"keadaan": "terbit"})
    assert "juai/dispensasi-nikah" in world.app.library.services, "published again, without a last day"
    assert SAMPLES[-2].title not in {service.title for service in services.values()}, "not ticked"
    assert not list((ROOT).glob(".dokumen"))
    [(reason,)] = await world.rows("SELECT reason FROM audit WHERE action = 'document_imported'")
    assert title in reason


async def test_a_last_day_that_has_passed_is_said_before_and_after(world: World, tmp_path: Path) -> None:
    path = word_tables(tmp_path / "keputusan.docx", samples=[SAMPLES[-2]])
    gone = world.app.library.services["juai/dispensasi-nikah"].title
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(PAGE)
        await browser.sends(PAGE, {}, files={"dokumen": (path.name, path.read_bytes(), DOCUMENT)})
        token = re.search(r'name="dokumen" value="([^"]+)"', browser.page)
        assert token and "Hari itu sudah lewat" in browser.page
        await browser.sends(
            f"{PAGE}/ambil",
            {"dokumen": token[1], "ambil": "services/dispensasi-nikah", "sampai:services/dispensasi-nikah": str(YESTERDAY)},
        )
        assert f"sudah lewat, jadi mulai sekarang tidak dijawab lagi: {gone}." in browser.page, browser.page
    assert "juai/dispensasi-nikah" not in world.app.library.services


async def test_a_single_service_is_added_as_an_empty_draft_filled_and_published(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/layanan")
        await browser.sends("/meja/juai/layanan", {"judul": "Surat Keterangan Janda"})
        assert "Draf dibuat" in browser.page, browser.page
        page = "/meja/juai/layanan/keterangan-janda"
        assert await saves(browser, page, isi_persyaratan="Fotokopi KTP") == 200, browser.page
        assert "Tersimpan sebagai draf" in browser.page and "sudah berlaku" not in browser.page, "nobody is answered with it yet"
        assert (await browser.sends(f"{page}/keadaan", {"keadaan": "terbit"})).status_code == 200, browser.page
        assert world.app.library.services["juai/keterangan-janda"].component("persyaratan").items[0].text == "Fotokopi KTP"
        await browser.opens("/meja/juai/layanan")
        assert (await browser.sends("/meja/juai/layanan", {"judul": "surat keterangan janda"})).status_code == 400, "once"
        assert 'value="surat keterangan janda"' in browser.page and 'role="alert"' in browser.page


async def test_a_document_that_cannot_be_read_is_said_so(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(PAGE)
        answer = await browser.sends(PAGE, {}, files={"dokumen": ("a.docx", b"bukan", DOCUMENT)})
        assert answer.status_code == 400 and 'role="alert"' in browser.page
        assert (await browser.sends(f"{PAGE}/ambil", {"dokumen": "../../offices", "ambil": "services/a"})).status_code == 400
