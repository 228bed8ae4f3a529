"""The gauge counts fixed questions; what is missed becomes a phrase with one press, the gauge does not sink and its total stays."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import yaml

from knowledge.archetypes import catalogue
from knowledge.editing import readiness
from knowledge.editing.office_files import OfficeFiles, written
from knowledge.standards import library
from knowledge.standards.library import ROOT
from knowledge.understanding.understander import Understander
from tests.web.admin.test_standards import admin, filled
from tests.web.staff.browsers import StaffBrowser, signed_in
from tests.world import World

PAGE = "/meja/juai/kesiapan"


def shown(browser: StaffBrowser) -> tuple[int, int]:
    found = re.search(r"Siap (\d+) dari (\d+) pertanyaan", browser.page)
    assert found, browser.page
    return int(found[1]), int(found[2])


async def test_a_press_makes_a_missed_question_a_phrase_and_the_total_stays(world: World) -> None:
    files = OfficeFiles(world.app.settings.knowledge_folders, "juai")
    await world.app.resources.shelf.put(files.change({"services/ahli-waris": _hollow(files)}, world.now), "juai")
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(PAGE)
        (before, total), form = shown(browser), filled(browser)
        assert before < total
        assert (await browser.sends(PAGE, form)).status_code == 200
        assert form["pertanyaan"] in world.app.library.services[form["layanan"]].phrases
        after = shown(browser)
        assert after[1] == total
        assert after[0] > before or "Angkanya" in browser.page, "a press raises the gauge or says why not"
        assert ("Siap naik" in browser.page) == (after[0] > before)


async def test_only_the_fixed_questions_are_taken_here(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(PAGE)
        fields = {"layanan": "juai/ahli-waris", "pertanyaan": "apa saja boleh"}
        await browser.opens("/meja/juai/layanan/ahli-waris")
        assert (await browser.sends(PAGE, fields)).status_code == 400
    assert "apa saja boleh" not in world.app.library.services["juai/ahli-waris"].phrases


def test_the_questions_do_not_depend_on_what_the_office_writes(tmp_path: Path) -> None:
    archetypes = catalogue.load(ROOT)
    before = library.load(ROOT, ["buleleng"])
    files = OfficeFiles([ROOT, tmp_path], "buleleng")
    data = {**files.data("services/lomba-desa"), "ungkapan": ["satu saja"], "sebutan": ["lomba"]}
    after = files.change({"services/lomba-desa": written(data)}, datetime(2026, 11, 24, tzinfo=UTC))
    asked = [readiness.probes(one.services_of("buleleng"), archetypes) for one in (before, after)]
    assert asked[0] == asked[1] and len(asked[0]) >= 6


def test_a_service_that_says_nothing_of_itself_is_not_ready(tmp_path: Path) -> None:
    """The gauge can fall: a title that no question can be told from another's."""
    files = OfficeFiles([ROOT, tmp_path], "juai")
    found = files.change({"services/ahli-waris": _hollow(files)}, datetime(2026, 11, 24, tzinfo=UTC))
    wanted = readiness.probes([library.load(ROOT, ["juai"]).services["juai/ahli-waris"]], catalogue.load(ROOT))
    rich = readiness.measured(Understander(library.load(ROOT, ["juai"])), "juai", wanted)
    poor = readiness.measured(Understander(found), "juai", wanted)
    assert poor.ready < rich.ready


def _hollow(files: OfficeFiles) -> str:
    data = yaml.safe_load(files.text("services/ahli-waris"))
    kept = {key: data[key] for key in ("id", "sumber")}
    return written({**kept, "judul": "Pelayanan lain-lain", "komponen": {"biaya": {"butir": ["Tanpa dipungut biaya"]}}})


def test_services_that_are_taken_for_one_another_are_named_with_the_questions_that_show_it(tmp_path: Path) -> None:
    files = OfficeFiles([ROOT, tmp_path], "juai")
    words = [str(title) for title in files.data("services/ahli-waris").get("sebutan", ())] + [files.data("services/ahli-waris")["judul"]]
    other = next(one for one in library.load(ROOT, ["juai"]).services.values() if one.id != "juai/ahli-waris")
    name = f"services/{other.id.partition('/')[2]}"
    stolen = {**files.data(name), "judul": words[-1], "sebutan": words, "ungkapan": files.data("services/ahli-waris")["ungkapan"]}
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    files.change({name: written(stolen), "services/ahli-waris": _hollow(files)}, moment)
    found = library.load([ROOT, tmp_path], ["juai"])
    wanted = readiness.probes([library.load(ROOT, ["juai"]).services["juai/ahli-waris"]], catalogue.load(ROOT))
    pairs = readiness.twins(readiness.measured(Understander(found), "juai", wanted))
    assert pairs and pairs[0].services == tuple(sorted(("juai/ahli-waris", other.id)))
    assert all((probe.service, taken) == ("juai/ahli-waris", other.id) for probe, taken in pairs[0].mistaken)
    assert not readiness.twins(readiness.measured(Understander(library.load(ROOT, ["juai"])), "juai", wanted))
