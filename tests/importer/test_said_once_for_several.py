"""A matrix says once what holds for several services: in a cell that is merged over their rows or columns, or with "idem" and its like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from openpyxl import Workbook

from knowledge.importer import drafting, titles

HEAD = ("No", "Jenis Layanan", "Persyaratan", "Prosedur", "Jangka Waktu", "Biaya", "Produk", "Penanganan Pengaduan")
TITLES = ("Surat Keterangan Usaha", "Surat Keterangan Domisili", "Dispensasi Nikah")
SAID = "1. Kotak saran\n2. Telepon 0967-123"


def row(number: int, title: str, complaints: str) -> tuple[str, ...]:
    return (
        str(number),
        title,
        f"1. KTP\n2. Formulir {title}",
        "1. Datang\n2. Verifikasi berkas",
        f"{number} hari",
        "Gratis",
        title,
        complaints,
    )


def complaints(path: Path) -> list[list[str]]:
    drafted = drafting.draft_of([path], "contoh").services
    return [service.components["pengaduan"].texts if "pengaduan" in service.components else [] for service in drafted]


WANTED = [["Kotak saran", "Telepon 0967-123"]] * 3


def sheet(path: Path, *, below: str) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    for cells in (HEAD, *(row(at, title, SAID if at == 1 else below) for at, title in enumerate(TITLES, 1))):
        page.append(list(cells))
    if not below:
        page.merge_cells("H2:H4")
    book.save(path)
    return path


@pytest.mark.parametrize("below", ["", "idem", "s.d.a.", "Sama dengan di atas", '"'])
def test_a_sheet(tmp_path: Path, below: str) -> None:
    assert complaints(sheet(tmp_path / "matriks.xlsx", below=below)) == WANTED


def test_a_table_in_word(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=4, cols=len(HEAD))
    for cells, texts in zip(
        table.rows, (HEAD, *(row(at, title, SAID if at == 1 else "") for at, title in enumerate(TITLES, 1))), strict=True
    ):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 7).merge(table.cell(3, 7))
    document.save(str(tmp_path / "matriks.docx"))
    assert complaints(tmp_path / "matriks.docx") == WANTED


def test_an_empty_cell_that_is_not_merged_stays_empty(tmp_path: Path) -> None:
    path = sheet(tmp_path / "matriks.xlsx", below=" ")
    assert complaints(path) == [WANTED[0], [], []]


ACROSS: tuple[tuple[str, ...], ...] = (
    ("Komponen", *TITLES),
    ("Persyaratan", "KTP", "Pengantar desa", "Buku nikah"),
    ("Prosedur", "Datang", "Menulis surat", "Menghadap petugas"),
    ("Jangka Waktu", "1 hari", "2 hari", "3 hari"),
    ("Beaya", "Gratis", "", ""),
    ("Penanganan Pengaduan", SAID, "", ""),
)
OVER_ALL = (4, 5)
"""The rows whose first cell after the name is merged over the other services."""


def sheet_across(path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for cells in (("DESA SUMBER JAYA", "", "", ""), *ACROSS, ("Ditandatangani kepala desa", "", "", "")):
        page.append(list(cells))
    for at in (1, *(row + 2 for row in OVER_ALL), len(ACROSS) + 2):
        page.merge_cells(start_row=at, end_row=at, start_column=1 if at in (1, len(ACROSS) + 2) else 2, end_column=4)
    book.save(path)


def word_across(path: Path) -> None:
    document = Document()
    table = document.add_table(rows=len(ACROSS), cols=4)
    for at, (cells, texts) in enumerate(zip(table.rows, ACROSS, strict=True)):
        if at in OVER_ALL:
            table.cell(at, 1).merge(table.cell(at, 3))
        for cell, text in zip(cells.cells[: 2 if at in OVER_ALL else 4], texts, strict=False):
            cell.text = text
    document.save(str(path))


def page_across(path: Path) -> None:
    rows = [
        f"<td>{texts[0]}</td><td colspan=3>{'<br>'.join(texts[1].splitlines())}</td>"
        if at in OVER_ALL
        else "".join(f"<td>{text}</td>" for text in texts)
        for at, texts in enumerate(ACROSS)
    ]
    path.write_text(f"<h1>Desa</h1><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>", encoding="utf-8")


@pytest.mark.parametrize(("name", "write"), [("m.xlsx", sheet_across), ("m.docx", word_across), ("m.html", page_across)])
def test_a_cell_merged_over_the_columns_of_services(tmp_path: Path, name: str, write: Callable[[Path], None]) -> None:
    write(tmp_path / name)
    drafted = drafting.draft_of([tmp_path / name], "contoh").services
    assert [service.title for service in drafted] == list(TITLES)
    assert [service.components["biaya"].texts for service in drafted] == [["Gratis"]] * 3
    assert complaints(tmp_path / name) == WANTED
    assert [len(service.components) for service in drafted] == [5] * 3


def test_rows_of_a_page_that_a_cell_is_merged_over(tmp_path: Path) -> None:
    rows = [row(at, title, SAID.replace("\n", "<br>")) for at, title in enumerate(TITLES, 1)]
    made = [f"<tr>{''.join(f'<th>{name}</th>' for name in HEAD)}</tr>"]
    for at, cells in enumerate(rows):
        last = f"<td rowspan=3>{cells[-1]}</td>" if at == 0 else ""
        made.append(f"<tr>{''.join(f'<td>{text}</td>' for text in cells[:-1])}{last}</tr>")
    (tmp_path / "m.html").write_text(f"<table>{''.join(made)}</table>", encoding="utf-8")
    assert complaints(tmp_path / "m.html") == WANTED


DELIVERED = "Persyaratan\n- KTP\n- Kartu keluarga\n\nProsedur\n- Datang\n- Menerima surat\n\nJangka Waktu\n- 1 hari\n\n"
INSIDE = (
    "Dasar Hukum\n- UU 25 Tahun 2009\n\nSarana dan Prasarana\n- Komputer\n- Kursi roda\n\nKompetensi Pelaksana\n- Memahami aturan\n\n"
    "Jumlah Pelaksana\n- 3 orang\n\n"
)
INSIDE_ALONE = (
    ("Komponen", "Uraian"),
    ("Dasar Hukum", "UU 25 Tahun 2009"),
    ("Sarana dan Prasarana", "Kursi roda"),
    ("Kompetensi", "SMA"),
    ("Jumlah Pelaksana", "3 orang"),
)


def services_of(path: Path) -> dict[str, list[str]]:
    """What each drafted service says of the room."""
    drafted = drafting.draft_of([path], "contoh").services
    return {service.title: service.components["sarana"].texts if "sarana" in service.components else [] for service in drafted}


@pytest.mark.parametrize(
    "heading",
    [
        "# BAGIAN II KOMPONEN PENGELOLAAN PELAYANAN\n\nBerlaku untuk semua jenis pelayanan di atas.",
        "# Ketentuan Umum Seluruh Pelayanan",
        "# II. Komponen yang sama",
        "**Komponen berikut berlaku sama bagi setiap layanan:**",
    ],
)
@pytest.mark.parametrize("first", [False, True])
def test_what_a_heading_says_holds_for_all_stands_in_every_service(tmp_path: Path, heading: str, *, first: bool) -> None:
    own = "".join(f"# {at}. {title}\n\n{DELIVERED}" for at, title in enumerate(TITLES, 1))
    shared = f"{heading}\n\n{INSIDE}"
    (tmp_path / "sp.md").write_text(f"# STANDAR PELAYANAN\n\n{shared + own if first else own + shared}", encoding="utf-8")
    assert services_of(tmp_path / "sp.md") == {key: ["Komputer", "Kursi roda"] for key in TITLES}


def word_with_the_second_part(path: Path, titles: tuple[str, ...]) -> None:
    """Each service's own table, and behind the last one, without a word, a table of how the office works inside."""
    document = Document()
    for title in titles:
        document.add_heading(title, 2)
        _table(document, (("Komponen", "Uraian"), ("Persyaratan", "KTP"), ("Prosedur", "Datang"), ("Jangka Waktu", "1 hari")))
    document.add_heading("BAGIAN II KOMPONEN PENGELOLAAN PELAYANAN (MANUFACTURING)", 1)
    _table(document, INSIDE_ALONE)
    document.save(str(path))


