"""The page as people use it: four phones, the clock and the office above them."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, FilePayload, Locator, Page, Request, async_playwright, expect

from bot.app import App
from bot.commands.serve import Server, listen
from tests.waiting import at_most

_UNUSED_FEATURES = (
    *("WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup", "PreloadTopChromeWebUI"),
    *("AimEnabled", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PreconnectToSearch"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "AvoidCorsURLLoaderRestartOnRedirect"),
)
"""What Chromium would do beside the page. Those of the first line draw the address bar, which nobody sees here, as pages of their own: half the work of
a window. The others are Playwright's own list, because only the last list that Chromium is given counts.
"""
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    f"--disable-features={','.join(_UNUSED_FEATURES)}",
)
SCREENSHOTS = Path(os.environ["SCREENSHOTS"]) if "SCREENSHOTS" in os.environ else None
"""The folder that `SCREENSHOTS` names for pictures of the pages; without it none are taken, which costs as much as looking at the pages."""
PATIENCE_MS = 40_000
BROWSER_SECONDS = 60
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Phone:
    """One of the phones on the page."""

    page: Page
    key: str

    @property
    def log(self) -> Locator:
        return self.page.get_by_test_id(f"log-{self.key}")

    def button(self, label: str) -> Locator:
        return self.log.get_by_role("button", name=re.compile(rf"^{re.escape(label)}(?=$| )")).last

    async def show(self) -> None:
        """On a narrow screen one phone is seen at a time."""
        tab = self.page.get_by_test_id(f"tab-{self.key}")
        if await tab.is_visible():
            await tab.click()

    async def says(self, words: str) -> None:
        await self.show()
        await self.page.get_by_test_id(f"input-{self.key}").fill(words)
        await self.page.get_by_test_id(f"send-{self.key}").click()

    async def presses(self, label: str) -> None:
        await self.show()
        await self.button(label).click()

    async def sees(self, *parts: str) -> None:
        """In what the bot said."""
        for part in parts:
            await expect(self.log.locator("[data-from=bot]", has_text=re.compile(re.escape(part))).last).to_be_attached()

    async def attaches(self, name: str, mime: str, content: bytes) -> None:
        file = FilePayload(name=name, mimeType=mime, buffer=content)
        await self.page.get_by_test_id(f"attach-{self.key}").set_input_files([file])
        await self.page.get_by_test_id(f"send-{self.key}").click()


@dataclass
class Screen:
    """The whole page. `errors` and `outside` are what should not be: mistakes of its script, requests to other machines."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)

    def phone(self, key: str) -> Phone:
        return Phone(self.page, key)

    @property
    def citizen(self) -> Phone:
        return self.phone("warga")

    @property
    def officer(self) -> Phone:
        return self.phone("petugas")

    @property
    def supervisor(self) -> Phone:
        return self.phone("pengawas")

    @property
    def head(self) -> Phone:
        return self.phone("pimpinan")

    async def clock(self, step: str) -> None:
        """Presses a button of the office's clock; returns when it has moved."""
        shown = self.page.get_by_test_id("clock")
        before = await shown.inner_text()
        await self.page.get_by_test_id(f"clock-{step}").click()
        await expect(shown).not_to_have_text(before)

    async def picture(self, name: str) -> None:
        await picture(self.page, name)


@asynccontextmanager
async def served(app: App) -> AsyncIterator[str]:
    """The address of a started app on a free port of 127.0.0.1."""
    listening = listen("127.0.0.1", 0)
    server = Server(app)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    async with at_most(60, "the server of the page starts"):
        while not server.started and not running.done():
            await asyncio.sleep(0.01)
    assert server.started, "the server of the page has ended"
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        one = await playwright.chromium.launch(timeout=BROWSER_SECONDS * 1000, executable_path=shutil.which("chromium"), args=list(QUIET))
        try:
            yield one
        finally:
            async with at_most(BROWSER_SECONDS, "Chromium ends"):
                await one.close()


async def new_page(chromium: Browser, width: int, height: int = 800, **more: Any) -> Page:
    """An empty page in a window of its own. Playwright itself waits for windows without an end."""
    async with at_most(BROWSER_SECONDS, "Chromium opens a window"):
        context = await chromium.new_context(viewport={"width": width, "height": height}, locale="id-ID", **more)
        page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


async def leave(page: Page) -> None:
    """Closes the window with all its pages."""
    await page.context.close()


async def picture(page: Page, name: str) -> None:
    """The whole page into the folder of the pictures, where one is named."""
    if SCREENSHOTS:
        await page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


async def evaluated(page: Page, script: str) -> Any:
    """What a script says on the page. Playwright itself waits for it without an end."""
    async with at_most(BROWSER_SECONDS, f"an answer of the page to {script[:60]}"):
        return await page.evaluate(script)


async def open_screen(chromium: Browser, address: str, width: int = 1440, height: int = 900) -> Screen:
    """The page in a browser window of its own, as a new visitor opens it."""
    screen = Screen(await new_page(chromium, width, height, reduced_motion="reduce"), address)
    await screen.page.goto(address)
    return screen


async def complains(screen: Screen, story: str = "Berkas KTP saya sudah seminggu di kantor, katanya selesai 15 menit.") -> None:
    """From the first word to the number, as a hurried citizen does it."""
    citizen = screen.citizen
    await citizen.says("mau lapor")
    await citizen.presses("Kantor Kecamatan Juai")
    await citizen.sees("Ceritakan")
    await citizen.says(story)
    await citizen.presses("Anonim")
    await citizen.presses("Kirim")
    await citizen.sees("Pengaduan diterima")
