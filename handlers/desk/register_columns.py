"""The columns of the exports and of the monthly register of complaints. Pure.

The register follows the usual columns of a public complaint register (buku register pengaduan; PermenPANRB 62/2018: receipt, subject, the unit that
handles it, what was done, when it ended). Names and contacts are in none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from handlers.casework.complaint import Complaint
from handlers.casework.events import Event
from handlers.casework.masking import without_contacts
from handlers.rules import OfficeRules
from handlers.talking.wording import plain
from handlers.telling.case_words import category_name
from handlers.telling.reminders import late_words

_word = cache(plain)
"""Words that no office changes."""
Cell = str | int | datetime
HARMLESS = "'"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Turns ids into words."""

    rules: OfficeRules
    staff: Mapping[int, str]
    services: Mapping[str, str]
    now: datetime

    def local(self, moment: datetime | None) -> Cell:
        """The office's local time to the minute, without a zone, as a spreadsheet has it; empty where there is none."""
        return moment.astimezone(self.rules.office.zone).replace(tzinfo=None, second=0, microsecond=0) if moment else ""


def _exported(case: Complaint, text: str) -> str:
    """Words about a case as an export, which leaves the office's desk, may show them: without numbers and addresses of anybody."""
    return "" if case.confidential else without_contacts(text)


def _late_hours(case: Complaint, names: Naming) -> Cell:
    """The whole working hours by which the limit was missed, or is missed so far; of several limits the most. Empty where none was missed."""
    open_time = names.rules.calendar.open_time_between
    return max((open_time(missed.due, missed.until or names.now) // timedelta(hours=1) for missed in case.missed), default="")


Column = tuple[str, Callable[[Complaint, Naming], Cell]]

CASES: Sequence[Column] = (
    ("Nomor", lambda case, names: case.number),
    ("Diterima", lambda case, names: names.local(case.received)),
    ("Kategori", lambda case, names: category_name(case.category, names.rules)),
    ("Unit", lambda case, names: names.rules.office.unit(case.unit).name),
    ("Layanan", lambda case, names: names.services.get(case.service or "", "")),
    ("Keadaan", lambda case, names: _word(f"states.{case.state}")),
    ("Darurat", lambda case, names: "ya" if case.urgent else ""),
    ("Rahasia", lambda case, names: "ya" if case.confidential else ""),
    ("Identitas", lambda case, names: _word(f"identity.{case.identity}")),
    ("Petugas", lambda case, names: names.staff.get(case.officer or 0, "")),
    ("Tenggat", lambda case, names: names.local(case.due)),
    ("Berakhir", lambda case, names: names.local(case.ended)),
    ("Keterlambatan", lambda case, names: "; ".join(late_words(missed, names.rules, names.now) for missed in case.missed)),
    ("Terlambat (jam kerja)", _late_hours),
    ("Dibuka kembali", lambda case, names: case.reopened or ""),
    ("Nilai", lambda case, names: case.rating or ""),
    ("Isi", lambda case, names: _exported(case, case.text)),
    ("Tempat", lambda case, names: _exported(case, case.place)),
    ("Jawaban", lambda case, names: _exported(case, case.answer)),
)

REGISTER: Sequence[Column] = tuple(
    (title, column)
    for title, wanted in (
        ("Nomor register", "Nomor"),
        ("Tanggal terima", "Diterima"),
        ("Klasifikasi", "Kategori"),
        ("Uraian pengaduan", "Isi"),
        ("Lokasi", "Tempat"),
        ("Unit penanggung jawab", "Unit"),
        ("Batas waktu", "Tenggat"),
        ("Status", "Keadaan"),
        ("Tindak lanjut", "Jawaban"),
        ("Tanggal selesai", "Berakhir"),
        ("Keterlambatan", "Keterlambatan"),
        ("Terlambat (jam kerja)", "Terlambat (jam kerja)"),
    )
    for name, column in CASES
    if name == wanted
)

HISTORY_TITLES = ("Nomor", "Waktu", "Siapa", "Tindakan", "Keterangan")


def row_of_columns(case: Complaint, columns: Sequence[Column], names: Naming) -> list[Cell]:
    return [column(case, names) for _, column in columns]


def history_row(case: Complaint, event: Event, names: Naming) -> tuple[Cell, ...]:
    """One line of a case's history, without citizens' names; for a confidential case without words."""
    who = names.staff.get(event.actor or 0, "") if event.actor != case.reporter else ""
    return (
        case.number,
        names.local(event.at),
        who or _word(f"roles.{event.role}"),
        _word(f"done.{event.action}"),
        _exported(case, event.data.text),
    )


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return HARMLESS + cell if cell.startswith(DANGEROUS) else cell
