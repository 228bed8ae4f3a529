"""Reads the list of services that a document itself contains, in a table without components."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.importer import labels, title_text
from knowledge.importer.pages import Block, Line, Table


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the list of services."""

    title: str
    number: int | None
    unit: str | None


def index_of(blocks: Sequence[Block]) -> list[Entry]:
    """The services that the document itself lists, in a table without components."""
    return [entry for block in blocks if isinstance(block, Table) for entry in _listed(block)]


def _listed(table: Table) -> Iterator[Entry]:
    head = table.rows[0] if table.rows else ()
    column = next((index for index, cell in enumerate(head) if labels.is_title_label(cell.text, strict=True)), None)
    if column is None or any(labels.recognised(cell.text, loose=False) for cell in head) or len(head) < 2:
        return
    units = next((index for index, cell in enumerate(head) if labels.is_unit_label(cell.text)), None)
    unit: str | None = None
    for row in table.rows[1:]:
        if units is not None and len(row) > units and row[units].text:
            unit = row[units].text
        cell = row[column] if len(row) > column else row[-1] if row else None
        yield from _entries(cell.lines if cell else (), unit, row[0].text if row else "")


def _entries(lines: Sequence[Line], unit: str | None, first: str) -> Iterator[Entry]:
    for line in lines:
        if len(line.text) > 3:
            own = title_text.number_of(line.text) or (int(first.strip(" .")) if first.strip(" .").isdigit() and len(lines) == 1 else None)
            yield Entry(title=title_text.cleaned(line.text), number=own, unit=unit)
