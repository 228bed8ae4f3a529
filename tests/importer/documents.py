"""Makes documents as offices write them, from the samples: Word, PDF, spreadsheets, web pages and text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, Table

from knowledge.standards.standard import COMPONENTS, ComponentKey
from tests.importer.samples import OTHER_ORDER, SAMPLES, Sample, named

HEAD = ["PEMERINTAH KOTA SUKAMAJU", "KELURAHAN MEKARSARI", "Jl. Melati No. 12 Telp. (021) 5550123", "STANDAR PELAYANAN KELURAHAN MEKARSARI"]
Maker = Callable[[Path], Path]


def numbered(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))


def grouped(sample: Sample, key: ComponentKey) -> str:
    """The items, with the groups below their names."""
    parts = [numbered(sample.parts[key])] if sample.parts.get(key) else []
    return "\n".join([*parts, *(f"{name}:\n{numbered(items)}" for name, items in sample.groups.get(key, {}).items())])


# Word


def word_tables(
    path: Path,
    *,
    misspelt: bool = False,
    order: Sequence[ComponentKey] = COMPONENTS,
    heading: str = "style",
    samples: Sequence[Sample] = SAMPLES,
) -> Path:
    """A table for each service below its title."""
    document = _word_head()
    for number, sample in enumerate(samples, 1):
        _word_title(document, f"{number}. {sample.title}", heading)
        table = document.add_table(rows=1, cols=3, style="Table Grid")
        _fill(table.rows[0], ("NO", "KOMPONEN", "URAIAN"))
        for index, key in enumerate((key for key in order if sample.texts(key)), 1):
            _fill(table.add_row(), (f"{index}.", named(key, misspelt=misspelt), grouped(sample, key)))
    document.save(str(path))
    return path


def word_continued(path: Path) -> Path:
    """Each item in a row of its own, the name merged over them; one row that is no component."""
    document = _word_head()
    for number, sample in enumerate(SAMPLES, 1):
        _word_title(document, f"{number}. {sample.title}", "bold")
        table = document.add_table(rows=0, cols=3, style="Table Grid")
        for index, key in enumerate(COMPONENTS, 1):
            first = len(table.rows)
            for at, text in enumerate(sample.texts(key)):
                _fill(table.add_row(), (f"{index}" if at == 0 else "", named(key) if at == 0 else "", f"{at + 1}. {text}"))
            table.cell(first, 1).merge(table.cell(len(table.rows) - 1, 1))
        _fill(table.add_row(), ("15", "Budaya Pelayanan", "Senyum, Salam, Sapa, Sopan, Santun"))
    document.save(str(path))
    return path


def word_matrix(path: Path) -> Path:
    """One table: a service a row, a component a column."""
    document = _word_head()
    keys = COMPONENTS[:6]
    table = document.add_table(rows=1, cols=len(keys) + 2, style="Table Grid")
    _fill(table.rows[0], ("No", "Jenis Pelayanan", *(named(key) for key in keys)))
    for number, sample in enumerate(SAMPLES, 1):
        _fill(table.add_row(), (str(number), sample.title, *(numbered(sample.parts[key]) for key in keys)))
    document.save(str(path))
    return path


def word_lists(path: Path) -> Path:
    """No table: headings and Word's own numbered lists."""
    document = _word_head()
    for sample in SAMPLES:
        document.add_heading(sample.title, 1)
        for key in COMPONENTS:
            document.add_heading(named(key), 2)
            for text in sample.texts(key):
                document.add_paragraph(text, style="List Number" if len(sample.texts(key)) > 1 else None)
    document.save(str(path))
    return path


def word_typed(path: Path) -> Path:
    """No table, no styles: numbers and letters typed by hand."""
    document = _word_head()
    for number, sample in enumerate(SAMPLES, 1):
        document.add_paragraph(f"{number}. {sample.title}")
        for letter, key in zip("abcdefghijklmn", COMPONENTS, strict=True):
            texts = sample.texts(key)
            document.add_paragraph(f"{letter}. {named(key)} :" + (f" {texts[0]}" if len(texts) == 1 else ""))
            for at, text in enumerate(texts if len(texts) > 1 else [], 1):
                document.add_paragraph(f"{at}) {text}")
    document.save(str(path))
    return path


def _word_head() -> Any:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Standar Pelayanan Kelurahan Mekarsari"
    for text in HEAD:
        document.add_paragraph(text)
    return document


def _word_title(document: Any, text: str, heading: str) -> None:
    if heading == "style":
        document.add_heading(text, 2)
    else:
        document.add_paragraph().add_run(text).bold = heading == "bold"


