"""Reads text and Markdown, also as OCR leaves them: tables by tab, by pipe or with one cell on each line, with pieces of HTML inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from knowledge.errors import DocumentDamaged
from knowledge.importer.pages import Block, Cell, Document, Line, Place, Table
from knowledge.importer.readers import markup

TAG = re.compile(r"</?(ol|ul|li|p|br|div|pre|table|tr|td|th|b|strong|i|em|span|sup|sub|u)\b[^>]*>", re.IGNORECASE)
CUT_TAG = re.compile(r"<[a-z/][^<>]*$", re.IGNORECASE)
NUMBER_ONLY = re.compile(r"\(?(\d{1,2}|[A-Za-z])[.)]?")
SEPARATOR = re.compile(r"\|?[\s:|-]*-{2,}[\s:|-]*\|?")
END_OF_CELLS = re.compile(r"(?i)\s*(jenis|nama)\s+(pe)?layanan\s*:")
GAP = 3
"""So many empty lines end a table with one cell a line."""


def decoded(name: str, content: bytes) -> str:
    """The text of a file. Raises DocumentDamaged where it is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    sample = text[:200_000]
    strange = sum(not (char.isprintable() or char in "\t\r\n\f\v\xad\u200b\ufeff") or char == "\ufffd" for char in sample)
    if strange > len(sample) * 0.02:
        raise DocumentDamaged(
            f"Isi {name} bukan tulisan yang dapat dibaca; simpan ulang dokumennya sebagai .docx, .pdf, atau .txt lalu coba lagi."
        )
    return text


def read(name: str, content: bytes) -> Document:
    text = decoded(name, content).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    if re.search(r"<table\b", text, re.IGNORECASE):
        return Document(name=name, blocks=tuple(_with_tables(name, text)))
    return Document(name=name, blocks=tuple(_Lines(name).blocks(text.split("\n"), 1)))


def _with_tables(name: str, text: str) -> Iterator[Block]:
    """Splits the text into HTML tables and the text around them."""
    position = 0
    for tables, match in enumerate(re.finditer(r"<table\b.*?(</table>|\Z)", text, re.IGNORECASE | re.DOTALL), 1):
        yield from _Lines(name).blocks(text[position : match.start()].split("\n"), text.count("\n", 0, position) + 1)
        place = Place(file=name, line=text.count("\n", 0, match.start()) + 1)
        for block in markup.blocks_of(match.group(), place):
            yield replace(block, place=replace(block.place, table=tables)) if isinstance(block, Table) else block
        position = match.end()
    yield from _Lines(name).blocks(text[position:].split("\n"), text.count("\n", 0, position) + 1)


def unmarked(text: str) -> str:
    """The text without Markdown's signs for bold words."""
    return re.sub(r"\*\*|__(?=\S)|(?<=\S)__", "", text).strip()


