"""More forms of the same services: unruled columns, titles inside tables, decrees around them, text as it is typed."""

from __future__ import annotations

import textwrap
from html import escape
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer

from knowledge.standards.standard import COMPONENTS, ComponentKey
from tests.importer.documents import HEAD, Maker, _fill, _page_marks, _word_head, numbered
from tests.importer.samples import OTHER_ORDER, SAMPLES, Sample, named

DECREE = [
    "KEPUTUSAN LURAH MEKARSARI",
    "NOMOR 188/12/2024",
    "TENTANG",
    "STANDAR PELAYANAN KELURAHAN MEKARSARI",
    "Menimbang : a. bahwa perlu menetapkan standar pelayanan;",
    "Mengingat : 1. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;",
    "MEMUTUSKAN:",
    "KESATU : Standar Pelayanan meliputi komponen:",
    "a. Persyaratan;",
    "b. Sistem, mekanisme, dan prosedur;",
    "c. Jangka waktu penyelesaian;",
    "d. Biaya/tarif;",
    "e. Produk pelayanan;",
    "Ditetapkan di Sukamaju",
    "pada tanggal 2 Januari 2024",
    "LURAH MEKARSARI,",
    "BUDI SANTOSO, S.Sos",
    "NIP. 19700101 199001 1 001",
    "LAMPIRAN",
    "KEPUTUSAN LURAH MEKARSARI",
    "NOMOR 188/12/2024",
    "DAFTAR JENIS PELAYANAN",
]
PLEDGE = ["MAKLUMAT PELAYANAN", "Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar yang berlaku"]


def _paragraph(text: str) -> Paragraph:
    return Paragraph(text, getSampleStyleSheet()["Normal"])


def _set(sample: Sample, key: ComponentKey) -> Paragraph:
    return _paragraph("<br/>".join(escape(line) for line in numbered(sample.texts(key)).split("\n")))


def pdf_unruled(path: Path) -> Path:
    """Names at the left, a colon, content at the right: no rules."""
    flow: list[Any] = [_paragraph(text) for text in HEAD]
    for number, sample in enumerate(SAMPLES, 1):
        flow += [Spacer(1, 10), _paragraph(f"<b>{number}. {sample.title}</b>")]
        rows = [[_paragraph(f"{index}. {named(key)}"), _paragraph(":"), _set(sample, key)] for index, key in enumerate(COMPONENTS, 1)]
        flow.append(LongTable(rows, colWidths=[150, 20, 290], style=[("VALIGN", (0, 0), (-1, -1), "TOP")]))
    SimpleDocTemplate(str(path), pagesize=A4).build(flow, onFirstPage=_page_marks, onLaterPages=_page_marks)
    return path


def pdf_matrix(path: Path, *, repeat: int = 1) -> Path:
    """One table over several pages; its head on each page, or only on the first."""
    keys = COMPONENTS[:6]
    rows = [[_paragraph(text) for text in ("No", "Jenis Layanan", *(named(key) for key in keys))]]
    rows += [
        [_paragraph(str(number)), _paragraph(sample.title), *(_set(sample, key) for key in keys)]
        for number, sample in enumerate(SAMPLES, 1)
    ]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    table = LongTable(rows, colWidths=[25, 90, 130, 170, 80, 70, 90, 110], style=grid, splitInRow=1, repeatRows=repeat)
    SimpleDocTemplate(str(path), pagesize=landscape(A4), leftMargin=20, rightMargin=20).build([*(_paragraph(text) for text in HEAD), table])
    return path


def word_title_inside(path: Path) -> Path:
    """The title and the two halves are rows of the table."""
    document = _word_head()
    for number, sample in enumerate(SAMPLES, 1):
        table = document.add_table(rows=0, cols=3, style="Table Grid")
        _across(table, f"{number}. {sample.title}")
        for index, key in enumerate(COMPONENTS, 1):
            if index in (1, 7):
                _across(table, "Service Delivery" if index == 1 else "Manufacturing")
            _fill(table.add_row(), (str(index), named(key), numbered(sample.texts(key))))
        document.add_paragraph("")
    document.save(str(path))
    return path


def _across(table: Any, text: str) -> None:
    row = table.add_row()
    row.cells[0].merge(row.cells[2]).text = text


def word_one_column(path: Path) -> Path:
    """A row with the name, below it a row with the content."""
    document = _word_head()
    for sample in SAMPLES:
        document.add_heading(sample.title, 1)
        table = document.add_table(rows=0, cols=1, style="Table Grid")
        for index, key in enumerate(COMPONENTS, 1):
            _fill(table.add_row(), (f"{index}. {named(key)}",))
            _fill(table.add_row(), (numbered(sample.texts(key)),))
    document.save(str(path))
    return path


def word_named_rows(path: Path) -> Path:
    """Name and unit of the service are rows above its components."""
    document = _word_head()
    for sample in SAMPLES:
        table = document.add_table(rows=0, cols=2, style="Table Grid")
        _fill(table.add_row(), ("Nama Pelayanan", sample.title))
        _fill(table.add_row(), ("Unit Pelayanan", sample.unit))
        for key in OTHER_ORDER:
            _fill(table.add_row(), (named(key), numbered(sample.texts(key))))
        document.add_page_break()
    document.save(str(path))
    return path


