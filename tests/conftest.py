"""What all tests share: the library once a session, and a world to talk in."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from shutil import disk_usage

import pytest
from hypothesis import HealthCheck, settings

from bot.app import load_knowledge
from bot.settings import Settings
from handlers.talking.message import Channel
from handlers.talking.turn import Knowledge
from tests.postgres import Server, served
from tests.world import World

settings.register_profile("ci", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci")
MEMORY = Path("/dev/shm")
if MEMORY.is_dir() and disk_usage(MEMORY).free > 2**30:  # where there is room, no commit of a test waits for a disk
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
for name in [name for name in os.environ if name.startswith("LAYANWARGA_")]:
    del os.environ[name]
sys.dont_write_bytecode = False  # compiled once for all workers and for the processes that tests start, not by each of them anew
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is there once the tests are collected stays to the end: the collector need not look through it again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; each test takes a schema of its own."""
    with served() as server:
        yield server


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    loaded = load_knowledge(Settings(_env_file=None))
    gc.collect()
    gc.freeze()  # it stays to the end, as what was there after collecting
    return loaded


@pytest.fixture
def channel() -> str:
    """Where everybody is: on the web, which is quick. The talks are held everywhere."""
    return "web"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait for a lease or a process rather than work."""
    return (os.cpu_count() or 1) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--channels", choices=["one", "all"], default="one", help="on how many channels each talk is held")
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite", help="where the offices of the tests keep their data")


@pytest.fixture
def database_address(request: pytest.FixtureRequest) -> str:
    """Empty for SQLite in the folder of the test; with `--database postgres`, or where a test names it, a schema of its own."""
    chosen = getattr(request, "param", None) or request.config.getoption("--database")
    return str(request.getfixturevalue("postgres").schema()) if chosen == "postgres" else ""


@pytest.fixture
async def world(tmp_path: Path, knowledge: Knowledge, channel: str, database_address: str) -> AsyncIterator[World]:
    """An office on Tuesday, 24 November 2026, 09.00 WITA, with an officer and a supervisor."""
    name, _, mode = channel.partition(" ")
    made = World(tmp_path, knowledge, Channel(name))
    made.other["database"] = database_address
    await made.start("webhook" if mode == "webhook" else "polling")
    yield made
    assert not await made.rows("SELECT key FROM outbox WHERE state = 'held'"), "these messages have no template for a closed window"
    await made.stop()
    assert made.refused == []


@pytest.fixture
async def net(tmp_path: Path, knowledge: Knowledge, database_address: str) -> AsyncIterator[World]:
    """Web, Telegram and WhatsApp in one program, not yet started. At the end nothing may have been asked that a platform would refuse."""
    made = World(tmp_path, knowledge, Channel.WEB, Channel.TELEGRAM, Channel.WHATSAPP)
    made.other |= {"messages_per_minute": 10_000, "database": database_address}
    yield made
    await made.stop()
    assert made.refused == []
