"""A sheet that is written row by row reads as it was written, whatever its cells say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from bot.papers import workbook
from bot.papers.row_sheet import LONGEST
from bot.papers.workbook import Sheet

TITLES = ("Satu", "Dua", "Tiga")


def read(path: Path, name: str = "Data") -> list[tuple[object, ...]]:
    return list(load_workbook(path)[name].iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("jalan <rusak> & gelap", "jalan <rusak> & gelap"),
        (" dua  spasi ", " dua  spasi "),
        ("baris\nberikut\tdan tab", "baris\nberikut\tdan tab"),
        ("\x00\x08\x1fhuruf", "\x00\x08\x1fhuruf"),
        ("_x0041_ bukan A", "_x0041_ bukan A"),
        ("😀 ﷺ", "😀 ﷺ"),
        ("=1+1", "'=1+1"),
        ("a" * 40_000, "a" * LONGEST),
        ("", None),
        (7, 7),
        (Decimal("91.48"), 91.48),
    ],
)
def test_a_cell_says_what_was_written(tmp_path: Path, written: str | int | Decimal, shown: object) -> None:
    workbook.write(tmp_path / "a.xlsx", [Sheet(name="Data", titles=TITLES, rows=[("kiri", written, "kanan")])])
    titles, row = read(tmp_path / "a.xlsx")
    assert titles == TITLES
    assert (row[0], unescape(row[1]) if isinstance(row[1], str) else row[1], row[2]) == ("kiri", shown, "kanan")


def test_rows_come_in_pieces_and_sheets_one_after_another(tmp_path: Path) -> None:
    book = workbook.opened(tmp_path / "b.xlsx")
    many, none = workbook.SheetWriter(book, "Data", TITLES), workbook.SheetWriter(book, "Kosong", TITLES)
    for piece in ([("1", "", "")], [], [("2", "b", ""), ("3", "", "c")]):
        many.add(piece)
    none.add([])
    book.close()
    assert read(tmp_path / "b.xlsx") == [TITLES, ("1", None, None), ("2", "b", None), ("3", None, "c")]
    assert read(tmp_path / "b.xlsx", "Kosong") == [TITLES]
