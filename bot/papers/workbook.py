"""Writes sheets as XLSX row by row: every cell is text, a whole number, one with two decimals or a local time, none is a formula; memory use is constant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlsxwriter

Cell = str | int | Decimal | datetime
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    name: str
    titles: Sequence[str]
    rows: Iterable[Sequence[Cell]]


class SheetWriter:
    """A sheet written row by row; an empty text leaves its cell empty."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, titles: Sequence[str]) -> None:
        from bot.papers.row_sheet import RowSheet  # loads slowly, and few people ask for a workbook

        sheet = book.add_worksheet(name, worksheet_class=RowSheet)
        assert isinstance(sheet, RowSheet)
        self._sheet, self._line = sheet, 1
        sheet.date_style = _style(book, "yyyy-mm-dd hh:mm")
        sheet.decimal_style = _style(book, "0.00")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(titles) - 1, 20)
        bold = book.add_format({"bold": True})
        for place, title in enumerate(titles):
            sheet.write_string(0, place, title, bold)

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._line = self._sheet.write_rows(self._line, rows)


def _style(book: xlsxwriter.Workbook, shown: str) -> int:
    return int(book.add_format({"num_format": shown})._get_xf_index())  # type: ignore[no-untyped-call]


def opened(path: Path) -> xlsxwriter.Workbook:
    """A new workbook; the file exists when it is closed."""
    import xlsxwriter  # loads slowly, and few people ask for a workbook

    return xlsxwriter.Workbook(path, _OPTIONS)


def write(path: Path, sheets: Iterable[Sheet]) -> None:
    with opened(path) as book:
        for sheet in sheets:
            SheetWriter(book, sheet.name, sheet.titles).add(sheet.rows)
