"""The audit of the office, to be read."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.store import audit
from bot.web.admin.room import AdminRoom
from bot.web.desk.room import OFFICE
from bot.web.staff.visitor import Visitor

SIZE = 50
DEEDS = {
    "service_changed": "mengubah layanan",
    "service_published": "menerbitkan layanan",
    "service_withdrawn": "menarik layanan",
    "service_restored": "mengembalikan layanan",
    "phrase_adopted": "menambah ungkapan",
    "question_dropped": "menyingkirkan pertanyaan",
    "office_changed": "mengubah kantor",
    "data_changed": "data kantor berubah",
    "office_restored": "mengembalikan kantor",
    "invited": "membuat undangan",
    "enrolled": "bergabung",
    "staff_changed": "mengubah petugas",
    "staff_removed": "mengeluarkan petugas",
    "absent": "mencatat ketidakhadiran",
    "back": "mengakhiri ketidakhadiran",
    "identity_opened": "membuka identitas",
}


class Audit(AdminRoom):
    def routes(self) -> list[BaseRoute]:
        return [self.door.page(f"{OFFICE}/jejak", self.show)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.admin(request, visitor)
        text = request.query_params.get("hal", "0")
        number = int(text) if text.isdecimal() and len(text) < 5 else 0
        lines = await audit.of_office(self.database, member.office, number, SIZE + 1)
        names = await self.names(member.office)
        facts = {"lines": lines[:SIZE], "more": len(lines) > SIZE, "number": number, "deeds": DEEDS}
        return self.page("admin/audit", visitor, member, "audit", names=names, **facts)