def _fill(row: Any, texts: Iterable[str]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        lines = text.split("\n")
        cell.text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


# PDF


def pdf_tables(path: Path, *, repeat: int = 1, order: Sequence[ComponentKey] = COMPONENTS) -> Path:
    """Tables that run over pages, with a head and a number on every page."""
    styles = getSampleStyleSheet()
    flow: list[Any] = [Paragraph(text, styles["Normal"]) for text in HEAD]
    for copy in range(repeat):
        for number, sample in enumerate(SAMPLES, 1):
            title = sample.title if repeat == 1 else f"{sample.title} Tahap {copy + 1}"
            flow += [Spacer(1, 14), Paragraph(f"<b>{number}. {title}</b>", styles["Normal"]), Spacer(1, 6)]
            rows = [["NO", "KOMPONEN", "URAIAN"]]
            for at, key in enumerate(order, 1):
                text = "<br/>".join(escape(line) for line in numbered(sample.texts(key)).split("\n"))
                rows.append([str(at), Paragraph(named(key), styles["Normal"]), Paragraph(text, styles["Normal"])])
            grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            flow.append(LongTable(rows, colWidths=[30, 130, 290], style=grid, repeatRows=1, splitInRow=1))
    SimpleDocTemplate(str(path), pagesize=A4).build(flow, onFirstPage=_page_marks, onLaterPages=_page_marks)
    return path


def pdf_steps(path: Path) -> Path:
    """Running text without any table."""
    styles = getSampleStyleSheet()
    flow: list[Any] = [Paragraph(text, styles["Normal"]) for text in HEAD]
    for number, sample in enumerate(SAMPLES, 1):
        flow += [Spacer(1, 12), Paragraph(f"<b>{number}. {sample.title}</b>", styles["Normal"])]
        for letter, key in zip("ABCDEFGHIJKLMN", COMPONENTS, strict=True):
            flow.append(Paragraph(f"<b>{letter}. {escape(named(key))}</b>", styles["Normal"]))
            flow += [Paragraph(escape(line), styles["Normal"]) for line in numbered(sample.texts(key)).split("\n")]
    SimpleDocTemplate(str(path), pagesize=A4).build(flow, onFirstPage=_page_marks, onLaterPages=_page_marks)
    return path


def pdf_portal(path: Path) -> Path:
    """A page of the national portal for each service, with its footer."""
    styles = getSampleStyleSheet()
    flow: list[Any] = []
    labels = {
        "persyaratan": "Persyaratan",
        "prosedur": "Sistem, Mekanisme dan Prosedur",
        "waktu": "Waktu Penyelesaian",
        "biaya": "Biaya / Tarif",
        "produk": "Produk Pelayanan",
        "pengaduan": "Pengaduan Layanan",
    }
    for sample in SAMPLES:
        flow += [Paragraph("Pemerintah Kota Sukamaju / Kelurahan Mekarsari", styles["Normal"]), Paragraph(sample.title, styles["Heading1"])]
        for key, label in labels.items():
            flow.append(Paragraph(label, styles["Heading3"]))
            flow += [Paragraph(escape(line), styles["Normal"]) for line in numbered(sample.texts(key)).split("\n")]  # type: ignore[arg-type]
        flow += [
            Spacer(1, 20),
            Paragraph("Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Republik Indonesia", styles["Normal"]),
            Paragraph("Sistem Informasi Pelayanan Publik - https://sipp.menpan.go.id", styles["Normal"]),
            Table([[""]], style=[]),
        ]
    SimpleDocTemplate(str(path), pagesize=A4).build(flow)
    return path


def _page_marks(canvas: Any, document: Any) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 810, "Keputusan Lurah Mekarsari tentang Standar Pelayanan")
    canvas.drawString(280, 30, f"Halaman {document.page}")


# spreadsheets


def sheet_each(path: Path) -> Path:
    """A sheet for each service, the title merged over its head, names merged over their items."""
    book = Workbook()
    for number, sample in enumerate(SAMPLES, 1):
        sheet = book.active if number == 1 else book.create_sheet()
        sheet.title = f"SP {number}"
        sheet["A1"] = f"STANDAR PELAYANAN {sample.title.upper()}"
        sheet.merge_cells("A1:C1")
        sheet.append(["No", "Komponen", "Uraian"])
        for index, key in enumerate(COMPONENTS, 1):
            first = sheet.max_row + 1
            for at, text in enumerate(sample.texts(key)):
                sheet.append(
                    [
                        index if at == 0 else None,
                        named(key) if at == 0 else None,
                        f"{at + 1}. {text}" if len(sample.texts(key)) > 1 else text,
                    ]
                )
            for column in "AB":
                sheet.merge_cells(f"{column}{first}:{column}{sheet.max_row}")
    book.save(str(path))
    return path


def sheet_matrix(path: Path, *, across: bool = False) -> Path:
    """All services in one sheet: a row each, or a column each."""
    book = Workbook()
    sheet = book.active
    keys = OTHER_ORDER
    rows: list[list[Any]] = [["No", "Nama Layanan", "Unit", *(named(key) for key in keys)]]
    rows += [
        [number, sample.title, sample.unit, *(numbered(sample.texts(key)) for key in keys)] for number, sample in enumerate(SAMPLES, 1)
    ]
    if across:
        rows = [
            ["Komponen", *(sample.title for sample in SAMPLES)],
            *([named(key), *(numbered(sample.texts(key)) for sample in SAMPLES)] for key in keys),
        ]
    for row in rows:
        sheet.append(row)
    book.save(str(path))
    return path


