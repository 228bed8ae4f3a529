"""From an empty folder to the first answer on Telegram, as a clerk goes: a link, a form with a document, a token, one press in the chat."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import pytest_asyncio

from bot.app import load_knowledge
from bot.clock import utc_now
from bot.commands import office as on_the_machine
from bot.commands.offline import with_resources
from bot.errors import BadRequest
from bot.resources import Resources
from bot.settings import Settings
from bot.store.offices import bots, setups
from bot.store.upkeep import maintenance
from bot.vault import new_key
from bot.web.admin.start import documents
from handlers.talking.message import Channel
from handlers.talking.turn import Knowledge
from handlers.talking.wording import plain
from tests.channels import fake_telegram
from tests.importer.documents import word_tables
from tests.importer.samples import SAMPLES
from tests.phones import TelegramPhone
from tests.web.admin.test_standards import admin
from tests.web.staff.browsers import StaffBrowser, browser_of, signed_in
from tests.world import World

FORM = {"nama": "Kantor Kelurahan Mekarsari", "orang": "Siti Aminah", "zona": "Asia/Makassar"}
ASKED = f"syarat {SAMPLES[-1].title.lower()} apa saja"
NEEDED = SAMPLES[-1].parts["persyaratan"][0]
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def first_start(folder: Path) -> dict[str, Any]:
    """The settings of a machine on which no office is yet."""
    own = folder / "kantor-sendiri"
    own.mkdir()
    return {"knowledge": str(own), "mode": "office", "telegram_token": ""}


@pytest.fixture(scope="module")
def no_office(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """What is known where no office is yet."""
    return load_knowledge(Settings(knowledge=str(tmp_path_factory.mktemp("tanpa-kantor")), _env_file=None))


@pytest_asyncio.fixture
async def empty(tmp_path: Path, no_office: Knowledge) -> AsyncIterator[World]:
    other = first_start(tmp_path)
    world = World(tmp_path, no_office, Channel.WEB, Channel.TELEGRAM)
    world.other = {**other, "key": new_key()}
    await world.start()
    yield world
    await world.stop()


async def link(world: World) -> str:
    """As `layanwarga setup` makes it."""
    async with world.app.database.transaction() as transaction:
        person = await setups.allowed(transaction, world.now)
        offered = await world.app.resources.ports(transaction).entrances.offer(person, "")
    return f"{offered.partition('example.go.id')[2]}&lanjut=/mulai"


async def begins(browser: StaffBrowser, world: World) -> None:
    await browser.opens(await link(world))
    assert plain("setup.person") in browser.page
    code = re.search(r'name="k" value="([^"]+)"', browser.page)
    assert code
    await browser.sends("/masuk", {"k": code[1], "lanjut": "/mulai"})
    assert "Kantor baru" in browser.page, browser.page


async def founds(browser: StaffBrowser, path: Path, **fields: str) -> int:
    answer = await browser.sends("/mulai", {**FORM, **fields}, files={"dokumen": (path.name, path.read_bytes(), DOCUMENT)})
    return answer.status_code


async def test_from_nothing_to_the_first_answer(empty: World, tmp_path: Path) -> None:
    citizen = TelegramPhone(empty, 7, "Ani")
    async with browser_of(empty.app) as browser:
        assert (await browser.opens("/")).status_code == 503, "no office, and it says so"
        assert (await browser.opens("/mulai")).url.path == "/masuk", "nobody sets up an office without the link"
        await begins(browser, empty)
        assert await founds(browser, word_tables(tmp_path / "standar.docx")) == 200, browser.page
        office = empty.app.library.offices["mekarsari"]
        assert (office.name, office.zone.key) == (FORM["nama"], FORM["zona"])
        assert not empty.app.library.services_of("mekarsari"), "all are drafts"
        ids = re.findall(r'name="terbit" value="([^"]+)"', browser.page)
        assert len(ids) > 3
        await browser.sends("/meja/mekarsari/mulai/layanan", {"terbit": ids, "usulan": ids})
        assert "terbit dan dijawab" in browser.page
        assert {one.id for one in empty.app.library.services_of("mekarsari")} == set(ids)
        await browser.sends("/meja/mekarsari/mulai/bot", {"token": fake_telegram.TOKEN})
        assert "sudah mendengarkan" in browser.page, browser.page
        await browser.sends("/meja/mekarsari/mulai/admin", {})
        way = re.search(r"\?start=(hubungkan_\w+)", browser.page)
        assert way
        await TelegramPhone(empty, 8, "Siti").open_link(way[1])
        await browser.opens("/meja/mekarsari/mulai/admin")
        assert "sudah terhubung" in browser.page
        await browser.opens(f"/meja/mekarsari/mulai/coba?{urlencode({'tanya': ASKED})}")
        assert NEEDED in html.unescape(browser.page), browser.page
    await citizen.says(ASKED)
    assert NEEDED in citizen.texts[-1]
    assert (await empty.rows("SELECT action FROM audit WHERE action = 'office_founded'")) == [("office_founded",)]
    assert not (await empty.rows("SELECT 1 FROM unanswered"))


async def test_who_has_no_chat_comes_back_in_by_a_link_of_the_machine_when_the_session_has_ended(
    empty: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with browser_of(empty.app) as browser:
        await begins(browser, empty)
        await founds(browser, word_tables(tmp_path / "standar.docx"))
        await empty.passes(hours=12)
        assert (await browser.opens("/meja/mekarsari")).url.path == "/masuk"
        assert "layanwarga staff link" in browser.page, "the page says how"
        await on_the_machine._link(empty.app.resources, "mekarsari", None)
        link = re.search(r"/masuk\?k=\S+", capsys.readouterr().out)
        assert link
        assert (await browser.signs_in(link[0])).url.path == "/meja/mekarsari"
        assert FORM["orang"] in browser.page
        await browser.opens(link[0])
        assert "tidak berlaku lagi" in browser.page
        await browser.opens("/meja/mekarsari/jejak")
        assert "membuat tautan masuk" in browser.page
    async with browser_of(empty.app) as later:
        await on_the_machine._link(empty.app.resources, "mekarsari", None)
        late = re.search(r"/masuk\?k=\S+", capsys.readouterr().out)
        await empty.passes(minutes=10)
        assert late and "tidak berlaku lagi" in (await later.opens(late[0])).text


async def test_who_has_a_chat_gets_no_link_of_the_machine(world: World) -> None:
    person = await world.person_of(await admin(world))
    for chosen in (person, None, person + 1000):
        with pytest.raises(BadRequest, match="/masuk" if chosen == person else "--person"):
            await on_the_machine._link(world.app.resources, "juai", chosen)
    assert not await world.rows("SELECT 1 FROM entrances")


async def test_the_example_staff_of_the_local_mode_enter_an_office_made_while_it_runs(tmp_path: Path, no_office: Knowledge) -> None:
    world = World(tmp_path, no_office, Channel.WEB, Channel.TELEGRAM)
    world.other = {**first_start(tmp_path), "mode": "local"}
    await world.start()
    try:
        async with browser_of(world.app) as browser:
            await begins(browser, world)
            await founds(browser, word_tables(tmp_path / "standar.docx"))
            await world.app.office_changes._work()
            async with signed_in(world, world.officer("mekarsari")) as example:
                assert (await example.opens("/meja/mekarsari")).url.path == "/meja/mekarsari"
            await browser.opens("/meja/mekarsari/mulai/bot")
            await browser.sends("/meja/mekarsari/mulai/bot", {"token": fake_telegram.TOKEN})
            assert "sudah mendengarkan" in browser.page, "the founder's first bot needs no yes from the examples"
    finally:
        await world.stop()


async def test_a_token_that_telegram_refuses_keeps_the_clerk_at_the_step(empty: World, tmp_path: Path) -> None:
    async with browser_of(empty.app) as browser:
        await begins(browser, empty)
        await founds(browser, word_tables(tmp_path / "standar.docx"))
        answer = await browser.sends("/meja/mekarsari/mulai/bot", {"token": "1:salah"})
        assert answer.status_code == 400 and 'role="alert"' in browser.page, browser.page
        assert 'aria-current="step">2. Bot Telegram' in browser.page and "1:salah" not in browser.page
        assert "Salin lagi dari @BotFather" in browser.page and "LAYANWARGA" not in browser.page, "in the clerk's words, not the machine's"
        await browser.sends("/meja/mekarsari/mulai/bot", {"token": fake_telegram.TOKEN})
        assert "sudah mendengarkan" in browser.page


async def test_a_document_without_services_leaves_nothing_and_the_way_open(empty: World, tmp_path: Path) -> None:
    path = tmp_path / "kosong.txt"
    path.write_text("Selamat datang di kantor kami.")
    async with browser_of(empty.app) as browser:
        await begins(browser, empty)
        assert await founds(browser, path) == 400
        assert "layanan" in html.unescape(browser.page) and FORM["orang"] in browser.page, "what was typed is still there"
        assert not empty.app.library.offices and not list((tmp_path / "kantor-sendiri").rglob("*.yaml"))


async def test_a_form_that_is_sent_twice_makes_one_office(empty: World, tmp_path: Path) -> None:
    path = word_tables(tmp_path / "standar.docx")
    async with browser_of(empty.app) as browser:
        await begins(browser, empty)
        assert sorted(await asyncio.gather(founds(browser, path), founds(browser, path))) == [200, 400]
        assert (await browser.opens("/mulai")).url.path == "/meja/mekarsari/mulai/layanan", "the way on, also from the refused one"
    own = tmp_path / "kantor-sendiri"
    assert [one.name for one in own.iterdir()] == ["offices"] and list((own / "offices/mekarsari/services").glob("*.yaml"))


async def test_two_forms_with_two_names_make_one_office_and_the_second_is_told(empty: World, tmp_path: Path) -> None:
    path = word_tables(tmp_path / "standar.docx")
    async with browser_of(empty.app) as browser:
        await begins(browser, empty)
        other = asyncio.create_task(founds(browser, path, nama="Kantor Kelurahan Sidomulyo"))
        assert sorted(await asyncio.gather(founds(browser, path), other)) == [200, 400]
        assert len(empty.app.library.offices) == 1 and len(list((tmp_path / "kantor-sendiri/offices").iterdir())) == 1
        assert await founds(browser, path, nama="Kantor Kelurahan Rejo") == 200
        assert browser.page.count('aria-current="step"') and len(empty.app.library.offices) == 1, "led to the office that is there"


async def test_who_has_a_used_link_is_told_to_make_another(empty: World) -> None:
    """A new office has no chat with a bot yet in which it could ask for a link."""
    used = await link(empty)
    code = re.search(r"k=([^&]+)", used)
    assert code
    async with browser_of(empty.app) as first:
        await first.opens(used)
        await first.sends("/masuk", {"k": code[1], "lanjut": "/mulai"})
        assert "Kantor baru" in first.page
    async with browser_of(empty.app) as second:
        await second.opens(used)
        assert "tidak berlaku lagi" in second.page and "<code>layanwarga setup</code>" in second.page
        await second.sends("/masuk", {"k": code[1], "lanjut": "/mulai"})
        assert "<code>layanwarga setup</code>" in second.page
        await second.opens("/masuk")
        assert "layanwarga setup" not in second.page, "staff sign in by the chat"


async def test_a_new_link_ends_the_one_before_and_who_came_in_by_it(empty: World) -> None:
    async with browser_of(empty.app) as first, browser_of(empty.app) as second:
        await begins(first, empty)
        unused = await link(empty)
        await begins(second, empty)
        assert (await first.opens("/mulai")).url.path == "/masuk"
        await first.opens(unused)
        assert plain("setup.person") not in first.page
        assert "Kantor baru" in (await second.opens("/mulai")).text


@pytest.mark.parametrize("fields", [{"nama": " "}, {"orang": ""}, {"zona": "Europe/Paris"}])
async def test_a_form_with_a_gap_is_refused(empty: World, tmp_path: Path, fields: dict[str, str]) -> None:
    async with browser_of(empty.app) as browser:
        await begins(browser, empty)
        assert await founds(browser, word_tables(tmp_path / "standar.docx"), **fields) == 400
    assert not empty.app.library.offices


async def test_staff_of_another_office_set_up_none(world: World) -> None:
    """Not even with a page of their own open: who may is one person, and nobody once the office is there."""
    async with browser_of(world.app) as browser:
        await begins(browser, world)
        ((person,),) = await world.rows("SELECT value FROM settings WHERE name = 'setting_up'")
        async with world.app.database.transaction() as transaction:
            assert await setups.done(transaction, int(person))
        assert (await browser.opens("/mulai")).status_code == 404


async def test_an_open_desk_alone_joins_no_further_chat_and_changes_no_bot(world: World) -> None:
    """Whoever sits down at it would say yes to themselves in a chat of their own, or read along in a bot of their own."""
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/mulai/bot")
        await browser.sends("/meja/juai/mulai/admin", {})
        assert "sudah terhubung" in browser.page and "HUBUNGKAN" not in browser.page
        assert not await world.rows("SELECT 1 FROM links")
        await browser.opens("/meja/juai/mulai/bot")
        await browser.sends("/meja/juai/mulai/bot", {"token": fake_telegram.TOKEN})
        assert "Pastikan di chat" in browser.page and "/meja/juai/mulai/bot" in browser.page, browser.page
    assert not await bots.of(world.app.database, Channel.TELEGRAM)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Standar Pelayanan 2026.DOCX", "Standar Pelayanan 2026.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Dokumen\\standar (1).pdf", "standar (1).pdf"),
        ("--into.docx", "into.docx"),
        (".docx", "docx"),
        ("", "dokumen-3"),
        ("<b>\n.pdf", "b.pdf"),
    ],
)
def test_a_document_keeps_its_name_and_nothing_that_leads_elsewhere(given: str, kept: str) -> None:
    assert documents.plain_name(given, 3) == kept


async def test_citizens_read_the_documents_own_name_as_the_source_and_one_press_takes_all_that_is_proposed(
    empty: World, tmp_path: Path
) -> None:
    async with browser_of(empty.app) as browser:
        await begins(browser, empty)
        assert await founds(browser, word_tables(tmp_path / "Standar Pelayanan 2026.docx")) == 200
        await browser.sends("/meja/mekarsari/mulai/layanan", {"semua": "1"})
        await browser.opens(f"/meja/mekarsari/layanan/{empty.app.library.services_of('mekarsari')[0].id.partition('/')[2]}")
        beside = browser.page.partition("Di dokumen</h3>")[2].partition("</section>")[0]
        assert "<li>" in beside and "Standar Pelayanan 2026.docx, " in beside, "what was read stands beside what is edited, with its place"
        await browser.opens("/meja/mekarsari/layanan")
        assert re.search(r"siap \d+ dari \d+", browser.page), "each published service has its gauge in the list"
    services = empty.app.library.services_of("mekarsari")
    assert len(services) == len(SAMPLES) and any(len(one.phrases) > 20 for one in services)
    assert all("Standar Pelayanan 2026.docx" in f"{one.source.document} {one.source.part}" for one in services)


def test_a_command_goes_by_the_moved_clock_of_the_local_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The link of `layanwarga setup` is dated by the clock that the server looks at."""
    monkeypatch.setenv("LAYANWARGA_DATA", str(tmp_path))
    monkeypatch.setenv("LAYANWARGA_MODE", "local")

    async def move(resources: Resources) -> int:
        async with resources.database.transaction() as transaction:
            await maintenance.write(transaction, "clock_offset", str(timedelta(hours=8).total_seconds()))
        return 0

    async def ahead(resources: Resources) -> int:
        return round((resources.now - utc_now()) / timedelta(hours=1))

    with_resources(move)
    assert with_resources(ahead) == 8
