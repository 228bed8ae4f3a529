"""The standards of an office: a list, a form for each, a preview as on a phone, publishing, and earlier versions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.web.admin.history import version, versions
from bot.web.admin.proposed import proposed
from bot.web.admin.room import AdminRoom, Deed, Make, back, overtaken, told_of, told_once
from bot.web.desk.room import OFFICE
from bot.web.desk.visitor_turn import turn_of
from bot.web.staff.door import NotHere, read_form
from bot.web.staff.visitor import Visitor
from handlers.asking import inquiry
from handlers.casework.access import StaffMember
from handlers.talking.wording import plain
from knowledge.archetypes import catalogue
from knowledge.archetypes.proposing import Proposal, Proposer
from knowledge.editing import adoption, imported, originals, readiness
from knowledge.editing.merging import merged
from knowledge.editing.office_files import NotChanged, OfficeFiles, Overtaken, written
from knowledge.editing.plain_lines import NOTES, component_of, lines, lines_of, notes_of
from knowledge.importer import writing
from knowledge.standards.data_files import Data
from knowledge.standards.library import ROOT, Library
from knowledge.standards.standard import COMPONENTS, Service

SERVICE = f"{OFFICE}/layanan/{{name}}"
PROPOSED = "usulan"
LONGEST_TITLE = 120
_LINES = {"judul": "judul", "unit": "unit", "pemohon": "pemohon", "ringkasan": "ringkasan"}
_SAVED = {
    "terbit": "Tersimpan dan sudah berlaku.",
    "draf": "Tersimpan sebagai draf. Bot belum menjawab dengan layanan ini; terbitkan bila sudah benar.",
    "belum berlaku": "Tersimpan. Layanan ini belum berlaku, jadi bot belum menjawab dengannya.",
    "berakhir": "Tersimpan. Layanan ini sudah berakhir, jadi bot tidak menjawab dengannya.",
}
"""What is told after saving, by the state of the standard."""
_LISTS = ("sebutan", "ungkapan", "catatan_editor")


class Standards(AdminRoom):
    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(f"{OFFICE}/layanan", self.list),
            self.door.deed(f"{OFFICE}/layanan", self.add),
            self.door.page(SERVICE, self.show),
            self.door.deed(SERVICE, self.save),
            self.door.deed(f"{SERVICE}/pratinjau", self.preview),
            self.door.deed(f"{SERVICE}/jenis", self.use_archetype),
            self.door.deed(f"{SERVICE}/keadaan", self.publish),
            self.door.page(f"{SERVICE}/riwayat", self.history),
            self.door.deed(f"{SERVICE}/kembali", self.undo),
        ]

    async def list(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        return told_once(request, await self._list(visitor, member, told=told_of(request)))

    async def _list(self, visitor: Visitor, member: StaffMember, **facts: str) -> Response:
        services = sorted(self.services(member.office).values(), key=lambda service: service.title)
        measured = await asyncio.to_thread(readiness.of_office, self.knowledge.understander, member.office)
        gauges = {service.id: measured.of(service.id) for service in services if service.state(self.today(member.office)) == "terbit"}
        more = {"typed": "", "today": self.today(member.office), **facts}
        return self.page("admin/standards", visitor, member, "standards", services=services, gauges=gauges, **more)

    async def add(self, request: Request, visitor: Visitor) -> Response:
        """Makes an empty draft with this title and opens its form."""
        member, form = self.admin(request, visitor), await read_form(request)
        title = " ".join(str(form.get("judul", "")).split())
        services = self.services(member.office).values()
        wrong = "" if 3 <= len(title) <= LONGEST_TITLE else f"Tulis nama layanannya, 3 sampai {LONGEST_TITLE} huruf."
        if any(service.title.casefold() == title.casefold() for service in services):
            wrong = "Layanan dengan nama itu sudah ada."
        if wrong:
            form_page = await self._list(visitor, member, wrong=wrong, typed=title)
            form_page.status_code = 400
            return form_page
        service_id = writing.free_id(member.office, title, {service.id for service in services})
        name = service_id.partition("/")[2]

        def texts(files: OfficeFiles) -> dict[str, str]:
            empty = {"id": service_id, "judul": title, "status": writing.DRAFT, "sumber": files.data("office")["sumber"], "komponen": {}}
            return {f"services/{name}": writing.as_yaml(empty)}

        await self.change_or_refuse(member, texts, Deed(action="service_added", subject=service_id))
        return back(member, f"/layanan/{name}", "Draf dibuat. Isi komponennya, lalu terbitkan.")

    def _service(self, request: Request, member: StaffMember) -> tuple[str, Service]:
        """The file's name and its current service."""
        name = request.path_params["name"]
        service = self.services(member.office).get(name)
        if service is None:
            raise NotHere
        return f"services/{name}", service

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        await self.caught_up(member.office)
        name, service = self._service(request, member)
        ready, filled = await proposed(self, request, member, service), _filled(service)
        filled = ready.within(filled) if ready else filled
        facts = {"told": told_of(request), "mark": self.files(member.office).mark(name), "ready": ready, "query": request.url.query}
        return told_once(request, self._form(visitor, member, service, filled, **facts))

    def _form(self, visitor: Visitor, member: StaffMember, service: Service, filled: Mapping[str, str], **more: Any) -> Response:
        proposal = self._proposal(service)
        folder = self.files(member.office).folder
        read = imported.of_office(folder).get(service.id)
        facts = {
            "components": COMPONENTS,
            "state": service.state(self.today(member.office)),
            "archetypes": sorted(catalogue.load(ROOT), key=lambda archetype: archetype.title),
            "proposal": proposal,
            "taken": proposal is not None and adoption.is_taken(service, proposal),
            "read": read,
            "excerpts": originals.excerpts(folder, read) if read else {},
            "ready": None,
            "query": "",
        }
        return self.page("admin/standard", visitor, member, "standards", service=service, filled=filled, **{**facts, **more})

    async def save(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.admin(request, visitor), await read_form(request)
        name, service = self._service(request, member)
        filled = {**_filled(service), **{key: str(value) for key, value in form.items()}}
        mark, deed = str(form.get("tanda", "")), Deed(action="service_changed", subject=service.id)
        ready = await proposed(self, request, member, service)
        try:
            if ready and ready.names_somebody(filled[ready.field]):
                raise NotChanged(plain("learnt.names_somebody"))
            make: Make = lambda files: {name: _text(files, name, self._service(request, member)[1], form)}  # noqa: E731
            taken = ready and filled[ready.field] != _filled(service)[ready.field]
            await self.change(member, make, deed, partial(ready.settle, room=self) if ready and taken else None)
        except Overtaken:
            return await self._overtaken(visitor, member, name, service.id, filled)
        except NotChanged as refused:
            form_page = self._form(visitor, member, service, filled, wrong=str(refused), mark=mark, ready=ready, query=request.url.query)
            form_page.status_code = 400
            return form_page
        state = self._service(request, member)[1].state(self.today(member.office))
        return back(member, f"/layanan/{request.path_params['name']}", _SAVED[state])

    async def _overtaken(self, visitor: Visitor, member: StaffMember, name: str, service_id: str, filled: Mapping[str, str]) -> Response:
        """The form again, with both what somebody else has saved meanwhile and what was typed; a further press saves it."""
        files = self.files(member.office)
        before = await asyncio.to_thread(files.as_marked, name, filled.get("tanda", ""), self.now)
        base = _filled({**before.services, **before.drafts}[service_id]) if before else {}
        now = self.services(member.office)[service_id.partition("/")[2]]
        both = merged(base, filled, _filled(now))
        form_page = self._form(visitor, member, now, both.fields, wrong=overtaken(both), mark=files.mark(name))
        form_page.status_code = 400
        return form_page

    async def preview(self, request: Request, visitor: Visitor) -> Response:
        """What a phone would show with the form as it is; nothing is written."""
        member, form = self.admin(request, visitor), await read_form(request)
        name, service = self._service(request, member)
        files = self.files(member.office)
        try:
            tried_library: Library = await asyncio.to_thread(files.tried, {name: _text(files, name, service, form)}, self.now)
        except NotChanged as refused:
            raise BadRequest(str(refused)) from refused
        tried = {**tried_library.services, **tried_library.drafts}[service.id]
        async with turn_of(self, visitor) as (turn, _):
            replies = [inquiry.answer_reply(turn, tried, [part]) for part in (inquiry.SUMMARY, inquiry.ALL)]
        return self.page("admin/preview", visitor, member, "standards", service=tried, replies=replies)

    async def use_archetype(self, request: Request, visitor: Visitor) -> Response:
        """Adds the citizens' words for this kind of service after the service's own."""
        member, form = self.admin(request, visitor), await read_form(request)
        name, service = self._service(request, member)
        chosen = self._chosen(service, str(form.get("jenis", "")))
        deed = Deed(action="archetype_used", subject=service.id, reason=chosen.title)
        await self.change_or_refuse(member, lambda files: {name: written(adoption.with_archetype(files.data(name), chosen))}, deed)
        holds = "Berlaku begitu layanannya terbit" if service.status == "draf" else "Sudah berlaku"
        message = f"Kata-kata warga untuk {chosen.title} kini dikenal. {holds}; dapat dikembalikan di Riwayat."
        return back(member, f"/layanan/{request.path_params['name']}", message)

    def _proposal(self, service: Service) -> Proposal | None:
        proposer = Proposer(catalogue.load(ROOT), self.library.offices[service.office].name)
        return adoption.proposals_of(self.services(service.office).values(), proposer).get(service.id)

    def _chosen(self, service: Service, kind: str) -> Proposal:
        """The proposal, or another archetype of the catalogue."""
        if kind == PROPOSED:
            proposal = self._proposal(service)
        else:
            archetype = next((candidate for candidate in catalogue.load(ROOT) if candidate.id == kind), None)
            proposal = Proposal(archetypes=(archetype,), sure=1.0) if archetype else None
        if proposal is None:
            raise BadRequest("Pilih jenis layanannya dulu.")
        return proposal

    async def publish(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.admin(request, visitor), await read_form(request)
        name, service = self._service(request, member)
        on = form.get("keadaan") == "terbit"
        deed = Deed(action="service_published" if on else "service_withdrawn", subject=service.id)
        await self.change_or_refuse(member, lambda files: {name: _with_state(files.data(name), published=on)}, deed)
        return back(
            member,
            f"/layanan/{request.path_params['name']}",
            "Layanan ini terbit." if on else "Layanan ini ditarik: bot tidak menjawab dengannya.",
        )

    async def history(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        name, service = self._service(request, member)
        files = self.files(member.office)
        facts = {"title": service.title, "back": f"/layanan/{request.path_params['name']}", "mark": files.mark(name)}
        return self.page("admin/history", visitor, member, "standards", versions=versions(files, name), **facts)

    async def undo(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.admin(request, visitor), await read_form(request)
        name, service = self._service(request, member)
        until, mark = str(form.get("sampai", "")), str(form.get("tanda", ""))
        deed = Deed(action="service_restored", subject=service.id)
        await self.change_or_refuse(member, lambda files: {name: version(files, name, until, mark)}, deed)
        return back(member, f"/layanan/{request.path_params['name']}", "Dikembalikan seperti semula.")


def _filled(service: Service) -> dict[str, str]:
    """The fields of the form with the service's data."""
    lists = {"sebutan": service.names, "ungkapan": service.phrases, "catatan_editor": service.editor_notes}
    parts = {f"isi_{key}": lines_of(service.component(key)) for key in COMPONENTS}
    notes = {f"{kind}_{key}": text for key in COMPONENTS for kind, text in notes_of(service.component(key)).items()}
    head = {"judul": service.title, "unit": service.unit or "", "pemohon": service.applicant or "", "ringkasan": service.summary or ""}
    return {**head, **{key: "\n".join(value) for key, value in lists.items()}, **parts, **notes}


def _text(files: OfficeFiles, name: str, service: Service, form: FormData) -> str:
    """The file with the changes of the form. Components without a change, and data outside the form, stay as they are."""
    files.check(name, str(form.get("tanda", "")))
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


def _with_state(data: Data, *, published: bool) -> str:
    """The file as published or as a draft; what is published again has no last day any more."""
    rest = {key: value for key, value in data.items() if key != "status"}
    if published and "berlaku" in rest:
        rest["berlaku"] = {key: day for key, day in rest["berlaku"].items() if key != "sampai"}
    head: Data = {key: rest.get(key) for key in ("id", "judul")}
    return written(rest if published else {**head, "status": "draf", **rest})


def _component(field_text: Callable[[str], str], key: str) -> Data:
    return component_of(field_text(f"isi_{key}"), {kind: field_text(f"{kind}_{key}") for kind in NOTES})
