"""Writes a standard of service as a document with a layout chosen at random, in one of six file formats."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from knowledge.standards.standard import COMPONENTS

SHORT_TABLE = 6
"""The components that citizens meet; the other eight are the half about the office."""
SLIP = 0.12
OFFICE = "Dinas Uji Kota Baru"
NAMES: Mapping[str, Sequence[str]] = {
    "persyaratan": ("Persyaratan", "Persyaratan Pelayanan", "Syarat", "Syarat-syarat"),
    "prosedur": ("Sistem, Mekanisme dan Prosedur", "Prosedur", "Mekanisme dan Prosedur", "Alur Pelayanan", "Tata Cara"),
    "waktu": ("Jangka Waktu Penyelesaian", "Jangka Waktu Pelayanan", "Waktu Penyelesaian", "Waktu Pelayanan"),
    "biaya": ("Biaya/Tarif", "Biaya", "Tarif Layanan", "Biaya Pelayanan"),
    "produk": ("Produk Pelayanan", "Produk Layanan", "Produk", "Hasil Pelayanan", "Produk Spesifikasi Pelayanan"),
    "pengaduan": ("Penanganan Pengaduan, Saran dan Masukan", "Pengelolaan Pengaduan", "Pengaduan, Saran, Masukan/Apresiasi"),
    "dasar_hukum": ("Dasar Hukum", "Landasan Hukum"),
    "sarana": ("Sarana, Prasarana, dan/atau Fasilitas", "Sarana dan Prasarana", "Sarana/Prasarana"),
    "kompetensi": ("Kompetensi Pelaksana", "Kompetensi Petugas", "Kualifikasi Pelaksana"),
    "pengawasan": ("Pengawasan Internal", "Pengawasan"),
    "jumlah_pelaksana": ("Jumlah Pelaksana", "Jumlah Petugas"),
    "jaminan_pelayanan": ("Jaminan Pelayanan",),
    "jaminan_keamanan": ("Jaminan Keamanan dan Keselamatan Pelayanan", "Jaminan Keamanan dan Keselamatan"),
    "evaluasi": ("Evaluasi Kinerja Pelaksana", "Evaluasi Kinerja"),
}
HALVES = (
    None,
    ("A. Service Delivery (Proses Penyampaian Pelayanan)", "B. Manufacturing (Pengelolaan Pelayanan)"),
    ("SERVICE DELIVERY", "MANUFACTURING"),
    ("I. Proses Penyampaian Pelayanan", "II. Proses Pengelolaan Pelayanan di Internal Organisasi"),
)
HEADS = (None, ("No", "Komponen", "Uraian"), ("NO.", "KOMPONEN", "URAIAN"), ("No", "Komponen Standar", "Uraian/Keterangan"))
TITLES = ("{n}. {t}", "STANDAR PELAYANAN {T}", "{n}. STANDAR PELAYANAN {T}", "Jenis Layanan : {t}", "{n}. JENIS PELAYANAN : {t}", "{T}")
DECREE = (
    f"KEPUTUSAN KEPALA {OFFICE.upper()}",
    "NOMOR 065/12/2025",
    "TENTANG",
    f"STANDAR PELAYANAN PADA {OFFICE.upper()}",
    "Menimbang : a. bahwa untuk melaksanakan pelayanan perlu standar;",
    "MEMUTUSKAN:",
    "Ditetapkan di Kota Baru",
    "KEPALA DINAS,",
    "LAMPIRAN KEPUTUSAN",
)
SIGNATURE = ("Kota Baru, 2 Januari 2025", "KEPALA DINAS,", "SITI AMINAH", "NIP. 19700101 199003 2 001")

Row = tuple[str, str, str]
Service = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How one document looks. `marker` begins each point ("" none), `spread` tells whether points have lines, rows or one line together."""

    names: Mapping[str, str]
    number: str
    colon: str
    halves: tuple[str, str] | None
    head: Row | None
    title: str
    title_in_table: str
    marker: str
    spread: str
    components: int
    has_decree: bool
    is_signed: bool

    def title_of(self, at: int, title: str) -> str:
        return self.title.format(n=at + 1, t=title, T=title.upper())

    def label(self, key: str, at: int) -> tuple[str, str]:
        """The number and the name of a component."""
        number = self.number.format(n=at + 1, a=chr(97 + at), r=ROMAN[at])
        return number, f"{self.names[key]}{self.colon}"

    def points(self, texts: Sequence[str]) -> list[str]:
        return [f"{_mark(self.marker, at)}{text}" for at, text in enumerate(texts)]

    def above(self) -> Sequence[str]:
        return DECREE if self.has_decree else (OFFICE.upper(),)

    def below(self) -> Sequence[str]:
        return SIGNATURE if self.is_signed else ()


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


