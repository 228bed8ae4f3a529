"""The handlers' ports on one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.files.file_store import FileStore
from bot.store import addresses, complaints, files, people, sessions
from bot.store.database import Transaction, stamp
from bot.vault import Vault, new_code, new_token
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint, Event
from handlers.desk.enrolment import CODE_LENGTH
from handlers.rules import OfficeRules
from handlers.talking.message import Attachment, Channel
from handlers.talking.ports import Address, Filter, KeptPhoto, PinCheck, Ports, ReporterIdentity

INVITATION_VALID = timedelta(days=7)
LINK_VALID = timedelta(minutes=30)
ENTRANCE_VALID = timedelta(minutes=10)


@dataclass(frozen=True)
class _Complaints:
    transaction: Transaction
    vault: Vault
    rules: Mapping[str, OfficeRules]
    now: datetime

    async def add(self, complaint: Complaint, event: Event, pin: str, identity: ReporterIdentity | None) -> None:
        pin_hash = self.vault.hash(pin, complaint.number)
        first = complaint.received - timedelta(microseconds=1)
        next_at = self.rules[complaint.office].next_moment(complaint, after=first)
        await complaints.add(self.transaction, complaint, event, pin_hash, next_at)
        if identity:
            await complaints.seal(self.transaction, complaint.number, self.vault.seal(identity))

    async def change(self, complaint: Complaint, event: Event) -> None:
        next_at = self.rules[complaint.office].next_moment(complaint, after=event.at - timedelta(microseconds=1))
        await complaints.change(self.transaction, complaint, event, next_at)

    async def get(self, number: str) -> Complaint | None:
        return await complaints.get(self.transaction, number)

    async def history(self, number: str) -> list[Event]:
        return await complaints.history(self.transaction, number)

    async def find(self, wanted: Filter) -> list[Complaint]:
        return await complaints.find(self.transaction, wanted)

    async def identity(self, number: str) -> ReporterIdentity | None:
        sealed = await complaints.sealed(self.transaction, number)
        return self.vault.open(sealed) if sealed else None

    async def unlink(self, number: str) -> None:
        await complaints.forget(self.transaction, number)

    async def check_pin(self, number: str, pin: str) -> PinCheck:
        if await complaints.pin_locked_until(self.transaction, number, self.now):
            return PinCheck.LOCKED
        hashed = await complaints.pin_hash(self.transaction, number)
        if hashed is None:
            return PinCheck.UNKNOWN
        if not self.vault.same(pin, number, hashed):
            await complaints.wrong_pin(self.transaction, number, self.now)
            return PinCheck.WRONG
        await complaints.right_pin(self.transaction, number)
        return PinCheck.RIGHT

    async def attach(self, number: str, attachments: Sequence[Attachment], person: int) -> None:
        await files.add(self.transaction, number, attachments, person, self.now)

    async def attachments(self, number: str) -> list[Attachment]:
        return await files.of_complaint(self.transaction, number)

    async def photos(self, office: str) -> list[KeptPhoto]:
        return await files.photos(self.transaction, office)


@dataclass(frozen=True)
class _People:
    transaction: Transaction
    vault: Vault
    now: datetime

    async def staff(self, office: str) -> list[StaffMember]:
        return await people.staff(self.transaction, office)

    async def memberships(self, person: int) -> list[StaffMember]:
        return await people.memberships(self.transaction, person, self.now)

    async def enrol(self, member: StaffMember) -> None:
        await people.enrol(self.transaction, member)

    async def absent(self, person: int, office: str, start: datetime, until: datetime | None, stand_in: int | None) -> None:
        await people.absent(self.transaction, person, office, start, until, stand_in)

    async def forget(self, person: int) -> None:
        await files.forget_of(self.transaction, person)
        await people.forget(self.transaction, person, self.now)

    async def wants_number(self, code: str) -> bool:
        return await people.wants_number(self.transaction, self.vault.hash(code, "invitation"), self.now)

    async def redeem(self, code: str, person: int, name: str, number: str = "") -> StaffMember | None:
        """A second role in the same office is added to the first."""
        hashes = self.vault.hash(code, "invitation"), self.vault.hash(number, "number")
        invitation = await people.redeem(self.transaction, *hashes, person, self.now)
        if invitation is None:
            return None
        held = next((one for one in await self.memberships(person) if one.office == invitation.office), None)
        member = StaffMember(
            person=person,
            office=invitation.office,
            name=held.name if held else name,
            roles=invitation.roles | (held.roles if held else frozenset()),
            units=invitation.units | (held.units if held else frozenset()),
            sensitive=invitation.sensitive or bool(held and held.sensitive),
        )
        await self.enrol(member)
        return member

    async def invite(self, member: StaffMember, number: str = "") -> str:
        code = new_code(CODE_LENGTH)
        invitation = people.Invitation(
            office=member.office,
            roles=member.roles,
            units=member.units,
            sensitive=member.sensitive,
            expires_at=self.now + INVITATION_VALID,
        )
        only_for = self.vault.hash(number, "number") if number else None
        await people.invite(self.transaction, self.vault.hash(code, "invitation"), invitation, only_for)
        return code


@dataclass(frozen=True)
class _Questions:
    transaction: Transaction
    now: datetime

    async def collect(self, text: str, office: str, why: str, service: str = "") -> None:
        sql = "INSERT INTO unanswered (at, office, text, why, service) VALUES (?, ?, ?, ?, ?)"
        await self.transaction.execute(sql, stamp(self.now), office, text, why, service)


@dataclass(frozen=True)
class _Documents:
    transaction: Transaction
    store: FileStore
    now: datetime

    async def keep(self, text: str, name: str, person: int) -> Attachment:
        kept = await asyncio.to_thread(self.store.keep, text.encode(), name)
        await files.add(self.transaction, "", [kept], person, self.now)
        return kept


@dataclass(frozen=True)
class _Audit:
    transaction: Transaction
    now: datetime

    async def write(self, actor: int | None, action: str, subject: str, reason: str = "") -> None:
        sql = "INSERT INTO audit (at, actor, action, subject, reason) VALUES (?, ?, ?, ?, ?)"
        await self.transaction.execute(sql, stamp(self.now), actor, action, subject, reason)


@dataclass(frozen=True)
class _Addresses:
    transaction: Transaction
    vault: Vault
    now: datetime

    async def of(self, person: int) -> list[Address]:
        return await addresses.of(self.transaction, person)

    async def prefer(self, person: int, address: Address) -> None:
        await addresses.prefer(self.transaction, person, address)

    async def offer_link(self, person: int) -> str:
        code = new_code(CODE_LENGTH)
        await addresses.offer_link(self.transaction, self.vault.hash(code, "link"), person, self.now + LINK_VALID)
        return code

    async def link(self, code: str, person: int) -> int | None:
        return await addresses.link(self.transaction, self.vault.hash(code, "link"), person, self.now)

    async def opt_in(self, channel: Channel, address: str, how: str) -> None:
        await addresses.opt_in(self.transaction, channel, address, how, self.now)

    async def opt_out(self, channel: Channel, address: str) -> None:
        await addresses.opt_out(self.transaction, channel, address, self.now)


@dataclass(frozen=True)
class _Entrances:
    transaction: Transaction
    vault: Vault
    site: str
    now: datetime

    async def offer(self, person: int, browser: str) -> str:
        code = new_token()
        await sessions.offer(self.transaction, self.vault.hash(code, "entrance"), person, browser, self.now + ENTRANCE_VALID)
        return f"{self.site}/masuk?k={code}"


PortsFor = Callable[[Transaction, datetime], Ports]


def ports_for(vault: Vault, rules: Mapping[str, OfficeRules], store: FileStore, site: str) -> PortsFor:
    """Makes the ports of one turn. `site` is where browsers find the program."""

    def make(transaction: Transaction, now: datetime) -> Ports:
        return Ports(
            complaints=_Complaints(transaction, vault, rules, now),
            people=_People(transaction, vault, now),
            questions=_Questions(transaction, now),
            audit=_Audit(transaction, now),
            documents=_Documents(transaction, store, now),
            addresses=_Addresses(transaction, vault, now),
            entrances=_Entrances(transaction, vault, site, now),
        )

    return make
