"""The two pictures of the documentation, taken from the running program: python -m tests.web.pictures

They show emoji only where the machine has a font for them (Debian: fonts-noto-color-emoji).
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser

from bot.app import load_knowledge
from bot.settings import Settings
from tests.web.phones import browser, complains, open_screen, served
from tests.world import World

FOLDER = Path("docs/gambar")


async def main() -> None:
    with TemporaryDirectory() as folder:
        world = World(Path(folder), load_knowledge(Settings(_env_file=None)))
        await world.start()
        async with served(world.app) as address, browser() as chromium:
            await one_phone(chromium, address)
            await three_phones(chromium, address)
        await world.stop()


async def three_phones(chromium: Browser, address: str) -> None:
    """Nobody took a complaint for a day, so the supervisor was told; now an officer has it."""
    screen = await open_screen(chromium, address)
    await complains(screen)
    await screen.clock("day")
    await screen.clock("day")
    await screen.supervisor.sees("Belum ada yang mengambil")
    await screen.officer.presses("Ambil")
    await screen.citizen.sees("sudah diambil petugas")
    await screen.page.mouse.move(720, 880)
    await screen.page.screenshot(path=FOLDER / "tiga-telepon.png")


async def one_phone(chromium: Browser, address: str) -> None:
    """A question and its answer on a small phone."""
    screen = await open_screen(chromium, address, 360, 740)
    await screen.citizen.says("ktp saya hilang, syaratnya apa?")
    await screen.citizen.sees("Sumber")
    await screen.page.screenshot(path=FOLDER / "telepon-kecil.png")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(main())
