"""Reads spreadsheets (.xlsx, .xls, .ods): each sheet is a table. A merged cell holds its text once, and the cells that it covers refer to
it.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from knowledge.importer.pages import Block, Cell, Document, Line, Place, Table, covered

LONGEST_SHEET = 5000
Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged one, each as row and column."""


def read(name: str, content: bytes) -> Document:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    blocks: list[Block] = []
    for number, sheet in enumerate(book.sheet_names, 1):
        read = book.get_sheet_by_name(sheet)
        rows = read.to_python(skip_empty_area=False)[:LONGEST_SHEET]
        blocks += _blocks(rows, read.merged_cell_ranges or (), Place(file=name, sheet=sheet, table=number))
    return Document(name=name, blocks=tuple(blocks))


def _blocks(rows: list[list[Any]], merged: Sequence[Range], place: Place) -> Iterator[Block]:
    read = [[_cell(value, _at(place, number)) for value in row] for number, row in enumerate(rows, 1)]
    _cover(read, merged)
    made = tuple(map(tuple, read))
    filled = tuple(row for row in made if any(cell.lines for cell in row))
    if filled:
        yield Line(text=str(place.sheet), place=place, weak=True)
        above = list(takewhile(_is_alone, filled))
        yield from (replace(line, strong=True) for row in above for cell in row for line in cell.lines)
        if table := filled[len(above) :]:
            yield Table(rows=table, place=place)


def _is_alone(row: Sequence[Cell]) -> bool:
    """Whether only one cell is filled: above the table, such a row is a line of a letterhead, a decree, or a title."""
    return sum(bool(cell.lines) for cell in row) == 1


def _cover(rows: list[list[Cell]], merged: Sequence[Range]) -> None:
    """Lets a cell that is covered by a merged one refer to its text."""
    for (top, left), (bottom, right) in merged:
        for y, row in enumerate(rows[top : bottom + 1]):
            for x in range(left, min(right + 1, len(row))):
                if (y, x) != (0, left):
                    row[x] = covered(rows[top][left].lines, y, x - left)


def _at(place: Place, row: int) -> Place:
    return Place(file=place.file, sheet=place.sheet, row=row)


def _cell(value: Any, place: Place) -> Cell:
    return Cell(lines=tuple(Line(text=part.strip(), place=place) for part in re.split(r"\r?\n", _written(value)) if part.strip()))


def _written(value: Any) -> str:
    """A value as the sheet shows it."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else f"{value:g}".replace(".", ",")
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%d-%m-%Y")
    return str(value)
