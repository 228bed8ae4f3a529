"""Answers from elsewhere (paper, another system) as a table: nine columns by key, with 1 to 4 or empty cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain

from handlers.survey.elements import HIGHEST, LOWEST, Element
from handlers.survey.index import Answers


class TableError(ValueError):
    """A table that cannot be read. The message is in Indonesian and names line and column."""


_AS_DECIMAL = re.compile(r"(?<=\d)[.,]0+$")
"""How a spreadsheet that knows decimals writes a whole number: `4.0`."""


def answers(text: str) -> Iterator[Answers]:
    """The answers line by line. Columns may stand in any order, separated by comma, semicolon or tab; columns other than the nine are ignored.

    Raises TableError at the first line that cannot be read, and at the end where no line has an answer.
    """
    rows, some, line = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_delimiter(text)), False, 1
    try:
        header = _header(next(rows, []))
        for cells in rows:
            line = rows.line_num
            if any(cell.strip() for cell in cells):
                person = _line(header, cells, line)
                some = some or bool(person)
                yield person
    except csv.Error as error:
        raise TableError(f"Baris {rows.line_num}, kolom tidak terbaca: {error}.") from error
    if not some:
        raise TableError(f"Baris {line + 1}, kolom {Element.PERSYARATAN} sampai {Element.PENGADUAN}: tidak ada satu jawaban pun.")


def _header(cells: list[str]) -> list[str]:
    """The names of the columns; each of the nine must occur once."""
    header = [name.strip().lower() for name in cells]
    if missing := [element.value for element in Element if element not in header]:
        raise TableError(f"Baris 1: kolom {', '.join(missing)} tidak ada. Baris pertama memuat kesembilan kunci: {', '.join(Element)}.")
    if twice := [element.value for element in Element if header.count(element) > 1]:
        raise TableError(f"Baris 1: kolom {', '.join(twice)} ada lebih dari satu kali. Pakai satu saja.")
    return header


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _line(header: list[str], row: list[str], line: int) -> Answers:
    """One person's answers. A short line lacks answers; a line that is too long raises TableError."""
    if any(cell.strip() for cell in row[len(header) :]):
        raise TableError(f"Baris {line}, kolom {len(header) + 1}: isi melebihi baris judul, yang punya {len(header)} kolom.")
    cells = dict(zip(header, chain(row, [""] * len(header)), strict=False))
    given = {element: cells[element].strip() for element in Element if cells[element].strip()}
    return {element: _points(cell, line, element) for element, cell in given.items()}


def _points(cell: str, line: int, element: Element) -> int:
    whole = _AS_DECIMAL.sub("", cell)
    if whole not in {str(points) for points in range(LOWEST, HIGHEST + 1)}:
        raise TableError(f'Baris {line}, kolom {element}: "{cell[:20]}" bukan angka {LOWEST} sampai {HIGHEST} atau kosong.')
    return int(whole)
