"""Reads the tables of a document: rows of components, and rows that continue what a page break cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from knowledge.importer import labels, pieces, service_index, tables, title_identity, title_text, titles
from knowledge.importer.lines import LineWalk
from knowledge.importer.pages import Line, Table
from knowledge.importer.recognised import Section
from knowledge.importer.tables import Row


@dataclass
class RowWalk(LineWalk):
    """Reads the rows of a table of components."""

    def _is_ours(self, table: Table, column: int) -> bool:
        keys = {row.label.key for row in tables.rows_of(table, column) if row.label}
        return len(keys) >= 2 or len(table.rows) <= 4 or bool(tables.heads(table)) or (self.section is not None and not self.flowing)

    def _other(self, table: Table) -> None:
        """Handles a table without names of components: the rest of a cut cell, a piece of running text, or something else."""
        if self.section is not None and not self.pending and not service_index.index_of([table]):
            self.cut = True
            for row in table.rows:
                columns = [cell.lines for cell in row if cell.text]
                self._continue(tables.beside(columns))
        elif not service_index.index_of([table]):
            self.unplaced += [
                f"{table.place}: {' | '.join(cell.text for cell in row if cell.text)}"[:300]
                for row in table.rows[:30]
                if any(c.text for c in row)
            ]

    def _rows(self, table: Table, column: int) -> None:
        if self.flowing:
            tail = self.section.lines if self.section else []
            self.pending += [tail.pop()] if tail and titles.worth(tail[-1]) >= 3 else []
            self._close()
        self.cut = True
        for row in tables.rows_of(table, column):
            self._row(row)
            self.cut = self.cut and self._is_head(row)
        if self.flowing:
            self._close()

    def _row(self, row: Row) -> None:
        if self._is_head(row) or (labels.is_half(row.name) and not row.lines):
            return
        line = Line(text=row.name or (row.lines[0].text if row.lines else ""), place=row.place)
        if row.label and not self._only_ends_name(row):
            self._open(row.label, line, flowing=False, number=row.number)
            self._content(row.lines)
        elif row.name and row.lines and labels.is_title_label(row.name, strict=bool(self.section)):
            self._title_row(row)
        elif row.name and row.lines and labels.is_unit_label(row.name):
            self.unit = " ".join(line.text for line in row.lines).strip(" :")
        elif row.name and row.lines and labels.is_applicant_label(row.name) and self.current:
            self.current.applicant = " ".join(line.text for line in row.lines)
        elif row.name and row.label:
            self._continue(row.lines)
        elif row.name:
            self._unknown(row, line)
        else:
            self._continue(row.lines)

    def _is_head(self, row: Row) -> bool:
        names = [row.name, *(line.text for line in row.lines)]
        return all(labels.is_head(name) for name in names) or bool(re.match(r"(?i)^\W*no\W+komponen", " ".join(names)))

    def _title_row(self, row: Row) -> None:
        text = " ".join(line.text for line in row.lines).strip(" :")
        if self.current and self.section and title_identity.same(title_text.cleaned(text), self.current.title):
            return
        self._close()
        self.pending.append(Line(text=f"Nama Layanan : {text}", place=row.place, heading=1))

    def _unknown(self, row: Row, line: Line) -> None:
        """Handles a name that is no component: the rest of a cut name, a heading inside the table, or a row that is left out."""
        if self._completes_name(row):
            self._continue(row.lines)
        elif not row.lines:
            self._heading_row(row, line)
        else:
            self._open_foreign(row.name, line, flowing=False)
            self._content(row.lines)

    def _completes_name(self, row: Row) -> bool:
        section = self.section
        if section is None or row.number or self.pending or not (row.lines or section.lines):
            return False
        together = labels.recognised(f"{section.name} {row.name}", loose=False)
        return row.name[:1].islower() or (
            section.key is not None
            and together is not None
            and together.key == section.key
            and len(row.name.split()) <= 4
            and not labels.is_foreign(row.name)
        )

    def _only_ends_name(self, row: Row) -> bool:
        """Whether this is the second line of a name although it is a name by itself too: "Evaluasi Kinerja" with "Pelaksana" below it."""
        section = self.section
        if section is None or section.key is None or row.number or not row.label or row.label.key == section.key:
            return False
        together = labels.recognised(f"{section.name} {row.name}", loose=False)
        return together is not None and together.key == section.key and together.sure >= 0.97

    def _heading_row(self, row: Row, line: Line) -> None:
        unit = titles.unit_in(row.name)
        if unit and not titles.ROOM.match(row.name):  # a unit that people go to may be the title of what follows
            self.unit = unit
        elif self.section is not None and not self.section.lines:
            self._content([line])
        elif self._is_title_again(row.name):
            return
        elif not titles.NOT_TITLE.match(row.name):
            self._close()
            self.pending.append(replace(line, strong=True))

    def _is_title_again(self, text: str) -> bool:
        """Whether this is the header of the table, printed again on each page."""
        current = self.current
        if current is None or self.section is None:
            return False
        return title_identity.same(title_text.cleaned(text), current.title) and title_identity.repeats(text, current.heading)

    def _continue(self, lines: Sequence[Line]) -> None:
        """Adds content without a name to the section that is open; a page that was copied twice adds nothing."""
        if not lines or (len(lines) == 1 and labels.is_half(lines[0].text)):
            return
        if self.section is None:
            self.pending += lines if len(lines) == 1 else []
            return
        if self._stands_elsewhere(lines):
            return
        self.section = self._counts_on(lines[0]) or self.section
        first = replace(lines[0], wrapped=None, new=False) if self.section.lines and self.cut else lines[0]
        self.section.lines += [first, *lines[1:]]

    def _counts_on(self, line: Line) -> Section | None:
        """The component of the service before, if this line continues its numbers and not those of the open component (pages in a wrong
        order).
        """
        here = pieces.last_order(self.section.lines) if self.section else None
        style, order = pieces.order_of(line)
        if order < 2 or here == (style, order - 1) or len(self.services) < 2:
            return None
        last = [service.sections[-1] for service in reversed(self.services[-3:]) if service.sections and service.sections[-1].key]
        return next((section for section in last if pieces.last_order(section.lines) == (style, order - 1)), None)

    def _stands_elsewhere(self, lines: Sequence[Line]) -> bool:
        current = self.current
        others = [
            section_line.text
            for section in (current.sections if current else [])
            if section is not self.section
            for section_line in section.lines
        ]
        long = [line for line in lines if len(line.text) > 20]
        twice = [line for line in long if any(fuzz.ratio(line.text, other) >= 92 for other in others)]
        if not long or len(twice) < len(long) * 0.7 or current is None:
            return False
        current.doubts.append(f"halaman atau bagian tercetak dua kali: {lines[0].place}")
        return True
