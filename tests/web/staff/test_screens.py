"""The desk in Chromium at the width of a telephone and of a screen: nothing sideways, nothing that axe-core finds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from handlers.talking.turn import Knowledge
from tests.web.phones import served
from tests.web.staff.screens import WIDTHS, open_desk
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def busy(tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[tuple[World, str]]:
    """An office with some complaints, one of them late."""
    world = World(tmp_path, knowledge)
    await world.start()
    async with served(world.app) as address:
        yield world, address
    await world.stop()


@pytest.mark.parametrize("width", WIDTHS)
async def test_signing_in_and_the_queue_are_clean(chromium: Browser, busy: tuple[World, str], width: int) -> None:
    world, address = busy
    desk = await open_desk(chromium, address, world.officer(), width)
    await desk.picture(f"queue-{width}")
    assert await desk.violations() == []
    assert await desk.sideways() == 0
    await desk.page.get_by_role("button", name="Keluar").click()
    await desk.page.wait_for_url("**/masuk")
    await desk.picture(f"entrance-{width}")
    assert await desk.violations() == []
    await desk.page.context.close()
