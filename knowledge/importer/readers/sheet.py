"""Spreadsheets (.xlsx, .xls, .ods): every sheet is a table; merged cells hold their text once."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from typing import Any

from knowledge.importer.pages import Block, Cell, Document, Line, Place, Table

LONGEST_SHEET = 5000


def read(name: str, content: bytes) -> Document:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    blocks: list[Block] = []
    for number, sheet in enumerate(book.sheet_names, 1):
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)[:LONGEST_SHEET]
        blocks += _blocks(rows, Place(file=name, sheet=sheet, table=number))
    return Document(name=name, blocks=tuple(blocks))


def _blocks(rows: list[list[Any]], place: Place) -> Iterator[Block]:
    made = tuple(tuple(_cell(value, _at(place, number)) for value in row) for number, row in enumerate(rows, 1))
    filled = tuple(row for row in made if any(cell.lines for cell in row))
    if filled:
        yield Line(text=str(place.sheet), place=place, weak=True)
        yield Table(rows=filled, place=place)


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
