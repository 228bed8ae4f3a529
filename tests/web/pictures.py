"""The pictures of the documentation, taken from the running program: python -m tests.web.pictures

They show emoji only where the machine has a font for them (Debian: fonts-noto-color-emoji).
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser

from bot.app import build, load_knowledge
from bot.settings import Settings
from bot.vault import new_key
from handlers.casework.moves import Action, Role
from handlers.talking.turn import Knowledge
from tests.cases_on_file import OnFile
from tests.web.phones import browser, complains, open_screen, served
from tests.web.staff.a_year import simulated
from tests.web.staff.screens import WIDTHS, open_desk
from tests.world import TUESDAY, World

FOLDER = Path("docs/gambar")


async def main() -> None:
    knowledge = load_knowledge(Settings(_env_file=None))
    async with browser() as chromium:
        for mode, take in (("local", four_phones), ("office", one_phone)):
            with TemporaryDirectory() as folder:
                app = build(
                    Settings(mode=mode, key=new_key(), data=Path(folder), _env_file=None), knowledge=knowledge, clock=lambda: TUESDAY
                )
                await app.start()
                async with served(app) as address:
                    await take(chromium, address)
                await app.stop()
        await the_desk(chromium, knowledge)


async def four_phones(chromium: Browser, address: str) -> None:
    """Nobody took a complaint for a day, so the supervisor was told; now an officer has it."""
    screen = await open_screen(chromium, address)
    await complains(screen)
    await screen.clock("day")
    await screen.clock("day")
    await screen.supervisor.sees("Belum ada yang mengambil")
    await screen.officer.presses("Ambil")
    await screen.citizen.sees("sudah diambil petugas")
    await screen.page.mouse.move(720, 880)
    await screen.page.screenshot(path=FOLDER / "empat-telepon.png")


async def one_phone(chromium: Browser, address: str) -> None:
    """What an office's visitor sees on a small phone: a question and its answer."""
    screen = await open_screen(chromium, address, 360, 740)
    await screen.phone("saya").says("ktp saya hilang, syaratnya apa?")
    await screen.phone("saya").sees("Sumber")
    await screen.page.screenshot(path=FOLDER / "telepon-kecil.png")


async def the_desk(chromium: Browser, knowledge: Knowledge) -> None:
    """An office after a year: its picture, and a case in hand."""
    with TemporaryDirectory() as folder:
        world = World(Path(folder), knowledge)
        await world.start()
        await simulated(world)
        number = await _in_hand(world)
        async with served(world.app) as address:
            for path, name, who in (
                ("juai/gambaran?masa=90_hari", "meja-gambaran", world.supervisor()),
                (f"kasus/{number}", "meja-pengaduan", world.officer()),
            ):
                desk = await open_desk(chromium, address, who, WIDTHS[1])
                await desk.opens(f"/meja/{path}")
                await desk.page.screenshot(path=FOLDER / f"{name}.png", full_page=name == "meja-pengaduan")
        await world.stop()


async def _in_hand(world: World) -> str:
    """A case on which something was noted and asked."""
    file, officer = OnFile(world), await world.person_of(world.officer())
    case = await file.complaint(
        "Lampu jalan di depan pasar mati sejak seminggu, gelap sekali kalau malam.",
        at=world.now - timedelta(days=1),
        name="Siti Aminah",
        contact="081234567890",
        place="depan pasar Paringin",
        unit="trantibum",
    )
    case = await file.act(case, Action.TAKE, Role.OFFICER, officer, at=world.now - timedelta(hours=22))
    case = await file.act(
        case, Action.NOTE, Role.HANDLER, officer, at=world.now - timedelta(hours=2), text="Sudah dicek: dua tiang, bohlamnya putus."
    )
    told = "Bohlam penggantinya datang Rabu; kami pasang hari itu juga."
    await file.act(case, Action.INFORM, Role.HANDLER, officer, at=world.now - timedelta(hours=1), text=told)
    return case.number


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(main())
