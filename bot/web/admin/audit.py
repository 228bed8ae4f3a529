"""The audit of the office, for admins and supervisors."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.store.cases import audit
from bot.web.desk.room import OFFICE, Room
from bot.web.query import page_number
from bot.web.staff.visitor import Visitor
from handlers.casework.moves import Role

READERS = (Role.ADMIN, Role.SUPERVISOR)
SIZE = 50
DEEDS = {
    "office_founded": "menyiapkan kantor",
    "services_published": "menerbitkan layanan sekaligus",
    "document_imported": "memasukkan dokumen",
    "service_added": "menambah layanan",
    "service_changed": "mengubah layanan",
    "service_published": "menerbitkan layanan",
    "service_withdrawn": "menarik layanan",
    "service_restored": "mengembalikan layanan",
    "archetype_used": "memakai kata-kata katalog",
    "phrase_adopted": "menambah ungkapan",
    "note_adopted": "menjadikan jawaban catatan standar",
    "note_dropped": "menyingkirkan usulan catatan",
    "question_dropped": "menyingkirkan pertanyaan",
    "office_changed": "mengubah kantor",
    "data_changed": "data kantor berubah",
    "office_restored": "mengembalikan kantor",
    "channel_added": "memasang bot kantor",
    "channel_removed": "melepas bot kantor",
    "invited": "membuat undangan",
    "enrolled": "bergabung",
    "staff_changed": "mengubah petugas",
    "staff_removed": "mengeluarkan petugas",
    "marked_discreet": "menjadikan petugas peka",
    "absent": "mencatat ketidakhadiran",
    "back": "mengakhiri ketidakhadiran",
    "group_opened": "mendaftarkan grup unit",
    "group_closed": "menutup grup unit",
    "survey_planned": "mengisi rencana survei",
    "filed_for": "mencatat laporan warga",
    "raised": "menjadikan darurat",
    "lowered": "mencabut status darurat",
    "identity_opened": "membuka identitas",
    "leak_stopped": "menulis data pelapor yang dilindungi; dicegah",
    "passkey_added": "menambah kunci sandi",
    "passkey_removed": "menghapus kunci sandi",
    "link_made": "membuat tautan masuk di komputer kantor",
    "sessions_ended": "menutup semua meja atas namanya",
    "exported": "mengunduh data",
}


class Audit(Room):
    def routes(self) -> list[BaseRoute]:
        return [self.door.page(f"{OFFICE}/jejak", self.show)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.here(request, visitor, *READERS)
        number = page_number(request)
        audit_page = await audit.of_office(self.database, member, number, SIZE)
        names = await self.names(member.office)
        return self.page("admin/audit", visitor, member, "audit", found=audit_page, number=number, names=names, deeds=DEEDS)
