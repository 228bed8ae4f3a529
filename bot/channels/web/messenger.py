"""The web chat, which needs no account or platform. Messages appear on the open pages of the address; a reload reads them again."""

from __future__ import annotations

import asyncio
import math
from collections import defaultdict
from datetime import datetime

from starlette.routing import BaseRoute

from bot.channels import Finding, Json, Messenger, Outgoing, Pace, Receive, Sent
from bot.store.messages.inbox import InboxRow
from handlers.talking.message import Attachment, AttachmentKind, Channel, Inbound, Location, Reply

LONGEST_QUEUE = 500
MOST_REMEMBERED = 10_000


class WebChat(Messenger):
    """Implements `Messenger`. The pages themselves and their addresses are in `bot.web`."""

    name = Channel.WEB
    pace = Pace(per_second=math.inf, per_chat_seconds=0.0, burst=1)  # a letter that waits for its place is read and opened again

    def __init__(self) -> None:
        self._pages: defaultdict[str, set[asyncio.Queue[object]]] = defaultdict(set)
        self._told: dict[tuple[type, int], None] = {}

    def parse(self, payload: Json) -> Inbound:
        place = payload.get("location")
        return Inbound(
            channel=Channel.WEB,
            address=payload["address"],
            text=payload.get("text", ""),
            choice=payload.get("choice"),
            attachments=tuple(Attachment(**{**file, "kind": AttachmentKind(file["kind"])}) for file in payload.get("files", ())),
            location=Location(latitude=place[0], longitude=place[1]) if place else None,
        )

    def split(self, reply: Reply) -> list[Reply]:
        """The reply as it is: a page shows any length."""
        return [reply]

    async def send(self, outgoing: Outgoing) -> Sent:
        self.publish_reply(outgoing)
        return Sent(platform_id=f"web:{outgoing.outbox_id}")

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        """Raises: uploads are stored when they are received, so nothing is left to fetch."""
        return b""

    def routes(self, receive: Receive) -> list[BaseRoute]:
        return []

    async def start(self, receive: Receive) -> None:
        """Does nothing: only the pages send messages."""

    async def stop(self) -> None:
        for pages in self._pages.values():
            for page in pages:
                _end(page)

    async def doctor(self, now: datetime) -> list[Finding]:
        return [Finding(subject="web", well=True, detail=f"{sum(map(len, self._pages.values()))} halaman terbuka")]

    def open_page(self, address: str) -> asyncio.Queue[object]:
        """A queue of what happens at the address from now on; None in it means that the server stops."""
        page: asyncio.Queue[object] = asyncio.Queue(LONGEST_QUEUE)
        self._pages[address].add(page)
        return page

    def close_page(self, address: str, page: asyncio.Queue[object]) -> None:
        self._pages[address].discard(page)
        if not self._pages[address]:
            del self._pages[address]

    def publish(self, address: str, news: object) -> None:
        """Sends the news to every open page of the address. A page that reads too slowly is closed, reconnects and reads the messages again."""
        for page in self._pages.get(address, ()):
            if page.full():
                _end(page)
            else:
                page.put_nowait(news)

    def publish_reply(self, outgoing: Outgoing) -> None:
        """Sends a message of the bot to its pages, once, whichever process sent it."""
        if self._is_new(Outgoing, outgoing.outbox_id):
            self.publish(outgoing.address, outgoing)

    def publish_message(self, row: InboxRow) -> None:
        """Sends a person's own message to that person's pages, once, whichever process received it."""
        if self._is_new(InboxRow, row.id):
            self.publish(row.lane.partition(":")[2], row)

    def was_told(self, kind: type[Outgoing] | type[InboxRow], number: int) -> bool:
        """Whether the pages already have this message of the bot or of a person."""
        return (kind, number) in self._told

    def _is_new(self, kind: type[Outgoing] | type[InboxRow], number: int) -> bool:
        if self.was_told(kind, number):
            return False
        self._told[kind, number] = None
        if len(self._told) > MOST_REMEMBERED:
            del self._told[next(iter(self._told))]
        return True

    def open_addresses(self) -> list[str]:
        return list(self._pages)

    def publish_all(self, news: object) -> None:
        for address in list(self._pages):
            self.publish(address, news)


def _end(page: asyncio.Queue[object]) -> None:
    while not page.empty():
        page.get_nowait()
    page.put_nowait(None)
