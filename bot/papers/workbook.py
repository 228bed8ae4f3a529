"""Sheets as XLSX: every cell is text or a number, none is a formula; row by row, so that many take no more memory than few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from handlers.desk.register_columns import harmless

LONGEST = 32_767
Cell = str | int | float
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    name: str
    titles: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write(path: Path, sheets: Iterable[Sheet]) -> None:
    with xlsxwriter.Workbook(path, _OPTIONS) as book:
        bold = book.add_format({"bold": True})
        for one in sheets:
            sheet = book.add_worksheet(one.name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(one.titles) - 1, 20)
            for place, title in enumerate(one.titles):
                sheet.write_string(0, place, title, bold)
            for line, row in enumerate(one.rows, start=1):
                for place, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(line, place, harmless(cell)[:LONGEST])
                    else:
                        sheet.write_number(line, place, cell)
