"""Answers from elsewhere (paper, another system) as a table: nine columns by key, 1 to 4 or empty."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain

from handlers.survey.elements import HIGHEST, LOWEST, Element
from handlers.survey.index import Answers


class TableError(ValueError):
    """A table that cannot be read. The message is Indonesian and names line and column."""


def answers(text: str) -> Iterator[Answers]:
    """The answers line by line; columns in any order, divided by comma, semicolon or tab, others than the nine left alone."""
    rows = csv.reader(text.lstrip("\ufeff").splitlines(), delimiter=_delimiter(text))
    header = [name.strip().lower() for name in next(rows, [])]
    if missing := [element.value for element in Element if element not in header]:
        raise TableError(f"Baris 1: kolom {', '.join(missing)} tidak ada. Baris pertama memuat kesembilan kunci: {', '.join(Element)}.")
    for cells in rows:
        if any(cell.strip() for cell in cells):
            yield _line(dict(zip(header, chain(cells, [""] * len(header)), strict=False)), rows.line_num)


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _line(cells: dict[str, str], line: int) -> Answers:
    given = {element: cells[element].strip() for element in Element if cells[element].strip()}
    return {element: _points(cell, line, element) for element, cell in given.items()}


def _points(cell: str, line: int, element: Element) -> int:
    if cell not in {str(points) for points in range(LOWEST, HIGHEST + 1)}:
        raise TableError(f'Baris {line}, kolom {element}: "{cell[:20]}" bukan angka {LOWEST} sampai {HIGHEST} atau kosong.')
    return int(cell)
