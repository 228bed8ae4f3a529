"""What one visitor, one network and all together may ask of the web chat, and who may look inside the program."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot import web
from bot.app import App
from bot.commands import serve
from bot.store.databases.sqlite import SqliteDatabase
from bot.store.upkeep import figures
from bot.web import guards, limits
from bot.web.limits import Budget, Places, network_of, who
from tests.waiting import ANSWER_SECONDS
from tests.web.phones import served
from tests.web.samples import png
from tests.web.test_http import OURS, say, token_of, visitor
from tests.world import World


@asynccontextmanager
async def from_network(app: App, host: str) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody at another address, who has not opened the page yet. One server for all that share `app.web`."""
    transport = httpx.ASGITransport(app=web.create(app), client=(host, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080", headers=OURS) as client:
        yield client


def test_what_is_refused_does_not_count_and_what_is_old_is_forgotten() -> None:
    budget = Budget(60, person=3, network=5)
    assert [budget.take(who("a", "n"), now) for now in (0, 1, 2, 3, 59.9)] == [True, True, True, False, False]
    assert budget.take(who("a", "n"), 60.1)
    assert [budget.take(who(person, "n"), 60.2) for person in "bcd"] == [True, True, False], "the network's own limit"
    assert budget.take(who("d", "m"), 60.2)


def test_an_amount_is_booked_for_all_or_for_none() -> None:
    budget = Budget(60, person=100, network=50)
    assert not budget.take(who("a", "n"), 0, 60)
    assert budget.take(who("a", "n"), 0, 50)
    assert budget.take(who("a", "m"), 0, 50), "of the refused sixty nothing was booked for the person"
    assert not budget.take(who("a", "o"), 0, 1)


def test_places_are_given_back() -> None:
    places = Places(person=2, all=3)
    assert [places.enter(who("a", "n")) for _ in range(3)] == [True, True, False]
    assert [places.enter(who("b", "n")) for _ in range(2)] == [True, False]
    places.leave(who("a", "n"))
    assert places.enter(who("b", "n"))


def test_invented_addresses_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KEYS", 100)
    budget = Budget(60, person=1)
    for number in range(1000):
        budget.take(who(str(number), ""), 0)
    assert len(budget._spent) == 100


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_a_household_is_one_network(host: str, network: str) -> None:
    assert network_of(host) == network


@pytest.mark.parametrize("cookie", ["f" * 32, "f" * 32 + ".", "f" * 32 + "." + "0" * 64, "../x", "." + "0" * 64])
async def test_a_cookie_that_the_server_has_not_signed_is_nobodys(world: World, cookie: str) -> None:
    async with visitor(world.app) as client:
        client.cookies.clear()
        client.cookies.set("layanwarga", cookie)
        assert (await say(client)).status_code == 403
        assert (await client.get("/chat/warga/events")).status_code == 403
        assert "set-cookie" in (await client.get("/")).headers, "the page makes a new visitor"


async def test_a_network_gets_so_many_new_visitors_and_who_is_known_stays_welcome(world: World) -> None:
    world.other["messages_per_network"] = 20
    app = world.made()
    async with from_network(app, "203.0.113.9") as client:
        for _ in range(10):
            client.cookies.clear()
            assert (await client.get("/")).status_code == 200
        known = dict(client.cookies)
        client.cookies.clear()
        refused = await client.get("/")
        assert (refused.status_code, "set-cookie" in refused.headers) == (429, False)
        assert "muat ulang" in refused.text
        client.cookies.update(known)
        assert (await client.get("/")).status_code == 200


async def test_many_visitors_of_one_network_share_its_messages(world: World) -> None:
    world.other["messages_per_network"] = 20
    await world.restart()
    async with from_network(world.app, "203.0.113.9") as client:
        answers = []
        for _ in range(5):
            client.cookies.clear()
            await client.get("/")
            answers += [(await say(client)).status_code for _ in range(5)]
    assert answers == [202] * 20 + [429] * 5


async def test_bytes_are_counted_before_they_are_read(world: World) -> None:
    world.other["upload_megabytes"] = 1
    await world.restart()
    picture = png(8, 8) + bytes(900_000)
    async with visitor(world.app) as client:
        answers = [(await say(client, "", files={"files": ("a.png", picture, "image/png")})).status_code for _ in range(8)]
    assert answers == [202] * 6 + [429] * 2


async def test_a_visitor_has_so_many_open_streams_and_gets_the_place_back(world: World) -> None:
    async with served(world.app) as address, httpx.AsyncClient(base_url=address, headers=OURS, timeout=ANSWER_SECONDS) as client:
        await client.get("/")
        opened = [client.stream("GET", "/chat/warga/events") for _ in range(8)]
        streams = [await one.__aenter__() for one in opened]
        assert [one.status_code for one in streams] == [200] * 8
        refused = await client.get("/chat/warga/events")
        assert (refused.status_code, "terbuka terlalu banyak" in refused.json()["error"]) == (429, True)
        await opened[0].__aexit__(None, None, None)
        for _ in range(200):
            async with client.stream("GET", "/chat/warga/events") as again:
                if again.status_code == 200:
                    break
            await asyncio.sleep(0.01)
        assert again.status_code == 200
        for one in opened[1:]:
            await one.__aexit__(None, None, None)


@pytest.mark.parametrize("host", ["jahat.example", "127.0.0.1.jahat.example", "", "10.0.0.1:8080"])
async def test_a_foreign_name_that_leads_here_reads_nothing(world: World, host: str) -> None:
    async with visitor(world.app) as client:
        for path in ("/", "/health", "/static/chat.js"):
            assert (await client.get(path, headers={"Host": host})).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost", "[::1]:8080", "bot.example.go.id", "BOT.example.go.id:443"])
async def test_our_own_names_are_answered(world: World, host: str) -> None:
    async with visitor(world.app) as client:
        assert (await client.get("/", headers={"Host": host})).status_code == 200


async def test_figures_and_reasons_are_not_for_everybody(world: World) -> None:
    world.other["monitor_token"] = "pantau-123"
    app = world.made()
    await app.database.open()
    async with from_network(app, "203.0.113.9") as client:
        assert (await client.get("/health")).json() == {"ok": True}
        assert (await client.get("/metrics")).status_code == 404
        wrong, right = {"Authorization": "Bearer pantau-124"}, {"Authorization": "Bearer pantau-123"}
        assert (await client.get("/metrics", headers=wrong)).status_code == 404
        assert "inbox_waiting" in (await client.get("/metrics", headers=right)).text
        assert (await client.get("/health", headers=right)).json()["channels"] == {"web": "ok"}
    async with from_network(app, "127.0.0.1") as client:
        assert (await client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})).status_code == 404
        assert (await client.get("/metrics")).status_code == 200
    await app.database.close()


