"""A matrix says once what holds for several services: in a cell that is merged over their rows, or with "idem" and its like."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from knowledge.importer import drafting

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
