"""The disk is full for a while: senders and monitor are told, nothing is lost or set aside, nobody is tried without a pause, and then it goes on."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator

import httpx
import pytest

from bot import loop, web
from bot.errors import StoreUnavailable
from bot.loop import Loop
from bot.messaging import inbox
from bot.store.databases.sqlite import SqliteDatabase
from bot.store.databases.sqlite_connection import run
from tests.world import World

TRIES = 60  # more than one person may write in a minute
FILLER = "x" * 200_000


async def _limit(world: World, pages: int) -> None:
    database = world.app.database
    assert isinstance(database, SqliteDatabase)
    await database._writer.send(run, [(f"PRAGMA max_page_count={pages}", ())])


async def full(world: World) -> None:
    """No page more can be written, and none is free."""
    ((pages,),) = await world.rows("PRAGMA page_count")
    await _limit(world, pages)


async def has_room(world: World) -> None:
    await _limit(world, 1_000_000)


@pytest.fixture
async def page(world: World) -> AsyncIterator[httpx.AsyncClient]:
    here = httpx.ASGITransport(app=web.create(world.app), client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=here, base_url="http://127.0.0.1", headers={"X-LayanWarga": "1"}) as client:
        await client.get("/")
        yield client


async def post(page: httpx.AsyncClient, text: str) -> httpx.Response:
    return await page.post("/chat/warga/messages", data={"text": text})


async def test_who_writes_to_a_full_disk_is_told_so_and_tries_again_without_having_written_too_much(
    world: World, page: httpx.AsyncClient
) -> None:
    await full(world)
    answers = [await post(page, FILLER[:9_000]) for _ in range(TRIES)]
    assert {one.status_code for one in answers} == {503}
    assert "gangguan di komputer kantor" in answers[0].json()["error"]
    await has_room(world)
    assert (await post(page, "menu")).status_code == 202
    await world.settle()


async def test_the_monitor_hears_why(world: World, page: httpx.AsyncClient) -> None:
    assert (await page.get("/health")).status_code == 200
    database = world.app.database
    assert isinstance(database, SqliteDatabase)
    await database._writer.send(run, [("PRAGMA query_only=ON", ())])
    again = httpx.ASGITransport(app=web.create(world.app), client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=again, base_url="http://127.0.0.1") as monitor:
        health = await monitor.get("/health")
    await database._writer.send(run, [("PRAGMA query_only=OFF", ())])
    assert health.status_code == 503 and "ruang disk" in health.json()["disk"]


async def test_a_message_that_finds_the_disk_full_is_no_failed_message(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits as it is, however often it is tried, and is answered when there is room."""
    monkeypatch.setattr(inbox, "DISK_SECONDS", 0.0)
    citizen = world.citizen()
    citizen.begin()
    citizen.say("jam buka juai")
    await world.app.inbox.receive(world.posted)
    world.posted = []
    await full(world)
    for _ in range(inbox.MOST_TRIES + 2):
        world.wake()
        await asyncio.sleep(0.02)
    await has_room(world)
    await world.app.database.execute("UPDATE inbox SET state = 'waiting', claimed_by = NULL WHERE state = 'doing'")
    world.wake()
    await world.settle()
    citizen.sees("Jam buka")
    assert await world.rows("SELECT id FROM inbox WHERE state = 'failed' OR attempts > 0") == []


class Broken(Loop):
    def __init__(self) -> None:
        super().__init__()
        self.tries = 0

    async def _work(self) -> float:
        self.tries += 1
        raise OSError("no space left on device")


async def test_a_loop_that_fails_rests_however_often_it_is_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "FIRST_PAUSE_SECONDS", 0.05)
    broken = Broken()
    broken.start()
    for _ in range(100):
        broken.wake()
        await asyncio.sleep(0.001)
    await broken.stop()
    assert broken.tries <= 3


@pytest.mark.parametrize(("failures", "seconds"), [(0, 1.0), (1, 2.0), (4, 16.0), (5, 30.0), (1000, 30.0)])
def test_the_pauses_grow_to_half_a_minute(failures: int, seconds: float) -> None:
    assert loop.pause(failures) == seconds


def test_only_what_is_the_disks_is_told_as_the_disks() -> None:
    with sqlite3.connect(":memory:") as connection:
        with pytest.raises(sqlite3.OperationalError):
            run(connection, [("SELECT * FROM nichts", ())])
        connection.execute("CREATE TABLE t (x)")
        connection.execute("PRAGMA max_page_count=2")
        with pytest.raises(StoreUnavailable, match="disk penuh"):
            run(connection, [("INSERT INTO t VALUES (zeroblob(100000))", ())])
