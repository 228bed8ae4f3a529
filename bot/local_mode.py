"""The local mode: example staff of each office, and a clock that can be moved forward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clockwork import Clockwork
from bot.resources import Resources
from bot.store.databases.database import Reading, Transaction
from bot.store.people import people
from bot.store.upkeep import maintenance
from handlers.casework.access import StaffMember
from handlers.casework.moves import Role
from handlers.talking.message import Channel
from handlers.talking.wording import plain
from knowledge.standards.office import Office

DEMO_ROLES = {
    "petugas": frozenset({Role.OFFICER}),
    "pengawas": frozenset({Role.SUPERVISOR, Role.ADMIN}),
    "pimpinan": frozenset({Role.HEAD}),
}


def demo_address(role: str, office: str) -> str:
    return f"demo-{role}-{office}"


@dataclass(frozen=True, kw_only=True)
class LocalMode:
    resources: Resources
    clockwork: Clockwork

    async def start(self) -> None:
        """Sets the clock to where it was moved, and creates the example staff."""
        await self.restore_clock()
        await self._enrol_staff()

    async def welcome(self, office: str) -> None:
        """Creates the example staff of an office that came while the program runs."""
        if not await examples_of(self.resources.database, office):
            async with self.resources.database.transaction() as transaction:
                await enrol_examples(transaction, self.resources.library.offices[office], self.resources.now)

    async def move_clock(self, to: datetime) -> None:
        """Moves the clock forward, and does what is due by then."""
        clock = self.resources.clock
        clock.offset += max(to - clock(), timedelta())
        async with self.resources.database.transaction() as transaction:
            await maintenance.write(transaction, "clock_offset", str(clock.offset.total_seconds()))
        await self.clockwork.tick(clock())

    async def restore_clock(self) -> None:
        """Sets the clock to where it was moved, for the server and for commands beside it."""
        seconds = await maintenance.read(self.resources.database, "clock_offset")
        self.resources.clock.offset = timedelta(seconds=float(seconds or 0))

    async def _enrol_staff(self) -> None:
        async with self.resources.database.transaction() as transaction:
            for office in self.resources.library.offices.values():
                await enrol_examples(transaction, office, self.resources.now)


async def enrol_examples(transaction: Transaction, office: Office, now: datetime) -> None:
    """Makes the example staff of the office; they serve all its units."""
    for role, roles in DEMO_ROLES.items():
        chat = await people.chat(transaction, Channel.WEB, demo_address(role, office.id), now)
        member = StaffMember(
            person=chat.person,
            office=office.id,
            name=plain(f"demo.{role}"),
            roles=roles,
            units=frozenset(unit.id for unit in office.units),
            sensitive=True,
        )
        await people.enrol(transaction, member)


async def examples_of(reading: Reading, office: str) -> set[int]:
    """The persons of the office's example staff; none outside the local mode."""
    chats = [await people.existing_chat(reading, Channel.WEB, demo_address(role, office)) for role in DEMO_ROLES]
    return {chat.person for chat in chats if chat}
