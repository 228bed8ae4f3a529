"""Writes a table as XLSX or CSV row by row, so that many rows need no more memory than few. No cell is a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.papers import workbook
from handlers.desk.register_columns import Cell, harmless

Row = Sequence[Cell]


class Table(Protocol):
    """A file that is being written; complete when closed."""

    def add(self, rows: Iterable[Row]) -> None: ...

    def close(self) -> None: ...


class XlsxTable:
    def __init__(self, path: Path, titles: Sequence[str]) -> None:
        self._book = workbook.opened(path)
        self._sheet = workbook.SheetWriter(self._book, "Data", titles)

    def add(self, rows: Iterable[Row]) -> None:
        self._sheet.add(rows)

    def close(self) -> None:
        self._book.close()


class CsvTable:
    """UTF-8 with a byte order mark, so that a spreadsheet recognises it; separated by semicolons, as Indonesian spreadsheets expect."""

    def __init__(self, path: Path, titles: Sequence[str]) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, delimiter=";", lineterminator="\r\n")
        self._writer.writerow(titles)

    def add(self, rows: Iterable[Row]) -> None:
        self._writer.writerows([_text(cell) for cell in row] for row in rows)

    def close(self) -> None:
        self._file.close()


def _text(cell: Cell) -> str:
    """`2026-11-24 09:00` for a moment; a spreadsheet reads it as a date."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return harmless(cell) if isinstance(cell, str) else str(cell)


FORMS: Mapping[str, Callable[[Path, Sequence[str]], Table]] = {"xlsx": XlsxTable, "csv": CsvTable}
