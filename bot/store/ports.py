"""The handlers' ports on one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store import complaints, people
from bot.store.database import Transaction, stamp
from bot.vault import Vault, new_code
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint, Event
from handlers.enrolment import CODE_LENGTH
from handlers.message import Attachment, AttachmentKind
from handlers.ports import Filter, PinCheck, Ports, ReporterIdentity
from handlers.rules import OfficeRules

INVITATION_VALID = timedelta(days=7)


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
        await complaints.unlink(self.transaction, number)

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
        rows = [(a.ref, number, person, a.kind, a.mime, a.size or 0, a.name, stamp(self.now)) for a in attachments]
        if rows:
            await self.transaction.many(
                "INSERT INTO files (sha256, number, person, kind, mime, size, name, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                rows,
            )

    async def attachments(self, number: str) -> list[Attachment]:
        rows = await self.transaction.fetch("SELECT kind, sha256, name, mime, size FROM files WHERE number = ? ORDER BY created_at", number)
        return [Attachment(kind=AttachmentKind(kind), ref=ref, name=name, mime=mime, size=size) for kind, ref, name, mime, size in rows]


@dataclass(frozen=True)
class _People:
    transaction: Transaction
    vault: Vault
    now: datetime

    async def staff(self, office: str) -> list[StaffMember]:
        return await people.staff(self.transaction, office)

    async def memberships(self, person: int) -> list[StaffMember]:
        return await people.memberships(self.transaction, person)

    async def enrol(self, member: StaffMember) -> None:
        await people.enrol(self.transaction, member)

    async def redeem(self, code: str, person: int, name: str) -> StaffMember | None:
        """A second role in the same office is added to the first."""
        invitation = await people.redeem(self.transaction, self.vault.hash(code, "invitation"), person, self.now)
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

    async def invite(self, member: StaffMember) -> str:
        code = new_code(CODE_LENGTH)
        invitation = people.Invitation(
            office=member.office,
            roles=member.roles,
            units=member.units,
            sensitive=member.sensitive,
            expires_at=self.now + INVITATION_VALID,
        )
        await people.invite(self.transaction, self.vault.hash(code, "invitation"), invitation)
        return code


@dataclass(frozen=True)
class _Questions:
    transaction: Transaction
    now: datetime

    async def collect(self, text: str, office: str, why: str, service: str = "") -> None:
        sql = "INSERT INTO unanswered (at, office, text, why, service) VALUES (?, ?, ?, ?, ?)"
        await self.transaction.execute(sql, stamp(self.now), office, text, why, service)


@dataclass(frozen=True)
class _Audit:
    transaction: Transaction
    now: datetime

    async def write(self, actor: int | None, action: str, subject: str, reason: str = "") -> None:
        sql = "INSERT INTO audit (at, actor, action, subject, reason) VALUES (?, ?, ?, ?, ?)"
        await self.transaction.execute(sql, stamp(self.now), actor, action, subject, reason)


PortsFor = Callable[[Transaction, datetime], Ports]


def ports_for(vault: Vault, rules: Mapping[str, OfficeRules]) -> PortsFor:
    """Makes the ports of one turn."""

    def make(transaction: Transaction, now: datetime) -> Ports:
        return Ports(
            complaints=_Complaints(transaction, vault, rules, now),
            people=_People(transaction, vault, now),
            questions=_Questions(transaction, now),
            audit=_Audit(transaction, now),
        )

    return make
