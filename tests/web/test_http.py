"""What the web side lets in and gives out, below the page."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import web
from bot.app import App
from bot.channels.web.messenger import LONGEST_QUEUE, WebChat
from bot.errors import SettingsError
from bot.local_mode import demo_address
from bot.settings import LOOPBACK, read
from bot.store.upkeep import figures
from bot.web.file_links import VALID, FileLinks
from bot.web.public.office import OfficePages
from tests.waiting import ANSWER_SECONDS, at_most
from tests.web.phones import served
from tests.web.samples import png
from tests.world import World

OURS = {"X-LayanWarga": "1"}


@asynccontextmanager
async def visitor(app: App) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who has opened the page."""
    transport = httpx.ASGITransport(app=web.create(app))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080", headers=OURS) as client:
        await client.get("/")
        yield client


def token_of(client: httpx.AsyncClient) -> str:
    """The visitor's own part of the cookie; behind it stands the server's signature."""
    return client.cookies["layanwarga"].partition(".")[0]


async def say(client: httpx.AsyncClient, text: str = "menu", phone: str = "warga", **more: Any) -> httpx.Response:
    return await client.post(f"/chat/{phone}/messages", data={"text": text, **more.pop("data", {})}, **more)


async def events(client: httpx.AsyncClient, phone: str, until: str) -> list[dict[str, Any]]:
    """The messages of an event stream, up to the one whose words contain `until`."""
    found: list[dict[str, Any]] = []
    async with client.stream("GET", f"/chat/{phone}/events", timeout=ANSWER_SECONDS) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        name = ""
        async for line in stream.aiter_lines():
            kind, _, value = line.partition(": ")
            name = value if kind == "event" else name
            if kind == "data" and name == "message":
                found.append(json.loads(value))
                if until in words(found[-1]):
                    return found
    raise AssertionError(f"the stream ended before “{until}”")


def words(message: dict[str, Any]) -> str:
    return "".join(span[0] for span in message["spans"])


async def test_a_message_without_our_header_is_refused(world: World) -> None:
    async with visitor(world.app) as client:
        refused = await say(client, headers={"X-LayanWarga": "0"})
    assert refused.status_code == 403
    assert (await figures.counts(world.app.database))["inbox_waiting"] == 0


@pytest.mark.parametrize("origin", ["https://jahat.example", "http://127.0.0.1:9999", "null"])
async def test_a_message_from_another_site_is_refused(world: World, origin: str) -> None:
    async with visitor(world.app) as client:
        assert (await say(client, headers={"Origin": origin})).status_code == 403
        assert (await say(client, headers={"Origin": "http://127.0.0.1:8080"})).status_code == 202


@pytest.mark.parametrize("path", ["/clock", "/office", "/citizen"])
async def test_no_other_site_moves_the_clock_or_changes_the_phones(world: World, path: str) -> None:
    before = world.app.clock()
    async with visitor(world.app) as client:
        refused = await client.post(path, json={"step": "1h", "office": "juai"}, headers={"Origin": "https://jahat.example"})
    assert refused.status_code == 403
    assert "set-cookie" not in refused.headers
    assert world.app.clock() == before


async def test_who_has_not_opened_the_page_has_no_chat(world: World) -> None:
    async with visitor(world.app) as client:
        client.cookies.clear()
        assert (await say(client)).status_code == 403
        assert (await client.get("/chat/warga/events")).status_code == 403


async def test_too_many_messages_are_asked_to_wait(world: World) -> None:
    async with visitor(world.app) as client:
        answers = [await say(client) for _ in range(world.app.settings.messages_per_minute + 1)]
        assert [one.status_code for one in answers].count(202) == world.app.settings.messages_per_minute
        assert answers[-1].status_code == 429
        assert "Tunggu sebentar" in answers[-1].json()["error"]
        assert (await say(client, phone="petugas")).status_code == 202
    await world.settle()


async def test_the_same_message_twice_is_one(world: World) -> None:
    phone = None
    async with visitor(world.app) as client:
        phone = world.phone(token_of(client))
        for _ in range(2):
            assert (await say(client, data={"client_id": "sekali"})).status_code == 202
        await world.settle()
    assert len(phone.heard) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"client_id": "../../etc"},
        {"client_id": "x" * 100},
        {"latitude": "utara", "longitude": "115"},
        {"latitude": "91", "longitude": "0"},
        {"latitude": "nan", "longitude": "0"},
        {"latitude": "1"},
    ],
)
async def test_unreadable_fields_are_refused_with_a_sentence(world: World, fields: dict[str, str]) -> None:
    async with visitor(world.app) as client:
        refused = await say(client, data=fields)
    assert refused.status_code == 400
    assert refused.json()["error"].endswith(".")


async def test_a_text_too_long_is_refused_whole_not_cut(world: World) -> None:
    async with visitor(world.app) as client:
        for many in (10_001, 300_000):
            refused = await say(client, "a" * many)
            assert (refused.status_code, "terlalu panjang" in refused.json()["error"]) == (400, True)
        assert (await say(client, "a" * 10_000)).status_code == 202
    await world.settle()


