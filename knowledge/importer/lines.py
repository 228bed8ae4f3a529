"""Reads the lines of a document: titles, names of components and content; finds where a service begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.importer import headings, labels, title_identity, title_text, titles
from knowledge.importer.labels import Label
from knowledge.importer.pages import Line, Place
from knowledge.importer.recognised import RecognisedService, Section
from knowledge.standards.standard import ComponentKey

FIRST_KEYS = ("persyaratan", "dasar_hukum", "prosedur")
APPENDIX = re.compile(r"(?i)^\W*lampiran\s+([ivx]+|\d+)\W*$")
SENTENCE = re.compile(r"^[A-Z][^:;]{40,}\.$")
ALONE = frozenset(
    [
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
    ]
)
"""Words that name a component by themselves, also inside a list."""
SURE_IF_NUMBERED = 0.88
MANY = 5
"""A service with this many components can end; before that, a table without heading continues it."""


@dataclass
class LineWalk:
    """The state while lines are read, and what each line changes in it."""

    services: list[RecognisedService] = field(default_factory=list)
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
    def current(self) -> RecognisedService | None:
        return self.services[-1] if self.services else None

    # lines

    def line(self, line: Line) -> None:
        if labels.is_head(line.text) and not (line.wrapped and self.pending):
            return
        if titles.is_for_all(line.text) and not self._is_point(line):
            self._close()
            self.pending.append(line)
        elif titles.is_explicit(line.text) and not self._is_inside(line):
            self._explicit(line)
        elif not self._labelled(line):
            self._plain(line)

    def _is_point(self, line: Line) -> bool:
        """Whether the line is an item of the current list."""
        return self.flowing and not (line.heading or line.strong)

    def _is_inside(self, line: Line) -> bool:
        return bool(self.flowing and self.section and titles.STEPS_LINE.match(line.text) and not line.heading and len(line.text) > 300)

    def _explicit(self, line: Line) -> None:
        self._close()
        self.pending = [line]
        if titles.STEPS_LINE.match(line.text):
            self._begin(line.place)
            self._open(Label(key="prosedur", sure=0.9), line, flowing=True)

    def _labelled(self, line: Line) -> bool:
        """Opens a section if the line names a component or a known other row; returns whether it did."""
        led = labels.led_by(line.text)
        alone = len(line.text) <= labels.LONGEST_LABEL and not (led and led[1])
        label = labels.recognised(line.text, loose=False) if alone else None
        if label and label.sure >= 0.88 and self._may_open(line, label):
            self._open(label, line, flowing=True)
            return True
        if led and self._may_open(line, led[0]):
            self._open(led[0], line, flowing=True)
            if led[1]:
                self._content([replace(line, text=led[1])])
            return True
        if labels.is_foreign(line.text.rstrip(": ")) and (line.strong or line.heading or line.text.rstrip().endswith(":")) and self.current:
            self._open_foreign(line.text, line, flowing=True)
            return True
        return self._tells_hours(line)

    def _tells_hours(self, line: Line) -> bool:
        """Whether these are opening hours on a line of their own, which belong to the time and to no other component."""
        name, colon, hours = line.text.partition(":")
        if not (colon and hours.strip() and labels.is_hours(name) and self.section and self.flowing and self.section.key != "waktu"):
            return False
        self._open_foreign(name, line, flowing=True)
        self._content([replace(line, text=hours.strip())])
        return True

    def _may_open(self, line: Line, label: Label) -> bool:
        """Whether the line may begin a component; a list item that merely sounds like a component's name does not."""
        if not self.section or not self.flowing or line.heading or line.strong:
            return True
        alone = labels.bare(line.text)
        if labels.ORDER.match(line.text) and line.text.rstrip().endswith(":"):
            return label.sure >= SURE_IF_NUMBERED
        return label.sure >= 0.95 and (len(alone.split()) > 1 or alone in ALONE or ":" in line.text)

    def _plain(self, line: Line) -> None:
        unit = titles.unit_in(line.text)
        if unit and (line.heading or not self.flowing) and not line.weak:
            self._close()
            self._unit(unit, line)
        elif self._is_remark(line):
            self._close()
            self.unplaced.append(f"{line.place}: {line.text}"[:300])
        elif self.section and self.flowing and not self._ends_section(line):
            self.section.lines.append(line)
        else:
            self._close()
            self.pending.append(line)

    def _unit(self, unit: str, line: Line) -> None:
        """Takes a line that names a unit of the office; a unit that people visit may also be the title of the next service."""
        if titles.ROOM.match(line.text):
            self.pending.append(line)
        else:
            self.unit = unit

    def _ends_section(self, line: Line) -> bool:
        if line.weak or APPENDIX.match(line.text):
            return True
        below = self.section is not None and 0 < self.section.heading < line.heading
        return (bool(line.heading) and not below) or bool(
            re.match(r"(?i)^\W*(\w{1,3}[.)]\s*)?standar pelayanan\s+\w", line.text) and (line.strong or line.text.isupper())
        )

    def _is_remark(self, line: Line) -> bool:
        """Whether the line is a whole sentence without marker, set apart below a component that is already complete on its own line, such
        as "h. Jumlah: 20 orang".
        """
        section = self.section
        complete = section is not None and len(section.lines) == 1 and section.lines[0].place == section.place
        marked = section is not None and labels.ORDER.match(section.name)
        return bool(self.flowing and complete and marked and line.new and SENTENCE.match(line.text))

    # sections and services

    def _close(self) -> None:
        self.section, self.flowing = None, False

    def _open(self, label: Label, line: Line, *, flowing: bool, number: str = "") -> None:
        """Begins a component, and a new service if one begins here."""
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

    def _owner(self, key: ComponentKey, number: str) -> RecognisedService:
        """The service that the row belongs to: the current one, or the one before if only that one lacks this row (pages in a wrong order)."""
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
        if current is None or self._is_for_all():
            return True
        last = current.sections[-1].key if current.sections else None
        if headings.title_line(self.pending):
            return not self._goes_on(key, number)
        if not current.has(key) or last == key:
            return False
        if flowing:
            return True
        first = number.strip(" .)") in ("1", "a", "A") or (not number and key in FIRST_KEYS)
        return first and (len(current.keys) >= MANY or key in FIRST_KEYS)

    def _goes_on(self, key: ComponentKey, number: str) -> bool:
        """Whether the table continues after a page break: what stands between is no title, and the numbers of the rows continue."""
        current = self.current
        best = headings.title_line(self.pending)
        if current is None or current.has(key) or best is None:
            return False
        if best.weak:
            return True
        if title_identity.same(title_text.cleaned(best.text), current.title):
            return title_identity.repeats(best.text, current.heading)
        return (
            number.strip(" .)").isdigit() and int(number.strip(" .)")) > 1 and not titles.is_explicit(best.text) and titles.worth(best) < 2
        )

    def _is_for_all(self) -> bool:
        return any(titles.is_for_all(line.text) for line in self.pending)

    def _take_tail(self) -> None:
        """In running text, moves the title of the next service out of what was read as the last component."""
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
            if (unit := titles.unit_in(line.text)) and not titles.ROOM.match(line.text):
                self.unit = unit
        self.pending = taken

    def _begin(self, place: Place) -> None:
        best = headings.title_line(self.pending)
        title = headings.whole_title(self.pending, best) if best else ""
        parent, marker = self._parent(best) if best else (None, "")
        number = title_text.number_of(best.text) if best else None
        rooms = [unit for line in self.pending if line is not best and (unit := titles.unit_in(line.text))]
        self.unit = rooms[-1] if rooms else self.unit
        self.services.append(
            RecognisedService(
                title=title,
                heading=best.text if best else "",
                place=best.place if best else place,
                number=number,
                parent=parent,
                marker=marker,
                unit=self.unit,
                is_for_all=self._is_for_all(),
            )
        )
        self.pending = []
        self._close()

    def _parent(self, best: Line) -> tuple[str | None, str]:
        """The heading above the title, which the following cases share, and the title's marker."""
        marker, current = headings.marker(best.text), self.current
        if above := headings.above(self.pending, best):
            return above, marker
        return (current.parent, marker) if current and current.parent and current.marker == marker else (None, marker)

    def _content(self, lines: Sequence[Line]) -> None:
        if self.section is not None:
            self.section.lines += lines
