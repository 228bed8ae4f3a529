"""Writes an office's standards as documents: the national table of components (.docx, .xlsx), or the seven fields of the national register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from knowledge.errors import DocumentUnknown, ToolMissing
from knowledge.standards.library import Library
from knowledge.standards.office import Office
from knowledge.standards.standard import COMPONENTS, Component, ComponentKey, Item, Service, item_remarks

NAMES: dict[ComponentKey, str] = {
    "persyaratan": "Persyaratan",
    "prosedur": "Sistem, Mekanisme, dan Prosedur",
    "waktu": "Jangka Waktu Penyelesaian",
    "biaya": "Biaya/Tarif",
    "produk": "Produk Pelayanan",
    "pengaduan": "Penanganan Pengaduan, Saran, dan Masukan",
    "dasar_hukum": "Dasar Hukum",
    "sarana": "Sarana, Prasarana, dan/atau Fasilitas",
    "kompetensi": "Kompetensi Pelaksana",
    "pengawasan": "Pengawasan Internal",
    "jumlah_pelaksana": "Jumlah Pelaksana",
    "jaminan_pelayanan": "Jaminan Pelayanan",
    "jaminan_keamanan": "Jaminan Keamanan dan Keselamatan Pelayanan",
    "evaluasi": "Evaluasi Kinerja Pelaksana",
}
"""The names in the national guideline, PermenPAN-RB 15/2014, lampiran."""
DELIVERY = 6
"""The first six belong to the delivery of a service, the others to its management inside the office."""
REGISTER = (
    "Nama Layanan",
    "Unit Penyelenggara",
    "Persyaratan",
    "Sistem, Mekanisme dan Prosedur",
    "Waktu Penyelesaian",
    "Biaya/Tarif",
    "Produk Pelayanan",
)
"""What the national register of services (SIPP, PermenPAN-RB 13/2017) shows of a service."""
REGISTER_KEYS: tuple[ComponentKey, ...] = ("persyaratan", "prosedur", "waktu", "biaya", "produk")
INSTALL = "pasang dengan: pip install --require-hashes -r requirements/import.txt"


def export(exported_library: Library, office_id: str, path: Path, *, register: bool) -> None:
    """Writes one document; the extension of the path chooses the kind."""
    office, services = exported_library.offices[office_id], exported_library.services_of(office_id)
    kinds: dict[str, Callable[[Office, Sequence[Service], Path], None]] = {".docx": _docx, ".xlsx": _register if register else _xlsx}
    if path.suffix.lower() not in kinds or (register and path.suffix.lower() != ".xlsx"):
        raise DocumentUnknown(
            f"{path.name} tidak dapat dibuat; pakai nama berkas yang berakhir {'.xlsx' if register else '.docx atau .xlsx'}."
        )
    try:
        kinds[path.suffix.lower()](office, services, path)
    except ModuleNotFoundError as error:
        raise ToolMissing(f"Untuk membuat {path.name} perlu paket {error.name}; {INSTALL}") from error
    except OSError as error:
        raise DocumentUnknown(f"{path.name} tidak dapat ditulis ({error.strerror}); periksa foldernya.") from error


def lines(component: Component) -> list[str]:
    """The component as numbered lines; groups have their names, and notes come last."""
    made = _numbered(component.items)
    for group in component.groups:
        made += [f"{group.name}:", *_numbered(group.items)]
    return [*made, *(["Keterangan:", *(f"- {note}" for note in component.notes)] if component.notes else [])]


def _numbered(items: Sequence[Item]) -> list[str]:
    if len(items) == 1:
        return [_item_text(items[0])]
    return [f"{number}. {_item_text(item)}" for number, item in enumerate(items, 1)]


def _item_text(item: Item) -> str:
    remarks = [
        remark
        for remark in item_remarks(item)
        if remark.lower() not in item.text.lower() and not (item.copies and str(item.copies) in item.text and remark.startswith("rangkap"))
    ]
    return f"{item.text} ({'; '.join(remarks)})" if remarks else item.text


def _rows(service: Service) -> Iterator[tuple[str, str, str]]:
    for number, key in enumerate(COMPONENTS, 1):
        yield str(number), NAMES[key], "\n".join(lines(service.component(key)))


def _docx(office: Office, services: Sequence[Service], path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_heading(f"Standar Pelayanan {office.full_name}", 0)
    if office.decree and office.decree.number:
        document.add_paragraph(f"Nomor: {office.decree.number}")
    for number, service in enumerate(services, 1):
        document.add_heading(f"{number}. {service.title}", 1)
        document.add_paragraph(f"Unit: {office.unit(service.unit).name}")
        _table(document, service)
    document.save(str(path))


def _table(document: Any, service: Service) -> None:
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("No.", "Komponen", "Uraian"), strict=True):
        cell.text = text
    for index, row in enumerate(_rows(service)):
        if index in (0, DELIVERY):
            spread = table.add_row().cells
            spread[0].merge(spread[2]).text = (
                "Penyampaian Pelayanan (Service Delivery)" if index == 0 else "Pengelolaan Pelayanan (Manufacturing)"
            )
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _xlsx(office: Office, services: Sequence[Service], path: Path) -> None:
    """Writes one sheet with all services as a matrix."""
    head = ["No", "Nama Layanan", "Unit", *NAMES.values()]
    rows = [
        [number, service.title, office.unit(service.unit).name, *(text for _, _, text in _rows(service))]
        for number, service in enumerate(services, 1)
    ]
    _sheet("Standar Pelayanan", head, rows, path)


def _register(office: Office, services: Sequence[Service], path: Path) -> None:
    rows = [
        [service.title, office.unit(service.unit).name, *("\n".join(lines(service.component(key))) for key in REGISTER_KEYS)]
        for service in services
    ]
    _sheet("SIPP", list(REGISTER), rows, path)


def _sheet(name: str, head: list[Any], rows: list[list[Any]], path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in [head, *rows]:
        sheet.append([_safe(value) for value in row])
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = 40
    sheet.freeze_panes = "A2"
    book.save(str(path))


def _safe(value: Any) -> Any:
    """Marks a text that a spreadsheet would take for a formula, so that it stays a text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@" and len(value) > 1 else value
