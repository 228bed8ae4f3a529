"""Exports of cases, histories, questions and the monthly register, as XLSX or CSV; each export is in the audit."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.papers.tables import FORMS, Row, Table
from bot.store.cases import complaints, search
from bot.store.offices import tallies
from bot.store.people import people
from bot.web.desk.periods import NAMES, Period, chosen
from bot.web.desk.room import LEADERS, OFFICE, Room
from bot.web.staff.door import read_form
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.desk.register_columns import CASES, HISTORY_TITLES, REGISTER, Column, Naming, history_row, row_of_columns

KINDS = {"pengaduan": "Pengaduan", "riwayat": "Riwayat", "register": "Register bulanan", "pertanyaan": "Pertanyaan yang belum terjawab"}
MOST = 50_000
PAGE = 500
"""The number that is read and checked at once, while others wait."""
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
FORM_NAMES = {"xlsx": "Excel (XLSX)", "csv": "CSV"}
DEFAULTS = {"isi": "pengaduan", "bentuk": "xlsx", "masa": "bulan_ini", "dari": "", "sampai": ""}
COLUMNS: Mapping[str, Sequence[Column]] = {"pengaduan": CASES, "register": REGISTER}
TITLES: Mapping[str, Sequence[str]] = {
    **{kind: [title for title, _ in columns] for kind, columns in COLUMNS.items()},
    "riwayat": HISTORY_TITLES,
    "pertanyaan": ("Pertanyaan", "Berapa kali"),
}


class Exporting(Room):
    """Exports hold only what the member may see: the rows come from the same search as the pages."""

    def routes(self) -> list[BaseRoute]:
        return [self.door.page(f"{OFFICE}/ekspor", self.show), self.door.deed(f"{OFFICE}/ekspor", self.export)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        return self._form(visitor, self.here(request, visitor, *LEADERS), {})

    def _form(self, visitor: Visitor, member: StaffMember, typed: Mapping[str, str], wrong: str = "") -> Response:
        facts = {"kinds": KINDS, "forms": FORM_NAMES, "periods": NAMES, "typed": {**DEFAULTS, **typed}, "wrong": wrong}
        return self.page("exporting", visitor, member, "exporting", status=400 if wrong else 200, **facts)

    async def export(self, request: Request, visitor: Visitor) -> Response:
        """The file; or the form again with what is wrong and what was chosen."""
        member, form = self.here(request, visitor, *LEADERS), await read_form(request)
        try:
            return await self._exported(member, form)
        except BadRequest as refused:
            return self._form(visitor, member, {key: str(form[key]) for key in DEFAULTS if key in form}, str(refused))

    async def _exported(self, member: StaffMember, form: FormData) -> Response:
        kind, form_of = str(form.get("isi", "")), str(form.get("bentuk", ""))
        if kind not in KINDS or form_of not in TYPES:
            raise BadRequest("Pilih isi dan bentuk ekspornya.")
        period = chosen(
            {key: str(form.get(key, "")) for key in ("masa", "dari", "sampai")}, self.now, self.rules(member.office).office.zone
        )
        path = unused(form_of)
        try:
            count = await self._write(path, kind, member, period)
        except BaseException:
            path.unlink()
            raise
        await self.note(member, "exported", f"{member.office}/{kind}", f"{form_of}, {period.first} – {period.last}, {count} baris")
        name = f"{kind}-{member.office}-{period.first}-{period.last}.{form_of}"
        return FileResponse(path, media_type=TYPES[form_of], filename=name, background=BackgroundTask(path.unlink))

    async def _write(self, path: Path, kind: str, member: StaffMember, period: Period) -> int:
        """Writes the table piece by piece in a thread, while the loop serves others; returns the number of rows."""
        table = FORMS[path.suffix[1:]](path, TITLES[kind])
        count = 0
        try:
            async for rows in self._pieces(kind, member, period):
                count += await asyncio.to_thread(_added, table, rows)
        finally:
            await asyncio.to_thread(table.close)
        return count

    async def _pieces(self, kind: str, member: StaffMember, period: Period) -> AsyncIterator[Iterable[Row]]:
        """The rows in batches as they are read; they are computed where they are written."""
        if kind == "pertanyaan":
            questions = await tallies.questions(self.database, member.office, period.since, MOST, period.until)
            yield questions
            return
        names = await self._naming(member.office)
        async for cases in self._cases(member, period):
            if kind == "riwayat":
                histories = await complaints.histories(self.database, [case.number for case in cases])
                yield (history_row(case, event, names) for case in cases for event in histories[case.number])
            else:
                yield (row_of_columns(case, COLUMNS[kind], names) for case in cases)

    async def _naming(self, office: str) -> Naming:
        staff = {member.person: member.name for member in await people.staff(self.database, office)}
        services = {service.id: service.title for service in self.library.services_of(office)}
        return Naming(rules=self.rules(office), staff=staff, services=services, now=self.now)

    async def _cases(self, member: StaffMember, period: Period) -> AsyncIterator[list[Complaint]]:
        """All cases of the period. More than `MOST` raises an error instead of omitting some."""
        count = 0
        async for cases in search.every(self.database, member, period.since, period.until, PAGE):
            count += len(cases)
            if count > MOST:
                raise BadRequest(f"Lebih dari {MOST:,} pengaduan sekaligus. Pilih masa yang lebih pendek.".replace(",", "."))
            yield cases


def unused(form: str) -> Path:
    """A new file in the temporary folder."""
    with tempfile.NamedTemporaryFile(suffix=f".{form}", delete=False) as temporary:
        return Path(temporary.name)


def _added(table: Table, rows: Iterable[Row]) -> int:
    whole = [*rows]
    table.add(whole)
    return len(whole)