def layout_of(chance: random.Random) -> Layout:
    in_capitals = chance.random() < 0.25
    return Layout(
        names={
            key: _slipped(chance, chance.choice(names).upper() if in_capitals else chance.choice(names)) for key, names in NAMES.items()
        },
        number=chance.choice(["{n}", "{n}.", "{a}.", "{r}.", "", "{n})"]),
        colon=chance.choice(["", " :", ":"]),
        halves=chance.choice(HALVES),
        head=chance.choice(HEADS),
        title=chance.choice(TITLES),
        title_in_table=chance.choice(["no", "no", "row", "two cells"]),
        marker=chance.choice(["1.", "1)", "a.", "a)", "-", "•", "", "(1)"]),
        spread=chance.choice(["lines", "lines", "rows", "together"]),
        components=chance.choice([SHORT_TABLE, len(COMPONENTS), len(COMPONENTS), len(COMPONENTS)]),
        has_decree=chance.random() < 0.6,
        is_signed=chance.random() < 0.3,
    )


def _slipped(chance: random.Random, name: str) -> str:
    """The name, now and then with a letter missing."""
    at = chance.randrange(2, len(name) - 2)
    return name[:at] + name[at + 1 :] if len(name) >= 8 and name[at].isalpha() and chance.random() < SLIP else name


def _mark(marker: str, at: int) -> str:
    return f"{marker.replace('1', str(at + 1)).replace('a', chr(97 + at % 26))} " if marker else ""


def rows_of(layout: Layout, at: int, service: Service) -> Iterator[Row]:
    """The rows of a service's table; a row with its first cell alone goes over all columns."""
    if layout.title_in_table == "row":
        yield layout.title_of(at, service["title"]), "", ""
    if layout.title_in_table == "two cells":
        yield "", "Jenis Pelayanan", service["title"]
    if layout.head:
        yield layout.head
    for position, (key, texts) in enumerate(service["components"].items()):
        if layout.halves and key in ("persyaratan", "dasar_hukum"):
            yield layout.halves[key == "dasar_hukum"], "", ""
        number, name = layout.label(key, position)
        first, *rest = _cells(layout, layout.points(texts))
        yield number, name, first
        yield from (("", "", text) for text in rest)


def _cells(layout: Layout, points: list[str]) -> list[str]:
    if layout.spread == "rows":
        return points
    together = layout.spread == "together" and layout.marker in ("1.", "1)", "a.", "(1)")
    return [(" " if together else "\n").join(points)]


def word(layout: Layout, services: Sequence[Service], path: Path) -> None:
    from docx import Document

    document = Document()
    for line in layout.above():
        document.add_paragraph(line)
    for at, service in enumerate(services):
        if layout.title_in_table == "no":
            document.add_paragraph().add_run(layout.title_of(at, service["title"])).bold = True
        table = document.add_table(rows=0, cols=3)
        for row in rows_of(layout, at, service):
            cells = table.add_row().cells
            if not any(row[1:]):
                cells[0].merge(cells[2])
            for cell, text in zip(cells[: 1 if not any(row[1:]) else 3], row, strict=False):
                cell.text, *more = text.split("\n")
                for line in more:
                    cell.add_paragraph(line)
        document.add_paragraph()
    for line in layout.below():
        document.add_paragraph(line)
    document.save(str(path))


