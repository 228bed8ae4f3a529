"""What the admin's rooms share: who may enter, the office's files, and applying a change at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.clockwork import data_changes
from bot.clockwork.new_limits import recalculate
from bot.errors import BadRequest
from bot.store.databases.database import Transaction, repeated
from bot.store.offices import changes
from bot.web.desk.room import Room
from bot.web.staff.pages import HOME
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.casework.moves import Role
from handlers.rules import OfficeRules
from handlers.talking.wording import plain
from knowledge.editing.merging import Merged
from knowledge.editing.office_files import NotChanged, OfficeFiles
from knowledge.editing.phrasebook import with_phrase
from knowledge.editing.summary import summary
from knowledge.standards.library import Library, day_in
from knowledge.standards.standard import Service

TOLD = "kabar"

Make: TypeAlias = Callable[[OfficeFiles], Mapping[str, str]]
"""Makes the new texts of the files from the version loaded at that moment."""
Also: TypeAlias = Callable[[Transaction], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A line of the audit: the action, its subject, and a reason; without one, what it changed."""

    action: str
    subject: str
    reason: str = ""


class AdminRoom(Room):
    def admin(self, request: Request, visitor: Visitor) -> StaffMember:
        """The visitor as admin of the office in the address, checked at each request."""
        return self.here(request, visitor, Role.ADMIN)

    def today(self, office: str) -> date:
        """The day that it is in the office's zone."""
        return day_in(self.library.offices[office], self.now)

    def files(self, office: str) -> OfficeFiles:
        return OfficeFiles(self.resources.shelf.folders, office)

    def services(self, office: str) -> Mapping[str, Service]:
        """Published services and drafts, by their name within the office."""
        all_services = {**self.library.services, **self.library.drafts}
        return {service.id.partition("/")[2]: service for service in all_services.values() if service.office == office}

    async def caught_up(self, office: str) -> None:
        """Loads the office's latest version, because another process may have changed it a moment ago."""
        if await changes.mark(self.database, office) != self.resources.shelf.marks.get(office, ""):
            async with self.resources.shelf.changing:
                await self._read(office)

    async def _read(self, office: str) -> str:
        """The mark of the office's version that is now loaded."""
        shelf, loaded_mark = self.resources.shelf, await changes.mark(self.database, office)
        if loaded_mark != shelf.marks.get(office, "") and await shelf.read_while_changing(office):
            shelf.marks[office] = loaded_mark
        return loaded_mark

    async def change_or_refuse(self, member: StaffMember, make: Make, deed: Deed, also: Also | None = None) -> None:
        try:
            await self.change(member, make, deed, also)
        except NotChanged as refused:
            raise BadRequest(str(refused)) from refused

    async def adopt_phrase(self, member: StaffMember, service: str, words: str) -> None:
        """Adds these words as a phrase of the service."""
        name = f"services/{service.partition('/')[2]}"
        deed = Deed(action="phrase_adopted", subject=service, reason=words)
        await self.change_or_refuse(member, lambda files: {name: with_phrase(files, name, words)}, deed)

    async def change(self, member: StaffMember, make: Make, deed: Deed, also: Also | None = None) -> None:
        """Checks and writes the change, applies it, and tells moved due dates. Raises NotChanged where it is refused; then nothing has changed.

        `make` is called again where somebody else was faster; `also` runs in the same transaction.
        """
        async with self.resources.shelf.changing:
            changed_library = await repeated(self._written, member, make, deed, also)
            await self.resources.shelf.put(changed_library, member.office)
        await recalculate(self.database, self.resources.post, {member.office: self.rules(member.office)}, self.now)
        self.resources.committed()

    async def _written(self, member: StaffMember, make: Make, deed: Deed, also: Also | None) -> Library:
        office, files = member.office, self.files(member.office)
        loaded_mark = await self._read(office)
        texts = make(files)
        tried_library = await asyncio.to_thread(files.tried, texts, self.now)
        async with self.database.transaction() as transaction:
            mark = await changes.note_after(transaction, office, loaded_mark)
            if also:
                await also(transaction)
            reason = deed.reason or summary(self.library, tried_library, office)
            await self.resources.ports(transaction).audit.write(member.person, deed.action, deed.subject, reason)
            await data_changes.adopt(transaction, OfficeRules(tried_library.offices[office], tried_library.calendar(office)))
            await asyncio.to_thread(files.write, texts, self.now)
        self.resources.shelf.marks[office] = mark
        return tried_library


def overtaken(both: Merged) -> str:
    """The sentence above the form for the second of two people who saved at once."""
    fields = "; ".join(
        plain("overtaken.field", name=key.removeprefix("isi_").replace("_", " "), theirs=value) for key, value in both.contested.items()
    )
    return " ".join([plain("overtaken.merged"), *([plain("overtaken.both", fields=fields)] if fields else [])])


def back(member: StaffMember, path: str, message: str) -> Response:
    """Redirects to this page of the office, which shows the message once."""
    response = RedirectResponse(f"{HOME}/{member.office}{path}", status_code=303)
    response.set_cookie(TOLD, quote(message[:800]), max_age=60, path=HOME, httponly=True, samesite="lax")
    return response


def told_once(request: Request, response: Response) -> Response:
    """The response without the message of the last act, so that it is shown on one page only."""
    if TOLD in request.cookies:
        response.delete_cookie(TOLD, path=HOME)
    return response


def told_of(request: Request) -> str:
    return unquote(request.cookies.get(TOLD, ""))
