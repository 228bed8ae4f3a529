"""Many Telegram bots as one channel: the one of the settings, for all offices, and those that offices have of their own.

At an office's own bot everything that names somebody or something there ends with `@office`: the address of a person, the id of an update,
the reference of a file. So the same person at two bots is two chats, and an answer leaves by the bot that was asked.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels import Finding, Json, Messenger, Moved, Outgoing, Pace, Receive, Sent
from bot.errors import ChannelStopped, TryLater, Unreachable
from bot.store.messages.inbox import Received
from handlers.talking.message import Attachment, Channel, Inbound, Reply

if TYPE_CHECKING:
    from bot.channels.telegram.messenger import Telegram

log = logging.getLogger(__name__)

PATH = "/telegram/webhook"
"""Of the bot of the settings; that of an office's own bot ends with the office."""
PROBE_SECONDS = 600.0
AT_ONCE = 20
"""So many bots introduce themselves to the platform side by side."""
_OFFICE = "office"
"""The key under which a stored update says at whose bot it came."""

Make = Callable[[str, str], "Telegram"]
"""A bot of an office (empty: of the settings), and its token."""


class TelegramBots(Messenger):
    """`first`: the bot of the settings, if there is one. Its client takes long to load, so that nothing is loaded without a bot."""

    name = Channel.TELEGRAM
    pace = Pace(per_second=25, per_chat_seconds=1, burst=3)

    def __init__(self, first: Telegram | None, make: Make, *, webhooks: bool = False) -> None:
        self.first = first
        self._make = make
        self._webhooks = webhooks
        self._bots: dict[str, Telegram] = {"": first} if first else {}
        self._tokens: dict[str, str] = {}
        self._stopped: dict[str, str] = {}
        self._receive: Receive | None = None
        self._may_listen: Callable[[str], bool] = lambda name: True

    @property
    def in_use(self) -> bool:
        return bool(self._bots)

    @property
    def link(self) -> str:  # type: ignore[override]
        return self.first.link if self.first else ""

    def link_at(self, address: str) -> str:
        bot = self._bots.get(_office(address))
        return bot.link if bot else ""

    # Offices' own bots

    async def use(self, access: Mapping[str, Mapping[str, str]]) -> None:
        """From now on these offices have a bot of their own. Others go on undisturbed."""
        tokens = {office: one["token"] for office, one in access.items()}
        gone = [office for office in self._tokens if tokens.get(office) != self._tokens[office]]
        for office in gone:
            del self._tokens[office]
            self._stopped.pop(office, None)
            await self._bots.pop(office).stop()
        places = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._add(office, token, places) for office, token in tokens.items() if office not in self._tokens))

    async def try_out(self, office: str, token: str, now: datetime) -> list[Finding]:
        """What the platform says of a bot that is about to be added; its webhook is not set yet."""
        bot = self._make(office, token)
        try:
            return (await bot.doctor(now))[:1]
        finally:
            await bot.stop()

    async def _add(self, office: str, token: str, places: asyncio.Semaphore) -> None:
        bot = self._make(office, token)
        bot.let_listen(self._may_listen)
        self._bots[office], self._tokens[office] = bot, token
        if self._receive:
            async with places:
                await self._start(office, self._receive)

    async def _start(self, office: str, receive: Receive) -> None:
        """An office's bot that cannot work is a matter of that office."""
        bot = self._bots[office]
        try:
            await bot.start(self._received_at(office, receive))
        except ChannelStopped as error:
            self._stopped[office] = str(error)
            log.error("bot.stopped", extra={"channel": self.name, "office": office})

    def _received_at(self, office: str, receive: Receive) -> Receive:
        async def keep(batch: Sequence[Received]) -> None:
            await receive([_at(office, received) for received in batch])

        return keep

    # The channel

    def parse(self, payload: Json) -> Inbound | Moved | None:
        from bot.channels.telegram import parse as parsing

        office = payload.get(_OFFICE, "")
        meant = parsing.parse({key: value for key, value in payload.items() if key != _OFFICE} if office else payload)
        return _meant_at(office, meant) if office and meant else meant

    def split(self, reply: Reply) -> list[Reply]:
        from bot.channels.telegram import markup

        return markup.split(reply)

    async def send(self, outgoing: Outgoing) -> Sent:
        office = _office(outgoing.address)
        try:
            return await self._bot(office).send(replace(outgoing, address=_bare(outgoing.address)))
        except ChannelStopped as error:
            if not office:
                raise
            raise TryLater(str(error), PROBE_SECONDS) from error

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        return await self._bot(_office(attachment.ref)).fetch(replace(attachment, ref=_bare(attachment.ref)), limit)

    async def show_menu(self, address: str, *, staff: bool) -> None:
        await self._bot(_office(address)).show_menu(_bare(address), staff=staff)

    def _bot(self, office: str) -> Telegram:
        if bot := self._bots.get(office):
            return bot
        raise Unreachable(f"kantor {office or 'mana pun'} tidak punya bot Telegram di sini")

    def pace_for(self, address: str) -> Pace:
        """Groups take 20 messages a minute (https://core.telegram.org/bots/faq); their ids are negative."""
        in_group = replace(self.pace, per_chat_seconds=3 * self.pace.per_chat_seconds, burst=1)
        return in_group if address.startswith("-") else self.pace

    def sender(self, address: str) -> str:
        return _office(address)

    def routes(self, receive: Receive) -> list[BaseRoute]:
        async def webhook(request: Request) -> Response:
            office = request.path_params.get("office", "")
            bot = self._bots.get(office)
            inward = self._received_at(office, receive) if office else receive
            return Response(status_code=await bot.hook(request, inward) if bot else 404)

        if not self._webhooks:
            return []
        return [Route(PATH, webhook, methods=["POST"]), Route(f"{PATH}/{{office}}", webhook, methods=["POST"])]

    def let_listen(self, may: Callable[[str], bool]) -> None:
        self._may_listen = may
        for bot in self._bots.values():
            bot.let_listen(may)

    def listeners(self) -> Sequence[str]:
        return [name for bot in self._bots.values() for name in bot.listeners()]

    async def start(self, receive: Receive) -> None:
        self._receive = receive
        places = [self._start(office, receive) for office in self._tokens]
        if self.first:
            places.append(self.first.start(receive))
        await asyncio.gather(*places)

    async def stop(self) -> None:
        await asyncio.gather(*(bot.stop() for bot in self._bots.values()))

    def listening_problem(self) -> str:
        problems = {office: self._stopped.get(office) or bot.listening_problem() for office, bot in self._bots.items()}
        return "; ".join(f"{office}: {problem}" if office else problem for office, problem in problems.items() if problem)

    async def find_link(self) -> str:
        return await self.first.find_link() if self.first else ""

    async def entry(self, words: str, office: str = "") -> str:
        bot = self._bots.get(office) or self.first
        return await bot.entry(words) if bot else ""

    async def doctor(self, now: datetime) -> list[Finding]:
        found = await asyncio.gather(*(bot.doctor(now) for bot in self._bots.values()))
        return [
            replace(finding, subject=f"{finding.subject} {office}".rstrip())
            for office, findings in zip(self._bots, found, strict=True)
            for finding in findings
        ]


def _office(name: str) -> str:
    return name.partition("@")[2]


def _bare(name: str) -> str:
    return name.partition("@")[0]


def _at(office: str, one: Received) -> Received:
    """As it is kept: what names it ends with the office."""
    address = f"{one.address}@{office}" if one.address else ""
    return replace(one, update_id=f"{one.update_id}@{office}", address=address, payload={**one.payload, _OFFICE: office})


def _meant_at(office: str, meant: Inbound | Moved) -> Inbound | Moved:
    if isinstance(meant, Moved):
        return Moved(old=f"{meant.old}@{office}", new=f"{meant.new}@{office}")
    return replace(
        meant,
        office=office,
        address=f"{meant.address}@{office}",
        group=f"{meant.group}@{office}" if meant.group else None,
        attachments=tuple(replace(attachment, ref=f"{attachment.ref}@{office}") for attachment in meant.attachments),
    )
