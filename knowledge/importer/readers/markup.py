"""Reads HTML, both whole pages and fragments that OCR leaves in text: headings, lists, tables with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from knowledge.importer.pages import Block, Cell, Document, Line, Place, Table, covered

Element: TypeAlias = Any
"""A node of lxml, which has no types."""

SKIPPED = {"script", "style", "nav", "footer", "aside", "noscript", "svg", "button", "select", "head", "template", "iframe"}
FURNITURE = re.compile(r"(?i)\b(foot(er)?|nav(bar|igation)?|breadcrumbs?|menu|sidebar|cookies?|copyright|pagination|share|topbar)\b")
BLOCKS = {"p", "div", "section", "article", "main", "li", "dt", "dd", "blockquote", "header", "figure", "summary", "details", "address"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIAGRAM = re.compile(r"\w+\[([^\]]+)\]|\w+\(([^)]+)\)|\w+\{([^}]+)\}")


def read(name: str, content: bytes) -> Document:
    from lxml import html

    tree = html.fromstring(
        content.decode(_encoding(content), errors="replace").replace("\x00", "").encode(), parser=html.HTMLParser(encoding="utf-8")
    )
    walk = _Walk(place=Place(file=name))
    walk.element(tree)
    return Document(name=name, blocks=tuple(walk.finished()))


def blocks_of(fragment: str, place: Place) -> list[Block]:
    """The lines and tables of a piece of HTML, all with the same place."""
    from lxml import html

    if not fragment.strip():
        return []
    walk = _Walk(place=place, numbered=False)
    walk.element(html.fragment_fromstring(fragment, create_parent="div"))
    return walk.finished()


def diagram_steps(source: str) -> str:
    """The boxes of a mermaid flow chart in their order, as text; empty if it is none."""
    names = [next(part for part in match.groups() if part) for match in DIAGRAM.finditer(source)]
    return ", ".join(name.strip() for name in dict.fromkeys(names))


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    declared = re.search(rb"charset=[\"']?([\w-]+)", content[:2000])
    named = declared.group(1).decode() if declared else "utf-8"
    try:
        content.decode(named)
    except (LookupError, UnicodeDecodeError):
        return "cp1252" if named.lower() == "utf-8" else "utf-8"
    return named


@dataclass
class _Walk:
    """Goes through a tree once and collects blocks. `text`: the line that is being put together."""

    place: Place
    numbered: bool = True
    blocks: list[Block] = field(default_factory=list)
    text: str = ""
    strong: int = 0
    plain: bool = False
    marker: str = ""
    tables: int = 0

    def finished(self) -> list[Block]:
        self.flush()
        return self.blocks

    def flush(self, heading: int = 0) -> None:
        text = re.sub(r"\s+", " ", self.text).strip()
        if text:
            self.blocks.append(
                Line(
                    text=f"{self.marker} {text}".strip(),
                    place=self._here(),
                    heading=heading,
                    strong=bool(heading) or not self.plain,
                )
            )
            self.marker = ""
        self.text, self.plain = "", False

    def element(self, node: Element) -> None:
        """Reads one element with everything below it."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag and tag not in SKIPPED and not self._hidden(node):
            handler = getattr(self, f"_{tag}", None) or (self._heading if re.fullmatch(r"h[1-6]", tag) else self._any)
            handler(node)
        self._say(node.tail)

    def _hidden(self, node: Element) -> bool:
        named = f"{node.get('class', '')} {node.get('id', '')} {node.get('role', '')}".replace("-", " ").replace("_", " ")
        return (node.tag in BLOCKS | {"ul", "ol"} and bool(FURNITURE.search(named))) or "display:none" in node.get("style", "").replace(
            " ", ""
        )

    def _any(self, node: Element) -> None:
        block = node.tag in BLOCKS
        if block:
            self.flush()
        self._inside(node)
        if block:
            self.flush()

    def _inside(self, node: Element) -> None:
        self._say(node.text)
        for child in node:
            self.element(child)

    def _say(self, text: str | None) -> None:
        if text:
            self.text += text
            self.plain = self.plain or (not self.strong and bool(text.strip()))

    def _heading(self, node: Element) -> None:
        self.flush()
        self._inside(node)
        self.flush(heading=int(node.tag[1]))

    def _br(self, node: Element) -> None:
        self.flush()

    def _b(self, node: Element) -> None:
        self.strong += 1
        self._inside(node)
        self.strong -= 1

    _strong = _b

    def _pre(self, node: Element) -> None:
        self.flush()
        source = node.text_content()
        steps = diagram_steps(source) if "-->" in source else ""
        for line in [f"[bagan] {steps}"] if steps else source.splitlines():
            self._say(line)
            self.flush()

    def _ol(self, node: Element) -> None:
        self.flush()
        letters = node.get("type", "1").lower() == "a" or "alpha" in node.get("style", "")
        first = int(node.get("start", "1")) if node.get("start", "1").isdigit() else 1
        self._items(node, [f"{LETTERS[n % 26] if letters else n + first}." for n in range(len(node))])

    def _ul(self, node: Element) -> None:
        self.flush()
        self._items(node, ["-"] * len(node))

    def _items(self, node: Element, markers: list[str]) -> None:
        self._say(node.text)
        self.flush()
        children = [child for child in node if child.tag == "li"]
        for child in node:
            if child.tag == "li":
                self.marker = markers[children.index(child)]
                self._inside(child)
                self.flush()
                self.marker = ""
                self._say(child.tail)
            else:
                self.element(child)
        self.flush()

    def _table(self, node: Element) -> None:
        self.flush()
        arranges = node.find(".//table") is not None or any(node.find(f".//{tag}") is not None for tag in ("h1", "h2", "h3", "h4", "dl"))
        if (arranges or len(list(node.iter("tr"))) < 2) and not _grid_like(node):
            self._layout(node)
            return
        self.tables += 1
        place = replace(self.place, table=self.tables)
        self.blocks.append(Table(rows=tuple(_grid(node, place)), place=place))

    def _layout(self, node: Element) -> None:
        """Reads a table that only arranges the page: each cell by itself."""
        for cell in node.iter("td", "th"):
            if next(cell.iterancestors("table")) is node:
                self._inside(cell)
                self.flush()

    def _here(self) -> Place:
        return replace(self.place, line=len(self.blocks) + 1) if self.numbered else self.place


