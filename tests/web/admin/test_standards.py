"""An admin changes a standard in the browser: checked, at once, in the audit, and taken back; nobody else does."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Sequence

import pytest

from bot.store.offices import changes
from knowledge.archetypes import catalogue
from knowledge.editing.office_files import OfficeFiles
from knowledge.editing.plain_lines import component_of, lines_of, notes_of
from knowledge.standards.library import ROOT
from knowledge.standards.standard import Component
from tests.phones import Phone
from tests.web.staff.browsers import StaffBrowser, signed_in
from tests.world import World

PAGE = "/meja/juai/layanan/ahli-waris"
OWN = "pengetahuan/offices/juai/services/ahli-waris.yaml"


async def admin(world: World, office: str = "juai") -> Phone:
    return await world.enrol(f"admin-{office}", office, roles=["admin"])


def filled(browser: StaffBrowser) -> dict[str, str]:
    """The fields of the form that the page shows."""
    areas = re.findall(r'<textarea[^>]* name="([\w.]+)"[^>]*>\n?(.*?)</textarea>', browser.page, re.DOTALL)
    inputs = re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', browser.page)
    chosen = re.findall(r'<select[^>]* name="(\w+)">.*?<option value="([^"]*)" selected', browser.page, re.DOTALL)
    shown = {name: html.unescape(value) for name, value in (*areas, *inputs, *chosen)}
    boxes = set(re.findall(r'<input type="checkbox" name="(\w+)"', browser.page))
    ticked = re.findall(r'<input type="checkbox" name="(\w+)" value="1" checked', browser.page)
    return {name: value for name, value in shown.items() if name not in boxes} | dict.fromkeys(ticked, "1")


async def saves(browser: StaffBrowser, page: str = PAGE, **fields: str) -> int:
    await browser.opens(page)
    return (await browser.sends(page, {**filled(browser), **fields})).status_code


async def test_a_changed_standard_answers_at_once_and_is_taken_back(world: World) -> None:
    before = (ROOT / "offices/juai/services/ahli-waris.yaml").read_text()
    citizen = world.citizen()
    async with signed_in(world, await admin(world)) as browser:
        assert await saves(browser, isi_biaya="Rp5.000 tiap lembar") == 200, browser.page
        assert "sudah berlaku" in browser.page
        await citizen.says("biaya surat keterangan ahli waris di juai berapa")
        assert "Rp5.000 tiap lembar" in citizen.texts[-1]
        assert "Rp5.000" in (world.folder / OWN).read_text()
        assert (ROOT / "offices/juai/services/ahli-waris.yaml").read_text() == before, "the program's own folder stays"
        assert ("service_changed", "juai/ahli-waris") in await world.rows("SELECT action, subject FROM audit")
        await browser.opens(f"{PAGE}/riwayat")
        assert (await browser.sends(f"{PAGE}/kembali", filled(browser))).status_code == 200
        assert (world.folder / OWN).read_text() == before
        another = world.citizen("budi")
        await another.says("biaya surat keterangan ahli waris di juai berapa")
        assert "Tanpa dipungut biaya" in another.texts[-1]


async def test_what_was_changed_holds_after_a_restart(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        assert await saves(browser, judul="Surat Waris Camat") == 200
    from bot.app import load_knowledge

    found = load_knowledge(world.settings).library
    assert found.services["juai/ahli-waris"].title == "Surat Waris Camat"
    assert len(found.services) == len(world.knowledge.library.services)


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"judul": ""}, "judul"),
    ({"isi_persyaratan": "Fotokopi KTP | rangkap: banyak"}, "harus berupa angka"),
    ({"isi_persyaratan": "= Kelompok kosong"}, "tidak boleh kosong"),
    ({"unit": "tidak-ada"}, "tidak ada di office.yaml"),
    ({"tanda": "lama"}, "diubah orang lain"),
)


async def test_a_wrong_form_is_refused_in_words_and_changes_nothing(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        for fields, words in WRONG:
            assert await saves(browser, ringkasan="Ringkasan baru", **fields) == 400, fields
            assert words in html.unescape(browser.page) and "Ringkasan baru" in browser.page, "what was typed is still there"
    assert not (world.folder / OWN).exists()
    assert world.app.library.services["juai/ahli-waris"].summary != "Ringkasan baru"


async def test_a_field_that_is_far_too_long_is_refused_in_one_sentence(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        for many in (3_000, 300_000):
            assert await saves(browser, ringkasan="a" * many) == 400, many
            assert "terlalu panjang, paling banyak" in browser.page, browser.page[-600:]
    assert not (world.folder / OWN).exists()


async def test_a_preview_shows_the_form_as_on_the_phone_and_writes_nothing(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(PAGE)
        await browser.sends(f"{PAGE}/pratinjau", {**filled(browser), "isi_biaya": "Rp7.000"})
        assert "Rp7.000" in browser.page
    assert not (world.folder / OWN).exists()


async def test_a_withdrawn_service_answers_nothing_until_it_is_published_again(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(PAGE)
        await browser.sends(f"{PAGE}/keadaan", {"keadaan": "draf"})
        assert "juai/ahli-waris" not in world.app.library.services
        await browser.opens("/meja/juai/layanan")
        assert ">draf</b>" in browser.page
        await browser.opens(PAGE)
        await browser.sends(f"{PAGE}/keadaan", {"keadaan": "terbit"})
        assert "juai/ahli-waris" in world.app.library.services


@pytest.mark.parametrize("roles", [("petugas",), ("pengawas",), ("pimpinan",), ("admin",)], ids=lambda roles: roles[0])
@pytest.mark.parametrize("office", ["juai", "buleleng"])
async def test_only_the_admin_of_the_office_has_these_pages(world: World, roles: Sequence[str], office: str) -> None:
    async with signed_in(world, await world.enrol("siapa", office, roles=roles)) as browser:
        await browser.opens(f"/meja/{office}")
        key, status = browser.key, 200 if (roles, office) == (("admin",), "juai") else 404
        for path in PAGES:
            assert (await browser.opens(path)).status_code == status, path
        for path in DEEDS:
            answer = await browser.sends(path, {"kunci": key})
            assert (answer.status_code == 404) == (status == 404), path
    assert not (world.folder / OWN).exists() or status == 200


PAGES = (
    "/meja/juai/layanan",
    PAGE,
    f"{PAGE}/riwayat",
    "/meja/juai/pertanyaan",
    "/meja/juai/petugas",
    "/meja/juai/kantor",
    "/meja/juai/kantor/riwayat",
    "/meja/juai/kesiapan",
)
DEEDS = (
    "/meja/juai/kesiapan",
    PAGE,
    f"{PAGE}/pratinjau",
    f"{PAGE}/jenis",
    f"{PAGE}/kembali",
    "/meja/juai/pertanyaan/1/ungkapan",
    "/meja/juai/pertanyaan/1/singkirkan",
    "/meja/juai/petugas",
    "/meja/juai/kantor",
    "/meja/juai/kantor/kembali",
)


async def test_who_was_admin_a_moment_ago_is_not_any_more(world: World) -> None:
    phone = await admin(world)
    async with signed_in(world, phone) as browser:
        await browser.opens(PAGE)
        await world.enrol("admin-juai", roles=["petugas"])
        assert (await browser.sends(PAGE, filled(browser))).status_code == 404


def test_every_component_survives_the_form(world: World) -> None:
    for service in world.app.library.services.values():
        for component in service.components.values():
            again = Component.model_validate(component_of(lines_of(component), notes_of(component)))
            assert again == component, (service.id, component)


async def test_of_two_who_save_at_once_the_second_gets_both_in_one_form_and_nothing_is_lost(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(PAGE)
        form = filled(browser)
        forms = [{**form, "isi_biaya": "Rp5.000", "judul": "Waris A"}, {**form, "isi_waktu": "2 hari", "judul": "Waris B"}]
        answers = await asyncio.gather(*(browser.client.post(PAGE, data=one, follow_redirects=True) for one in forms))
        assert sorted(one.status_code for one in answers) == [200, 400]
        first, second = sorted(zip(forms, answers, strict=True), key=lambda pair: pair[1].status_code)
        browser.page = second[1].text
        both = filled(browser)
        assert (both["isi_biaya"], both["isi_waktu"]) == ("Rp5.000", "2 hari"), "what only one of them changed"
        assert both["judul"] == second[0]["judul"] and f"judul (orang lain menulis “{first[0]['judul']}”)" in browser.page
        assert (await browser.sends(PAGE, both)).status_code == 200
    found = world.app.library.services["juai/ahli-waris"]
    assert found.title == second[0]["judul"]
    assert [found.component(key).items[0].text for key in ("biaya", "waktu")] == ["Rp5.000", "2 hari"]


async def test_what_another_process_has_changed_is_shown_and_not_written_over(world: World) -> None:
    resources = world.app.resources

    async def elsewhere(title: str) -> None:
        files = OfficeFiles(resources.shelf.folders, "juai")
        text = files.text("services/ahli-waris").replace(files.data("services/ahli-waris")["judul"], title)
        async with world.app.database.transaction() as transaction:
            await changes.note(transaction, "juai")
            files.write({"services/ahli-waris": text}, world.now)

    async with signed_in(world, await admin(world)) as browser:
        await elsewhere("Waris dari sana")
        await browser.opens(PAGE)
        form = filled(browser)
        assert form["judul"] == "Waris dari sana"
        await elsewhere("Waris lagi")
        assert (await browser.sends(PAGE, {**form, "isi_biaya": "Rp5.000"})).status_code == 400
        both = filled(browser)
        assert (both["judul"], both["isi_biaya"]) == ("Waris lagi", "Rp5.000")


async def test_a_version_is_not_brought_back_over_a_change_that_was_not_seen(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        assert await saves(browser, judul="Satu") == 200
        await browser.opens(f"{PAGE}/riwayat")
        seen = filled(browser)
        assert await saves(browser, judul="Dua") == 200
        assert (await browser.sends(f"{PAGE}/kembali", seen)).status_code == 400
    assert world.app.library.services["juai/ahli-waris"].title == "Dua"


async def test_the_catalogues_words_for_this_kind_of_service_are_taken_with_a_press(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(PAGE)
        assert "Jenis di katalog" in browser.page
        known = {one.id: one for one in catalogue.load(ROOT)}
        other = next(one for one in known.values() if "SKTM" in one.aliases)
        for kind, status in (("tidak-ada", 400), ("", 400), (other.id, 200)):
            assert (await browser.sends(f"{PAGE}/jenis", {"jenis": kind, "kunci": browser.key})).status_code == status
        assert "kini dikenal" in browser.page
    assert set(other.phrases) <= set(world.app.library.services["juai/ahli-waris"].phrases)
    assert ("archetype_used", "juai/ahli-waris", other.title) in await world.rows("SELECT action, subject, reason FROM audit")
