"""The standards of an office: their list, one in a form, as it looks on a phone, published or not, and how it was before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.web.admin.history import version, versions
from bot.web.admin.room import AdminRoom, Deed, back, told_of, told_once
from bot.web.desk.acting import turn_of
from bot.web.desk.room import OFFICE
from bot.web.staff.door import NotHere, read_form
from bot.web.staff.visitor import Visitor
from handlers.asking import inquiry
from handlers.casework.access import StaffMember
from knowledge.editing.office_files import NotChanged, OfficeFiles, written
from knowledge.editing.plain_lines import NOTES, component_of, lines, lines_of, notes_of
from knowledge.standards.data_files import Data
from knowledge.standards.library import Library
from knowledge.standards.standard import COMPONENTS, Service

SERVICE = f"{OFFICE}/layanan/{{name}}"
_LINES = {"judul": "judul", "unit": "unit", "pemohon": "pemohon", "ringkasan": "ringkasan"}
_LISTS = ("sebutan", "ungkapan", "catatan_editor")


class Standards(AdminRoom):
    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(f"{OFFICE}/layanan", self.list),
            self.door.page(SERVICE, self.show),
            self.door.deed(SERVICE, self.save),
            self.door.deed(f"{SERVICE}/pratinjau", self.preview),
            self.door.deed(f"{SERVICE}/keadaan", self.publish),
            self.door.page(f"{SERVICE}/riwayat", self.history),
            self.door.deed(f"{SERVICE}/kembali", self.undo),
        ]

    async def list(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        services = sorted(self.services(member.office).values(), key=lambda one: one.title)
        shown = self.page("admin/standards", visitor, member, "standards", services=services, told=told_of(request))
        return told_once(request, shown)

    def _one(self, request: Request, member: StaffMember) -> tuple[str, Service]:
        """The file's name and what it holds now."""
        name = request.path_params["name"]
        service = self.services(member.office).get(name)
        if service is None:
            raise NotHere
        return f"services/{name}", service

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        name, service = self._one(request, member)
        return told_once(
            request,
            self._form(visitor, member, service, _filled(service), told=told_of(request), mark=self.files(member.office).mark(name)),
        )

    def _form(self, visitor: Visitor, member: StaffMember, service: Service, filled: Mapping[str, str], **more: Any) -> Response:
        return self.page("admin/standard", visitor, member, "standards", service=service, filled=filled, components=COMPONENTS, **more)

    async def save(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.admin(request, visitor), await read_form(request)
        name, service = self._one(request, member)
        files = self.files(member.office)
        try:
            text = _text(files, name, service, form)
            await self.change(member, {name: text}, Deed(action="service_changed", subject=service.id))
        except NotChanged as refused:
            filled = {key: str(value) for key, value in form.items()}
            shown = self._form(
                visitor, member, service, {**_filled(service), **filled}, wrong=str(refused), mark=str(form.get("tanda", ""))
            )
            shown.status_code = 400
            return shown
        return back(member, f"/layanan/{request.path_params['name']}", "Tersimpan dan sudah berlaku.")

    async def preview(self, request: Request, visitor: Visitor) -> Response:
        """What the phone would show of the form as it is now; nothing is written."""
        member, form = self.admin(request, visitor), await read_form(request)
        name, service = self._one(request, member)
        files = self.files(member.office)
        try:
            found: Library = await asyncio.to_thread(files.tried, {name: _text(files, name, service, form)}, self.now.date())
        except NotChanged as refused:
            raise BadRequest(str(refused)) from refused
        tried = {**found.services, **found.drafts}[service.id]
        async with turn_of(self, visitor) as (turn, _):
            replies = [inquiry.answer_reply(turn, tried, [part]) for part in (inquiry.SUMMARY, inquiry.ALL)]
        return self.page("admin/preview", visitor, member, "standards", service=tried, replies=replies)

    async def publish(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.admin(request, visitor), await read_form(request)
        name, service = self._one(request, member)
        on = form.get("keadaan") == "terbit"
        data = {key: value for key, value in self.files(member.office).data(name).items() if key != "status"}
        head: Data = {key: data.get(key) for key in ("id", "judul")}
        fresh = data if on else {**head, "status": "draf", **data}
        deed = Deed(action="service_published" if on else "service_withdrawn", subject=service.id)
        await self.change_or_refuse(member, {name: written(fresh)}, deed)
        return back(
            member,
            f"/layanan/{request.path_params['name']}",
            "Layanan ini terbit." if on else "Layanan ini ditarik: bot tidak menjawab dengannya.",
        )

    async def history(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        name, service = self._one(request, member)
        return self.page(
            "admin/history",
            visitor,
            member,
            "standards",
            title=service.title,
            back=f"/layanan/{request.path_params['name']}",
            versions=versions(self.files(member.office), name),
        )

    async def undo(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.admin(request, visitor), await read_form(request)
        name, service = self._one(request, member)
        text = version(self.files(member.office), name, str(form.get("sampai", "")))
        await self.change_or_refuse(
            member, {name: text}, Deed(action="service_restored", subject=service.id, reason=str(form.get("sampai", "")))
        )
        return back(member, f"/layanan/{request.path_params['name']}", "Dikembalikan seperti semula.")


def _filled(service: Service) -> dict[str, str]:
    """The service as the fields of its form."""
    lists = {"sebutan": service.names, "ungkapan": service.phrases, "catatan_editor": service.editor_notes}
    parts = {f"isi_{key}": lines_of(service.component(key)) for key in COMPONENTS}
    notes = {f"{kind}_{key}": text for key in COMPONENTS for kind, text in notes_of(service.component(key)).items()}
    head = {"judul": service.title, "unit": service.unit or "", "pemohon": service.applicant or "", "ringkasan": service.summary or ""}
    return {**head, **{key: "\n".join(value) for key, value in lists.items()}, **parts, **notes}


def _text(files: OfficeFiles, name: str, service: Service, form: FormData) -> str:
    """The file as the form wants it. What the form does not hold, and components without a change, stay as they are."""
    if str(form.get("tanda", "")) != files.mark(name):
        raise NotChanged("Layanan ini baru saja diubah orang lain. Muat ulang halamannya, lalu ubah lagi.")
    data, before = files.data(name), _filled(service)

    def said(key: str) -> str:
        return str(form.get(key, before.get(key, "")))

    data |= {key: " ".join(said(key).split()) or None for key in _LINES}
    data |= {key: lines(said(key)) for key in _LISTS}
    old = data.get("komponen") or {}
    made = {key: _component(said, key) for key in COMPONENTS}
    same = {key: _component(before.__getitem__, key) for key in COMPONENTS}
    parts = {key: old[key] if key in old and made[key] == same[key] else made[key] for key in COMPONENTS}
    return written({**data, "komponen": {key: value for key, value in parts.items() if value}})


def _component(said: Callable[[str], str], key: str) -> Data:
    return component_of(said(f"isi_{key}"), {kind: said(f"{kind}_{key}") for kind in NOTES})
