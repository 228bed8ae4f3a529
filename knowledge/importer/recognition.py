"""Goes through a document from top to bottom and tells its services, their components and what is neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz

from knowledge.importer import furniture, labels, listing, tables, titles
from knowledge.importer.labels import Label
from knowledge.importer.pages import Document, Line, Place, Table
from knowledge.importer.tables import Row
from knowledge.standard import ComponentKey

FIRST_KEYS = ("persyaratan", "dasar_hukum", "prosedur")
MANY = 5
"""So many components make a service that can end; before, a table without heading goes on."""


@dataclass
class Section:
    """The lines of one component, or of a row that is none (`key` None)."""

    key: ComponentKey | None
    name: str
    place: Place
    sure: float = 1.0
    heading: int = 0
    lines: list[Line] = field(default_factory=list)


@dataclass
class Found:
    """A service as it is being put together."""

    title: str
    place: Place
    number: int | None = None
    parent: str | None = None
    marker: str = ""
    unit: str | None = None
    applicant: str | None = None
    sections: list[Section] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    row: int = 0
    """The number of its last row."""

    def has(self, key: ComponentKey) -> bool:
        return any(section.key == key and section.lines for section in self.sections)

    @property
    def keys(self) -> set[ComponentKey]:
        return {section.key for section in self.sections if section.key and section.lines}


@dataclass(frozen=True, kw_only=True)
class Recognised:
    services: tuple[Found, ...]
    unplaced: tuple[str, ...]


def recognise(document: Document) -> Recognised:
    blocks = furniture.without_furniture(document.blocks)
    walk = _Walk(index=titles.index_of(blocks))
    for block in blocks:
        if isinstance(block, Table):
            walk.table(block)
        else:
            walk.line(block)
    walk.name_untitled(Path(document.name).stem)
    return Recognised(services=tuple(walk.services), unplaced=tuple(walk.unplaced))


@dataclass
class _Walk:
    index: Sequence[titles.Entry] = ()
    services: list[Found] = field(default_factory=list)
    section: Section | None = None
    pending: list[Line] = field(default_factory=list)
    unit: str | None = None
    stray: bool = False
    """The last row belonged to the service before the one at hand."""
    cut: bool = True
    """The row at hand is the first of its table: it may go on a sentence that a page cut."""
    flowing: bool = False
    """The open section was begun by a line, so lines go on with it."""
    unplaced: list[str] = field(default_factory=list)

    @property
    def current(self) -> Found | None:
        return self.services[-1] if self.services else None

    # lines

    def line(self, line: Line) -> None:
        if titles.is_explicit(line.text) and not self._is_inside(line):
            self._explicit(line)
        elif not self._labelled(line):
            self._plain(line)

    def _is_inside(self, line: Line) -> bool:
        return bool(self.flowing and self.section and titles.STEPS_LINE.match(line.text) and not line.heading and len(line.text) > 300)

    def _explicit(self, line: Line) -> None:
        self._close()
        self.pending = [line]
        if titles.STEPS_LINE.match(line.text):
            self._begin(line.place)
            self._open(Label(key="prosedur", sure=0.9), line, flowing=True)

    def _labelled(self, line: Line) -> bool:
        """Opens a section where the line names a component."""
        label = labels.recognised(line.text, loose=False) if len(line.text) <= labels.LONGEST_LABEL else None
        if label and label.sure >= 0.88 and self._may_open(line, label):
            self._open(label, line, flowing=True)
            return True
        led = labels.led_by(line.text)
        if led and self._may_open(line, led[0]):
            self._open(led[0], line, flowing=True)
            if led[1]:
                self._content([replace(line, text=led[1])])
            return True
        if labels.is_foreign(line.text.rstrip(": ")) and (line.strong or line.heading or line.text.rstrip().endswith(":")) and self.current:
            self._open_foreign(line.text, line, flowing=True)
            return True
        return False

    def _may_open(self, line: Line, label: Label) -> bool:
        """A point of a list that only sounds like a name of a component does not open one."""
        if not self.section or not self.flowing or line.heading or line.strong:
            return True
        alone = labels.bare(line.text)
        return label.sure >= 0.95 and (
            len(alone.split()) > 1
            or alone
            in (
                "persyaratan",
                "prosedur",
                "biaya",
                "waktu",
                "produk",
                "tarif",
                "pengaduan",
                "mekanisme",
                "sarana",
                "kompetensi",
                "evaluasi",
                "pengawasan",
            )
            or ":" in line.text
        )

    def _plain(self, line: Line) -> None:
        unit = titles.unit_in(line.text)
        if unit and (line.heading or not self.flowing) and not line.weak:
            self._close()
            self.unit = unit
        elif self.section and self.flowing and not self._ends_section(line):
            self.section.lines.append(line)
        else:
            self._close()
            self.pending.append(line)

    def _ends_section(self, line: Line) -> bool:
        if line.weak:
            return True
        below = self.section is not None and 0 < self.section.heading < line.heading
        return (bool(line.heading) and not below) or bool(
            re.match(r"(?i)^\W*(\w{1,3}[.)]\s*)?standar pelayanan\s+\w", line.text) and (line.strong or line.text.isupper())
        )

    # sections and services

    def _close(self) -> None:
        self.section, self.flowing = None, False

    def _open(self, label: Label, line: Line, *, flowing: bool, number: str = "") -> None:
        """Begins a component, and with it a service where one begins here."""
        if self._starts_service(label.key, flowing, number):
            if flowing and not self.pending:
                self._take_tail()
            self._begin(line.place)
        current = self._owner(label.key, number)
        self.pending = []
        last = current.sections[-1] if current.sections else None
        if last and last.key == label.key and (not flowing or not last.lines):
            self.section = last
        else:
            self.section = Section(key=label.key, name=line.text, place=line.place, sure=label.sure, heading=line.heading)
            current.sections.append(self.section)
        self.flowing = flowing

    def _owner(self, key: ComponentKey, number: str) -> Found:
        """The service at hand; that before where only there this row is missing (pages in a wrong order)."""
        here = self.services[-1]
        row = int(number.strip(" .)")) if number.strip(" .)").isdigit() else 0
        before = self.services[-2] if len(self.services) > 1 else here
        stray = 1 < row == before.row + 1 != here.row + 1 and not before.has(key) and len(before.keys) >= 2
        owner = before if (stray and here.has(key)) or (stray and self.stray) else here
        if owner is before and before is not here:
            before.doubts.append(f"{key}: halaman tertukar di dokumen; pastikan bagian ini milik layanan ini")
        self.stray = owner is not here
        owner.row = row or owner.row
        return owner

    def _open_foreign(self, name: str, line: Line, *, flowing: bool) -> None:
        self.section = Section(key=None, name=name, place=line.place, heading=line.heading)
        if self.current:
            self.current.sections.append(self.section)
        self.flowing = flowing

    def _starts_service(self, key: ComponentKey, flowing: bool, number: str) -> bool:
        current = self.current
        if current is None:
            return True
        last = current.sections[-1].key if current.sections else None
        if self._titled():
            return not self._goes_on(key, number)
        if not current.has(key) or last == key:
            return False
        if flowing:
            return True
        first = number.strip(" .)") in ("1", "a", "A") or (not number and key in FIRST_KEYS)
        return first and (len(current.keys) >= MANY or key in FIRST_KEYS)

    def _goes_on(self, key: ComponentKey, number: str) -> bool:
        """The table after a page break: what stands between is not a title, the rows count on."""
        current = self.current
        best = self._best()
        if current is None or current.has(key) or best is None:
            return False
        if titles.same(titles.cleaned(best.text), current.title) or best.weak:
            return True
        return (
            number.strip(" .)").isdigit() and int(number.strip(" .)")) > 1 and not titles.is_explicit(best.text) and titles.worth(best) < 2
        )

    def _titled(self) -> bool:
        return self._best() is not None

    def _best(self) -> Line | None:
        """The line that is most likely the title, of the last ones before a service."""
        found = [line for line in self.pending[-6:] if titles.can_be(line)]
        scored = [(titles.worth(line), index, line) for index, line in enumerate(found)]
        good = [one for one in scored if one[0] >= 1] or [one for one in scored[-1:] if one[0] > -3]
        return max(good, key=lambda one: (one[0], one[1]))[2] if good else None

    def _take_tail(self) -> None:
        """In running text the title of the next service is the end of what was read as the last component."""
        current = self.current
        if current is None or not current.sections:
            return
        lines = current.sections[-1].lines
        taken: list[Line] = []
        while (
            lines
            and len(taken) < 3
            and titles.can_be(lines[-1])
            and (not taken or titles.worth(lines[-1]) >= 4 or titles.unit_in(lines[-1].text))
        ):
            taken.insert(0, lines.pop())
        for line in taken:
            if unit := titles.unit_in(line.text):
                self.unit = unit
        self.pending = taken

    def _begin(self, place: Place) -> None:
        best = self._best()
        title = self._joined(best) if best else ""
        parent, marker = self._parent(best) if best else (None, "")
        number = titles.number_of(best.text) if best else None
        self.services.append(
            Found(title=title, place=best.place if best else place, number=number, parent=parent, marker=marker, unit=self.unit)
        )
        self.pending = []
        self._close()

    def _joined(self, best: Line) -> str:
        """The title with the lines on which it goes on."""
        text = best.text
        for line in self.pending[self.pending.index(best) + 1 :]:
            loose = not titles.NUMBER.match(line.text) and titles.can_be(line) and not titles.is_explicit(line.text)
            open_end = (
                not line.new
                or bool(line.wrapped)
                or re.search(
                    r"(?i)\b(dan|di|ke|mengenai|untuk|dengan|bagi|dari|dana|tentang|pada|oleh|dinas|terkait|bersama|umkm)$", text.strip()
                )
            )
            if not loose or not (open_end or (text.isupper() and line.text.isupper() and best.heading == line.heading)):
                break
            text = f"{text.strip()} {line.text}"
        return titles.cleaned(text)

    def _parent(self, best: Line) -> tuple[str | None, str]:
        """The heading above a heading; cases that follow share it."""
        marker = _marker(best.text)
        before = [
            line
            for line in self.pending[: self.pending.index(best)]
            if titles.can_be(line) and titles.worth(line) >= 1 and not titles.unit_in(line.text)
        ]
        if before:
            return titles.cleaned(before[-1].text), marker
        current = self.current
        return (current.parent, marker) if current and current.parent and current.marker == marker else (None, marker)

    def _content(self, lines: Sequence[Line]) -> None:
        if self.section is not None:
            self.section.lines += lines

    # tables

    def table(self, table: Table) -> None:
        head = tables.matrix_head(table)
        if head:
            self._matrix(table, *head)
            return
        column = tables.name_column(table)
        if column is None or not self._is_ours(table, column):
            self._other(table)
            return
        several = tables.several_services(table, column)
        if several:
            self._columns(table, column, several)
        else:
            self._rows(table, column)

    def _is_ours(self, table: Table, column: int) -> bool:
        known = {row.label.key for row in tables.rows_of(table, column) if row.label}
        return len(known) >= 2 or len(table.rows) <= 4 or (self.section is not None and not self.flowing)

    def _other(self, table: Table) -> None:
        """A table without names of components: the rest of a cut cell, a part of running text, or something else."""
        if self.section is not None and not self.pending and not titles.index_of([table]):
            self.cut = True
            for row in table.rows:
                columns = [cell.lines for cell in row if cell.text]
                self._continue(tables.beside(columns))
        elif not titles.index_of([table]):
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
        if self._is_head(row):
            return
        line = Line(text=row.name or (row.lines[0].text if row.lines else ""), place=row.place)
        if row.label:
            self._open(row.label, line, flowing=False, number=row.number)
            self._content(row.lines)
        elif row.name and row.lines and labels.is_title_label(row.name, strict=bool(self.section)):
            self._title_row(row)
        elif row.name and row.lines and labels.is_unit_label(row.name):
            self.unit = " ".join(one.text for one in row.lines).strip(" :")
        elif row.name and row.lines and labels.is_applicant_label(row.name) and self.current:
            self.current.applicant = " ".join(one.text for one in row.lines)
        elif row.name:
            self._unknown(row, line)
        else:
            self._continue(row.lines)

    def _is_head(self, row: Row) -> bool:
        names = [row.name, *(one.text for one in row.lines)]
        return all(labels.is_head(name) for name in names) or bool(re.match(r"(?i)^\W*no\W+komponen", " ".join(names)))

    def _title_row(self, row: Row) -> None:
        text = " ".join(one.text for one in row.lines).strip(" :")
        if self.current and self.section and titles.same(titles.cleaned(text), self.current.title):
            return
        self._close()
        self.pending.append(Line(text=f"Nama Layanan : {text}", place=row.place, heading=1))

    def _unknown(self, row: Row, line: Line) -> None:
        """A name that is no component: the rest of a cut name, a heading inside the table, or a row that stays out."""
        if self._completes_name(row):
            self._continue(row.lines)
        elif not row.lines:
            self._heading_row(row, line)
        else:
            self._open_foreign(row.name, line, flowing=False)
            self._content(row.lines)

    def _completes_name(self, row: Row) -> bool:
        section = self.section
        if section is None or row.number or self.pending:
            return False
        together = labels.recognised(f"{section.name} {row.name}", loose=False)
        return row.name[:1].islower() or (
            section.key is not None
            and together is not None
            and together.key == section.key
            and len(row.name.split()) <= 4
            and not labels.is_foreign(row.name)
        )

    def _heading_row(self, row: Row, line: Line) -> None:
        unit = titles.unit_in(row.name)
        if unit:
            self.unit = unit
        elif self.section is not None and not self.section.lines:
            self._content([line])
        elif not titles.NOT_TITLE.match(row.name):
            self._close()
            self.pending.append(replace(line, strong=True))

    def _continue(self, lines: Sequence[Line]) -> None:
        """Content without a name of its own goes on what was open; a page that was copied twice does not."""
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
        """The component of the service before whose numbers this line continues, where those of the open one do not (pages in a wrong order)."""
        here = listing.last_order(self.section.lines) if self.section else None
        style, order = listing.order_of(line)
        if order < 2 or here == (style, order - 1) or len(self.services) < 2:
            return None
        last = [one.sections[-1] for one in reversed(self.services[-3:]) if one.sections and one.sections[-1].key]
        return next((section for section in last if listing.last_order(section.lines) == (style, order - 1)), None)

    def _stands_elsewhere(self, lines: Sequence[Line]) -> bool:
        current = self.current
        others = [one.text for section in (current.sections if current else []) if section is not self.section for one in section.lines]
        long = [line for line in lines if len(line.text) > 20]
        twice = [line for line in long if any(fuzz.ratio(line.text, other) >= 92 for other in others)]
        if not long or len(twice) < len(long) * 0.7 or current is None:
            return False
        current.doubts.append(f"halaman atau bagian tercetak dua kali: {lines[0].place}")
        return True

    def _matrix(self, table: Table, head: int, columns: dict[int, Label]) -> None:
        names = [index for index in tables.filled(table.rows[head]) if index not in columns]
        title_at = next((i for i in names if labels.is_title_label(table.rows[head][i].text)), None)
        if title_at is None:
            title_at = next(
                (i for i in names if not labels.is_head(table.rows[head][i].text) and not labels.is_unit_label(table.rows[head][i].text)),
                min(columns) - 1,
            )
        unit_at = next((i for i in names if labels.is_unit_label(table.rows[head][i].text) and i != title_at), None)
        parent = ""
        for row in table.rows[head + 1 :]:
            texts = tables.filled(row)
            if (
                not texts
                or sum(bool(labels.recognised(row[i].text, loose=False)) for i in texts if i in columns) >= 3
                or all(row[i].text.strip("().").isdigit() for i in texts)
            ):
                continue
            if unit_at is not None and unit_at in texts:
                self.unit = row[unit_at].text
            title = row[title_at].text if 0 <= title_at < len(row) else ""
            given = [i for i in texts if i in columns]
            if not given:
                heading = title or row[texts[0]].text
                self.unit, parent = (titles.unit_in(heading), "") if titles.unit_in(heading) else (self.unit, heading)
                continue
            self._matrix_row(row, title, parent, given, columns)

    def _matrix_row(self, row, title, parent, given, columns) -> None:  # type: ignore[no-untyped-def]
        if title or self.current is None:
            number = next((int(cell.text.strip(" .")) for cell in row[:2] if cell.text.strip(" .").isdigit()), None)
            self.services.append(
                Found(
                    title=titles.cleaned(title),
                    place=row[given[0]].lines[0].place,
                    number=number,
                    parent=titles.cleaned(parent) or None,
                    unit=self.unit,
                )
            )
        current = self.current
        assert current is not None
        for index in given:
            label = columns[index]
            section = next((one for one in current.sections if one.key == label.key), None)
            if section is None:
                section = Section(key=label.key, name=label.key, place=row[index].lines[0].place, sure=label.sure)
                current.sections.append(section)
            lines = row[index].lines
            section.lines += [replace(lines[0], wrapped=None, new=False), *lines[1:]] if section.lines and not title else lines
        self.section = None

    def _columns(self, table: Table, column: int, several: dict[int, str]) -> None:
        """One table with a column for each service."""
        self._close()
        for index, title in several.items():
            service = Found(title=titles.cleaned(title), place=table.place, unit=self.unit)
            for row in table.rows:
                label = labels.recognised(row[column].text) if len(row) > column else None
                if label and len(row) > index and row[index].text:
                    service.sections.append(
                        Section(
                            key=label.key,
                            name=row[column].text,
                            place=row[index].lines[0].place,
                            sure=label.sure,
                            lines=list(row[index].lines),
                        )
                    )
                elif service.sections and len(row) > index and not row[column].text and row[index].text:
                    service.sections[-1].lines += row[index].lines
            self.services.append(service)
        self.pending = []

    # afterwards

    def name_untitled(self, stem: str) -> None:
        """Titles that were lost are looked up in the document's own list of services."""
        for position, service in enumerate(self.services):
            if not service.title:
                entry = self._next_entry(position)
                service.title = entry.title if entry else stem.replace("_", " ").replace("-", " ").strip()
                service.doubts.append(
                    "judul layanan tidak tercetak di bagiannya; " + ("diambil dari daftar layanan" if entry else "diambil dari nama berkas")
                )
            if not service.unit:
                service.unit = next((entry.unit for entry in self.index if entry.unit and titles.same(entry.title, service.title)), None)

    def _next_entry(self, position: int) -> titles.Entry | None:
        used = [service.title for service in self.services if service.title]
        free = [
            entry
            for entry in self.index
            if not any(titles.same(entry.title, title) or fuzz.ratio(titles.key(entry.title), titles.key(title)) > 88 for title in used)
        ]
        before = self.services[position - 1].number if position else 0
        return next((entry for entry in free if before is not None and entry.number == before + 1), free[0] if len(free) == 1 else None)


def _marker(text: str) -> str:
    found = re.match(r"^\W*(?:(\d+)|([a-z])|([A-Z]))\s*[.)]", text)
    return "" if not found else "1" if found[1] else "a" if found[2] else "A"
