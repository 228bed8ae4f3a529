"""The running program for the tests of its pages: the real server on a free port, and a real Chromium."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from bot.app import App, build
from bot.commands.serve import Server, listen
from bot.settings import Settings
from bot.vault import new_key
from handlers.turn import Knowledge
from tests.web.phones import Screen
from tests.world import World

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
Opened = Callable[..., Awaitable[Screen]]


@asynccontextmanager
async def served(app: App) -> AsyncIterator[str]:
    """The address of a started app on 127.0.0.1."""
    listening = listen("127.0.0.1", 0)
    server = Server(app)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await running


@pytest.fixture
async def site(world: World) -> AsyncIterator[str]:
    """The local mode, on Tuesday, 24 November 2026, 09.00 WITA."""
    async with served(world.app) as address:
        yield address


@pytest.fixture
async def office_app(tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[App]:
    """The app as an office runs it, without the local mode."""
    app = build(Settings(mode="office", key=new_key(), data=tmp_path / "office", _env_file=None), knowledge=knowledge)
    await app.start()
    yield app
    await app.stop()


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    path = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(path).exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no chromium on this machine")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        await browser.close()


@pytest.fixture
async def opened(chromium: Browser, site: str) -> AsyncIterator[Opened]:
    """Opens the page in a browser of its own; fails the test on an error in the page or a request that leaves the machine."""
    screens: list[Screen] = []

    async def open_page(width: int = 1440, height: int = 900, address: str = site) -> Screen:
        context = await chromium.new_context(viewport={"width": width, "height": height}, locale="id-ID", timezone_id="Asia/Makassar")
        screen = Screen(await context.new_page(), address)
        screens.append(screen)
        await screen.page.goto(address)
        return screen

    yield open_page
    for screen in screens:
        await screen.page.context.close()
        assert not screen.errors
        assert not screen.outside
