"""A staff's desk in a real browser: signed in, at a width, looked at by axe-core."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page

from tests.phones import Phone
from tests.web.phones import SCREENSHOTS, evaluated, new_page
from tests.web.staff.browsers import link_of

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
WIDTHS = (360, 1280)


@dataclass
class Desk:
    """One window of one member of staff."""

    page: Page
    address: str

    async def opens(self, path: str) -> None:
        await self.page.goto(f"{self.address}{path}")

    async def violations(self) -> list[str]:
        """What axe-core finds wrong with the page, each with the first place. Its script comes past the page's own policy."""
        await evaluated(self.page, AXE.read_text(encoding="utf-8"))
        found = await evaluated(self.page, "axe.run(document, {resultTypes: ['violations']})")
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0].get('failureSummary', '')}" for one in found["violations"]]

    async def sideways(self) -> int:
        """By how many pixels the page is wider than the window."""
        wider: int = await evaluated(self.page, "document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return wider

    async def picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


async def open_desk(chromium: Browser, address: str, phone: Phone, width: int, *, scripts: bool = True) -> Desk:
    """Signed in as the owner of the phone, in a window of this width."""
    page = await new_page(chromium, width, reduced_motion="reduce", java_script_enabled=scripts)
    await page.goto(address + await link_of(phone))
    await page.get_by_role("button", name="Masuk").click()
    await page.wait_for_url("**/meja/**")
    return Desk(page, address)
