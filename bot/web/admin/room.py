"""What the admin's rooms share: who may enter, the office's files, and a change that holds at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.clockwork.new_limits import recalculate
from bot.errors import BadRequest
from bot.store.databases.database import Transaction, repeated
from bot.store.offices import changes
from bot.web.desk.room import Room
from bot.web.staff.pages import HOME
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.casework.moves import Role
from handlers.talking.wording import plain
from knowledge.editing.merging import Merged
from knowledge.editing.office_files import NotChanged, OfficeFiles
from knowledge.editing.phrasebook import with_phrase
from knowledge.standards.library import Library
from knowledge.standards.standard import Service

TOLD = "kabar"

Make: TypeAlias = Callable[[OfficeFiles], Mapping[str, str]]
"""Makes the new texts of files of what holds at that moment."""
Also: TypeAlias = Callable[[Transaction], Awaitable[None]]


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
        return {service.id.partition("/")[2]: service for service in found.values() if service.office == office}

    async def caught_up(self, office: str) -> None:
        """What is shown and changed is what holds: another process may have changed the office a moment ago."""
        if await changes.mark(self.database, office) != self.resources.shelf.marks.get(office, ""):
            async with self.resources.shelf.changing:
                await self._read(office)

    async def _read(self, office: str) -> str:
        """The mark of what is known of the office from now on."""
        shelf, known = self.resources.shelf, await changes.mark(self.database, office)
        if known != shelf.marks.get(office, "") and await shelf.read_while_changing(office):
            shelf.marks[office] = known
        return known

    async def change_or_refuse(self, member: StaffMember, make: Make, deed: Deed, also: Also | None = None) -> None:
        try:
            await self.change(member, make, deed, also)
        except NotChanged as refused:
            raise BadRequest(str(refused)) from refused

    async def adopt_phrase(self, member: StaffMember, service: str, words: str) -> None:
        """These words call the service from now on."""
        name = f"services/{service.partition('/')[2]}"
        deed = Deed(action="phrase_adopted", subject=service, reason=words)
        await self.change_or_refuse(member, lambda files: {name: with_phrase(files, name, words)}, deed)

    async def change(self, member: StaffMember, make: Make, deed: Deed, also: Also | None = None) -> None:
        """Checks, writes, and lets it hold; due dates that move are told. Raises NotChanged where it is refused: then nothing has changed.

        `make` is asked again where somebody else was first; `also` belongs to the same transaction.
        """
        async with self.resources.shelf.changing:
            found = await repeated(self._written, member, make, deed, also)
            await self.resources.shelf.put(found, member.office)
        await recalculate(self.database, self.resources.post, {member.office: self.rules(member.office)}, self.now)
        self.resources.committed()

    async def _written(self, member: StaffMember, make: Make, deed: Deed, also: Also | None) -> Library:
        office, files = member.office, self.files(member.office)
        known = await self._read(office)
        texts = make(files)
        found = await asyncio.to_thread(files.tried, texts, self.now.date())
        async with self.database.transaction() as transaction:
            mark = await changes.note_after(transaction, office, known)
            if also:
                await also(transaction)
            await self.resources.ports(transaction).audit.write(member.person, deed.action, deed.subject, deed.reason)
            await asyncio.to_thread(files.write, texts, self.now)
        self.resources.shelf.marks[office] = mark
        return found


def overtaken(both: Merged) -> str:
    """What the second of two who saved at once reads above the form."""
    fields = "; ".join(
        plain("overtaken.field", name=key.removeprefix("isi_").replace("_", " "), theirs=value) for key, value in both.contested.items()
    )
    return " ".join([plain("overtaken.merged"), *([plain("overtaken.both", fields=fields)] if fields else [])])


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
