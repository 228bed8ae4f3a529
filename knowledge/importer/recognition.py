"""Goes through a document from top to bottom and finds its services, their components, and what is neither."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.importer import furniture, lost_pages, matrix, service_index, tables
from knowledge.importer.pages import Document, Table
from knowledge.importer.recognised import RecognisedService
from knowledge.importer.rows import RowWalk


@dataclass(frozen=True, kw_only=True)
class Recognised:
    services: tuple[RecognisedService, ...]
    unplaced: tuple[str, ...]


def recognise(document: Document) -> Recognised:
    blocks = furniture.without_furniture(document.blocks)
    index = service_index.index_of(blocks)
    walk = _Walk()
    for block in blocks:
        if isinstance(block, Table):
            walk.table(block)
        else:
            walk.line(block)
    lost_pages.name_untitled(walk.services, index, Path(document.name).stem)
    return Recognised(services=tuple(lost_pages.part_run_over(walk.services, index)), unplaced=tuple(walk.unplaced))


@dataclass
class _Walk(RowWalk):
    """The walk through one document: lines, rows, and tables that hold all services at once."""

    layout: matrix.Layout | None = None
    """The columns of the matrix that the last table was; the next may go on with it."""

    def table(self, table: Table) -> None:
        head = tables.matrix_head(table)
        column = tables.name_column(table)
        if head:
            self.layout = matrix.layout_of(table.rows[head[0]], head[1])
            self._matrix(table, head[0] + 1)
        elif column is not None and self._is_ours(table, column):
            self.layout = None
            self._components(table, column)
        elif (column := tables.head_column(table)) is not None:
            self.layout = None
            self._rows(table, column)
        elif self.layout and max(len(row) for row in table.rows) == self.layout.width and not self.pending:
            self._matrix(table, 0)
        else:
            self._other(table)

    def _matrix(self, table: Table, first: int) -> None:
        if self.layout:
            reader = matrix.MatrixReader(layout=self.layout, unit=self.unit)
            self.services += reader.read(table.rows[first:], self.current)
            self.unit, self.pending = reader.unit, []
            self._close()

    def _components(self, table: Table, column: int) -> None:
        several = tables.several_services(table, column)
        if several:
            self._close()
            self.services += matrix.columns_of(table, column, several, self.unit)
            self.pending = []
        else:
            self._rows(table, column)
