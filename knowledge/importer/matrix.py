"""Reads tables that hold all services at once: one service in each row, or one in each column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from knowledge.importer import labels, tables, title_text, titles
from knowledge.importer.labels import Label
from knowledge.importer.pages import Cell, Table
from knowledge.importer.recognised import RecognisedService, Section

Row = Sequence[Cell]
IDEM = re.compile(r"(?i)^\W*(idem|id\.?|s\.?\s?d\.?\s?a\.?|ditto|sama (dengan|seperti) (yang )?(di )?atas)\W*$|^\s*[\"“”〃'’]+\s*$")
"""What stands in a cell that says the same as the one above."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Which column holds what."""

    components: Mapping[int, Label]
    title: int
    unit: int | None
    width: int


def layout_of(head: Row, components: Mapping[int, Label]) -> Layout:
    """The layout, from the header of the columns. The title is in the column with that name, else left of the first component."""
    others = [index for index in tables.filled(head) if index not in components]
    unit = next((index for index in others if labels.is_unit_label(head[index].text)), None)
    named = next((index for index in others if labels.is_title_label(head[index].text)), None)
    free = (index for index in others if index != unit and not labels.is_head(head[index].text))
    title = named if named is not None else next(free, max(0, min(components) - 1))
    return Layout(components=components, title=title, unit=unit if unit != title else None, width=len(head))


@dataclass
class MatrixReader:
    """Reads rows into services; a row without a title continues the service before it."""

    layout: Layout
    unit: str | None = None
    parent: str = ""
    services: list[RecognisedService] = field(default_factory=list)

    def read(self, rows: Sequence[Row], before: RecognisedService | None) -> list[RecognisedService]:
        """The services that begin in these rows. `before`: the service that the first row may continue."""
        for row in rows:
            if self._says_something(row):
                self._row(row, self.services[-1] if self.services else before)
        return self.services

    def _says_something(self, row: Row) -> bool:
        """Whether the row is neither empty, nor the repeated header, nor the line of column numbers."""
        texts = tables.filled(row)
        heads = [index for index in texts if index in self.layout.components and labels.recognised(row[index].text, loose=False)]
        return bool(texts) and len(heads) < 3 and not all(row[index].text.strip("(). ").isdigit() for index in texts)

    def _row(self, row: Row, before: RecognisedService | None) -> None:
        title, unit = _text(row, self.layout.title), _text(row, self.layout.unit)
        self.unit = unit or self.unit
        given = [index for index in tables.filled(row) if index in self.layout.components]
        if not given:
            self._heading(title or row[tables.filled(row)[0]].text)
        elif title or before is None:
            row = self._spelt_out(row, before if title else None)
            given = [index for index in tables.filled(row) if index in self.layout.components]
            self.services.append(self._begun(row, title, given))
            _add(self.services[-1], row, given, self.layout.components, cut=False)
        else:
            _add(before, row, given, self.layout.components, cut=True)

    def _spelt_out(self, row: Row, before: RecognisedService | None) -> Row:
        """The row of a service, with the text of merged cells above it, and with the text of the service before in place of "idem"."""
        return [self._cell(index, cell, before) for index, cell in enumerate(row)]

    def _cell(self, index: int, cell: Cell, before: RecognisedService | None) -> Cell:
        label = self.layout.components.get(index)
        if label is None:
            return cell
        says_the_same = (
            next((section.lines for section in before.sections if section.key == label.key), []) if before and IDEM.match(cell.text) else []
        )
        return Cell(lines=tuple(says_the_same) or cell.lines or cell.above)

    def _heading(self, text: str) -> None:
        """Remembers what a row without content names: the unit of the following services, or the heading of the cases that follow."""
        if unit := titles.unit_in(text):
            self.unit, self.parent = unit, ""
        else:
            self.parent = text

    def _begun(self, row: Row, title: str, given: Sequence[int]) -> RecognisedService:
        number = next((int(cell.text.strip(" .")) for cell in row[:2] if cell.text.strip(" .").isdigit()), None)
        place = row[given[0]].lines[0].place
        return RecognisedService(
            title=title_text.cleaned(title), place=place, number=number, parent=title_text.cleaned(self.parent) or None, unit=self.unit
        )


def _text(row: Row, column: int | None) -> str:
    return row[column].text if column is not None and column < len(row) else ""


def _add(service: RecognisedService, row: Row, given: Sequence[int], components: Mapping[int, Label], *, cut: bool) -> None:
    """Adds the cells to the sections of the service; after a page break, a cell continues its sentence."""
    for index in given:
        label, lines = components[index], row[index].lines
        section = next((existing for existing in service.sections if existing.key == label.key), None)
        if section is None:
            section = Section(key=label.key, name=label.key, place=lines[0].place, sure=label.sure)
            service.sections.append(section)
        goes_on = cut and bool(section.lines)
        section.lines += [replace(lines[0], wrapped=None, new=False), *lines[1:]] if goes_on else lines


def columns_of(table: Table, column: int, several: Mapping[int, str], unit: str | None) -> Iterator[RecognisedService]:
    """The services of a table that has the names of components in `column` and one service in each of the columns of `several` (index to
    title).
    """
    for index, title in several.items():
        service = RecognisedService(title=title_text.cleaned(title), place=table.place, unit=unit)
        for row in table.rows:
            if len(row) > index and (cell := said_for(row, index, column)).lines:
                _put(service, row[column].text, cell)
        yield service


def said_for(row: Row, index: int, names: int) -> Cell:
    """What a row says for the service of this column: its own cell, or one merged over several services, but not one merged over the names
    as well.
    """
    cell = row[index]
    return Cell(lines=cell.lines or (cell.left if cell.left != row[names].lines else ()))


def _put(service: RecognisedService, name: str, cell: Cell) -> None:
    label = labels.recognised(name) if name else None
    if label:
        place = cell.lines[0].place
        service.sections.append(Section(key=label.key, name=name, place=place, sure=label.sure, lines=list(cell.lines)))
    elif service.sections and not name:
        service.sections[-1].lines += cell.lines
