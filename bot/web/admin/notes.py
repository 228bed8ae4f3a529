"""Answers that solved a case become notes of a standard: an admin reads, shortens and adopts one with a press, or sets it aside."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.store.databases.database import Transaction
from bot.store.offices import solved_answers
from bot.web.admin.room import AdminRoom, Deed, Make, back, told_of, told_once
from bot.web.desk.room import OFFICE
from bot.web.desk.visitor_turn import turn_of
from bot.web.staff.door import read_form
from bot.web.staff.visitor import Visitor
from handlers.asking import inquiry
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.desk.proposals import LONGEST, proposal, tells_of_somebody
from handlers.talking.ports import ReporterIdentity
from handlers.talking.wording import plain
from knowledge.editing.hints import with_hint
from knowledge.editing.office_files import NotChanged, OfficeFiles
from knowledge.standards.standard import COMPONENTS

PATH = f"{OFFICE}/catatan"


class Notes(AdminRoom):
    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(PATH, self.show),
            self.door.deed(f"{PATH}/{{number}}/ambil", self.take),
            self.door.deed(f"{PATH}/{{number}}/singkirkan", self.drop),
        ]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        services = self.library.services
        cases = await solved_answers.open_ones(self.database, member, services)
        async with self.database.transaction() as transaction:
            identity = self.resources.ports(transaction).complaints.identity
            proposals_shown = [proposal(case, await identity(case.number)) for case in cases]
        titles = {note.service: services[note.service].title for note in proposals_shown}
        parts = [(key, plain(f"components.{key}")) for key in COMPONENTS]
        facts = {"proposals": proposals_shown, "titles": titles, "parts": parts, "longest": LONGEST, "told": told_of(request)}
        return told_once(request, self.page("admin/notes", visitor, member, "notes", **facts))

    async def _reporter(self, complaint: Complaint) -> ReporterIdentity | None:
        """The reporter whom the note must not identify; never shown."""
        async with self.database.transaction() as transaction:
            return await self.resources.ports(transaction).complaints.identity(complaint.number)

    async def _case(self, request: Request, member: StaffMember) -> Complaint:
        case = await solved_answers.open_one(self.database, member, self.library.services, request.path_params["number"])
        if case is None:
            raise BadRequest("Usulan itu sudah tidak ada di daftar.")
        return case

    async def take(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.admin(request, visitor), await read_form(request)
        complaint = await self._case(request, member)
        text, part = " ".join(str(form.get("catatan", "")).split()), str(form.get("bagian", ""))
        if not text or len(text) > LONGEST or part not in COMPONENTS:
            raise BadRequest(f"Tulis catatannya (paling panjang {LONGEST} huruf) dan pilih bagian standarnya.")
        if tells_of_somebody(text, await self._reporter(complaint)):
            raise BadRequest("Catatan itu masih memuat nama, nomor, atau NIK pelapor. Hapus dulu.")
        service = self.library.services[complaint.service or ""]
        name, deed = f"services/{service.id.partition('/')[2]}", Deed(action="note_adopted", subject=service.id, reason=text)

        def noted(files: OfficeFiles) -> dict[str, str]:
            return {name: with_hint(files, self.library.services[service.id], part, text)}

        if "yakin" not in form:
            return await self._looked_at(visitor, member, complaint, noted, {"catatan": text, "bagian": part})

        async def settled(transaction: Transaction) -> None:
            if not await solved_answers.settle(transaction, complaint.number, self.now):
                raise NotChanged(plain("overtaken.note"))

        await self.change_or_refuse(member, noted, deed, settled)
        return back(member, "/catatan", f"Sudah menjadi catatan {service.title} dan langsung berlaku.")

    async def _looked_at(
        self, visitor: Visitor, member: StaffMember, complaint: Complaint, make: Make, typed: Mapping[str, str]
    ) -> Response:
        """That part of the standard as a citizen would read it with the note; nothing is stored yet."""
        files = self.files(member.office)
        try:
            changed = await asyncio.to_thread(files.tried, make(files), self.now)
        except NotChanged as refused:
            raise BadRequest(str(refused)) from refused
        tried = changed.services[complaint.service or ""]
        async with turn_of(self, visitor) as (turn, _):
            replies = [inquiry.answer_reply(turn, tried, [typed["bagian"]])]
        facts = {"service": tried, "replies": replies, "typed": typed, "number": complaint.number}
        return self.page("admin/note", visitor, member, "notes", **facts)

    async def drop(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        complaint = await self._case(request, member)
        async with self.database.transaction() as transaction:
            await solved_answers.settle(transaction, complaint.number, self.now)
        await self.note(member, "note_dropped", complaint.service or "")
        return back(member, "/catatan", "Usulan itu disingkirkan.")
