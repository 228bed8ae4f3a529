"""A whole office in a test: real store, real loops, real web chat channel; only the clock stands still until it is moved."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import App, build, demo_address
from bot.channels import Outgoing
from bot.settings import Settings
from bot.store import figures, people
from bot.store.database import stamp
from bot.store.inbox import Received
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint, Event
from handlers.message import Channel, Choice, Reply
from handlers.turn import Knowledge

WITA = ZoneInfo("Asia/Makassar")
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=WITA)
SETTLE_SECONDS = 20


@dataclass
class Phone:
    """One person's chat: what was heard there, the newest last."""

    world: World
    address: str
    heard: list[Reply] = field(default_factory=list)
    mark: int = 0

    async def says(self, text: str) -> Phone:
        return await self._send(text=text)

    async def presses(self, label: str) -> Phone:
        """Presses the newest button with this label (or id)."""
        choice = self.button(label)
        return await self._send(choice=choice.id, label=choice.label)

    async def presses_id(self, choice_id: str) -> Phone:
        """Presses something that may not be on the screen any more."""
        return await self._send(choice=choice_id, label="?")

    async def sends_file(self, content: bytes, name: str = "bukti.png", text: str = "") -> Phone:
        from dataclasses import asdict

        return await self._send(text=text, files=[asdict(self.world.app.files.keep(content, name))])

    async def sends_place(self, latitude: float, longitude: float) -> Phone:
        return await self._send(location=[latitude, longitude])

    async def _send(self, **payload: Any) -> Phone:
        self.mark = len(self.heard)
        await self.world.receive([(self.address, payload)])
        return self

    @property
    def answers(self) -> list[Reply]:
        """What came back since the last message of this person."""
        return self.heard[self.mark :]

    @property
    def screen(self) -> str:
        return "\n\n".join(reply.text.plain for reply in self.answers)

    @property
    def choices(self) -> list[Choice]:
        return [choice for reply in self.answers for choice in reply.choices]

    def button(self, label: str) -> Choice:
        everything = [choice for reply in reversed(self.heard) for choice in reply.choices]
        found = next((choice for choice in everything if label in (choice.label, choice.id)), None)
        assert found, f"no button “{label}”; there are {[choice.label for choice in self.choices]}"
        return found

    def sees(self, *parts: str) -> Phone:
        for part in parts:
            assert part in self.screen, f"“{part}” is not in:\n{self.screen}"
        return self

    def does_not_see(self, *parts: str) -> Phone:
        for part in parts:
            assert part not in self.screen, f"“{part}” is in:\n{self.screen}"
        return self

    def offers(self, *labels: str) -> Phone:
        shown = [choice.label for choice in self.choices]
        for label in labels:
            assert label in shown, f"“{label}” is not among {shown}"
        return self


class World:
    """The app on a temporary folder. `now` stands still; `at` and `passes` move it."""

    def __init__(self, folder: Path, knowledge: Knowledge, now: datetime = TUESDAY) -> None:
        self.folder = folder
        self.knowledge = knowledge
        self.now = now.astimezone(UTC)
        self.phones: dict[str, Phone] = {}
        self._sent = 0
        self.app = self._build()

    def _build(self) -> App:
        return build(Settings(data=self.folder, _env_file=None), knowledge=self.knowledge, clock=lambda: self.now)

    async def start(self) -> None:
        await self.app.start()
        for phone in self.phones.values():
            self._open(phone)
        for office in self.app.library.offices:
            self.officer(office)
            self.supervisor(office)

    async def stop(self) -> None:
        await self.app.stop()

    async def restart(self) -> None:
        """Stops in order and starts again on the same data."""
        await self.stop()
        self.app = self._build()
        await self.start()

    def phone(self, address: str) -> Phone:
        if address not in self.phones:
            self.phones[address] = Phone(self, address)
            self._open(self.phones[address])
        return self.phones[address]

    def _open(self, phone: Phone) -> None:
        page = self.app.webchat.open_page(phone.address)

        async def listen() -> None:
            while (news := await page.get()) is not None:
                if isinstance(news, Outgoing):
                    phone.heard.append(news.reply)

        self.app.inbox._spawn(asyncio.create_task(listen()))

    def citizen(self, name: str = "siti") -> Phone:
        return self.phone(name)

    def officer(self, office: str = "juai") -> Phone:
        return self.phone(demo_address("petugas", office))

    def supervisor(self, office: str = "juai") -> Phone:
        return self.phone(demo_address("pengawas", office))

    async def enrol(
        self, name: str, office: str = "juai", roles: Iterable[str] = ("petugas",), units: Iterable[str] = (), sensitive: bool = False
    ) -> Phone:
        """Somebody new on the staff."""
        phone = self.phone(name)
        known = frozenset(units) or frozenset(unit.id for unit in self.app.library.offices[office].units)
        async with self.app.database.transaction() as transaction:
            chat = await people.chat(transaction, Channel.WEB, name, self.now)
            member = StaffMember(person=chat.person, office=office, name=name, roles=frozenset(roles), units=known, sensitive=sensitive)
            await people.enrol(transaction, member)
        return phone

    async def receive(self, messages: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """Messages of several people at once; returns when all is answered."""
        batch = []
        for address, payload in messages:
            self._sent += 1
            update_id = f"{address}:{self._sent}"
            body = {"address": address, "client_id": str(self._sent), "text": "", **payload}
            batch.append(Received(channel=Channel.WEB, update_id=update_id, address=address, payload=body))
        await self.app.inbox.receive(batch)
        await self.settle()

    async def settle(self) -> None:
        """Until nothing waits that could be done now."""
        async with asyncio.timeout(SETTLE_SECONDS):
            while await self._waiting():
                await asyncio.sleep(0.002)
        await asyncio.sleep(0)

    async def _waiting(self) -> bool:
        counts = await figures.counts(self.app.database)
        busy = any(outbox._sent or outbox._jobs for outbox in self.app.outboxes)
        held = await self.app.database.fetch(
            "SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND attempts = 0 AND try_at > ?", stamp(self.now)
        )
        return bool(counts["inbox_waiting"] or counts["outbox_waiting"] > held[0][0] or busy)

    async def at(self, moment: datetime) -> None:
        """The clock jumps to this moment, and what fell due happens."""
        for phone in self.phones.values():
            phone.mark = len(phone.heard)
        self.now = moment.astimezone(UTC)
        await self.app.clockwork.tick(self.now)
        await self.settle()

    async def passes(self, **amount: float) -> None:
        await self.at(self.now + timedelta(**amount))

    async def complaint(self, number: str) -> Complaint:
        async with self.app.database.transaction() as transaction:
            found = await self.app.conversation.ports(transaction, self.now).complaints.get(number)
        assert found
        return found

    async def history(self, number: str) -> list[Event]:
        async with self.app.database.transaction() as transaction:
            return await self.app.conversation.ports(transaction, self.now).complaints.history(number)
