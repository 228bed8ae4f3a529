"""Next year's document in the browser: read beside the office's files, shown service by service, and taken where the admin agrees."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.vault import new_token
from bot.web.admin.room import AdminRoom, Deed, back
from bot.web.admin.start import documents
from bot.web.desk.room import OFFICE
from bot.web.staff.door import read_form
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from knowledge.editing import imported, originals
from knowledge.editing.office_files import OfficeFiles, written
from knowledge.editing.summary import changed_fields
from knowledge.importer import contents
from knowledge.standards.data_files import Data
from knowledge.standards.library import ROOT
from knowledge.standards.standard import COMPONENTS, Service

PATH = f"{OFFICE}/layanan/dokumen"
FOLDER = ".dokumen"
"""Holds what was read of a document until the admin has decided; one of each office, the latest."""
_TOKEN = re.compile(r"[\w-]{8,80}")


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A change of one service: what it is, its title, which fields are another, their lines that go (-) and come (+), and the new text of its file."""

    name: str
    kind: str
    title: str
    detail: str
    text: str
    lines: tuple[str, ...] = ()


class NewDocument(AdminRoom):
    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(PATH, self.show),
            self.door.deed(PATH, self.read),
            self.door.deed(f"{PATH}/ambil", self.take),
        ]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        return self._form(visitor, self.admin(request, visitor))

    def _form(self, visitor: Visitor, member: StaffMember, wrong: str = "") -> Response:
        form_page = self.page("admin/document", visitor, member, "standards", wrong=wrong)
        form_page.status_code = 400 if wrong else 200
        return form_page

    async def read(self, request: Request, visitor: Visitor) -> Response:
        """Reads the document and shows every change that it brings; nothing holds yet."""
        member, form = self.admin(request, visitor), await read_form(request)
        uploads = [upload for upload in form.getlist("dokumen") if isinstance(upload, UploadFile) and upload.size]
        await self.caught_up(member.office)
        token = new_token()
        root = self._place(member.office) / token
        try:
            if not uploads:
                raise BadRequest("Pilih dokumen standar pelayanannya.")
            await asyncio.to_thread(self._prepare, member.office, root)
            await documents.imported(uploads, member.office, root, "--publish", "--yes")
        except BadRequest as refused:
            return self._form(visitor, member, str(refused))
        proposals = self._proposed(member.office, root)
        return self.page("admin/document_changes", visitor, member, "standards", proposals=proposals, token=token)

    async def take(self, request: Request, visitor: Visitor) -> Response:
        """Takes the changes with a tick, all at once; the others are left as they are."""
        member, form = self.admin(request, visitor), await read_form(request)
        token, names = str(form.get("dokumen", "")), set(map(str, form.getlist("ambil")))
        root = self._place(member.office) / token
        if not _TOKEN.fullmatch(token) or not root.is_dir():
            raise BadRequest("Dokumen itu sudah tidak tersimpan. Masukkan sekali lagi.")
        if not names:
            raise BadRequest("Pilih sedikitnya satu perubahan.")

        def texts(files: OfficeFiles) -> Mapping[str, str]:
            return {change.name: change.text for change in self._proposed(files.office, root) if change.name in names}

        await self.change_or_refuse(member, texts, Deed(action="document_imported", subject=member.office))
        await asyncio.to_thread(self._settle, member.office, root)
        return back(member, "/layanan", f"{len(names)} perubahan dari dokumen itu berlaku. Dapat dikembalikan di Riwayat tiap layanan.")

    def _place(self, office: str) -> Path:
        folder = self.resources.shelf.folders[-1]
        if folder.resolve() == ROOT.resolve():
            raise BadRequest("Folder pengetahuan ini milik program. Isi LAYANWARGA_KNOWLEDGE dengan folder milik kantor.")
        return folder / FOLDER / office

    def _prepare(self, office: str, root: Path) -> None:
        """Copies the office to where the importer may write; what was read before is dropped."""
        shutil.rmtree(root.parent, ignore_errors=True)
        shutil.copytree(
            self.files(office).folder,
            root / "offices" / office,
            ignore=shutil.ignore_patterns("riwayat", "versi", "draf", originals.FOLDER),
        )

    def _settle(self, office: str, root: Path) -> None:
        """Keeps the new document, what was read of it and where each field stands in it, and drops the rest."""
        made, folder = root / "offices" / office, self.files(office).folder
        for name in (imported.FILE, contents.FILE):
            if (made / name).is_file():
                shutil.copy(made / name, folder / name)
        originals.keep(folder, originals.stored(made))
        shutil.rmtree(root, ignore_errors=True)

    def _proposed(self, office: str, root: Path) -> list[Proposed]:
        """The new files beside those of the office as it is now."""
        files, folder = self.files(office), root / "offices" / office / "services"
        current, proposals = self.services(office), []
        for path in sorted(folder.glob("*.yaml")):
            data: Data = yaml.safe_load(path.read_text(encoding="utf-8"))
            if data.get("berlaku"):
                data["berlaku"] = {"dari": self.now.astimezone(self.rules(office).office.zone).date()}
            change = _proposed_change(f"services/{path.stem}", current.get(path.stem), data)
            proposals += [change] if change else []
        gone = [name for name, service in current.items() if service.status == "terbit" and not (folder / f"{name}.yaml").exists()]
        return proposals + [_withdrawn(files.data(f"services/{name}"), name) for name in gone]


def _proposed_change(name: str, before: Service | None, data: Data) -> Proposed | None:
    text = written(data)
    after = Service.model_validate(data)
    if before is None:
        return Proposed(name=name, kind="Baru", title=after.title, detail="", text=text)
    fields = ", ".join(changed_fields(before, after))
    if not fields:
        return None
    kind = "Berubah" if before.title == after.title else "Berganti nama"
    title = after.title if before.title == after.title else f"{before.title} → {after.title}"
    return Proposed(name=name, kind=kind, title=title, detail=fields, text=text, lines=tuple(_lines(before, after)))


def _lines(before: Service, after: Service) -> Iterator[str]:
    for key in COMPONENTS:
        old, new = ([item.text for item in service.component(key).all_items] for service in (before, after))
        yield from (f"{key.replace('_', ' ')}: - {text}" for text in old if text not in new)
        yield from (f"{key.replace('_', ' ')}: + {text}" for text in new if text not in old)


def _withdrawn(data: Data, name: str) -> Proposed:
    """A draft from now on: the bot does not answer with it, and an admin can publish it again."""
    head: Data = {key: data.get(key) for key in ("id", "judul")}
    text = written({**head, "status": "draf", **{key: value for key, value in data.items() if key != "status"}})
    return Proposed(
        name=f"services/{name}", kind="Dicabut", title=str(data.get("judul", name)), detail="tidak ada di dokumen baru", text=text
    )