# web pages and text


def page_tables(path: Path) -> Path:
    """A page with navigation, a table for each service with merged names, and a footer."""
    made = [
        "<html><head><title>Standar Pelayanan</title></head><body><nav><ul><li>Beranda</li><li>Persyaratan</li></ul></nav><h1>Kelurahan Mekarsari</h1>"
    ]
    for sample in SAMPLES:
        made.append(f"<h2>{escape(sample.title)}</h2><table><tr><th>No</th><th>Komponen</th><th>Uraian</th></tr>")
        for index, key in enumerate(COMPONENTS, 1):
            texts = sample.texts(key)
            made.append(
                f"<tr><td rowspan={len(texts)}>{index}</td><td rowspan={len(texts)}>{escape(named(key))}</td><td>{escape(texts[0])}</td></tr>"
            )
            made += [f"<tr><td>{escape(text)}</td></tr>" for text in texts[1:]]
        made.append("</table>")
    made.append("<footer><p>© 2024 Kelurahan Mekarsari. Hak cipta dilindungi.</p></footer></body></html>")
    path.write_text("".join(made), encoding="utf-8")
    return path


def page_lists(path: Path) -> Path:
    """A page with headings and lists, as the national portal shows a service."""
    made = ["<!doctype html><html><body><div class='navbar'>Beranda Layanan Kontak</div><main>"]
    for sample in SAMPLES:
        made.append(f"<h2>{escape(sample.title)}</h2>")
        for key in COMPONENTS:
            texts = sample.texts(key)
            body = (
                f"<p>{escape(texts[0])}</p>"
                if len(texts) == 1
                else "<ol>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ol>"
            )
            made.append(f"<h3>{escape(named(key))}</h3><div>{body}</div>")
    made.append(
        "</main><div>Sistem Informasi Pelayanan Publik Nasional</div><div>Kementerian PANRB, Jl. Jenderal Sudirman Kav. 69</div></body></html>"
    )
    path.write_text("".join(made), encoding="utf-8")
    return path


def markdown(path: Path) -> Path:
    made = ["# Standar Pelayanan Kelurahan Mekarsari", ""]
    for number, sample in enumerate(SAMPLES, 1):
        made += [f"## {number}. {sample.title}", ""]
        for key in COMPONENTS:
            made += [f"**{named(key)}**", "", numbered(sample.texts(key)), ""]
    path.write_text("\n".join(made), encoding="utf-8")
    return path


def markdown_table(path: Path) -> Path:
    made = []
    for sample in SAMPLES:
        made += [f"### {sample.title}", "", "| No | Komponen | Uraian |", "|---|---|---|"]
        made += [
            f"| {index} | {named(key)} | {numbered(sample.texts(key)).replace(chr(10), '<br>')} |"
            for index, key in enumerate(COMPONENTS, 1)
        ]
        made.append("")
    path.write_text("\n".join(made), encoding="utf-8")
    return path


def plain_text(path: Path) -> Path:
    """Text as somebody types it into a letter, with page numbers in between."""
    made = [*HEAD, ""]
    for number, sample in enumerate(SAMPLES, 1):
        made += [f"{number}. {sample.title.upper()}", ""]
        for letter, key in zip("ABCDEFGHIJKLMN", COMPONENTS, strict=True):
            made += [f"{letter}. {named(key)}", numbered(sample.texts(key)), ""]
        made += [f"- {number} -", ""]
    path.write_text("\n".join(made), encoding="utf-8")
    return path


ALL: dict[str, tuple[Maker, str]] = {
    "Word, a table a service": (word_tables, "docx"),
    "Word, misspelt names": (lambda path: word_tables(path, misspelt=True), "docx"),
    "Word, other order, bold titles": (lambda path: word_tables(path, order=OTHER_ORDER, heading="bold"), "docx"),
    "Word, plain titles": (lambda path: word_tables(path, heading="plain"), "docx"),
    "Word, continued and merged cells": (word_continued, "docx"),
    "Word, one matrix": (word_matrix, "docx"),
    "Word, numbered lists": (word_lists, "docx"),
    "Word, typed numbers": (word_typed, "docx"),
    "PDF, tables over pages": (pdf_tables, "pdf"),
    "PDF, tables in another order": (lambda path: pdf_tables(path, order=OTHER_ORDER), "pdf"),
    "PDF, steps without a table": (pdf_steps, "pdf"),
    "PDF, printed from the portal": (pdf_portal, "pdf"),
    "sheet a service, merged cells": (sheet_each, "xlsx"),
    "sheet, a service a row": (sheet_matrix, "xlsx"),
    "sheet, a service a column": (lambda path: sheet_matrix(path, across=True), "xlsx"),
    "page with tables": (page_tables, "html"),
    "page with lists": (page_lists, "html"),
    "Markdown with lists": (markdown, "md"),
    "Markdown with tables": (markdown_table, "md"),
    "plain text": (plain_text, "txt"),
}
