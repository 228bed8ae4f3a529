"""A worksheet that writes complete rows quickly: the library asks about thirty questions for each cell, all of which have a fixed answer
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import TextIO

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from handlers.desk.register_columns import harmless

DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets count local days from here (ECMA-376, 18.17.4.1)
DAY = timedelta(days=1)
LONGEST = 32_767
SHORT = 40
_LOOKS_ESCAPED = re.compile(r"(_x[0-9A-Fa-f]{4}_)")
_ESCAPED = {
    **{code: f"_x{code:04X}_" for code in (*range(0x20), 0xFFFE, 0xFFFF) if chr(code) not in "\t\n"},
    **str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"}),
}
"""What a text of a cell may not hold as it is (ECMA-376, 22.9.2.19: `_xHHHH_`)."""


class RowSheet(Worksheet):
    """A worksheet for a workbook with constant memory use; rows must be written in order."""

    date_style = decimal_style = 0
    """The indexes of the workbook's formats of dates and of numbers with two decimals."""

    def write_rows(self, first: int, rows: Iterable[Sequence[str | int | Decimal | datetime]]) -> int:
        """Writes the rows from this line on, below everything written before. Returns the line after them. An empty text leaves its cell
        empty.
        """
        self._write_single_row(first)  # a line that the library still holds back
        line, widest = first, 0
        out: TextIO = self.fh  # type: ignore[assignment]  # the library says None, which it is before the sheet is made
        for line, row in enumerate(rows, first):
            cells = "".join(self._cell(_column(place), line + 1, cell) for place, cell in enumerate(row) if cell != "")
            out.write(f'<row r="{line + 1}">{cells}</row>')
            widest = max(widest, len(row))
        if not widest:
            return first
        self._check_dimensions(line, widest - 1)
        self.previous_row = line + 1
        return line + 1

    def _cell(self, column: str, line: int, cell: str | int | Decimal | datetime) -> str:
        """A moment has ten digits of a day, less than its millisecond: with six a spreadsheet shows odd milliseconds."""
        if isinstance(cell, datetime):
            return f'<c r="{column}{line}" s="{self.date_style}"><v>{(cell - DAY_ZERO) / DAY:.10f}</v></c>'
        if isinstance(cell, Decimal):
            return f'<c r="{column}{line}" s="{self.decimal_style}"><v>{cell}</v></c>'
        if not isinstance(cell, str):
            return f'<c r="{column}{line}"><v>{cell}</v></c>'
        text = _escaped_short(cell) if len(cell) < SHORT else _escaped(cell)
        return f'<c r="{column}{line}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


_column = cache(xl_col_to_name)


def _escaped(cell: str) -> str:
    text = harmless(cell)[:LONGEST]
    return (_LOOKS_ESCAPED.sub(r"_x005F\1", text) if "_x" in text else text).translate(_ESCAPED)


_escaped_short = lru_cache(maxsize=1024)(_escaped)
"""Names of units, states and the like, which stand in almost every row."""
