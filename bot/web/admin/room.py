"""What the admin's rooms share: who may enter, the office's files, and a change that holds at once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.clockwork.new_limits import recalculate
from bot.errors import BadRequest
from bot.store.offices import changes
from bot.web.desk.room import Room
from bot.web.staff.pages import HOME
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.casework.moves import Role
from knowledge.editing.office_files import NotChanged, OfficeFiles
from knowledge.editing.phrasebook import with_phrase
from knowledge.standards.standard import Service

TOLD = "kabar"


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A line of the audit: what was done, to what, with what words."""

    action: str
    subject: str
    reason: str = ""


class AdminRoom(Room):
    def admin(self, request: Request, visitor: Visitor) -> StaffMember:
        """The visitor as admin of the office of the address, by what holds at this request."""
        return self.here(request, visitor, Role.ADMIN)

    def files(self, office: str) -> OfficeFiles:
        return OfficeFiles(self.resources.shelf.folders, office)

    def services(self, office: str) -> Mapping[str, Service]:
        """Published and drafts, by the name within the office."""
        found = {**self.library.services, **self.library.drafts}
        return {one.id.partition("/")[2]: one for one in found.values() if one.office == office}

    async def change_or_refuse(self, member: StaffMember, texts: Mapping[str, str], deed: Deed) -> None:
        try:
            await self.change(member, texts, deed)
        except NotChanged as refused:
            raise BadRequest(str(refused)) from refused

    async def adopt_phrase(self, member: StaffMember, service: str, words: str) -> None:
        """These words call the service from now on."""
        name = f"services/{service.partition('/')[2]}"
        try:
            text = with_phrase(self.files(member.office), name, words)
        except NotChanged as refused:
            raise BadRequest(str(refused)) from refused
        await self.change_or_refuse(member, {name: text}, Deed(action="phrase_adopted", subject=service, reason=words))

    async def change(self, member: StaffMember, texts: Mapping[str, str], deed: Deed) -> None:
        """Checks, writes, and lets it hold; due dates that move are told. Raises NotChanged where it is refused: then nothing has changed."""
        office = member.office
        async with self.resources.shelf.changing:
            found = await asyncio.to_thread(self.files(office).change, texts, self.now)
            await self.resources.shelf.put(found, office)
            async with self.database.transaction() as transaction:
                self.resources.shelf.marks[office] = await changes.note(transaction, office)
        await self.note(member, deed.action, deed.subject, deed.reason)
        await recalculate(self.database, self.resources.post, {office: self.rules(office)}, self.now)
        self.resources.committed()


def back(member: StaffMember, path: str, told: str) -> Response:
    """To this page of the office, which says what was done."""
    response = RedirectResponse(f"{HOME}/{member.office}{path}", status_code=303)
    response.set_cookie(TOLD, quote(told[:800]), max_age=60, path=HOME, httponly=True, samesite="lax")
    return response


def told_once(request: Request, response: Response) -> Response:
    """What the last deed said is shown on one page only."""
    if TOLD in request.cookies:
        response.delete_cookie(TOLD, path=HOME)
    return response


def told_of(request: Request) -> str:
    return unquote(request.cookies.get(TOLD, ""))
