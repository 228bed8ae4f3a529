"""Exports: cases, histories, questions, the monthly register, as XLSX or CSV; each is written down in the audit."""

from __future__ import annotations

import asyncio
import csv
import io
import tempfile
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.papers import workbook
from bot.store.cases import complaints, search
from bot.store.offices import tallies
from bot.store.people import people
from bot.web.desk.periods import NAMES, Period, chosen
from bot.web.desk.room import LEADERS, OFFICE, Room
from bot.web.staff.door import read_form
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.desk.register_columns import CASES, HISTORY_TITLES, REGISTER, Naming, harmless, history_row

KINDS = {"pengaduan": "Pengaduan", "riwayat": "Riwayat", "register": "Register bulanan", "pertanyaan": "Pertanyaan yang belum terjawab"}
MOST = 50_000
PAGE = 2_000
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}

Row = Sequence[str]


class Exporting(Room):
    """What a member may not see is in no export: the rows come from the same search as the pages."""

    def routes(self) -> list[BaseRoute]:
        return [self.door.page(f"{OFFICE}/ekspor", self.show), self.door.deed(f"{OFFICE}/ekspor", self.export)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.here(request, visitor, *LEADERS)
        return self.page("exporting", visitor, member, "exporting", kinds=KINDS, periods=NAMES, most=MOST)

    async def export(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.here(request, visitor, *LEADERS), await read_form(request)
        kind, form_of = str(form.get("isi", "")), str(form.get("bentuk", ""))
        if kind not in KINDS or form_of not in TYPES:
            raise BadRequest("Pilih isi dan bentuk ekspornya.")
        period = chosen(
            {key: str(form.get(key, "")) for key in ("masa", "dari", "sampai")}, self.now, self.rules(member.office).office.zone
        )
        titles, rows = await self._rows(kind, member, period)
        path = await asyncio.to_thread(written, form_of, titles, rows)
        await self.note(member, "exported", f"{member.office}/{kind}", f"{form_of}, {period.first} – {period.last}, {len(rows)} baris")
        name = f"{kind}-{member.office}-{period.first}-{period.last}.{form_of}"
        return FileResponse(path, media_type=TYPES[form_of], filename=name, background=BackgroundTask(path.unlink))

    async def _rows(self, kind: str, member: StaffMember, period: Period) -> tuple[Row, list[Row]]:
        if kind == "pertanyaan":
            found = await tallies.questions(self.database, member.office, period.since, MOST)
            return ("Pertanyaan", "Berapa kali"), [(text, str(count)) for text, count in found]
        names = await self._naming(member.office)
        cases = [case async for case in self._cases(member, period)]
        if kind == "riwayat":
            return HISTORY_TITLES, await self._histories(cases, names)
        columns = REGISTER if kind == "register" else CASES
        return [title for title, _ in columns], [[column(case, names) for _, column in columns] for case in cases]

    async def _naming(self, office: str) -> Naming:
        staff = {member.person: member.name for member in await people.staff(self.database, office)}
        services = {service.id: service.title for service in self.library.services_of(office)}
        return Naming(rules=self.rules(office), staff=staff, services=services, now=self.now)

    async def _cases(self, member: StaffMember, period: Period) -> AsyncIterator[Complaint]:
        """The oldest `MOST` at most; more than that is said to be too much, never left out in silence."""
        count = 0
        async for case in search.every(self.database, member, period.since, period.until, PAGE):
            count += 1
            if count > MOST:
                raise BadRequest(f"Lebih dari {MOST:,} pengaduan sekaligus. Pilih masa yang lebih pendek.".replace(",", "."))
            yield case

    async def _histories(self, cases: Iterable[Complaint], names: Naming) -> list[Row]:
        rows: list[Row] = []
        for case in cases:
            rows += [history_row(case, event, names) for event in await complaints.history(self.database, case.number)]
        return rows


def written(form: str, titles: Row, rows: Iterable[Row]) -> Path:
    """The export as a file in the temporary folder; no cell of it is a formula."""
    with tempfile.NamedTemporaryFile(suffix=f".{form}", delete=False) as kept:
        path = Path(kept.name)
    writer = _xlsx if form == "xlsx" else _csv
    writer(path, titles, rows)
    return path


def _xlsx(path: Path, titles: Row, rows: Iterable[Row]) -> None:
    workbook.write(path, [workbook.Sheet(name="Data", titles=titles, rows=rows)])


def _csv(path: Path, titles: Row, rows: Iterable[Row]) -> None:
    """UTF-8 with its mark, so that a spreadsheet reads it as such; semicolons, as an Indonesian one expects."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
