"""Next year's document in the browser: it is read beside the office's files, shown service by service, and adopted where the admin agrees."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

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
from knowledge.standards.days import day_of
from knowledge.standards.library import ROOT
from knowledge.standards.standard import COMPONENTS, Service

PATH = f"{OFFICE}/layanan/dokumen"
FOLDER = ".dokumen"
"""Holds what was read of a document until the admin has decided; one of each office, the latest."""
WORDS = ("sebutan", "ungkapan")
"""A document has no citizens' words; those of the catalogue are proposed on each service's own page."""
_TOKEN = re.compile(r"[\w-]{8,80}")


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """The change of one service: its kind, the title, the fields that differ, the lines removed (-) and added (+), and the new text of its
    file. `last`: the last day of a withdrawn service.
    """

    name: str
    kind: str
    title: str
    detail: str
    text: str
    lines: tuple[str, ...] = ()
    last: date | None = None


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
        """Reads the document and shows every change that it would make; nothing takes effect yet."""
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
        facts = {"proposals": proposals, "token": token, "today": self.today(member.office)}
        return self.page("admin/document_changes", visitor, member, "standards", **facts)

    async def take(self, request: Request, visitor: Visitor) -> Response:
        """Adopts all ticked changes at once; the others are dropped."""
        member, form = self.admin(request, visitor), await read_form(request)
        token, names = str(form.get("dokumen", "")), set(map(str, form.getlist("ambil")))
        root = self._place(member.office) / token
        if not _TOKEN.fullmatch(token) or not root.is_dir():
            raise BadRequest("Dokumen itu sudah tidak tersimpan. Masukkan sekali lagi.")
        if not names:
            raise BadRequest("Pilih sedikitnya satu perubahan.")

        days = {name: _day(str(form.get(f"sampai:{name}", ""))) for name in names if form.get(f"sampai:{name}")}

        def texts(files: OfficeFiles) -> Mapping[str, str]:
            return {change.name: change.text for change in self._proposed(files.office, root, days) if change.name in names}

        await self.change_or_refuse(member, texts, Deed(action="document_imported", subject=member.office))
        await asyncio.to_thread(self._settle, member.office, root)
        told = f"{len(names)} perubahan dari dokumen itu berlaku. Dapat dikembalikan di Riwayat tiap layanan."
        return back(member, "/layanan", f"{told} {self._ended(member.office, names)}".strip())

    def _ended(self, office: str, names: Iterable[str]) -> str:
        """A sentence that names the changed services whose last day has already passed; empty if there are none."""
        services = self.services(office)
        chosen = [service for name in sorted(names) if (service := services.get(name.partition("/")[2]))]
        ended = [service.title for service in chosen if service.state(self.today(office)) == "berakhir"]
        return f"Hari terakhirnya sudah lewat, jadi mulai sekarang tidak dijawab lagi: {', '.join(ended)}." if ended else ""

    def _place(self, office: str) -> Path:
        folder = self.resources.shelf.folders[-1]
        if folder.resolve() == ROOT.resolve():
            raise BadRequest("Folder pengetahuan ini milik program. Isi LAYANWARGA_KNOWLEDGE dengan folder milik kantor.")
        return folder / FOLDER / office

    def _prepare(self, office: str, root: Path) -> None:
        """Copies the office to a folder into which the importer may write; an earlier copy is deleted."""
        shutil.rmtree(root.parent, ignore_errors=True)
        shutil.copytree(
            self.files(office).folder,
            root / "offices" / office,
            ignore=shutil.ignore_patterns("riwayat", "versi", "draf", originals.FOLDER),
        )

    def _settle(self, office: str, root: Path) -> None:
        """Stores the new document, its text and the origin of each field, and deletes the rest."""
        made, folder = root / "offices" / office, self.files(office).folder
        for name in (imported.FILE, contents.FILE):
            if (made / name).is_file():
                shutil.copy(made / name, folder / name)
        originals.keep(folder, originals.stored(made))
        shutil.rmtree(root, ignore_errors=True)

    def _proposed(self, office: str, root: Path, days: Mapping[str, date] = MappingProxyType({})) -> list[Proposed]:
        """The proposed changes: the new files compared with those of the office now. `days`: the last days that the admin chose for
        withdrawn services.
        """
        files, folder = self.files(office), root / "offices" / office / "services"
        current, proposals, today = self.services(office), list[Proposed](), self.today(office)
        for path in sorted(folder.glob("*.yaml")):
            data: Data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            if data.get("berlaku"):
                data["berlaku"] = {"dari": today}
            had = files.data(f"services/{path.stem}") if path.stem in current else {}
            data = {key: value for key, value in data.items() if key not in WORDS or key in had} | {
                key: had[key] for key in WORDS if key in had
            }
            change = _proposed_change(f"services/{path.stem}", current.get(path.stem), data)
            proposals += [change] if change else []
        gone = [name for name, service in current.items() if service.state(today) == "terbit" and not (folder / f"{name}.yaml").exists()]
        usual = _last_day(folder, today)
        return proposals + [
            _withdrawn(files.data(f"services/{name}"), f"services/{name}", days.get(f"services/{name}", usual)) for name in gone
        ]


def _day(text: str) -> date:
    try:
        return day_of(text)
    except ValueError as error:
        raise BadRequest("Hari terakhir itu tidak terbaca. Pilih tanggalnya.") from error


def _last_day(folder: Path, today: date) -> date:
    """The day before the decree of the new document; yesterday where the document gives no date."""
    sources = (yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).get("sumber") or {} for path in folder.glob("*.yaml"))
    decrees = [source["tanggal"] for source in sources if isinstance(source.get("tanggal"), date)]
    return max(decrees, default=today) - timedelta(days=1)


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


def _withdrawn(data: Data, name: str, last: date) -> Proposed:
    """The service with its last day. After that day the bot does not answer from it; earlier answers can still be traced to it."""
    validity = data.get("berlaku") or {}
    if "dari" in validity and last < validity["dari"]:
        raise BadRequest(f"Hari terakhir “{data.get('judul')}” lebih awal dari hari mulai berlakunya.")
    head: Data = {key: data.get(key) for key in ("id", "judul")}
    text = written({**head, "berlaku": {**validity, "sampai": last}, **{key: value for key, value in data.items() if key != "berlaku"}})
    title = str(data.get("judul", name))
    return Proposed(name=name, kind="Dicabut", title=title, detail="tidak ada di dokumen baru", text=text, last=last)
