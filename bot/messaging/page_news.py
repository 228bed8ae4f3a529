"""Tells open pages of the web chat what other processes sent and received. One process sends for the web; every process has open pages."""

from __future__ import annotations

import asyncio

from bot.channels import Outgoing
from bot.channels.web.messenger import WebChat
from bot.loop import LONGEST_SLEEP_SECONDS, Loop
from bot.store.databases.database import Database
from bot.store.messages import page_news
from bot.store.messages.inbox import InboxRow
from bot.store.messages.page_news import Place

GATHER_SECONDS = 0.02
"""Commits within this time are read together."""


class PageNews(Loop):
    """Works when another process has committed something."""

    def __init__(self, database: Database, webchat: WebChat) -> None:
        super().__init__()
        self._database = database
        self._webchat = webchat
        self._seen: Place | None = None

    async def _work(self) -> float:
        now = await page_news.end(self._database)
        seen, self._seen = self._seen or now, now
        if addresses := self._webchat.open_addresses():
            await self._tell(seen, addresses)
        await asyncio.sleep(GATHER_SECONDS)
        return LONGEST_SLEEP_SECONDS

    async def _tell(self, seen: Place, addresses: list[str]) -> None:
        """Tells the pages the news that this process has not told yet; nothing else is read, because decryption takes time."""
        sent, received = await page_news.since(self._database, seen, addresses)
        if fresh := [number for number in received if not self._webchat.was_told(InboxRow, number)]:
            for message in await page_news.messages(self._database, fresh):
                self._webchat.publish_message(message)
        if fresh := [number for number in sent if not self._webchat.was_told(Outgoing, number)]:
            for row in await page_news.letters(self._database, fresh):
                letter = row.letter
                self._webchat.publish_reply(Outgoing(outbox_id=row.id, address=letter.address, reply=letter.reply, now=row.created_at))
