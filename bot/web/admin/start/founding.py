"""The first step: name, zone and document of a new office. Who sets it up becomes its admin."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.store.databases.database import Conflict
from bot.store.offices import changes, setups
from bot.store.people import people
from bot.web.admin.start import documents
from bot.web.desk.room import Room
from bot.web.staff.door import NotHere, read_form
from bot.web.staff.pages import HOME, SETUP
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.casework.moves import Role
from handlers.talking.wording import plain
from knowledge.editing import new_office
from knowledge.standards import library
from knowledge.standards.library import ROOT, home_of
from knowledge.standards.office import Office

LONGEST = 80
_TAKEN = "Kantor dengan nama seperti itu sudah ada ({office}). Tulis namanya lebih lengkap."


class Founding(Room):
    def routes(self) -> list[BaseRoute]:
        return [self.door.for_setting_up(SETUP, self.show, "GET"), self.door.for_setting_up(SETUP, self.create_office, "POST")]

    async def _check(self, visitor: Visitor) -> None:
        if not await setups.may(self.database, visitor.person):
            raise NotHere

    async def show(self, request: Request, visitor: Visitor) -> Response:
        if visitor.members:
            return RedirectResponse(f"{HOME}/{visitor.members[0].office}/mulai/layanan", status_code=303)
        await self._check(visitor)
        return self._form(visitor, {})

    def _form(self, visitor: Visitor, filled: Mapping[str, str], wrong: str = "", status: int = 200) -> Response:
        facts = {"filled": {"nama": "", "orang": "", "zona": "", **filled}, "zones": new_office.ZONES, "wrong": wrong}
        return self.pages.make("admin/start/founding", visitor, status=status, **facts)

    async def create_office(self, request: Request, visitor: Visitor) -> Response:
        if visitor.members:
            return await self.show(request, visitor)
        await self._check(visitor)
        form = await read_form(request)
        filled = {key: " ".join(value.split()) for key, value in form.items() if isinstance(value, str)}
        try:
            office = await self._new_office(visitor, form, filled)
        except BadRequest as refused:
            return self._form(visitor, filled, str(refused), 400)
        return RedirectResponse(f"{HOME}/{office}/mulai/layanan", status_code=303)

    async def _new_office(self, visitor: Visitor, form: FormData, filled: Mapping[str, str]) -> str:
        """Creates the office with all services as drafts; returns its id."""
        uploads = [upload for upload in form.getlist("dokumen") if isinstance(upload, UploadFile) and upload.size]
        if not all(0 < len(filled.get(key, "")) <= LONGEST for key in ("nama", "orang")):
            raise BadRequest(f"Tulis nama kantor dan nama Bapak/Ibu, paling panjang {LONGEST} huruf.")
        if filled.get("zona") not in new_office.ZONES:
            raise BadRequest("Pilih zona waktunya.")
        if not uploads:
            raise BadRequest("Pilih dokumen standar pelayanannya.")
        root, office = self._own_folder(), self._id(filled["nama"])
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".baru-", dir=root) as fresh:
            await documents.imported(uploads, office, Path(fresh))
            new_office.describe(Path(fresh), office, filled["nama"], filled["zona"])
            read = await asyncio.to_thread(library.load, [*self.resources.shelf.folders, Path(fresh)], [office])
            if office not in read.offices:
                raise BadRequest("Data kantor itu belum terbaca. Periksa dengan: layanwarga check")
            await self._settle(
                visitor, read.offices[office], filled["orang"], (Path(fresh) / "offices" / office, root / "offices" / office)
            )
        await self.resources.shelf.read_again(office)
        return office

    async def _settle(self, visitor: Visitor, office: Office, name: str, move: tuple[Path, Path]) -> None:
        """Moves the office to its place and makes the visitor its admin, both or neither; of two forms only the first counts.

        Until others join, the admin serves all units, because nobody else would be told about a complaint.
        """
        units = frozenset(unit.id for unit in office.units)
        member = StaffMember(person=visitor.person, office=office.id, name=name, roles=frozenset({Role.ADMIN}), units=units)
        try:
            async with self.database.transaction() as transaction:
                if not await setups.done(transaction, visitor.person):
                    raise BadRequest(plain("overtaken.founded"))
                await people.enrol(transaction, member)
                await self.resources.ports(transaction).audit.write(visitor.person, "office_founded", office.id)
                await changes.note(transaction, office.id)
                await asyncio.to_thread(_move, *move)
        except Conflict as error:
            raise BadRequest(plain("overtaken.founded")) from error

    def _own_folder(self) -> Path:
        folder = self.resources.shelf.folders[-1]
        if folder.resolve() == ROOT.resolve():
            raise BadRequest("Folder pengetahuan ini milik program. Isi LAYANWARGA_KNOWLEDGE dengan folder milik kantor.")
        return folder

    def _id(self, name: str) -> str:
        """The id that the settings expect, else a short form of the name."""
        shelf = self.resources.shelf
        awaited = sorted(set(shelf.served or ()) - set(shelf.current.library.offices))
        made = awaited[0] if awaited else new_office.short_id(name)
        if shelf.served is not None and not awaited:
            raise BadRequest("Pengaturan LAYANWARGA_OFFICES menyebut kantor lain saja. Tambahkan kantor ini di sana, lalu jalankan ulang.")
        if not made or home_of(shelf.folders, made):
            raise BadRequest(_TAKEN.format(office=made))
        return made


def _move(made: Path, place: Path) -> None:
    """Moves the office in one step, so that a form that was sent twice creates one complete office."""
    place.parent.mkdir(exist_ok=True)
    try:
        made.rename(place)
    except OSError as error:
        raise BadRequest(_TAKEN.format(office=place.name)) from error
