"""The ports of cases: complaints, documents and the audit."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.files.file_store import FileStore
from bot.store.cases import audit, case_index, complaints, files, search
from bot.store.databases.database import Transaction
from bot.store.messages import outbox
from bot.store.offices.office_picture import OfficePicture
from bot.vault import Vault
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint, Identity
from handlers.casework.events import Event
from handlers.casework.pin import after_wrong_try
from handlers.desk.identity_words import identity_words, searched
from handlers.rules import OfficeRules
from handlers.talking.case_file import OutsideForm
from handlers.talking.message import Attachment
from handlers.talking.ports import CasePage, Filter, PinCheck, ReporterIdentity, StoredPhoto, Wanted
from handlers.talking.wording import plain


@dataclass(frozen=True)
class Complaints:
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

    async def of_reporter(self, text: str, member: StaffMember, most: int) -> CasePage:
        return await search.by_keys(self.transaction, self._keys(searched(text)), member, 0, most)

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

    async def locked_until(self, number: str) -> datetime | None:
        return (await complaints.pin_tries(self.transaction, number)).locked_until

    async def attach(self, number: str, attachments: Sequence[Attachment], person: int) -> None:
        await files.add(self.transaction, number, attachments, person, self.now)

    async def attachments(self, number: str) -> list[Attachment]:
        return await files.of_complaint(self.transaction, number)

    async def photos(self, office: str, marks: Sequence[str]) -> list[StoredPhoto]:
        return await files.photos(self.transaction, office, marks)


@dataclass(frozen=True)
class Documents:
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
class Audit:
    transaction: Transaction
    now: datetime

    async def write(self, actor: int | None, action: str, subject: str, reason: str = "") -> None:
        await audit.write(self.transaction, actor, action, subject, reason, self.now)

    async def count(self, actor: int, action: str, subject: str) -> int:
        sql = "SELECT COUNT(*) FROM audit WHERE actor = ? AND action = ? AND subject = ?"
        ((number_of_lines,),) = await self.transaction.fetch(sql, actor, action, subject)
        return int(number_of_lines)
