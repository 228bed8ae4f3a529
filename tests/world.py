"""A whole office in a test: real store, real loops, real channels over HTTP; only the clock stands still until it is moved.

In the place of the platforms stand local servers. `world.phone(name)` is somebody's phone on the channel that the test is run for;
where several channels meet, `TelegramPhone` and `WhatsAppPhone` are made by hand.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any, Literal
from zoneinfo import ZoneInfo

import httpx
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from bot import web
from bot.app import App, build
from bot.channels import Pace
from bot.channels.telegram.bots import PATH, TelegramBots
from bot.local_mode import DEMO_ROLES, demo_address
from bot.settings import Settings
from bot.store.databases.database import Transaction, stamp
from bot.store.messages.inbox import Received
from bot.store.people import people
from bot.vault import new_key
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.casework.events import Event
from handlers.casework.moves import Role
from handlers.talking.message import Channel
from handlers.talking.turn import Knowledge
from handlers.talking.wording import plain
from tests.channels import fake_telegram, fake_whatsapp, graph_parts
from tests.channels.fake_telegram import FakeTelegram
from tests.channels.fake_whatsapp import FakeWhatsApp
from tests.phones import Phone, StickerPhone, TelegramPhone, WebPhone, WhatsAppPhone
from tests.waiting import ANSWER_SECONDS, at_most

WITA = ZoneInfo("Asia/Makassar")
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=WITA)
SETTLE_SECONDS = 60
HURRIED = Pace(per_second=10_000, per_chat_seconds=0, burst=1)
STRAGGLERS = timedelta(seconds=0.2)
SECRET = "rahasia-32_huruf"
KEY = new_key()

Mode = Literal["polling", "webhook"]


class GivenSettings(Settings):
    """Settings that are given and nowhere looked for, which takes longer than all else of a start."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


_first_starts: dict[bool, tempfile.TemporaryDirectory[str]] = {}