def _grid_like(node: Element) -> bool:
    """Whether more than two rows have two cells of their own: then it is a table of content, with another table inside."""
    own = [row for row in node.iter("tr") if next(row.iterancestors("table")) is node]
    return sum(len(row) >= 2 for row in own) > 2


def _cell_lines(cell: Element, place: Place) -> Iterator[Line]:
    walk = _Walk(place=place, numbered=False)
    walk._inside(cell)
    for block in walk.finished():
        if isinstance(block, Line):
            yield block
        else:
            for row in block.rows:
                yield Line(text=" ".join(part.text for part in row if part.text), place=place)


def _grid(node: Element, place: Place) -> Iterator[tuple[Cell, ...]]:
    """The rows of cells with merged cells spread out: the first place holds the text, and the others refer to it."""
    taken: dict[tuple[int, int], Cell] = {}
    for y, row in enumerate(row for row in node.iter("tr") if next(row.iterancestors("table")) is node):
        made: list[Cell] = []
        for cell in (child for child in row if child.tag in ("td", "th")):
            made += _covered_cells(taken, y, len(made))
            lines = tuple(_cell_lines(cell, replace(place, row=y + 1)))
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            inside = {(down, right): covered(lines, down, right) for down in range(high) for right in range(wide)}
            taken.update({(y + down, len(made) + right): covered_cell for (down, right), covered_cell in inside.items()})
            made += [Cell(lines=lines), *(inside[0, right] for right in range(1, wide))]
        yield (*made, *_covered_cells(taken, y, len(made)))


def _covered_cells(taken: Mapping[tuple[int, int], Cell], row: int, column: int) -> Iterator[Cell]:
    """The cells from this place on that are covered by merged cells of rows above."""
    while cell := taken.get((row, column)):
        yield cell
        column += 1


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1")
    return min(int(value), 50) if value.isdigit() and int(value) > 0 else 1
