"""The office's public page: figures without small cells, standards to read; posters for the staff."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from handlers.casework.moves import Action, Role
from handlers.talking.message import AttachmentKind
from knowledge.standards.standard import COMPONENTS
from tests.cases_on_file import OnFile
from tests.papers import words_of
from tests.web.staff.browsers import browser_of, signed_in
from tests.world import World


async def cases(world: World, category: str, kept: int, late: int) -> None:
    """Cases of two months ago, so many answered in time and so many late."""
    file, officer = OnFile(world), await world.person_of(world.officer())
    for place in range(kept + late):
        at = world.now - timedelta(days=60)
        case = await file.act(await file.complaint(at=at, category=category), Action.TAKE, Role.OFFICER, officer, at=at)
        answered = at + timedelta(hours=2) if place < kept else world.now - timedelta(days=2)
        case = await file.act(case, Action.ANSWER, Role.HANDLER, officer, at=answered, text="Sudah selesai kami kerjakan.")
        await file.act(case, Action.ACCEPT, Role.REPORTER, case.reporter, at=answered)


async def test_figures_are_shown_and_small_cells_are_not_nor_what_they_are_reckoned_from(world: World) -> None:
    await cases(world, "ringan", kept=6, late=0)
    async with browser_of(world.app) as browser:
        page = (await browser.opens("/kantor/juai")).text
        assert re.search(r"<td>6</td><td>6</td><td>0</td>", page) and 'class="sum"' in page
        await cases(world, "normatif", kept=5, late=1)
        page = (await browser.opens("/kantor/juai")).text
    assert "<td>5</td>" not in page and "<td>12</td>" not in page and 'class="sum"' not in page
    assert "di bawah lima tidak ditampilkan" in page


async def test_every_standard_is_a_page_with_all_its_parts_and_nothing_of_the_editors(world: World) -> None:
    async with browser_of(world.app) as browser:
        for service in world.app.library.services_of("juai"):
            answer = await browser.opens(f"/kantor/{service.id.replace('/', '/layanan/')}")
            assert answer.status_code == 200
            written = sum(service.component(key).is_written for key in COMPONENTS)
            assert answer.text.count("<h2") == written
            assert not any(note in answer.text for note in service.editor_notes)


@pytest.mark.parametrize("path", ["/kantor/atlantis", "/kantor/juai/layanan/tidak-ada", "/kantor/buleleng/layanan/perekaman-e-ktp"])
async def test_what_is_not_there_is_said_so(world: World, path: str) -> None:
    async with browser_of(world.app) as browser:
        assert (await browser.opens(path)).status_code == 404


async def test_posters_have_a_code_and_what_to_bring(world: World) -> None:
    service = world.app.library.services["juai/perekaman-e-ktp"]
    async with signed_in(world, world.officer()) as browser:
        assert "perekaman-e-ktp.pdf" in (await browser.opens("/meja/juai/poster")).text
        office = words_of((await browser.opens("/meja/juai/poster/kantor.pdf")).content)
        poster = words_of((await browser.opens("/meja/juai/poster/layanan/perekaman-e-ktp.pdf")).content)
        assert (await browser.opens("/meja/juai/poster/layanan/tidak-ada.pdf")).status_code == 404
    assert "Tanya di sini" in office and "https://bot.example.go.id/kantor/juai" in office
    assert service.component("persyaratan").all_items[0].text.split()[0] in poster


async def test_the_recap_brings_the_chart_of_the_weeks(world: World) -> None:
    await cases(world, "ringan", kept=2, late=0)
    await world.supervisor().says("/rekap")
    (chart,) = [file for answer in world.supervisor().answers for file in answer.attachments]
    content = world.app.files.path(chart.ref).read_bytes()
    assert chart.kind is AttachmentKind.PHOTO and content.startswith(b"\x89PNG") and len(content) < 150_000


async def test_the_public_page_tells_hours_closed_days_address_and_contacts_as_the_data_do(world: World) -> None:
    world.now += timedelta(days=10)
    async with browser_of(world.app) as browser:
        page = (await browser.opens("/kantor/juai")).text
        other = (await browser.opens("/kantor/posyandu-spm")).text
    assert "Senin–Kamis: 08.00–16.00" in page and "Kamis, 24 Desember 2026: tutup (" in page and "perkiraan umum" in page
    assert "Jalan Setia Karsa No. 33" in page and 'href="tel:085332911600"' in page and "mailto:umpegyesjuai@gmail.com" in page
    assert "Jl. Setia Karsa" not in page, "the address stands there once"
    assert "Posyandu melayani pada hari buka" in other and "08.00" not in other and "tel:" not in other