def sheet(layout: Layout, services: Sequence[Service], path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    for line in layout.above():
        page.append([line])
    for at, service in enumerate(services):
        if layout.title_in_table == "no":
            page.append([layout.title_of(at, service["title"])])
        for row in rows_of(layout, at, service):
            page.append(row)
    for line in layout.below():
        page.append(["", "", line])
    book.save(path)


def html(layout: Layout, services: Sequence[Service], path: Path) -> None:
    parts = [f"<p>{escape(line)}</p>" for line in layout.above()]
    for at, service in enumerate(services):
        if layout.title_in_table == "no":
            parts.append(f"<h3>{escape(layout.title_of(at, service['title']))}</h3>")
        parts += ["<table>", *(_html_row(row) for row in rows_of(layout, at, service)), "</table>"]
    parts += [f"<p>{escape(line)}</p>" for line in layout.below()]
    path.write_text(f"<html><body>{''.join(parts)}</body></html>", encoding="utf-8")


def _html_row(row: Row) -> str:
    if not any(row[1:]):
        return f"<tr><td colspan=3>{escape(row[0])}</td></tr>"
    cells = (escape(text).replace("\n", "<br>") for text in row)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def markdown(layout: Layout, services: Sequence[Service], path: Path) -> None:
    parts = list(layout.above())
    for at, service in enumerate(services):
        if layout.title_in_table == "no":
            parts.append(f"## {layout.title_of(at, service['title'])}")
        rows = [f"| {' | '.join(text.replace(chr(10), '<br>') for text in row)} |" for row in rows_of(layout, at, service)]
        parts.append("\n".join([rows[0], "|---|---|---|", *rows[1:]]))
    path.write_text("\n\n".join([*parts, *layout.below()]), encoding="utf-8")


def text(layout: Layout, services: Sequence[Service], path: Path) -> None:
    lines = [*layout.above(), ""]
    for at, service in enumerate(services):
        lines.append(layout.title_of(at, service["title"]))
        for position, (key, texts) in enumerate(service["components"].items()):
            name = " ".join(filter(None, layout.label(key, position))).rstrip(" :")
            points = layout.points(texts)
            lines += [f"{name} : {points[0]}"] if len(points) == 1 else [f"{name} :", *(f"   {point}" for point in points)]
        lines.append("")
    path.write_text("\n".join([*lines, *layout.below()]), encoding="utf-8")


def pdf(layout: Layout, services: Sequence[Service], path: Path) -> None:
    from reportlab.lib import colors
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

    normal = getSampleStyleSheet()["Normal"]

    def written(line: str) -> Paragraph:
        return Paragraph(escape(line).replace("\n", "<br/>"), normal)

    parts: list[Flowable] = [written(line) for line in layout.above()]
    for at, service in enumerate(services):
        parts.append(Spacer(1, 12))
        if layout.title_in_table == "no":
            parts.append(Paragraph(f"<b>{escape(layout.title_of(at, service['title']))}</b>", normal))
        rows = list(rows_of(layout, at, service))
        over = [("SPAN", (0, line), (2, line)) for line, row in enumerate(rows) if not any(row[1:])]
        style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"), *over]
        parts.append(Table([[written(cell) for cell in row] for row in rows], colWidths=[35, 130, 290], style=style, splitInRow=1))
    SimpleDocTemplate(str(path)).build([*parts, *(written(line) for line in layout.below())])


FILES: Mapping[str, Callable[[Layout, Sequence[Service], Path], None]] = {
    "docx": word,
    "xlsx": sheet,
    "html": html,
    "md": markdown,
    "txt": text,
    "pdf": pdf,
}
