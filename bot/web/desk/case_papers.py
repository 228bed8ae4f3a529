"""A case as PDF: the file for the archive, and the form for the Ombudsman; each export is in the audit."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.papers import case_papers
from bot.web.desk.acting import CASE, Acting
from bot.web.desk.sending import sent
from bot.web.desk.visitor_turn import place_of, turn_of
from bot.web.staff.door import NotHere
from bot.web.staff.visitor import Visitor
from handlers.case import case_files
from handlers.casework.access import actor
from handlers.talking.case_file import CaseFile, OutsideForm
from handlers.talking.message import AttachmentKind

OUTSIDE = "ombudsman"
KINDS = ("berkas", OUTSIDE)
MOST_PHOTOS = 12


class CasePapers(Acting):
    """The papers hold only what the member may see."""

    def routes(self) -> list[BaseRoute]:
        return [self.door.deed(f"{CASE}/{{paper}}.pdf", self.make)]

    async def make(self, request: Request, visitor: Visitor) -> Response:
        kind = request.path_params["paper"]
        if kind not in KINDS:
            raise NotHere
        complaint = await self.seen(visitor, request.path_params["number"])
        member, who = place_of(visitor, complaint), actor(visitor.person, complaint, *visitor.members)
        async with turn_of(self, visitor) as (turn, _):
            make = case_files.outside_form if kind == OUTSIDE else case_files.case_file
            made = await make(turn, complaint, who)
        content = await asyncio.to_thread(self._written, made)
        await self.note(member, "exported", complaint.number, kind)
        return sent(content, f"{kind}-{complaint.number}.pdf", "application/pdf")

    def _written(self, made: CaseFile | OutsideForm) -> bytes:
        if isinstance(made, OutsideForm):
            return case_papers.outside_pdf(made)
        photos = [file.ref for file in made.files if file.kind is AttachmentKind.PHOTO][:MOST_PHOTOS]
        return case_papers.file_pdf(made, {ref: path for ref in photos if (path := self.resources.files.path(ref)).exists()})