@dataclass
class _Lines:
    """Turns lines into blocks. `empty`: the number of empty lines before the current one."""

    name: str
    made: list[Block] = field(default_factory=list)
    rows: list[list[list[Line]]] = field(default_factory=list)
    form: str = ""
    empty: int = 1
    tables: int = 0

    def blocks(self, lines: Iterable[str], first: int) -> list[Block]:
        for number, raw in enumerate(lines, first):
            if not raw.strip():
                self.empty += 1
                continue
            self._line(raw, Place(file=self.name, line=number))
            self.empty = 0
        self._close()
        return self.made

    def _line(self, raw: str, place: Place) -> None:
        if raw.lstrip().startswith("|") and raw.count("|") >= 3:
            self._piped(raw, place)
        elif "\t" in raw.strip() or ("\t" in raw and raw[0].isalpha()) or (raw.startswith("\t") and self.form == "tabbed" and raw.strip()):
            self._tabbed(raw, place)
        elif raw.startswith("\t"):
            self._stacked(raw, place)
        elif self.form == "stacked" and not self._ends(raw):
            self.rows[-1][-1].append(self._content(raw, place, new=self.empty > 0))
        elif self.form == "tabbed" and self.empty == 0 and self.rows and not raw.lstrip().startswith("#"):
            self.rows[-1][-1] += _cell_lines(raw, place)
        else:
            self._free_line(raw, place)

    def _ends(self, raw: str) -> bool:
        return self.empty >= GAP or bool(END_OF_CELLS.match(raw)) or raw.lstrip().startswith("#")

    def _piped(self, raw: str, place: Place) -> None:
        self._open("piped")
        if not SEPARATOR.fullmatch(raw.strip()):
            cells = re.split(r"(?<!\\)\|", raw.strip().strip("|"))
            self.rows.append([_cell_lines(cell.replace("\\|", "|"), place) for cell in cells])

    def _tabbed(self, raw: str, place: Place) -> None:
        self._open("tabbed")
        self.rows.append([_cell_lines(cell, place) for cell in raw.rstrip("\n").split("\t")])

    def _stacked(self, raw: str, place: Place) -> None:
        """Reads a table with one cell on each line, each after a tab: a new row begins after an empty line or with a bare number."""
        self._open("stacked")
        text = raw.strip()
        after_number = bool(self.rows and self.empty and len(self.rows[-1]) == 1 and NUMBER_ONLY.fullmatch(_text(self.rows[-1][0])))
        if not self.rows or (self.empty and not after_number) or NUMBER_ONLY.fullmatch(text):
            self.rows.append([])
        self.rows[-1].append(_cell_lines(text, place))

    def _free_line(self, raw: str, place: Place) -> None:
        self._close()
        text = raw.strip()
        marks = re.match(r"#{1,6}\s", text)
        cleaned = unmarked(text.lstrip("#").strip())
        strong = bool(re.fullmatch(r"(\W|\d|[a-z][.)])*\*\*[^*]+\*\*\W*", text))
        heading = len(marks.group().strip()) if marks else 0
        for line in _cell_lines(cleaned, place) if TAG.search(cleaned) else [self._content(cleaned, place, new=self.empty > 0)]:
            if line.text and not re.fullmatch(r"[-=_*~ ]{3,}", line.text):
                self.made.append(replace(line, heading=heading, strong=strong or bool(heading)))

    def _content(self, raw: str, place: Place, *, new: bool) -> Line:
        return Line(text=unmarked(raw), place=place, new=new)

    def _open(self, form: str) -> None:
        if self.form != form or (self.empty >= GAP and form == "stacked"):
            self._close()
        self.form = form

    def _close(self) -> None:
        if self.rows:
            self.tables += 1
            place = (
                replace(next(line.place for row in self.rows for cell in row for line in cell), table=self.tables)
                if any(cell for row in self.rows for cell in row)
                else Place(file=self.name, table=self.tables)
            )
            rows = tuple(tuple(Cell(lines=tuple(lines)) for lines in row) for row in self.rows)
            self.made.append(Table(rows=rows, place=place))
        self.rows, self.form = [], ""


def _text(lines: list[Line]) -> str:
    return " ".join(line.text for line in lines).strip()


def _cell_lines(raw: str, place: Place) -> list[Line]:
    """The lines of a cell: its HTML as lines, and each of its flow charts as one line."""
    raw = re.sub(r"<input\b[^>]*>", "\n□ ", raw)
    if not raw.strip():
        return []
    if not TAG.search(raw) and "-->" not in raw:
        return [Line(text=unmarked(part), place=place) for part in re.split(r"<br\s*/?>|\n", raw) if part.strip()]
    raw = re.sub(r"<pre>(.*?)(</pre>|$)", lambda match: f"\n[bagan] {markup.diagram_steps(match.group(1))}\n", raw, flags=re.DOTALL)
    raw = TAG.sub(lambda match: "" if match.group(1).lower() in ("b", "strong", "i", "em", "span", "sup", "sub", "u") else "\n", raw)
    return [Line(text=unmarked(part), place=place) for part in CUT_TAG.sub("", raw).split("\n") if part.strip() not in ("", "[bagan]")]