async def test_a_broken_form_is_refused_with_a_sentence(world: World) -> None:
    async with visitor(world.app) as client:
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        refused = await client.post("/chat/warga/messages", content=b"--y\r\nnonsense", headers=headers)
        assert refused.status_code == 400
        assert refused.json()["error"] == "Pesannya tidak terbaca. Coba kirim lagi."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gambar.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("foto.png", b'<?xml version="1.0"?><svg onload="alert(1)"/>'),
        ("halaman.html", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("foto.jpg", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("kosong.pdf", b""),
    ],
)
async def test_files_that_could_do_harm_are_refused_by_their_content(world: World, name: str, content: bytes) -> None:
    async with visitor(world.app) as client:
        refused = await say(client, "", files={"files": (name, content, "image/png")})
    assert refused.status_code == 400
    assert refused.json()["error"].endswith(".")
    assert (await figures.counts(world.app.database))["inbox_waiting"] == 0


async def test_a_file_is_given_to_whom_it_belongs_and_to_nobody_else(world: World) -> None:
    async with visitor(world.app) as owner:
        await say(owner, "bukti", files={"files": ("bukti.png", png(), "image/png")}, data={"client_id": "a"})
        await world.settle()
        stored = next(world.app.files.root.glob("??/*")).name
        link = FileLinks(world.app.resources.vault).to(stored, token_of(owner), world.now)
        assert token_of(owner) not in link
        mine = await owner.get(link)
        assert (mine.status_code, mine.headers["content-type"], mine.headers["content-security-policy"]) == (
            200,
            "image/png",
            "sandbox; default-src 'none'",
        )
        later = link.replace("?t=", "?t=9")
        for changed in (link[:-1], link.replace("&k=", "&k=é"), link.replace(stored, "0" * 64), link.partition("?")[0], later):
            assert (await owner.get(changed)).status_code == 404
        world.now += VALID + timedelta(hours=2)
        assert (await owner.get(link)).status_code == 404, "it was for some hours"
        world.now -= VALID + timedelta(hours=2)
    async with visitor(world.app) as stranger:
        assert (await stranger.get(link)).status_code == 404


async def test_fifty_megabytes_are_refused_with_a_sentence(world: World) -> None:
    async with served(world.app) as address, httpx.AsyncClient(base_url=address, headers=OURS, timeout=ANSWER_SECONDS) as client:
        await client.get("/")
        refused = await say(client, "", files={"files": ("film.mp4", bytes(50_000_000), "video/mp4")})
        assert refused.status_code == 413
        assert "Paling besar 10 MB" in refused.json()["error"]
        assert (await say(client)).status_code == 202
    await world.settle()


async def test_a_body_of_unknown_length_is_refused(world: World) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"--x\r\n"

    async with visitor(world.app) as client:
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        assert (await client.post("/chat/warga/messages", content=endless(), headers=headers)).status_code == 413


async def test_after_a_lost_connection_the_stream_begins_with_what_was_said(world: World) -> None:
    async with served(world.app) as address, httpx.AsyncClient(base_url=address, headers=OURS, timeout=ANSWER_SECONDS) as client:
        await client.get("/")
        await say(client, "syarat bikin ktp di juai")
        first = await events(client, "warga", until="Fotokopi KK")
        await world.passes(seconds=1)
        await say(client, "menu")
        again = await events(client, "warga", until="Tulis saja pertanyaan")
    assert [words(one) for one in again[: len(first)]] == [words(one) for one in first]
    assert [one["from"] for one in again] == ["me", "bot", "me", "bot"]
    assert len({one["id"] for one in again}) == len(again)


async def test_a_page_that_opens_while_an_answer_is_leaving_has_it_too(world: World) -> None:
    """It may have gone to the open pages already, and not be noted as sent yet."""
    for outbox in world.app.outboxes:
        await outbox.stop()
    async with served(world.app) as address, httpx.AsyncClient(base_url=address, headers=OURS, timeout=ANSWER_SECONDS) as client:
        await client.get("/")
        await say(client, "menu")
        async with at_most(ANSWER_SECONDS, "the answer is written"):
            while not await world.rows("SELECT id FROM outbox"):
                await asyncio.sleep(0.01)
        assert [one["from"] for one in await events(client, "warga", until="Tulis saja pertanyaan")] == ["me", "bot"]


async def test_a_page_that_reads_too_slowly_is_ended_so_that_it_comes_back() -> None:
    channel = WebChat()
    page = channel.open_page("siti")
    for number in range(LONGEST_QUEUE + 1):
        channel.publish("siti", number)
    assert await page.get() is None
    for number in range(LONGEST_QUEUE):
        channel.publish("siti", number)
    await channel.stop()
    assert await page.get() is None


