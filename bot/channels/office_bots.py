"""Many bots of one platform as one channel: the one of the settings, for all offices, and the offices' own.

At an office's own bot every id ends with `@office`: the address of a person, the id of an update, the reference of a file. So the same person at two
bots is two chats, and the bot that was asked answers.
"""

from __future__ import annotations

import asyncio
import logging
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Generic, TypeAlias, TypeVar

from bot.channels import DeliveryReport, Finding, Json, Messenger, Moved, Outgoing, Receive, Sent
from bot.errors import ChannelStopped, TryLater, Unreachable
from bot.store.messages.inbox import Received
from handlers.talking.message import Attachment, Inbound
from handlers.talking.wording import plain

log = logging.getLogger(__name__)

PROBE_SECONDS = 600.0
AT_ONCE = 20
"""This many bots start at the same time."""
_OFFICE = "office"
"""The key of the office in a stored update."""

Access: TypeAlias = Mapping[str, str]
"""What gives access to a bot, by name: a token, or a number with its secrets."""
Bot = TypeVar("Bot", bound=Messenger)


class OfficeBots(Messenger, Generic[Bot]):
    """`first`: the bot of the settings, if there is one. `make`: makes the bot of an office. Clients load slowly, so nothing is loaded without a
    bot.
    """

    def __init__(self, first: Bot | None, make: Callable[[str, Access], Bot]) -> None:
        self.first = first
        self._make = make
        self._bots: dict[str, Bot] = {"": first} if first else {}
        self._access: dict[str, Access] = {}
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

    async def use(self, access: Mapping[str, Access]) -> None:
        """From now on these offices have a bot of their own; other bots are not interrupted."""
        gone = [office for office in self._access if access.get(office) != self._access[office]]
        for office in gone:
            del self._access[office]
            self._stopped.pop(office, None)
            await self._bots.pop(office).stop()
        places = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._add(office, how, places) for office, how in access.items() if office not in self._access))

    async def try_out(self, office: str, access: Access, now: datetime) -> list[Finding]:
        """What the platform says about a bot before it is added; its webhook is not set yet."""
        bot = self._make(office, access)
        try:
            return (await bot.doctor(now))[:1]
        finally:
            await bot.stop()

    async def _add(self, office: str, access: Access, places: asyncio.Semaphore) -> None:
        bot = self._make(office, access)
        bot.let_listen(self._may_listen)
        self._bots[office], self._access[office] = bot, access
        if self._receive:
            async with places:
                await self._start(office, self._receive)

    async def _start(self, office: str, receive: Receive) -> None:
        """Starts an office's bot; if it cannot work, only that office is affected."""
        bot = self._bots[office]
        try:
            await bot.start(self._received_at(office, receive))
        except ChannelStopped as error:
            self._stopped[office] = str(error)
            log.error("bot.stopped", extra={"channel": self.name, "office": office})

    def _received_at(self, office: str, receive: Receive) -> Receive:
        """Stores what arrived at this office's bot; the bot of the settings belongs to no office."""

        async def keep(batch: Sequence[Received]) -> None:
            await receive([_at(office, received) for received in batch])

        return keep if office else receive

    # The channel

    def parse(self, payload: Json) -> Inbound | DeliveryReport | Moved | None:
        office = payload.get(_OFFICE, "")
        meant = self._parse({key: value for key, value in payload.items() if key != _OFFICE} if office else payload)
        return _meant_at(office, meant) if office and meant else meant

    @abstractmethod
    def _parse(self, payload: Json) -> Inbound | DeliveryReport | Moved | None:
        """The meaning of the platform's payload, at whichever bot it arrived. Pure."""

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

    def _bot(self, office: str) -> Bot:
        if bot := self._bots.get(office):
            return bot
        raise Unreachable(f"kantor {office or 'mana pun'} tidak punya bot {plain(f'channels.{self.name}')} di sini")

    def sender(self, address: str) -> str:
        return _office(address)

    def let_listen(self, may: Callable[[str], bool]) -> None:
        self._may_listen = may
        for bot in self._bots.values():
            bot.let_listen(may)

    def listeners(self) -> Sequence[str]:
        return [name for bot in self._bots.values() for name in bot.listeners()]

    async def start(self, receive: Receive) -> None:
        self._receive = receive
        places = [self._start(office, receive) for office in self._access]
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
        findings_of_bots = await asyncio.gather(*(bot.doctor(now) for bot in self._bots.values()))
        return [
            replace(finding, subject=f"{finding.subject} {office}".rstrip())
            for office, findings in zip(self._bots, findings_of_bots, strict=True)
            for finding in findings
        ]


def _office(name: str) -> str:
    return name.partition("@")[2]


def _bare(name: str) -> str:
    return name.partition("@")[0]


def _at(office: str, update: Received) -> Received:
    """The update as it is stored: its ids end with the office."""
    address = f"{update.address}@{office}" if update.address else ""
    return replace(update, update_id=f"{update.update_id}@{office}", address=address, payload={**update.payload, _OFFICE: office})


def _meant_at(office: str, meant: Inbound | DeliveryReport | Moved) -> Inbound | DeliveryReport | Moved:
    if isinstance(meant, DeliveryReport):  # it refers to our letter
        return meant
    if isinstance(meant, Moved):
        return Moved(old=f"{meant.old}@{office}", new=f"{meant.new}@{office}")
    return replace(
        meant,
        office=office,
        address=f"{meant.address}@{office}",
        group=f"{meant.group}@{office}" if meant.group else None,
        attachments=tuple(replace(attachment, ref=f"{attachment.ref}@{office}") for attachment in meant.attachments),
    )
