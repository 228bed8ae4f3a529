"""A staff's desk in a real browser: signed in, at a width, looked at by axe-core."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page

from tests.phones import Phone
from tests.web.phones import evaluated, new_page, picture
from tests.web.staff.browsers import link_of

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
WIDTHS = (360, 1280)
HEIGHT = 800


@dataclass
class Desk:
    """One window of one member of staff."""

    page: Page
    address: str

    async def opens(self, path: str) -> None:
        await self.page.goto(f"{self.address}{path}")

    async def is_clean(self, name: str) -> None:
        """Fails where, at the width of a telephone or of a screen, the page is wider than the window or axe-core finds a fault."""
        await evaluated(self.page, AXE.read_text(encoding="utf-8"))
        async for width in self._fitting(name):
            assert await self._violations() == [], (name, width)

    async def fits(self, name: str) -> None:
        """Fails where, at one of the widths, the page is wider than the window. Needs no scripts."""
        async for _ in self._fitting(name):
            pass

    async def _fitting(self, name: str) -> AsyncIterator[int]:
        """The widths at which the page has fitted, one after another; then the window is as wide as before."""
        before = self.page.viewport_size
        for width in WIDTHS:
            await self.page.set_viewport_size({"width": width, "height": HEIGHT})
            await picture(self.page, f"{name}-{width}")
            assert await self._sideways() == 0, (name, width)
            yield width
        if before:
            await self.page.set_viewport_size(before)

    async def _violations(self) -> list[str]:
        """What axe-core finds wrong with the page, each with the first place. Its script has come past the page's own policy."""
        found = await evaluated(self.page, "axe.run(document, {resultTypes: ['violations']})")
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0].get('failureSummary', '')}" for one in found["violations"]]

    async def _sideways(self) -> int:
        """By how many pixels the page is wider than the window."""
        wider: int = await evaluated(self.page, "document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return wider


async def open_desk(chromium: Browser, address: str, phone: Phone, width: int = WIDTHS[0], *, scripts: bool = True) -> Desk:
    """Signed in as the owner of the phone, in a window of this width."""
    page = await new_page(chromium, width, reduced_motion="reduce", java_script_enabled=scripts)
    await page.goto(address + await link_of(phone))
    await page.get_by_role("button", name="Masuk").click()
    await page.wait_for_url("**/meja/**")
    return Desk(page, address)
