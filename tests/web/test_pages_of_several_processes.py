"""Two processes, a page open in each: both hear of what is written and answered, once, whoever received and whoever sent it."""

from __future__ import annotations

import asyncio
from asyncio import Queue
from typing import Any

import pytest

from bot.channels import Outgoing
from bot.store.messages.inbox import InboxRow
from bot.web import HERE
from bot.web.chat import ChatPages
from bot.web.limits import Limits
from tests.postgres import DIALECTS
from tests.world import World

SECONDS = 30


async def heard(page: Queue[Any], most: int) -> list[object]:
    async with asyncio.timeout(SECONDS):
        return [await page.get() for _ in range(most)]


@pytest.mark.parametrize("database_address", DIALECTS, indirect=True)
async def test_every_open_page_hears_of_a_message_and_its_answer(world: World) -> None:
    other = world.made()
    await other.start()
    pages = [app.webchat.open_page("siti") for app in (world.app, other)]
    for app, words in ((world.app, "menu"), (other, "bantuan")):
        limits = Limits(1000, 1000, 1_000_000)
        written = ChatPages(app.resources, app.inbox.receive, limits, HERE / "templates", local=True)
        await written.keep("siti", {"address": "siti", "text": words, "client_id": words})
        for page in pages:
            news = await heard(page, 2)
            assert {type(one) for one in news} == {InboxRow, Outgoing}
            assert [one.payload["text"] for one in news if isinstance(one, InboxRow)] == [words]
    await other.stop()
    await world.restart()
    assert [page.get_nowait() for page in pages] == [None, None], "nothing is told twice; at the end the pages are ended"
