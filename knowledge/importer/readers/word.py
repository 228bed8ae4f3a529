"""Reads Word documents (.docx): numbered paragraphs and tables with merged cells, from the body only, without headers and footers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from knowledge.importer.pages import Block, Cell, Document, Line, Place, Table, covered

Element: TypeAlias = Any
"""A node of lxml or a part of python-docx; neither has types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SKIPPED = {f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{W}instrText"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def read(name: str, content: bytes) -> Document:
    import docx

    opened = docx.Document(io.BytesIO(content))
    body = _Body(name=name, styles=_styles(opened), numbering=_numbering(opened))
    return Document(name=name, blocks=tuple(body.blocks(opened.element.body)))


@dataclass(frozen=True, kw_only=True)
class _Style:
    name: str
    based: str | None
    number: tuple[str, int] | None
    bold: bool
    outline: int


@dataclass
class _Body:
    name: str
    styles: dict[str, _Style]
    numbering: dict[str, dict[int, tuple[str, str, int]]]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    lines: int = 0
    tables: int = 0

    def blocks(self, parent: Element) -> Iterator[Block]:
        for node in _opened(parent):
            if node.tag == f"{W}p":
                self.lines += 1
                yield from self._paragraph(node, Place(file=self.name, line=self.lines))
            elif node.tag == f"{W}tbl":
                self.tables += 1
                yield self._table(node)

    def _table(self, node: Element) -> Table:
        place = Place(file=self.name, table=self.tables)
        rows: list[tuple[Cell, ...]] = []
        for number, row in enumerate((row for row in _opened(node) if row.tag == f"{W}tr"), 1):
            rows.append(self._row(row, Place(file=self.name, table=place.table, row=number), rows[-1] if rows else ()))
        return Table(rows=tuple(rows), place=place)

    def _row(self, row: Element, place: Place, before: Sequence[Cell] = ()) -> tuple[Cell, ...]:
        """The cells of a row. `before`: the row above, whose merged cells may cover some of this one."""
        cells: list[Cell] = []
        for node in (child for child in _opened(row) if child.tag == f"{W}tc"):
            merged = node.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            span = node.find(f"{W}tcPr/{W}gridSpan")
            wide = int(span.get(f"{W}val", "1")) if span is not None else 1
            over = before[len(cells)] if goes_on and len(cells) < len(before) else Cell()
            cell = covered(over.lines or over.above, 1, 0) if goes_on else Cell(lines=tuple(self._cell(node, place)))
            cells += [cell, *(covered(cell.lines, 0, right) for right in range(1, wide))]
        return tuple(cells)

    def _cell(self, cell: Element, place: Place) -> Iterator[Line]:
        for node in _opened(cell):
            if node.tag == f"{W}p":
                yield from self._paragraph(node, place)
            elif node.tag == f"{W}tbl":
                yield from self._nested(node, place)

    def _nested(self, table: Element, place: Place) -> Iterator[Line]:
        """A table inside a cell, with one line for each row."""
        for row in (child for child in _opened(table) if child.tag == f"{W}tr"):
            text = " ".join(cell.text for cell in self._row(row, place) if cell.text)
            if text:
                yield Line(text=text, place=place)

    def _paragraph(self, node: Element, place: Place) -> Iterator[Line]:
        style = self._style(node)
        marker = self._marker(node, style)
        strong = _is_strong(node, style)
        for text in (part.strip() for part in _text(node).split("\n")):
            if text:
                yield Line(text=f"{marker} {text}".strip(), place=place, strong=strong, heading=self._heading(node, style), wrapped=False)
                marker = ""

    def _style(self, node: Element) -> _Style | None:
        named = node.find(f"{W}pPr/{W}pStyle")
        return self.styles.get(named.get(f"{W}val")) if named is not None else None

    def _heading(self, node: Element, style: _Style | None) -> int:
        own = node.find(f"{W}pPr/{W}outlineLvl")
        if own is not None and own.get(f"{W}val", "9") < "9":
            return int(own.get(f"{W}val")) + 1
        for style_ in self._ancestry(style):
            if style_.outline or style_.name.lower() in ("title", "judul"):
                return style_.outline or 1
        return 0

    def _ancestry(self, style: _Style | None) -> Iterator[_Style]:
        steps = 0
        while style and steps < 10:
            yield style
            style, steps = self.styles.get(style.based or ""), steps + 1

    def _marker(self, node: Element, style: _Style | None) -> str:
        """The number or bullet that Word prints before the paragraph."""
        own = _number(node.find(f"{W}pPr"))
        number = own or next((style_.number for style_ in self._ancestry(style) if style_.number), None)
        if number is None or number[0] not in self.numbering or not _text(node).strip():
            return ""
        kind, form, first = self.numbering[number[0]].get(number[1], ("decimal", "%1.", 1))
        if kind in ("bullet", "none"):
            return "-" if kind == "bullet" else ""
        count = self.counts.get(number, first - 1) + 1
        self.counts = {key: value for key, value in self.counts.items() if key[0] != number[0] or key[1] <= number[1]} | {number: count}
        return _counted(kind, count) + (")" if form.rstrip().endswith(")") else ".")


def _counted(kind: str, count: int) -> str:
    written = count
    if kind in ("lowerLetter", "upperLetter"):
        letter = LETTERS[(written - 1) % 26]
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and written <= len(ROMAN):
        return ROMAN[written - 1] if kind == "lowerRoman" else ROMAN[written - 1].upper()
    return str(written)


def _opened(parent: Element) -> Iterator[Element]:
    """The children; those inside content controls and insertions are in their place."""
    for node in parent:
        if node.tag == f"{W}sdt":
            content = node.find(f"{W}sdtContent")
            yield from _opened(content) if content is not None else ()
        elif node.tag in (f"{W}ins", f"{W}smartTag", f"{W}customXml"):
            yield from _opened(node)
        else:
            yield node


def _text(node: Element) -> str:
    """The words of a paragraph, without deleted ones and without duplicates for old programs."""
    if node.tag in SKIPPED:
        return ""
    if node.tag == f"{W}t":
        return node.text or ""
    if node.tag in (f"{W}br", f"{W}cr"):
        return "\n"
    if node.tag == f"{W}tab":
        return " " if node.getparent().tag == f"{W}r" else ""
    if node.tag == f"{W}noBreakHyphen":
        return "-"
    return "".join(_text(child) for child in node)


def _is_strong(node: Element, style: _Style | None) -> bool:
    runs = [run for run in node.iter(f"{W}r") if "".join(text.text or "" for text in run.iter(f"{W}t")).strip()]
    marks = [run.find(f"{W}rPr/{W}b") for run in runs]
    bold = [mark.get(f"{W}val", "1") not in ("0", "false") if mark is not None else bool(style and style.bold) for mark in marks]
    return bool(bold) and all(bold)


def _number(properties: Element) -> tuple[str, int] | None:
    number_element = properties.find(f"{W}numPr") if properties is not None else None
    if number_element is None or number_element.find(f"{W}numId") is None:
        return None
    level = number_element.find(f"{W}ilvl")
    return number_element.find(f"{W}numId").get(f"{W}val"), int(level.get(f"{W}val")) if level is not None else 0


def _styles(opened: Element) -> dict[str, _Style]:
    made = {}
    for node in opened.styles.element.iter(f"{W}style"):
        name, based = node.find(f"{W}name"), node.find(f"{W}basedOn")
        outline, bold = node.find(f"{W}pPr/{W}outlineLvl"), node.find(f"{W}rPr/{W}b")
        made[node.get(f"{W}styleId")] = _Style(
            name=name.get(f"{W}val") if name is not None else "",
            based=based.get(f"{W}val") if based is not None else None,
            number=_number(node.find(f"{W}pPr")),
            bold=bold is not None and bold.get(f"{W}val", "1") not in ("0", "false"),
            outline=int(outline.get(f"{W}val")) + 1 if outline is not None and int(outline.get(f"{W}val")) < 9 else 0,
        )
    return made


def _numbering(opened: Element) -> dict[str, dict[int, tuple[str, str, int]]]:
    """The levels of each list: the kind of number, its format, and where it starts."""
    try:
        root = opened.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {node.get(f"{W}abstractNumId"): dict(_levels(node)) for node in root.iter(f"{W}abstractNum")}
    made = {}
    for node in root.iter(f"{W}num"):
        made[node.get(f"{W}numId")] = abstract.get(node.find(f"{W}abstractNumId").get(f"{W}val"), {})
    return made


def _levels(abstract: Element) -> Iterator[tuple[int, tuple[str, str, int]]]:
    for level in abstract.iter(f"{W}lvl"):
        kind, form, start = (level.find(f"{W}{tag}") for tag in ("numFmt", "lvlText", "start"))
        yield (
            int(level.get(f"{W}ilvl")),
            (
                kind.get(f"{W}val") if kind is not None else "decimal",
                form.get(f"{W}val", "") if form is not None else "%1.",
                int(start.get(f"{W}val")) if start is not None else 1,
            ),
        )
