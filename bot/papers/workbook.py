"""Writes sheets as XLSX row by row: every cell is text or a number, none is a formula; memory use is constant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.desk.register_columns import harmless

if TYPE_CHECKING:
    import xlsxwriter

LONGEST = 32_767
Cell = str | int | float
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    name: str
    titles: Sequence[str]
    rows: Iterable[Sequence[Cell]]


class SheetWriter:
    """A sheet written row by row; an empty text leaves its cell empty."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, titles: Sequence[str]) -> None:
        self._sheet = book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(titles) - 1, 20)
        self._line = 0
        bold = book.add_format({"bold": True})
        for place, title in enumerate(titles):
            self._sheet.write_string(0, place, title, bold)

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        write_string, write_number = self._sheet.write_string, self._sheet.write_number
        for line, row in enumerate(rows, start=self._line + 1):
            for place, cell in enumerate(row):
                if not isinstance(cell, str):
                    write_number(line, place, cell)
                elif cell:
                    write_string(line, place, harmless(cell)[:LONGEST])
            self._line = line


def opened(path: Path) -> xlsxwriter.Workbook:
    """A new workbook; the file exists when it is closed."""
    import xlsxwriter  # loads slowly, and few people ask for a workbook

    return xlsxwriter.Workbook(path, _OPTIONS)


def write(path: Path, sheets: Iterable[Sheet]) -> None:
    with opened(path) as book:
        for sheet in sheets:
            SheetWriter(book, sheet.name, sheet.titles).add(sheet.rows)
