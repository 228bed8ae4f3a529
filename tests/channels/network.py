"""The whole app on its channels over HTTP: real clients, real webhooks, and local servers in the place of the platforms.

A handset is somebody's phone on one of them; all speak the same few words, so that one talk can be held on every channel.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import web
from bot.app import App, build
from bot.channels import Pace
from bot.channels.telegram import PATH
from bot.settings import Settings
from bot.store import figures, people
from handlers.casework.access import StaffMember
from handlers.turn import Knowledge
from tests.channels import fake_telegram, fake_whatsapp, graph_parts
from tests.channels.fake_telegram import FakeTelegram
from tests.channels.fake_whatsapp import FakeWhatsApp
from tests.world import TUESDAY

SETTLE_SECONDS = 20
HURRIED = Pace(per_second=10_000, per_chat_seconds=0, burst=1)
SECRET = "rahasia-32_huruf"


class Handset(ABC):
    """`heard` is what was read on it, the newest last."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.mark = 0

    @property
    @abstractmethod
    def heard(self) -> list[str]: ...

    @property
    @abstractmethod
    def buttons(self) -> list[tuple[str, str]]:
        """Label and id of every button in sight, the newest last."""

    @abstractmethod
    async def say(self, text: str) -> None: ...

    @abstractmethod
    async def press(self, choice: str) -> None: ...

    @abstractmethod
    async def open_link(self, payload: str) -> None:
        """Follows a deep link, where the channel has them; else says its words."""

    async def says(self, text: str) -> Handset:
        self.mark = len(self.heard)
        await self.say(text)
        await self.network.settle()
        return self

    async def presses(self, wanted: str) -> Handset:
        """The newest button with this label or id; of choices that were numbered, its number."""
        found = next((choice for label, choice in reversed(self.buttons) if wanted in (label, choice)), None)
        if found is None:
            return await self.says(self._number(wanted))
        self.mark = len(self.heard)
        await self.press(found)
        await self.network.settle()
        return self

    def _number(self, wanted: str) -> str:
        lines = (line for text in reversed(self.heard) for line in text.splitlines())
        found = next((line.partition(".")[0] for line in lines if line.partition(". ")[2] == wanted), None)
        assert found, f"no “{wanted}” among {self.buttons} nor in {self.heard[-1:]}"
        return found

    @property
    def screen(self) -> str:
        """What came since the last word of this person."""
        return "\n\n".join(self.heard[self.mark :])

    def sees(self, *parts: str) -> Handset:
        for part in parts:
            assert part in self.screen, f"“{part}” is not in:\n{self.screen}"
        return self


class TelegramHandset(Handset):
    def __init__(self, network: Network, number: int, name: str) -> None:
        super().__init__(network)
        self.person = network.telegram.person(number, name)

    @property
    def heard(self) -> list[str]:
        return [one.text for one in self.network.telegram.to(self.person.id)]

    @property
    def buttons(self) -> list[tuple[str, str]]:
        return [pair for one in self.network.telegram.to(self.person.id) for pair in one.buttons.items()]

    async def say(self, text: str) -> None:
        self.person.says(text)

    async def press(self, choice: str) -> None:
        self.person.presses(choice)

    async def open_link(self, payload: str) -> None:
        await self.says(f"/start {payload}")


class WhatsAppHandset(Handset):
    def __init__(self, network: Network, number: str | None, name: str, user_id: str | None = None) -> None:
        super().__init__(network)
        self.person = network.whatsapp.person(name, number=number, user_id=user_id)

    @property
    def heard(self) -> list[str]:
        return self.network.whatsapp.texts(self.person)

    @property
    def buttons(self) -> list[tuple[str, str]]:
        return [(title, choice) for one in self.network.whatsapp.sent if one.person is self.person for choice, title in one.choices.items()]

    async def say(self, text: str) -> None:
        await self.network.whatsapp.deliver(self.network.whatsapp.text(self.person, text))

    async def press(self, choice: str) -> None:
        await self.network.whatsapp.deliver(self.network.whatsapp.press(self.person, choice))

    async def open_link(self, payload: str) -> None:
        await self.says(f"GABUNG {payload}")


class WebHandset(Handset):
    def __init__(self, network: Network, phone: str) -> None:
        super().__init__(network)
        self._phone = phone
        self._news: list[dict[str, Any]] = []

    @property
    def heard(self) -> list[str]:
        return ["".join(span[0] for span in one["spans"]) for one in self._news]

    @property
    def buttons(self) -> list[tuple[str, str]]:
        return [(choice[1], choice[0]) for one in self._news for choice in one["choices"]]

    async def say(self, text: str) -> None:
        await self._post(text=text)

    async def press(self, choice: str) -> None:
        await self._post(choice=choice, label=next(label for label, known in self.buttons if known == choice))

    async def open_link(self, payload: str) -> None:
        await self.says(f"GABUNG {payload}")

    async def _post(self, **form: str) -> None:
        address = f"/chat/{self._phone}/messages"
        answer = await self.network.http.post(address, data={**form, "client_id": secrets.token_hex(8)}, headers={"x-layanwarga": "1"})
        assert answer.status_code == 202, answer.text

    async def listen(self) -> None:
        """Reads the page's events for as long as the test runs."""
        async with self.network.http.stream("GET", f"/chat/{self._phone}/events", timeout=None) as events:
            name = ""
            async for line in events.aiter_lines():
                kind, _, value = line.partition(": ")
                name = value if kind == "event" else name
                if kind == "data" and name == "message" and (said := json.loads(value))["from"] == "bot":
                    self._news.append(said)


