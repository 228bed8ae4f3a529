"""The running program for the tests of its pages: the real server on a free port, and a real Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.app import App, build
from bot.settings import Settings
from bot.vault import new_key
from handlers.talking.turn import Knowledge
from tests.web.phones import Screen, browser, leave, open_screen, served
from tests.world import World

Opened = Callable[..., Awaitable[Screen]]


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[str]:
    """The local mode, on Tuesday, 24 November 2026, 09.00 WITA."""
    world = World(tmp_path, knowledge)
    await world.start()
    async with served(world.app) as address:
        yield address
    await world.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def office_app(tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[App]:
    """The app as an office runs it, without the local mode."""
    app = build(Settings(mode="office", key=new_key(), data=tmp_path / "office", _env_file=None), knowledge=knowledge)
    await app.start()
    yield app
    await app.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for all tests; each opens windows of its own."""
    if not shutil.which("chromium"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no chromium on this machine")
    async with browser() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def opened(chromium: Browser, site: str) -> AsyncIterator[Opened]:
    """Opens the page in a window of its own; fails the test on an error in the page or a request that leaves the machine."""
    screens: list[Screen] = []

    async def open_page(width: int = 1440, height: int = 900, address: str = site) -> Screen:
        screens.append(await open_screen(chromium, address, width, height))
        return screens[-1]

    yield open_page
    for screen in screens:
        await leave(screen.page)
        assert not screen.errors
        assert not screen.outside