def word_decree(path: Path) -> Path:
    """The decree before, the list of services with their units, the signature and the pledge behind."""
    document = Document()
    for text in DECREE:
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=3, style="Table Grid")
    for row in [("No", "Unit", "Jenis Pelayanan"), *((str(number), sample.unit, sample.title) for number, sample in enumerate(SAMPLES, 1))]:
        _fill(table.add_row(), row)
    for number, sample in enumerate(SAMPLES, 1):
        document.add_paragraph(f"{number}. Standar Pelayanan {sample.title}")
        table = document.add_table(rows=0, cols=4, style="Table Grid")
        _fill(table.add_row(), ("NO", "KOMPONEN", "", "URAIAN"))
        for index, key in enumerate(COMPONENTS, 1):
            _fill(table.add_row(), (f"{index}.", named(key).upper(), ":", numbered(sample.texts(key))))
    for text in [*DECREE[15:18], *PLEDGE]:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def word_plain_cells(path: Path, *, inline: bool = False) -> Path:
    """Items in paragraphs without numbers, or all numbers on one line."""
    document = _word_head()
    for number, sample in enumerate(SAMPLES, 1):
        document.add_paragraph(f"{number}. {sample.title}")
        table = document.add_table(rows=0, cols=2, style="Table Grid")
        for key in COMPONENTS:
            text = numbered(sample.texts(key)).replace("\n", " ") if inline else "\n".join(sample.texts(key))
            _fill(table.add_row(), (named(key), text))
    document.save(str(path))
    return path


def text_dashes(path: Path) -> Path:
    made = [*HEAD, ""]
    for number, sample in enumerate(SAMPLES, 1):
        made.append(f"{number}. {sample.title}")
        for key in COMPONENTS:
            texts = sample.texts(key)
            made += [f"{named(key)}: {texts[0]}"] if len(texts) == 1 else [f"{named(key)}:", *(f"- {text}" for text in texts)]
        made.append("")
    path.write_text("\n".join(made), encoding="utf-8")
    return path


def text_wrapped(path: Path) -> Path:
    """Lines of at most seventy letters."""
    made = [*HEAD, ""]
    for number, sample in enumerate(SAMPLES, 1):
        made += [f"{number}. {sample.title}", ""]
        for letter, key in zip("abcdefghijklmn", COMPONENTS, strict=True):
            made.append(f"{letter}. {named(key)}")
            made += [part for line in numbered(sample.texts(key)).split("\n") for part in textwrap.wrap(line, 70)]
            made.append("")
    path.write_text("\n".join(made), encoding="utf-8")
    return path


def page_definitions(path: Path) -> Path:
    """A page arranged by a table, with definition lists."""
    made = ["<html><body><table><tr><td><div>menu</div></td><td>"]
    for sample in SAMPLES:
        made.append(f"<h3>{escape(sample.title)}</h3><dl>")
        for key in COMPONENTS:
            body = "<br>".join(escape(line) for line in numbered(sample.texts(key)).split("\n"))
            made.append(f"<dt>{escape(named(key))}</dt><dd>{body}</dd>")
        made.append("</dl>")
    path.write_text("".join([*made, "</td></tr></table></body></html>"]), encoding="utf-8")
    return path


def sheet_stacked(path: Path) -> Path:
    """All services below each other in one sheet, titles as rows."""
    book = Workbook()
    sheet = book.active
    for text in HEAD:
        sheet.append([text])
    for number, sample in enumerate(SAMPLES, 1):
        sheet.append([])
        sheet.append([f"{number}. {sample.title}"])
        for index, key in enumerate(COMPONENTS, 1):
            sheet.append([index, named(key), numbered(sample.texts(key))])
    book.save(str(path))
    return path


def sheet_titled(path: Path) -> Path:
    """The service's name in a merged cell before the names of its components, an item a row."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["STANDAR PELAYANAN KELURAHAN MEKARSARI"])
    sheet.append(["Layanan", "Komponen", "Uraian"])
    for sample in SAMPLES:
        first = sheet.max_row + 1
        for key in COMPONENTS:
            for at, text in enumerate(sample.texts(key)):
                sheet.append([sample.title if sheet.max_row + 1 == first else None, named(key) if at == 0 else None, text])
        sheet.merge_cells(start_row=first, start_column=1, end_row=sheet.max_row, end_column=1)
    book.save(path)
    return path


def page_of_cells(path: Path) -> Path:
    """What a text recognition made of tables: a cell a line, their heads among them."""
    cells = ["STANDAR PELAYANAN KELURAHAN MEKARSARI"]
    for number, sample in enumerate(SAMPLES, 1):
        cells += [f"{number}. {sample.title}", "NO", "KOMPONEN", "URAIAN"]
        for order, key in enumerate((key for key in COMPONENTS if sample.texts(key)), 1):
            cells += [str(order), named(key), *numbered(sample.texts(key)).split("\n")]
    path.write_text("".join(f"<p>{escape(cell)}</p>" for cell in cells), encoding="utf-8")
    return path


RARER: dict[str, tuple[Maker, str]] = {
    "PDF, columns without rules": (pdf_unruled, "pdf"),
    "PDF, one matrix over pages": (pdf_matrix, "pdf"),
    "PDF, one matrix, its head only once": (lambda path: pdf_matrix(path, repeat=0), "pdf"),
    "Word, title inside the table": (word_title_inside, "docx"),
    "Word, one column": (word_one_column, "docx"),
    "Word, name and unit as rows": (word_named_rows, "docx"),
    "Word, decree and pledge around": (word_decree, "docx"),
    "Word, items without numbers": (word_plain_cells, "docx"),
    "Word, numbers on one line": (lambda path: word_plain_cells(path, inline=True), "docx"),
    "text with dashes": (text_dashes, "txt"),
    "text of seventy letters": (text_wrapped, "txt"),
    "page with definitions": (page_definitions, "html"),
    "page, a cell a line": (page_of_cells, "html"),
    "sheet, the service before its components": (sheet_titled, "xlsx"),
    "sheet, services below each other": (sheet_stacked, "xlsx"),
}
