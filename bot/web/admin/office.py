"""The office itself: hours, days, units, contacts, limits. Before saving, the page shows whose due dates would move."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.store.cases import complaints
from bot.store.people import people
from bot.web.admin.history import version, versions
from bot.web.admin.room import AdminRoom, Deed, back, overtaken, told_of, told_once
from bot.web.admin.rows import columns_of, rows
from bot.web.admin.rows import typed as typed_of
from bot.web.desk.room import OFFICE
from bot.web.staff.door import read_form
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember, may_see
from handlers.casework.complaint import Complaint
from handlers.casework.moves import ALIVE, OPEN
from handlers.rules import OfficeRules
from handlers.talking.ports import Filter
from handlers.telling import recalculation
from handlers.telling.case_words import due_words
from knowledge.editing import office_files, office_form
from knowledge.editing.differences import differences
from knowledge.editing.holiday_list import with_holidays
from knowledge.editing.merging import merged
from knowledge.editing.office_files import NotChanged, OfficeFiles, Overtaken
from knowledge.standards.sentences import changeable
from knowledge.standards.standard import WEEKDAYS

PATH = f"{OFFICE}/kantor"

CLOSED, PASTED = "hari_tutup", "libur_baru"
SECTIONS = {
    "jam": "Jam dan hari",
    "unit": "Unit dan kontak",
    "pengaduan": "Aturan pengaduan",
    "pengingat": "Tangga pengingat",
    "kalimat": "Kalimat bot",
}
Move: TypeAlias = tuple[Complaint, datetime | None, datetime | None]
"""A case with a moment now and after the change."""
Tried: TypeAlias = tuple[OfficeRules, Sequence[Complaint]]
"""The rules with the changed file, and the running cases."""


class OfficeDesk(AdminRoom):
    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(PATH, self.show),
            self.door.deed(PATH, self.save),
            self.door.page(f"{PATH}/riwayat", self.history),
            self.door.deed(f"{PATH}/kembali", self.undo),
        ]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        await self.caught_up(member.office)
        filled = {
            **office_form.filled(self.library.offices[member.office]),
            "tanda": self.files(member.office).mark(office_files.OFFICE),
            **{key: request.query_params.get(key, "") for key in ("bagian", "kategori")},
            PASTED: "",
        }
        return told_once(request, self._form(visitor, member, filled, message=told_of(request)))

    def _form(self, visitor: Visitor, member: StaffMember, filled: Mapping[str, str], message: str = "", wrong: str = "") -> Response:
        """One section of the form; the other sections stay as they are."""
        categories = office_form.limits(self.library.offices[member.office])
        part = filled.get("bagian", "")
        facts = {
            "filled": filled,
            "sections": SECTIONS,
            "section": part if part in SECTIONS else next(iter(SECTIONS)),
            "category": filled["kategori"] if filled.get("kategori") in categories else next(iter(categories)),
            "categories": categories,
            "weekdays": WEEKDAYS,
            "sentences": changeable(),
            "holidays": {day: name for day, name in sorted(self.library.holidays.items()) if day >= self.today(member.office)},
        }
        return self.page("admin/office", visitor, member, "office", columns=columns_of, rows=rows, told=message, wrong=wrong, **facts)

    async def save(self, request: Request, visitor: Visitor) -> Response:
        """First shows what would move; after a yes, saves."""
        member, form = self.admin(request, visitor), await read_form(request)
        typed = {key: value for key, value in typed_of(form).items() if key != "kunci"}
        sure = typed.pop("yakin", "") == "1"
        try:
            if pasted := typed.get(PASTED):
                typed |= {CLOSED: with_holidays(typed.get(CLOSED, ""), pasted, self.library.holidays), PASTED: ""}
            tried = await self._tried(member.office, self._text(member.office, typed))
            if not sure:
                return self._rehearsed(visitor, member, tried, typed)
            deed = Deed(action="office_changed", subject=member.office)
            await self.change(member, lambda _: {office_files.OFFICE: self._text(member.office, typed)}, deed)
        except Overtaken:
            return await self._overtaken(visitor, member, typed)
        except NotChanged as refused:
            now = office_form.filled(self.library.offices[member.office])
            form_page = self._form(visitor, member, {**now, "tanda": "", PASTED: "", **typed}, wrong=str(refused))
            form_page.status_code = 400
            return form_page
        again = urlencode({key: typed[key] for key in ("bagian", "kategori") if typed.get(key)})
        return back(member, f"/kantor?{again}", "Tersimpan dan sudah berlaku.")

    async def _overtaken(self, visitor: Visitor, member: StaffMember, typed: Mapping[str, str]) -> Response:
        """The form again, with what somebody else has saved meanwhile and what was typed here."""
        await self.caught_up(member.office)
        files, now = self.files(member.office), office_form.filled(self.library.offices[member.office])
        before = await asyncio.to_thread(files.as_marked, office_files.OFFICE, typed.get("tanda", ""), self.now)
        both = merged(office_form.filled(before.offices[member.office]) if before else {}, typed, now)
        filled = {PASTED: "", **now, **both.fields, "tanda": files.mark(office_files.OFFICE)}
        form_page = self._form(visitor, member, filled, wrong=overtaken(both))
        form_page.status_code = 400
        return form_page

    def _text(self, office: str, typed: Mapping[str, str]) -> str:
        """The file with the changes of the form."""
        files = self.files(office)
        files.check(office_files.OFFICE, typed.get("tanda", ""))
        return office_files.written(office_form.changed(files.data(office_files.OFFICE), self.library.offices[office], typed))

    def _rehearsed(
        self, visitor: Visitor, member: StaffMember, tried: Tried, typed: Mapping[str, str], action: str = "/kantor"
    ) -> Response:
        rules, running = tried
        due = recalculation.moves([complaint for complaint in running if complaint.state in OPEN], rules)
        reminder_moves = recalculation.reminders(running, self.rules(rules.office.id), rules, self.now)
        facts = {
            "moved": _seen(member, [(complaint, complaint.due, after) for complaint, after in due], rules),
            "due": len(due),
            "reminded": len(reminder_moves),
            "differences": differences(self.library.offices[rules.office.id], rules.office),
        }
        return self.page(
            "admin/rehearsal",
            visitor,
            member,
            "office",
            typed=typed,
            action=action,
            told_else=_seen(member, reminder_moves, rules),
            **facts,
        )

    async def _tried(self, office: str, text: str) -> Tried:
        """Raises NotChanged where the file is wrong or omits a unit in use; checked again after the yes, because new work may have come."""
        tried_library = await asyncio.to_thread(self.files(office).tried, {office_files.OFFICE: text}, self.now)
        rules = OfficeRules(tried_library.offices[office], tried_library.calendar(office))
        running = await complaints.find(self.database, Filter(office=office, states=tuple(ALIVE)))
        await self._check_units(rules, running)
        return rules, running

    async def _check_units(self, rules: OfficeRules, running: Sequence[Complaint]) -> None:
        before = self.library.offices[rules.office.id].units
        gone = {unit.id for unit in before} - {unit.id for unit in rules.office.units}
        cases = sum(complaint.unit in gone for complaint in running)
        members = sum(bool(member.units & gone) for member in await people.staff(self.database, rules.office.id))
        if cases or members:
            raise NotChanged(f"Unit yang dihapus masih dipakai {cases} pengaduan dan {members} petugas. Pindahkan dulu.")

    async def history(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        files = self.files(member.office)
        facts = {"title": "Kantor", "back": "/kantor", "mark": files.mark(office_files.OFFICE)}
        return self.page("admin/history", visitor, member, "office", versions=versions(files, office_files.OFFICE), **facts)

    async def undo(self, request: Request, visitor: Visitor) -> Response:
        """Restores the version before; since due dates may move, they are shown first."""
        member, form = self.admin(request, visitor), await read_form(request)
        until, mark = str(form.get("sampai", "")).strip(), str(form.get("tanda", "")).strip()
        deed = Deed(action="office_restored", subject=member.office)

        def restored(files: OfficeFiles) -> dict[str, str]:
            return {office_files.OFFICE: version(files, office_files.OFFICE, until, mark)}

        try:
            tried = await self._tried(member.office, restored(self.files(member.office))[office_files.OFFICE])
            if form.get("yakin") != "1":
                return self._rehearsed(visitor, member, tried, {"sampai": until, "tanda": mark}, action="/kantor/kembali")
            await self.change(member, restored, deed)
        except NotChanged as refused:
            raise BadRequest(str(refused)) from refused
        return back(member, "/kantor", "Dikembalikan seperti semula.")


def _seen(member: StaffMember, moved: Sequence[Move], rules: OfficeRules) -> list[tuple[str, str, str]]:
    """Number, old and new moment of the cases that the member may see."""
    return [
        (complaint.number, due_words(before, rules), due_words(after, rules))
        for complaint, before, after in moved
        if may_see(member, complaint)
    ]
