"""How many of the fixed questions the office's bot understands, with a button for each that it does not understand yet."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.web.admin.room import AdminRoom, back, told_of, told_once
from bot.web.desk.room import OFFICE
from bot.web.staff.door import read_form
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from knowledge.editing import readiness
from knowledge.editing.readiness import Probe, Readiness

PATH = f"{OFFICE}/kesiapan"
MOST = 100


class Ready(AdminRoom):
    def routes(self) -> list[BaseRoute]:
        return [self.door.page(PATH, self.show), self.door.deed(PATH, self.adopt)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        measured = await asyncio.to_thread(readiness.of_office, self.knowledge.understander, member.office)
        services = [(service, *measured.of(service.id)) for service in self.library.services_of(member.office)]
        titles = {office_service.id: office_service.title for office_service, _, _ in services}
        facts = {"found": measured, "twins": readiness.twins(measured), "services": services, "titles": titles, "most": MOST}
        return told_once(request, self.page("admin/readiness", visitor, member, "readiness", told=told_of(request), **facts))

    async def adopt(self, request: Request, visitor: Visitor) -> Response:
        """Adopts one of the fixed questions as a phrase of its service."""
        member, form = self.admin(request, visitor), await read_form(request)
        wanted = Probe(service=str(form.get("layanan", "")), question=str(form.get("pertanyaan", "")))
        if wanted not in await asyncio.to_thread(readiness.asked_of, self.library.services_of(member.office)):
            raise BadRequest("Pertanyaan uji itu tidak ada.")
        before = await self._measured(member)
        await self.adopt_phrase(member, wanted.service, wanted.question)
        return back(member, "/kesiapan", self._result_words(wanted, before, await self._measured(member)))

    async def _measured(self, member: StaffMember) -> Readiness:
        return await asyncio.to_thread(readiness.of_office, self.knowledge.understander, member.office)

    def _result_words(self, wanted: Probe, before: Readiness, after: Readiness) -> str:
        """The sentence that the number of understood questions has risen, or why it has not."""
        done = f"“{wanted.question}” kini ungkapan layanan itu. Sudah berlaku."
        if after.ready > before.ready:
            return f"{done} Siap naik dari {before.ready} menjadi {after.ready}."
        if wanted in after.missed:
            return f"{done} Angkanya belum naik: {self._taken_for(wanted)}. Tambahkan ungkapan lain, atau ubah judul layanan yang mirip."
        lost = [probe.question for probe in after.missed if probe not in before.missed]
        return f"{done} Angkanya tidak naik, karena kini tidak sampai lagi: {'; '.join(lost)}."

    def _taken_for(self, probe: Probe) -> str:
        """The services for which the question is still mistaken."""
        understood = self.knowledge.understander.understand(probe.question, probe.service.partition("/")[0])
        taken = [understood.service] if understood.service else [candidate.service for candidate in understood.candidates]
        titles = ", ".join(self.library.services[service_id].title for service_id in taken if service_id in self.library.services)
        return f"bot masih mengira ini tentang {titles}" if titles else "bot belum menganggapnya pertanyaan tentang layanan"