async def _first_start(like: World, local: bool) -> Path:
    """The folder of data that a first start leaves behind, the same for every test: made once, then copied."""
    if local not in _first_starts:
        _first_starts[local] = tempfile.TemporaryDirectory(dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
        first = World(Path(_first_starts[local].name), like.knowledge, like.channel)
        first.platforms = {Channel.WEB}
        await first._open()
        async with at_most(60, "the first backup"):
            while first.app.clockwork.timetable._running:
                await asyncio.sleep(0.001)
        await first._close()
    return Path(_first_starts[local].name)


class World:
    """The app on a temporary folder. `now` stands still; `at` and `passes` move it.

    On `channel` is everybody, the staff too; `platforms` are switched on.
    """

    def __init__(self, folder: Path, knowledge: Knowledge, channel: Channel = Channel.WEB, *platforms: Channel) -> None:
        self.folder, self.knowledge, self.channel = folder, knowledge, channel
        self.platforms = {channel, *platforms}
        self.telegram, self.whatsapp = FakeTelegram(), FakeWhatsApp(lambda: self.now)
        self.now = TUESDAY.astimezone(UTC)
        self.mode: Mode = "polling"
        self.other: dict[str, Any] = {}  # settings that are not the usual ones
        self.phones: list[Phone] = []
        self.posted: list[Received] = []  # by pages of the web chat, still on its way
        self.numbers = itertools.count(1)
        self._around, self._public = AsyncExitStack(), AsyncExitStack()

    # The program

    @property
    def settings(self) -> Settings:
        """The local mode, with its example staff on the web, where everybody is there."""
        office: dict[str, Any] = {} if self.channel is Channel.WEB else {"mode": "office", "key": KEY}
        common = {"data": self.folder, "public_url": "https://bot.example.go.id"}
        return GivenSettings(**{**common, **office, **self._of_telegram(), **self._of_whatsapp(), **self.other})

    def _of_telegram(self) -> dict[str, Any]:
        if Channel.TELEGRAM not in self.platforms:
            return {}
        known = {"token": fake_telegram.TOKEN, "mode": self.mode, "secret": SECRET, "base_url": self.telegram.url}
        return {f"telegram_{key}": value for key, value in known.items()}

    def _of_whatsapp(self) -> dict[str, Any]:
        if Channel.WHATSAPP not in self.platforms:
            return {}
        ids = {"phone_number_id": fake_whatsapp.PHONE, "business_account_id": fake_whatsapp.ACCOUNT}
        secrets = {"access_token": fake_whatsapp.TOKEN, "app_secret": fake_whatsapp.SECRET, "verify_token": fake_whatsapp.VERIFY}
        return {f"whatsapp_{key}": value for key, value in {**ids, **secrets, "base_url": f"{self.whatsapp.base_url}/v25.0"}.items()}

    def made(self, clock: Callable[[], datetime] | None = None) -> App:
        """One more process, as it were, on the same data."""
        app = build(self.settings, knowledge=self.knowledge, clock=clock or (lambda: self.now))
        for channel in app.channels.values():
            channel.pace, channel.stragglers = HURRIED, STRAGGLERS
        return app

    async def start(self, mode: Mode | None = None) -> None:
        self.mode = mode or self.mode
        if Channel.TELEGRAM in self.platforms:
            await self._around.enter_async_context(self.telegram)
        if Channel.WHATSAPP in self.platforms:
            await self._around.enter_async_context(self.whatsapp)
        if self._is_usual(settings := self.settings):
            copytree(await _first_start(self, settings.local), self.folder, dirs_exist_ok=True)
        await self._open()
        await self._staff()

    def _is_usual(self, settings: Settings) -> bool:
        """Whether the first start does the same as for nearly all tests: tables, marks, a backup."""
        is_new = not settings.database and not settings.sqlite_file.exists()
        knows_all = not settings.offices and not settings.knowledge
        return is_new and knows_all and settings.key in ("", KEY) and self.now == TUESDAY

    async def _open(self) -> None:
        self.app = self.made()
        await self.app.start()
        if self.platforms != {Channel.WEB}:
            self.public = await self._public.enter_async_context(graph_parts.serve(web.create(self.app)))
            self.http = await self._public.enter_async_context(
                httpx.AsyncClient(base_url=self.public, verify=False, timeout=ANSWER_SECONDS)
            )
            self.whatsapp.webhook = f"{self.public}/whatsapp"

    async def _close(self) -> None:
        await self.app.stop()
        await self._public.aclose()

    async def stop(self) -> None:
        await self._close()
        await self._around.aclose()

    async def restart(self) -> None:
        """Stops in order and starts again on the same data."""
        await self._close()
        await self._open()
        for phone in self.phones:
            phone.open()

    @property
    def refused(self) -> list[str]:
        """What a real platform would not have taken."""
        return [*self.telegram.refused, *self.whatsapp.why]

    # Who talks

    def phone(self, name: str) -> StickerPhone:
        known = (one for one in self.phones if isinstance(one, StickerPhone) and (one.channel, one.name) == (self.channel, name))
        return next(known, None) or self._made_phone(name)

    def _made_phone(self, name: str) -> StickerPhone:
        """On WhatsApp one of three people hides the number, one has no user id yet, one has both."""
        place = len(self.phones)
        match self.channel:
            case Channel.TELEGRAM:
                return TelegramPhone(self, place + 1, name)
            case Channel.WHATSAPP:
                number, user_id = f"62812{place:07}" if place % 3 != 1 else None, f"ID.{place}" if place % 3 != 2 else None
                return WhatsAppPhone(self, number, name, user_id, taps=True)
        return WebPhone(self, name)

    def citizen(self, name: str = "siti") -> StickerPhone:
        return self.phone(name)

    def officer(self, office: str = "juai") -> Phone:
        return self.phone(demo_address("petugas", office))

    def supervisor(self, office: str = "juai") -> Phone:
        return self.phone(demo_address("pengawas", office))

    def head(self, office: str = "juai") -> Phone:
        return self.phone(demo_address("pimpinan", office))

    async def _staff(self) -> None:
        """An officer, a supervisor and the head of each office; in the local mode they are there already."""
        async with self.app.database.transaction() as transaction:
            for office, (role, roles) in itertools.product(self.app.library.offices, DEMO_ROLES.items()):
                phone = self.phone(demo_address(role, office))
                if not self.app.settings.local:
                    await self._joins(transaction, phone, self._member(office, roles, name=plain(f"demo.{role}"), sensitive=True))

    async def enrol(
        self, name: str, office: str = "juai", roles: Iterable[str] = ("petugas",), units: Iterable[str] = (), sensitive: bool = False
    ) -> Phone:
        """Somebody new on the staff."""
        async with self.app.database.transaction() as transaction:
            await self._joins(transaction, self.phone(name), self._member(office, roles, units, name=name, sensitive=sensitive))
        return self.phone(name)

    def _member(self, office: str, roles: Iterable[str], units: Iterable[str] = (), **more: Any) -> StaffMember:
        """Of these units, or of all."""
        known = frozenset(units) or frozenset(unit.id for unit in self.app.library.offices[office].units)
        return StaffMember(**{"person": 0, "name": "", **more}, office=office, roles=frozenset(map(Role, roles)), units=known)

    async def _joins(self, transaction: Transaction, phone: Phone, member: StaffMember) -> None:
        chat = await people.chat(transaction, phone.channel, phone.address, self.now)
        await people.enrol(transaction, replace(member, person=chat.person))

    async def person_of(self, phone: Phone) -> int:
        async with self.app.database.transaction() as transaction:
            return (await people.chat(transaction, phone.channel, phone.address, self.now)).person

    async def invited(self, role: str = "petugas", office: str = "juai", units: Iterable[str] = ()) -> str:
        """A code as `layanwarga staff invite` makes it."""
        async with self.app.database.transaction() as transaction:
            return await self.app.conversation.ports(transaction, self.now).people.invite(self._member(office, {role}, units))

    async def without_examples(self) -> None:
        """The local mode's example staff leave, so that only who was enrolled hears anything."""
        await self.app.database.execute("UPDATE staff SET active = 0")

    # Time

    async def settle(self) -> None:
        """Until nothing waits that could be done now, and nobody who looks at the phone has more to do."""
        async with asyncio.timeout(SETTLE_SECONDS):
            while await self._waiting() or sum(phone.looks() for phone in self.phones):
                await asyncio.sleep(0.001)

    async def _waiting(self) -> bool:
        await self._carry()
        if self.telegram.pending:  # what is confirmed is kept: so this is looked at first
            return True
        return self._busy() or await self._due() or self._busy()

    async def _due(self) -> bool:
        """Whether something could be done now. What has failed would be tried again later, and the clock stands still."""
        now = stamp(self.now)
        waiting = await self.rows(
            "SELECT try_at, error FROM inbox WHERE state IN ('waiting', 'doing') UNION ALL"
            " SELECT try_at, error FROM outbox WHERE state = 'waiting' AND (attempts > 0 OR try_at <= ?)",
            now,
        )
        failed = [error for try_at, error in waiting if error and try_at > now]
        assert not failed, failed
        return bool(waiting)

    async def _carry(self) -> None:
        """What people have put on its way arrives, all of it at once."""
        batch, self.posted = self.posted, []
        await self.app.inbox.receive(batch)
        if self.whatsapp.pending:
            await self.whatsapp.deliver_pending()
        if self.telegram.pending and self.mode == "webhook":
            await self.telegram.deliver(self.http, f"{self.public}{PATH}")

    def _busy(self) -> bool:
        telegram = self.app.channels.get(Channel.TELEGRAM)
        presses = isinstance(telegram, TelegramBots) and any(bot._background for bot in telegram._bots.values())
        return bool(presses or self.app.inbox._jobs or any(one._sent or one._jobs for one in self.app.outboxes))

    async def at(self, moment: datetime) -> None:
        """The clock jumps to this moment, and what fell due happens."""
        for phone in self.phones:
            phone.begin()
        self.now = moment.astimezone(UTC)
        await self.app.clockwork.tick(self.now)
        self.wake()
        await self.settle()

    async def passes(self, **amount: float) -> None:
        await self.at(self.now + timedelta(**amount))

    def wake(self) -> None:
        self.app.inbox.wake()
        for one in self.app.outboxes:
            one.wake()

    # What is kept

    async def complaint(self, number: str) -> Complaint:
        async with self.app.database.transaction() as transaction:
            found = await self.app.conversation.ports(transaction, self.now).complaints.get(number)
        assert found
        return found

    async def history(self, number: str) -> list[Event]:
        async with self.app.database.transaction() as transaction:
            return await self.app.conversation.ports(transaction, self.now).complaints.history(number)

    async def rows(self, sql: str, *parameters: Any) -> list[Any]:
        return [tuple(row) for row in await self.app.database.fetch(sql, *parameters)]
