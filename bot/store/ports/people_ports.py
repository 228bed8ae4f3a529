"""The ports of people: citizens and staff, their addresses, and their ways to the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.cases import files
from bot.store.databases.database import Transaction
from bot.store.people import addresses, confirmations, people, sessions
from bot.store.people.same_person import unite
from bot.vault import Vault, new_code, new_token
from handlers.casework.access import StaffMember
from handlers.desk import codes
from handlers.desk.enrolment import CODE_LENGTH
from handlers.talking.message import Channel
from handlers.talking.ports import Address


@dataclass(frozen=True)
class People:
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

    async def claim(self, somebody: int, person: int) -> bool:
        if somebody == person or await people.has_address(self.transaction, somebody):
            return False
        await unite(self.transaction, somebody, person)
        return True

    async def wants_number(self, code: str) -> bool:
        invitation = await people.invitation(self.transaction, self._hash(code))
        return invitation is not None and invitation.is_valid(self.now) and invitation.number_hash is not None

    async def redeem(self, code: str, person: int, name: str, number: str = "") -> StaffMember | None:
        invitation = await people.invitation(self.transaction, self._hash(code))
        if invitation is None or not invitation.admits(self.vault.hash(number, "number"), self.now):
            return None
        await people.use_invitation(self.transaction, self._hash(code), person)
        places = await people.staff_entries(self.transaction, person)
        held = next((place for place in places if place.office == invitation.member.office), None)
        member = codes.enrolled(invitation.member, person, name, held)
        await self.enrol(member)
        return member

    async def invite(self, member: StaffMember, number: str = "") -> str:
        code = new_code(CODE_LENGTH)
        only_for = self.vault.hash(number, "number") if number else None
        invitation = codes.Invitation(member=member, expires_at=self.now + codes.INVITATION_VALID, number_hash=only_for)
        await people.invite(self.transaction, self._hash(code), invitation)
        return code

    def _hash(self, code: str) -> str:
        return self.vault.hash(code, "invitation")


@dataclass(frozen=True)
class Addresses:
    transaction: Transaction
    vault: Vault
    now: datetime

    async def of(self, person: int) -> list[Address]:
        return await addresses.of(self.transaction, person)

    async def prefer(self, person: int, address: Address) -> None:
        await addresses.prefer(self.transaction, person, address)

    async def offer_link(self, person: int) -> str:
        code = new_code(CODE_LENGTH)
        link = codes.Link(person=person, expires_at=self.now + codes.LINK_VALID)
        await addresses.offer_link(self.transaction, self.vault.hash(code, "link"), link)
        return code

    async def link(self, code: str, person: int) -> int | None:
        """Merges the person, with addresses and cases, into the one who made the code."""
        hashed = self.vault.hash(code, "link")
        link = await addresses.link(self.transaction, hashed)
        if link is None or not link.is_valid(self.now):
            return None
        await addresses.use_link(self.transaction, hashed, self.now)
        await unite(self.transaction, person, link.person)
        return link.person

    async def opt_in(self, channel: Channel, address: str, how: str) -> None:
        await addresses.opt_in(self.transaction, channel, address, how, self.now)

    async def opt_out(self, channel: Channel, address: str) -> None:
        await addresses.opt_out(self.transaction, channel, address, self.now)


@dataclass(frozen=True)
class Entrances:
    transaction: Transaction
    vault: Vault
    site: str
    now: datetime

    async def offer(self, person: int, browser: str) -> str:
        code = new_token()
        await sessions.offer(self.transaction, self.vault.hash(code, "entrance"), person, browser, self.now + codes.ENTRANCE_VALID)
        return f"{self.site}/masuk?k={code}"

    async def say_yes(self, code: str, person: int) -> bool:
        return await confirmations.say_yes(self.transaction, self.vault.hash(code, "confirmation"), person, self.now)

    async def end_all(self, person: int) -> None:
        await confirmations.end_all(self.transaction, person)