class Network:
    """`now` stands still until it is moved. `public` is what the app serves to the outside."""

    def __init__(self, folder: Path, knowledge: Knowledge, telegram: FakeTelegram, whatsapp: FakeWhatsApp) -> None:
        self.folder, self.knowledge = folder, knowledge
        self.telegram, self.whatsapp = telegram, whatsapp
        self.now = TUESDAY
        self.mode = "polling"
        self.per_minute = 10_000
        self.http = httpx.AsyncClient()
        self._stack = AsyncExitStack()
        self._listening: list[asyncio.Task[None]] = []
        whatsapp.clock = lambda: self.now

    @property
    def settings(self) -> Settings:
        return Settings(
            data=self.folder,
            messages_per_minute=self.per_minute,
            public_url="https://bot.example.go.id",
            telegram_token=fake_telegram.TOKEN,
            telegram_mode="polling" if self.mode == "polling" else "webhook",
            telegram_secret=SECRET,
            telegram_base_url=self.telegram.url,
            whatsapp_phone_number_id=fake_whatsapp.PHONE,
            whatsapp_business_account_id=fake_whatsapp.ACCOUNT,
            whatsapp_access_token=fake_whatsapp.TOKEN,
            whatsapp_app_secret=fake_whatsapp.SECRET,
            whatsapp_verify_token=fake_whatsapp.VERIFY,
            whatsapp_base_url=f"{self.whatsapp.base_url}/v25.0",
            _env_file=None,
        )

    def made(self, clock: Callable[[], datetime] | None = None) -> App:
        """One more process, as it were, on the same data."""
        app = build(self.settings, knowledge=self.knowledge, clock=clock or (lambda: self.now))
        for channel in app.channels.values():
            channel.pace = HURRIED
        return app

    async def start(self, mode: str = "polling") -> None:
        self.mode = mode
        self.app = self.made()
        await self.app.start()
        self.public = await self._stack.enter_async_context(graph_parts.serve(web.create(self.app)))
        self.whatsapp.webhook = f"{self.public}/whatsapp"
        self.http = await self._stack.enter_async_context(httpx.AsyncClient(base_url=self.public))
        await self.http.get("/")

    async def stop(self) -> None:
        await self.app.stop()
        for task in self._listening:
            task.cancel()
        await asyncio.gather(*self._listening, return_exceptions=True)
        await self._stack.aclose()

    # Who talks

    async def web_phone(self, phone: str) -> WebHandset:
        handset = WebHandset(self, phone)
        self._listening.append(asyncio.create_task(handset.listen()))
        await asyncio.sleep(0.05)
        return handset

    async def invited(self, role: str = "petugas", office: str = "juai") -> str:
        """A code as `layanwarga staff invite` makes it."""
        units = frozenset(unit.id for unit in self.app.library.offices[office].units)
        member = StaffMember(person=0, office=office, name="", roles=frozenset({role}), units=units)
        async with self.app.database.transaction() as transaction:
            return await self.app.conversation.ports(transaction, self.now).people.invite(member)

    async def without_examples(self) -> None:
        """The local mode's example staff leave, so that only who was enrolled hears anything."""
        async with self.app.database.transaction() as transaction:
            for office in self.app.library.offices:
                for member in await people.staff(transaction, office):
                    await people.enrol(transaction, StaffMember(**{**_fields(member), "active": False}))

    # Time

    async def passes(self, **amount: float) -> None:
        self.now += timedelta(**amount)
        await self.app.clockwork.tick(self.now)
        self.wake()
        await self.settle()

    def wake(self) -> None:
        self.app.inbox.wake()
        for one in self.app.outboxes:
            one.wake()

    async def settle(self) -> None:
        """Until nothing waits that could be done now."""
        async with asyncio.timeout(SETTLE_SECONDS):
            while await self._waiting():
                await asyncio.sleep(0.005)

    async def _waiting(self) -> bool:
        if self.mode == "webhook" and self.telegram.pending:
            await self.telegram.deliver(self.http, f"{self.public}{PATH}")
        if self.telegram.pending:  # what is confirmed is kept: so this is looked at first
            return True
        counts = await figures.counts(self.app.database)
        busy = self.app.inbox._jobs or any(outbox._sent or outbox._jobs for outbox in self.app.outboxes)
        return bool(counts["inbox_waiting"] or counts["outbox_waiting"] or busy)

    async def rows(self, sql: str, *parameters: Any) -> list[Any]:
        return [tuple(row) for row in await self.app.database.fetch(sql, *parameters)]

    @property
    def refused(self) -> list[str]:
        """What a real platform would not have taken."""
        return [*self.telegram.refused, *self.whatsapp.why]


def _fields(member: StaffMember) -> dict[str, Any]:
    return {name: getattr(member, name) for name in ("person", "office", "name", "roles", "units", "sensitive")}


@pytest.fixture
async def net(tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[Network]:
    """Not yet started. At the end nothing may have been asked of a platform that it would refuse."""
    async with FakeTelegram() as telegram, FakeWhatsApp() as whatsapp:
        made = Network(tmp_path, knowledge, telegram, whatsapp)
        yield made
        await made.stop()
        assert made.refused == []
