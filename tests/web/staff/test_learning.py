"""What an office can learn from its cases: each count opens the cases that it counts."""

from __future__ import annotations

import html
import re

import pytest

from bot.store.offices import unanswered
from handlers.asking.inquiry import briefly
from tests.cases_on_file import OnFile
from tests.web.admin.test_notes import NOTE, SERVICE, solved
from tests.web.admin.test_standards import admin, filled
from tests.web.staff.a_year import simulated
from tests.web.staff.browsers import StaffBrowser, signed_in
from tests.world import World

FORM = "/meja/juai/layanan/ahli-waris"
ASKED = "warisan nenek gimana ngurusnya di camat"


async def asked(world: World, text: str, why: str = "none") -> None:
    async with world.app.database.transaction() as transaction:
        await unanswered.add(transaction, world.now, "juai", text, why, "")


def ways(browser: StaffBrowser, label: str) -> list[str]:
    """The addresses behind the buttons with this label."""
    return [html.unescape(one) for one in re.findall(rf'<a class="button" href="([^"#]*)[^"]*">{label}</a>', browser.page)]


def field(browser: StaffBrowser, name: str) -> str:
    found = re.search(rf'<textarea id="f-{name}"[^>]*>(.*?)</textarea>', browser.page, re.DOTALL)
    assert found
    return html.unescape(found[1])


async def test_a_count_names_its_cases_and_of_very_many_the_way_to_all(world: World) -> None:
    file = OnFile(world)
    for _ in range(52):
        await file.complaint("persyaratan KTP di loket berubah lagi, diminta surat baru", service="juai/perekaman-e-ktp")
    async with signed_in(world, world.supervisor()) as browser:
        page = await browser.opens("/meja/juai/belajar")
    assert "52×" in page.text
    assert page.text.count("/meja/kasus/") == 50
    assert "/meja/juai/cari?layanan=juai" in page.text


async def test_a_requirement_complained_about_leads_to_its_part_with_the_answer_that_solved_a_case(world: World) -> None:
    """Nothing is stored before the admin saves; then a citizen reads it, and the answer waits no more."""
    case = await solved(world)
    await OnFile(world).complaint("syarat di loket berubah lagi, diminta surat baru", service=SERVICE)
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/belajar")
        assert f"<q>Bapak/Ibu, {NOTE}</q>" in browser.page
        (way,) = ways(browser, "Usulkan keterangan dari jawaban kantor")
        assert way == f"{FORM}?bagian=persyaratan&jawaban={case.number}"
        await browser.opens(way)
        assert field(browser, "keterangan_persyaratan") == f"Bapak/Ibu, {NOTE}" and "Belum ada yang disimpan" in browser.page
        assert NOTE not in str(world.app.library.services[SERVICE])
        assert (await browser.sends(way, {**filled(browser), "keterangan_persyaratan": f"Ibu Siti Aminah, {NOTE}"})).status_code == 400
        assert "masih memuat nama" in browser.page and NOTE not in str(world.app.library.services[SERVICE])
        assert (await browser.sends(way, {**filled(browser), "keterangan_persyaratan": NOTE})).status_code == 200
        assert world.app.library.services[SERVICE].component("persyaratan").hints == (NOTE,)
        await browser.opens("/meja/juai/belajar")
        assert "<q>" not in browser.page and ways(browser, "Perbaiki bagian persyaratan") == [f"{FORM}?bagian=persyaratan"]


async def test_a_broken_promise_leads_to_the_part_that_holds_it(world: World) -> None:
    service = world.app.library.services[SERVICE]
    for story, part in (("sudah seminggu", "waktu"), ("diminta 50 ribu", "biaya")):
        await OnFile(world).complaint(story, service=SERVICE, promise=briefly(service.component(part)))  # type: ignore[arg-type]
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/belajar")
        promised = [(way, browser.page.count(f'href="{FORM}?bagian={way}#')) for way in ("waktu", "biaya")]
    assert promised == [("waktu", 1), ("biaya", 1)]


async def test_a_question_leads_to_the_likely_service_with_its_words_as_a_phrase(world: World) -> None:
    await asked(world, ASKED)
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/belajar")
        (way,) = ways(browser, "Usulkan sebagai ungkapan")
        assert way.startswith(f"{FORM}?pertanyaan=")
        await browser.opens(way)
        phrases = field(browser, "ungkapan")
        assert phrases.splitlines()[-1] == ASKED and ASKED not in world.app.library.services[SERVICE].phrases
        await browser.sends(way, {**filled(browser), "ungkapan": phrases})
        assert ASKED in world.app.library.services[SERVICE].phrases
        assert ASKED not in (await browser.opens("/meja/juai/belajar")).text


async def test_saving_without_what_was_proposed_leaves_it_waiting(world: World) -> None:
    await asked(world, ASKED)
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/belajar")
        (way,) = ways(browser, "Usulkan sebagai ungkapan")
        await browser.opens(way)
        await browser.sends(
            way, {**filled(browser), "ungkapan": "\n".join(world.app.library.services[SERVICE].phrases), "ringkasan": "Surat dari camat."}
        )
        assert ASKED in (await browser.opens("/meja/juai/belajar")).text


@pytest.mark.parametrize(
    "query", ["pertanyaan=99", "bagian=bukan", "bagian=waktu&jawaban=JUAI-2611-AAAAA", "pertanyaan=-1", "pertanyaan=9" * 9]
)
async def test_a_proposal_that_is_none_changes_nothing_in_the_form(world: World, query: str) -> None:
    async with signed_in(world, await admin(world)) as browser:
        plain = re.sub(r"bagian=waktu", "", (await browser.opens(FORM)).text)
        assert (await browser.opens(f"{FORM}?{query}")).status_code == 200
        assert field(browser, "ungkapan") in html.unescape(plain) and field(browser, "keterangan_waktu") in plain


async def test_a_supervisor_reads_the_answers_and_does_not_edit(world: World) -> None:
    await solved(world)
    async with signed_in(world, await world.enrol("orang", roles=["pengawas"])) as browser:
        await browser.opens("/meja/juai/belajar")
    assert NOTE in browser.page and "/meja/juai/layanan" not in browser.page and "Jadikan catatan" not in browser.page


async def test_the_simulated_year_has_an_answer_that_solved_a_case(world: World) -> None:
    await simulated(world)
    async with signed_in(world, world.supervisor()) as browser:
        assert (await browser.opens("/meja/juai/belajar")).text.count("<q>") == 5


@pytest.mark.parametrize("words", ["pajak kendaraan", "bayar pajak motor dimana ya"])
async def test_who_heard_which_agency_does_it_was_answered(world: World, words: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says(words)).sees("Samsat")
    async with signed_in(world, world.supervisor()) as browser:
        assert words not in (await browser.opens("/meja/juai/belajar")).text
    assert await world.rows("SELECT text FROM unanswered") == []