async def test_every_answer_carries_the_safety_headers(world: World) -> None:
    async with visitor(world.app) as client:
        for path in ("/", "/static/chat.js", "/health", "/nirgends", "/chat/x/events"):
            headers = (await client.get(path)).headers
            assert "default-src 'none'" in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
        assert "HttpOnly" in (cookie := (await _first_visit(client)).headers["set-cookie"])
        assert "samesite=strict" in cookie.lower()


async def _first_visit(client: httpx.AsyncClient) -> httpx.Response:
    client.cookies.clear()
    return await client.get("/")


async def test_health_and_metrics_tell_numbers_and_nobodys_data(world: World) -> None:
    await world.citizen("rahasia-sekali").says("mau lapor soal tetangga saya")
    async with visitor(world.app) as client:
        health, metrics = await client.get("/health"), await client.get("/metrics")
    assert (health.status_code, health.json()["ok"]) == (200, True)
    assert "layanwarga_inbox_waiting 0\n" in metrics.text
    assert "rahasia" not in metrics.text
    assert "tetangga" not in metrics.text


@pytest.mark.asyncio(loop_scope="session")  # that of the app
async def test_an_office_has_one_phone_no_clock_and_no_demo_staff(office_app: App) -> None:
    async with visitor(office_app) as client:
        page = await client.get("/")
        assert page.text.count('data-testid="phone-') == 1
        assert "Mode lokal" not in page.text
        for path in ("/clock", "/office", "/citizen"):
            assert (await client.post(path, json={"step": "1h"})).status_code == 404
        for phone in ("petugas", "pengawas", "warga"):
            assert (await say(client, phone=phone)).status_code == 403
        assert (await say(client, phone="saya")).status_code == 202
    async with office_app.database.transaction() as transaction:
        found = await transaction.fetch("SELECT count(*) FROM staff")
    assert found[0][0] == 0


async def test_the_clock_moves_forward_only_by_its_steps(world: World) -> None:
    async with visitor(world.app) as client:
        before = world.app.clock()
        assert (await client.post("/clock", json={"step": "1h"})).json()["text"].endswith("pukul 10.00 WITA")
        assert (await client.post("/clock", json={"step": "open"})).json()["text"].startswith("Rabu, 25 November 2026 pukul 08.00")
        unknown: tuple[object, ...] = ({"step": "-1h"}, {}, [])
        for nonsense in unknown:
            assert (await client.post("/clock", json=nonsense)).status_code == 400
        assert (await client.post("/clock", content=b"{")).status_code == 400
    assert world.app.clock() > before


async def test_the_moved_clock_stays_after_a_restart(world: World) -> None:
    async with visitor(world.app) as client:
        await client.post("/clock", json={"step": "day"})
    moved = world.app.clock()
    await world.restart()
    assert world.app.clock() == moved


async def test_the_chosen_office_has_the_staff_phones(world: World) -> None:
    async with visitor(world.app) as client:
        assert (await client.post("/office", json={"office": "landak-dsp3akb"})).status_code == 204
        assert (await client.post("/office", json={"office": "tidak-ada"})).status_code == 400
        officer = world.phone(demo_address("petugas", "landak-dsp3akb"))
        await say(client, "tugas", phone="petugas")
        await world.settle()
    assert "Landak" in officer.heard[-1].text.plain


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::"])
def test_the_local_mode_is_never_open_to_the_network(host: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="LAYANWARGA_HOST"):
        read(host=host, data=tmp_path, _env_file=None)


@pytest.mark.parametrize("host", LOOPBACK)
def test_the_local_mode_answers_this_machine(host: str) -> None:
    assert read(host=host, _env_file=None).local


@pytest.mark.parametrize(
    ("method", "path", "status", "says", "onward"),
    [
        ("GET", "/tidak-ada", 404, "Halaman itu tidak ada", 'href="/"'),
        ("GET", "/meja/juai/tidak/ada/di/sini", 404, "Halaman itu tidak ada", 'href="/meja"'),
        ("DELETE", "/kantor/juai", 405, "tidak dibuka dengan cara ini", 'href="/"'),
    ],
)
async def test_where_there_is_no_page_it_is_said_in_indonesian_with_a_way_on(
    world: World, method: str, path: str, status: int, says: str, onward: str
) -> None:
    async with visitor(world.app) as client:
        shown = await client.request(method, path, headers={"Accept": "text/html"})
        plain = await client.request(method, path, headers={"Accept": "*/*"})
    assert (shown.status_code, plain.status_code) == (status, status)
    assert says in shown.text and onward in shown.text
    assert says in plain.text and "<" not in plain.text


async def test_where_something_breaks_it_is_said_in_indonesian(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(OfficePages, "_made", broken)
    transport = httpx.ASGITransport(app=web.create(world.app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        shown = await client.get("/kantor/juai", headers={"Accept": "text/html"})
    assert shown.status_code == 500 and "Ada gangguan di komputer kantor" in shown.text and 'href="/"' in shown.text
    assert "content-security-policy" in shown.headers and "planted" not in shown.text
