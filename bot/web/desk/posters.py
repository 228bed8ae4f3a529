"""Posters with QR codes: of the office, and of each of its services, as PDF."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.papers import poster
from bot.papers.pdf import poster_to_pdf
from bot.web.desk.room import OFFICE, Room
from bot.web.desk.sending import sent
from bot.web.entries import entries
from bot.web.staff.door import NotHere
from bot.web.staff.visitor import Visitor
from handlers.talking.wording import plain


class Posters(Room):
    """Posters hold nothing secret, so all staff may print them."""

    def routes(self) -> list[BaseRoute]:
        path = f"{OFFICE}/poster"
        return [
            self.door.page(path, self.show),
            self.door.page(f"{path}/kantor.pdf", self.of_office),
            self.door.page(f"{path}/layanan/{{service}}.pdf", self.of_service),
        ]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.here(request, visitor)
        services = [(service.id.partition("/")[2], service.title) for service in self.library.services_of(member.office)]
        return self.page("posters", visitor, member, "posters", services=services)

    async def of_office(self, request: Request, visitor: Visitor) -> Response:
        office = self.library.offices[self.here(request, visitor).office]
        content = await asyncio.to_thread(
            poster_to_pdf, poster.of_office(office, await self._ways(office.id, office.id, f"/kantor/{office.id}"))
        )
        return sent(content, f"poster-{office.id}.pdf", "application/pdf", inline=True)

    async def of_service(self, request: Request, visitor: Visitor) -> Response:
        member, name = self.here(request, visitor), request.path_params["service"]
        service = self.library.services.get(f"{member.office}/{name}")
        if service is None:
            raise NotHere
        ways = await self._ways(member.office, f"{member.office}_{name}", f"/kantor/{member.office}/layanan/{name}")
        content = await asyncio.to_thread(poster_to_pdf, poster.of_service(service, self.library.offices[member.office], ways))
        return sent(content, f"poster-{member.office}-{name}.pdf", "application/pdf", inline=True)

    async def _ways(self, office: str, words: str, page: str) -> list[tuple[str, str]]:
        return [*await entries(self.resources, words, office), (plain("channels.web"), f"{self.resources.site}{page}")]
