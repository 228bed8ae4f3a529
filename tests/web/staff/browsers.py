"""A browser of a member of staff, without a screen: signs in as people do, follows forms, reads pages."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bot import web
from bot.app import App
from tests.phones import Phone
from tests.world import World

ADDRESS = "http://127.0.0.1:8080"
_LINK = re.compile(r"https?://\S+(/masuk\?k=\S+)")
_KEY = re.compile(r'name="kunci" value="(\w+)"')


class StaffBrowser:
    """`page` is the last page that it showed."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.page = ""

    async def opens(self, path: str) -> httpx.Response:
        answer = await self.client.get(path, follow_redirects=True)
        self.page = answer.text
        return answer

    async def sends(self, path: str, fields: Mapping[str, Any], **more: Any) -> httpx.Response:
        """Sends a form of the page that it shows."""
        answer = await self.client.post(path, data={"kunci": fields.get("kunci", self.key), **fields}, follow_redirects=True, **more)
        self.page = answer.text
        return answer

    @property
    def key(self) -> str:
        found = _KEY.search(self.page)
        return found[1] if found else ""

    async def signs_in(self, link: str) -> httpx.Response:
        await self.opens(link)
        return await self.sends("/masuk", {"k": link.partition("k=")[2]})


@asynccontextmanager
async def browser_of(app: App) -> AsyncIterator[StaffBrowser]:
    transport = httpx.ASGITransport(app=web.create(app))
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        yield StaffBrowser(client)


@asynccontextmanager
async def signed_in(world: World, phone: Phone) -> AsyncIterator[StaffBrowser]:
    """A browser in which the owner of the phone is signed in."""
    async with browser_of(world.app) as browser:
        assert (await browser.signs_in(await link_of(phone))).status_code == 200, browser.page
        yield browser


async def link_of(phone: Phone, browser: str = "") -> str:
    """The path of the link that the bot sends to this phone."""
    await phone.says(f"/masuk {browser}".strip())
    found = [one for answer in phone.answers for one in _LINK.findall(answer.text.plain)]
    assert found, phone.answers
    return str(found[-1])
