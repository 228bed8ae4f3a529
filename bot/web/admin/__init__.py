"""The admin's part of the desk: standards, unanswered questions, staff and office, changed without editing files. Each change is checked before it
is written, takes effect at once, is in the audit, and can be undone.
"""

from __future__ import annotations

from bot.web.admin.audit import READERS, Audit
from bot.web.admin.new_document import NewDocument
from bot.web.admin.notes import Notes
from bot.web.admin.office import OfficeDesk
from bot.web.admin.originals import Originals
from bot.web.admin.questions import Questions
from bot.web.admin.readiness import Ready
from bot.web.admin.staff import Staff
from bot.web.admin.standards import Standards
from bot.web.admin.start.founding import Founding
from bot.web.admin.start.steps import FirstSteps
from bot.web.staff.pages import Place
from handlers.casework.moves import Role

_ADMIN = frozenset({Role.ADMIN})
MENU = (
    Place(key="standards", path="/layanan", label="Layanan", roles=_ADMIN, administers=True),
    Place(key="readiness", path="/kesiapan", label="Kesiapan", roles=_ADMIN, administers=True),
    Place(key="questions", path="/pertanyaan", label="Pertanyaan", roles=_ADMIN, administers=True),
    Place(key="notes", path="/catatan", label="Usulan catatan", roles=_ADMIN, administers=True),
    Place(key="staff", path="/petugas", label="Petugas", roles=_ADMIN, administers=True),
    Place(key="office", path="/kantor", label="Kantor", roles=_ADMIN, administers=True),
    Place(key="audit", path="/jejak", label="Jejak", roles=frozenset(READERS), administers=True),
)
ROOMS = (Founding, FirstSteps, NewDocument, Originals, Standards, Ready, Questions, Notes, Staff, OfficeDesk, Audit)