async def test_behind_a_proxy_the_visitor_is_who_the_proxy_names_and_nobody_else_may_name_one(world: World) -> None:
    world.other["messages_per_network"] = 20
    await world.restart()
    async with served(world.app) as address, httpx.AsyncClient(base_url=address, headers=OURS, timeout=ANSWER_SECONDS) as client:
        await client.get("/")
        forwarded = [{"X-Forwarded-For": f"203.0.113.{number % 2}"} for number in range(30)]
        assert [(await say(client, headers=one)).status_code for one in forwarded] == [202] * 30
    world.other["trusted_proxies"] = "192.0.2.1"
    await world.restart()
    async with served(world.app) as address, httpx.AsyncClient(base_url=address, headers=OURS, timeout=ANSWER_SECONDS) as client:
        await client.get("/")
        assert [(await say(client, headers=one)).status_code for one in forwarded] == [202] * 20 + [429] * 10


async def test_a_trickle_of_headers_is_closed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "HEADER_SECONDS", 0.3)
    async with served(world.app) as address:
        port = int(address.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for byte in b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ":
            writer.write(bytes([byte]))
            await asyncio.sleep(0.002)
        async with asyncio.timeout(20):
            with contextlib.suppress(ConnectionResetError):  # so the end arrives where bytes were still under way
                assert await reader.read() == b""
        writer.close()


async def test_a_body_that_trickles_in_is_cut_off(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards.BodyTime.__init__, "__defaults__", (0.2,))
    async with served(world.app) as address, httpx.AsyncClient(base_url=address, headers=OURS, timeout=ANSWER_SECONDS) as client:
        await client.get("/")
        port = int(address.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"POST /chat/warga/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nX-LayanWarga: 1\r\nCookie: layanwarga={client.cookies['layanwarga']}\r\n"
        writer.write(f"{head}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n--x".encode())
        async with asyncio.timeout(20):
            assert b"400" in await reader.readline()
        writer.close()


@pytest.mark.parametrize("charset", ["utf-7", "tidak-ada", "utf-16", "idna", "\u00e9"])
async def test_an_odd_charset_is_read_or_refused_and_never_an_error_of_ours(world: World, charset: str) -> None:
    async with visitor(world.app) as client:
        headers = {b"Content-Type": f"multipart/form-data; boundary=x; charset={charset}".encode()}
        body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n+2D0-menu\r\n--x--\r\n'
        answer = await client.post("/chat/warga/messages", content=body, headers=headers)
        assert answer.status_code in {202, 400}
    await world.settle()


@asynccontextmanager
async def read_only(app: App) -> AsyncIterator[None]:
    """The disk takes nothing any more."""
    assert isinstance(app.database, SqliteDatabase)
    await app.database._writer.send(sqlite3.Connection.execute, "PRAGMA query_only=ON")
    yield
    await app.database._writer.send(sqlite3.Connection.execute, "PRAGMA query_only=OFF")


async def test_health_says_when_nothing_can_be_written(world: World) -> None:
    async with visitor(world.app) as client, read_only(world.app):
        health = await client.get("/health")
        assert (health.status_code, health.json()["ok"]) == (503, False)
        assert "tidak dapat ditulis" in health.json()["disk"]
    async with visitor(world.app) as client:
        assert (await client.get("/health")).status_code == 200


async def test_health_says_when_no_file_can_be_kept(world: World) -> None:
    world.app.files.root.write_bytes(b"")  # where the folder should be
    async with visitor(world.app) as client:
        assert (await client.get("/health")).status_code == 503


async def test_asking_for_health_often_does_not_write_often(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    probes = []
    monkeypatch.setattr(world.app.files, "probe", lambda: probes.append(1))
    async with visitor(world.app) as client:
        await asyncio.gather(*(client.get("/health") for _ in range(20)))
    assert len(probes) == 1


async def test_each_visitor_has_an_office_of_their_own(world: World) -> None:
    transport = httpx.ASGITransport(app=web.create(world.app))
    clients = [httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080", headers=OURS) for _ in range(2)]
    one, other = clients
    for client in clients:
        await client.get("/")
    assert (await one.post("/office", json={"office": "landak-dsp3akb"})).status_code == 204
    assert 'value="landak-dsp3akb" selected' in (await one.get("/")).text
    assert 'value="landak-dsp3akb" selected' not in (await other.get("/")).text
    assert (await one.get("/clock")).json()["text"].endswith("WIB")
    assert (await other.get("/clock")).json()["text"].endswith("WITA")
    assert token_of(one) != token_of(other)
    await world.settle()
    assert (await figures.counts(world.app.database))["inbox_waiting"] == 0
    for client in clients:
        await client.aclose()


def test_what_was_used_counts_until_the_window_has_passed_and_no_longer() -> None:
    budget, keys = Budget(60, person=1), who("1", "10.0.0.1")
    assert [budget.take(keys, now) for now in (0.0, 59.9, 60.0)] == [True, False, True]
