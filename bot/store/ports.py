"""Implements the handlers' ports on one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.files.file_store import FileStore
from bot.store.cases import audit, case_index, complaints, files, search
from bot.store.databases.database import Transaction
from bot.store.messages import outbox
from bot.store.offices import changes, survey, unanswered
from bot.store.offices.office_picture import OfficePicture
from bot.store.people import addresses, confirmations, people, sessions
from bot.store.people.same_person import unite
from bot.vault import Vault, new_code, new_token
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint, Identity
from handlers.casework.events import Event
from handlers.casework.pin import after_wrong_try
from handlers.desk import codes
from handlers.desk.enrolment import CODE_LENGTH
from handlers.desk.identity_words import identity_words
from handlers.rules import OfficeRules
from handlers.survey.elements import Element
from handlers.talking.case_file import OutsideForm
from handlers.talking.message import Attachment, Channel
from handlers.talking.ports import Address, CasePage, Filter, PinCheck, Ports, Question, ReporterIdentity, StoredPhoto, Wanted
from handlers.talking.wording import plain
from knowledge.editing import phrasebook
from knowledge.editing.phrasebook import PhraseNotAdopted


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
        if identity and complaint.identity is Identity.NAMED:
            await case_index.note_identity(self.transaction, complaint.number, self._keys(identity_words(identity.name, identity.contact)))

    async def change(self, complaint: Complaint, event: Event) -> None:
        next_at = self.rules[complaint.office].next_moment(complaint, after=event.at - timedelta(microseconds=1))
        await complaints.change(self.transaction, complaint, event, next_at)

    async def recall(self, complaint: Complaint, since: datetime) -> None:
        await outbox.recall(self.transaction, [complaint.number, *(number for number, _ in complaint.merged)], since)

    async def get(self, number: str) -> Complaint | None:
        return await complaints.get(self.transaction, number)

    async def history(self, number: str) -> list[Event]:
        return await complaints.history(self.transaction, number)

    async def find(self, wanted: Filter) -> list[Complaint]:
        return await complaints.find(self.transaction, wanted)

    async def search(self, wanted: Wanted, member: StaffMember, page: int, size: int) -> CasePage:
        return await search.find(self.transaction, wanted, member, page, size)

    def _keys(self, words: Iterable[str]) -> list[str]:
        return sorted({self.vault.hash(word, "identity") for word in words})

    async def identity(self, number: str) -> ReporterIdentity | None:
        sealed = await complaints.sealed(self.transaction, number)
        return self.vault.open(sealed) if sealed else None

    async def unlink(self, number: str) -> None:
        await complaints.forget(self.transaction, number)

    async def check_pin(self, number: str, pin: str) -> PinCheck:
        tries = await complaints.pin_tries(self.transaction, number)
        if tries.is_locked(self.now):
            return PinCheck.LOCKED
        hashed = await complaints.pin_hash(self.transaction, number)
        if hashed is None or not self.vault.same(pin, number, hashed):  # the same answer for a number that does not exist
            tries = after_wrong_try(tries, self.now)
            await complaints.keep_pin_tries(self.transaction, number, tries)
            return PinCheck.LOCKED_NOW if tries.is_locked(self.now) else PinCheck.WRONG
        await complaints.forget_pin_tries(self.transaction, number)
        return PinCheck.RIGHT

    async def attach(self, number: str, attachments: Sequence[Attachment], person: int) -> None:
        await files.add(self.transaction, number, attachments, person, self.now)

    async def attachments(self, number: str) -> list[Attachment]:
        return await files.of_complaint(self.transaction, number)

    async def photos(self, office: str, marks: Sequence[str]) -> list[StoredPhoto]:
        return await files.photos(self.transaction, office, marks)


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
class _Questions:
    transaction: Transaction
    folders: Sequence[Path]
    now: datetime

    async def open_ones(self, office: str) -> list[Question]:
        return await unanswered.open_ones(self.transaction, office)

    async def settle(self, ids: Sequence[int]) -> None:
        await unanswered.settle(self.transaction, ids)

    async def adopt(self, service: str, words: str) -> str:
        await changes.note(self.transaction, service.partition("/")[0])
        try:
            await asyncio.to_thread(phrasebook.adopt, service, words, self.folders, self.now)
        except PhraseNotAdopted as refused:
            return str(refused)
        return ""

    async def collect(self, text: str, office: str, why: str, service: str = "") -> None:
        await unanswered.add(self.transaction, self.now, office, text, why, service)


@dataclass(frozen=True)
class _Surveys:
    transaction: Transaction
    rules: Mapping[str, OfficeRules]
    now: datetime

    async def may_answer(self, person: int, office: str) -> bool:
        return await survey.may_answer(self.transaction, person, office, self.now)

    async def keep(self, person: int, office: str, unit: str, points: Mapping[Element, int], words: str) -> None:
        day = self.now.astimezone(self.rules[office].office.zone).date()
        await survey.keep(self.transaction, survey.Place(office=office, unit=unit), day, points, words)
        await survey.note_answered(self.transaction, person, office, self.now)


@dataclass(frozen=True)
class _Documents:
    transaction: Transaction
    store: FileStore
    rules: Mapping[str, OfficeRules]
    now: datetime

    async def keep(self, text: str, name: str, person: int) -> Attachment:
        return await self._stored(text.encode(), name, person)

    async def week_picture(self, member: StaffMember) -> Attachment:
        made = OfficePicture(rules=self.rules[member.office], store=self.store, member=member)
        return await made.stored(self.transaction, self.now, member.person)

    async def keep_form(self, form: OutsideForm, person: int) -> Attachment:
        from bot.papers import case_papers  # the PDF library loads slowly, and few people ask for it

        content = await asyncio.to_thread(case_papers.outside_pdf, form)
        return await self._stored(content, plain("outside.file", number=form.number), person)

    async def _stored(self, content: bytes, name: str, person: int) -> Attachment:
        attachment = await asyncio.to_thread(self.store.keep, content, name)
        await files.add(self.transaction, "", [attachment], person, self.now)
        return attachment


@dataclass(frozen=True)
class _Audit:
    transaction: Transaction
    now: datetime

    async def write(self, actor: int | None, action: str, subject: str, reason: str = "") -> None:
        await audit.write(self.transaction, actor, action, subject, reason, self.now)

    async def count(self, actor: int, action: str, subject: str) -> int:
        sql = "SELECT COUNT(*) FROM audit WHERE actor = ? AND action = ? AND subject = ?"
        ((number_of_lines,),) = await self.transaction.fetch(sql, actor, action, subject)
        return int(number_of_lines)


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
class _Entrances:
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


PortsFor = Callable[[Transaction, datetime], Ports]


def ports_for(vault: Vault, rules: Mapping[str, OfficeRules], store: FileStore, site: str, folders: Sequence[Path] = ()) -> PortsFor:
    """Makes the ports of one turn. `site`: where browsers find the program. `folders`: where the offices' data are."""

    def make(transaction: Transaction, now: datetime) -> Ports:
        return Ports(
            complaints=_Complaints(transaction, vault, rules, now),
            people=_People(transaction, vault, now),
            questions=_Questions(transaction, folders, now),
            audit=_Audit(transaction, now),
            documents=_Documents(transaction, store, rules, now),
            addresses=_Addresses(transaction, vault, now),
            entrances=_Entrances(transaction, vault, site, now),
            surveys=_Surveys(transaction, rules, now),
        )

    return make
