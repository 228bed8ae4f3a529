"""Of two real processes on PostgreSQL one is killed; the database goes away and comes back; clocks differ; a new version comes beside the old."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import tarfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from io import BytesIO
from pathlib import Path

import httpx
import psycopg
import pytest

from bot.store.databases.migrating import migrations
from tests.channels.fake_telegram import FakeTelegram
from tests.faults.running import Town, free_port, started, until
from tests.postgres import Server, served
from tests.waiting import PROGRAM_SECONDS, end_of

FAIL_OVER_SECONDS = 45
PEOPLE = 5


@pytest.fixture
async def town(postgres: Server) -> AsyncIterator[Town]:
    async with FakeTelegram() as telegram:
        made = Town(telegram, postgres.schema())
        made.settle(PEOPLE)
        yield made


async def ended(*processes: asyncio.subprocess.Process) -> None:
    for process in processes:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
    assert {await end_of(process) for process in processes} <= {0, -signal.SIGKILL}


async def test_what_one_process_did_alone_the_other_does_after_it_was_killed(town: Town, tmp_path: Path) -> None:
    """The first listens, sends and tells what is due; killed amid its work, all three go over, and what it had in hand comes back."""
    first = await started(tmp_path, town.telegram, town.database)
    leading = "SELECT node, COUNT(*) FROM leaders WHERE name IN ('listener telegram', 'sender telegram', 'clockwork') GROUP BY node"
    await until(lambda: [count for _, count in town.rows(leading)] == [3], look=0.2)
    ((dead, _),) = town.rows(leading)
    second = await started(tmp_path, town.telegram, town.database)
    town.write()
    await until(lambda: len(town.telegram.sent) >= 3)
    first.kill()
    await end_of(first)
    town.write(("menu",))
    taken = await until(
        lambda: town.done() and [count for node, count in town.rows(leading) if node != dead] == [3], FAIL_OVER_SECONDS, look=0.2
    )
    assert taken <= FAIL_OVER_SECONDS
    await ended(second)
    town.check(in_flight=PEOPLE)


async def test_the_database_goes_away_and_comes_back(tmp_path: Path) -> None:
    """Connections are cut, the server is switched off and on: nothing acknowledged is lost, and the monitor hears of it."""
    with served() as server:
        async with FakeTelegram() as telegram, httpx.AsyncClient() as http:
            town, port = Town(telegram, server.schema()), free_port()
            town.settle(PEOPLE)
            process = await started(tmp_path, telegram, town.database, port)

            async def health() -> int:
                return (await http.get(f"http://127.0.0.1:{port}/health", timeout=20)).status_code

            town.write()
            for _ in range(5):
                await asyncio.sleep(0.1)
                _cut(server)
            await town.is_served()
            town.write(("menu",))
            server.stop()
            assert await health() == 503
            town.write(("bantuan",))
            server.start()
            await town.is_served()
            await _until_well(health)
            town.check(in_flight=3 * PEOPLE)
            server.stop()
            await ended(process)


async def _until_well(health: Callable[[], Awaitable[int]]) -> None:
    async with asyncio.timeout(FAIL_OVER_SECONDS):
        while await health() != 200:
            await asyncio.sleep(1)


def _cut(server: Server) -> None:
    """Every connection but the one that says so."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


async def test_two_processes_whose_clocks_are_forty_seconds_apart(town: Town, tmp_path: Path) -> None:
    """They start at one moment on an empty database."""
    async with AsyncExitStack() as stack:
        processes = await asyncio.gather(*(_shifted(town, tmp_path, seconds) for seconds in (-20, 20)))
        for process in processes:
            stack.callback(process.kill)
        leading = "SELECT name, node FROM leaders WHERE name LIKE 'sender%' OR name = 'clockwork' ORDER BY name"
        before = town.rows(leading)
        town.write()
        assert await town.is_served() < 20, "nor does one that is behind wait for what the other has written"
        assert town.rows(leading) == before, "a clock that is ahead takes nothing from others"
        for process in processes:
            assert process.stdin
            process.stdin.write(b"\n")
        assert [await end_of(process) for process in processes] == [0, 0]
        stack.pop_all()
    town.check(in_flight=0)


async def _shifted(town: Town, folder: Path, seconds: int) -> asyncio.subprocess.Process:
    given = (town.database, str(folder), town.telegram.url, str(seconds))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.faults.shifted", *given), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    async with asyncio.timeout(60):
        assert await process.stdout.readline() == b"ready\n"
    return process


async def test_a_new_version_comes_beside_the_old_one(town: Town, tmp_path: Path) -> None:
    """The version of before the last step of the database goes on working while the new one changes the tables and shares the work."""
    old = await started(tmp_path / "data", town.telegram, town.database, code=_before_the_last_step(tmp_path / "code"))
    town.write()
    await until(lambda: len(town.telegram.sent) >= 2)
    new = await started(tmp_path / "data", town.telegram, town.database)
    assert town.rows("SELECT MAX(number) FROM layanwarga_migrations") == [(migrations("postgres")[-1].number,)]
    town.write(("menu",))
    await town.is_served()
    await ended(old)
    town.write(("bantuan",))
    await town.is_served()
    await ended(new)
    town.check(in_flight=PEOPLE)


def _before_the_last_step(folder: Path) -> Path:
    """The program as it was before the newest migration came."""
    step = f"bot/store/migrations/postgres/*_{migrations('postgres')[-1].name.partition('_')[2]}.sql"
    found = subprocess.run(
        ["git", "log", "--diff-filter=A", "--format=%H", "--", step], capture_output=True, text=True, timeout=PROGRAM_SECONDS
    )
    archive = subprocess.run(
        ["git", "archive", f"{found.stdout.split()[-1] if found.stdout else ''}^", "bot", "handlers", "knowledge"],
        capture_output=True,
        timeout=PROGRAM_SECONDS,
    )
    if archive.returncode:
        pytest.skip("the history of the program is not here")
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")
    return folder
