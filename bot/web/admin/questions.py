"""Questions that were not answered well: one press makes one a phrase of a service, at once."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.store.offices import unanswered
from bot.web.admin.room import AdminRoom, back, told_of, told_once
from bot.web.desk.room import OFFICE
from bot.web.staff.door import read_form
from bot.web.staff.visitor import Visitor
from handlers.desk.alike_questions import grouped
from handlers.talking.ports import Question

MOST = 50


class Questions(AdminRoom):
    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(f"{OFFICE}/pertanyaan", self.show),
            self.door.deed(f"{OFFICE}/pertanyaan/{{number:int}}/ungkapan", self.adopt),
            self.door.deed(f"{OFFICE}/pertanyaan/{{number:int}}/singkirkan", self.drop),
        ]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        """The questions, most frequent first, each with the service that it is probably about."""
        member = self.admin(request, visitor)
        groups = await self._groups(member.office)
        understander = self.knowledge.understander
        likely = [next(iter(understander.ranked(group[0].text, member.office)), None) for group in groups[:MOST]]
        rows_shown = [
            (group[0], len(group), likely_service.service if likely_service else "")
            for group, likely_service in zip(groups, likely, strict=False)
        ]
        services = self.services(member.office).values()
        facts = {
            "groups": rows_shown,
            "total": len(groups),
            "left": await unanswered.left(self.database, member.office),
            "services": sorted(services, key=lambda service: service.title),
        }
        return told_once(request, self.page("admin/questions", visitor, member, "questions", told=told_of(request), **facts))

    async def _groups(self, office: str) -> list[list[Question]]:
        return grouped(await unanswered.open_ones(self.database, office))

    async def _group(self, request: Request, office: str) -> list[Question]:
        """The question of the address with similar ones, of this office only."""
        number = request.path_params["number"]
        group_of_question = next((group for group in await self._groups(office) if number in {question.id for question in group}), None)
        if group_of_question is None:
            raise BadRequest("Pertanyaan itu sudah tidak ada di daftar.")
        return group_of_question

    async def adopt(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.admin(request, visitor), await read_form(request)
        group = await self._group(request, member.office)
        name = str(form.get("layanan", "")).removeprefix(f"{member.office}/")
        service = self.services(member.office).get(name)
        if service is None:
            raise BadRequest("Pilih layanannya dulu.")
        await self.adopt_phrase(member, service.id, group[0].text)
        await self._settle(group)
        return back(member, "/pertanyaan", f"“{group[0].text}” kini ungkapan {service.title}. Sudah berlaku.")

    async def drop(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        group = await self._group(request, member.office)
        await self._settle(group)
        await self.note(member, "question_dropped", member.office, group[0].text)
        return back(member, "/pertanyaan", f"{len(group)} pertanyaan disingkirkan.")

    async def _settle(self, group: list[Question]) -> None:
        async with self.database.transaction() as transaction:
            await unanswered.settle(transaction, [question.id for question in group])