def _table(document: DocumentObject, rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=len(rows), cols=2)
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text


def test_the_second_part_at_the_end_holds_for_all_where_no_other_service_has_one(tmp_path: Path) -> None:
    word_with_the_second_part(tmp_path / "sp.docx", TITLES)
    assert services_of(tmp_path / "sp.docx") == {key: ["Kursi roda"] for key in TITLES}


def test_of_two_services_the_second_part_belongs_to_the_last(tmp_path: Path) -> None:
    word_with_the_second_part(tmp_path / "sp.docx", TITLES[:2])
    assert services_of(tmp_path / "sp.docx") == {TITLES[0]: [], TITLES[1]: ["Kursi roda"]}


def test_the_name_of_the_booklet_is_no_title(tmp_path: Path) -> None:
    own = "".join(f"{letter}. PELAYANAN {title.upper()}\n\n{DELIVERED}" for letter, title in zip("ABC", TITLES, strict=True))
    (tmp_path / "sp.md").write_text(f"# STANDAR PELAYANAN\n\nTAHUN 2025\n\n{own}", encoding="utf-8")
    assert list(services_of(tmp_path / "sp.md")) == [f"Pelayanan {title}" for title in TITLES]


def test_the_heading_over_a_part_of_the_booklet_is_no_unit(tmp_path: Path) -> None:
    own = "".join(f"## {at}. {title}\n\n{DELIVERED}" for at, title in enumerate(TITLES, 1))
    (tmp_path / "sp.md").write_text(f"# BAGIAN I KOMPONEN PENYAMPAIAN PELAYANAN (SERVICE DELIVERY)\n\n{own}", encoding="utf-8")
    drafted = drafting.draft_of([tmp_path / "sp.md"], "contoh").services
    assert [service.unit for service in drafted] == [None] * 3


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Bagian Umum dan Pengelolaan Aset", "Bagian Umum dan Pengelolaan Aset"),
        ("A. Bagian II: Manufacturing", None),
        ("BAGIAN 2 PENGELOLAAN PELAYANAN", None),
    ],
)
def test_a_part_of_an_office_is_a_unit(heading: str, unit: str | None) -> None:
    assert titles.unit_in(heading) == unit
