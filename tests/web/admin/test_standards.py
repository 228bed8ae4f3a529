"""An admin changes a standard in the browser: checked, at once, in the audit, and taken back; nobody else does."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

import pytest

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
        until = filled(browser)["sampai"]
        assert (await browser.sends(f"{PAGE}/kembali", {"sampai": until})).status_code == 200
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


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"judul": ""}, "judul"),
        ({"isi_persyaratan": "Fotokopi KTP | rangkap: banyak"}, "harus berupa angka"),
        ({"isi_persyaratan": "= Kelompok kosong"}, "tidak boleh kosong"),
        ({"unit": "tidak-ada"}, "tidak ada di office.yaml"),
        ({"tanda": "lama"}, "diubah orang lain"),
    ],
)
async def test_a_wrong_form_is_refused_in_words_and_changes_nothing(world: World, fields: dict[str, str], words: str) -> None:
    async with signed_in(world, await admin(world)) as browser:
        assert await saves(browser, ringkasan="Ringkasan baru", **fields) == 400
        assert words in html.unescape(browser.page) and "Ringkasan baru" in browser.page, "what was typed is still there"
    assert not (world.folder / OWN).exists()
    assert world.app.library.services["juai/ahli-waris"].summary != "Ringkasan baru"


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
