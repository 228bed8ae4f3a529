"""PDF with text: ruled tables and the lines around them. What wraps is told by whether the next word would have fitted."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from knowledge.errors import DocumentTooLarge
from knowledge.importer.pages import Block, Cell, Document, Line, Place, Table

MOST_PAGES = 600
PADDING = 7.0
"""Points between a cell's text and its rule, at most."""
MARGIN = 0.1
"""The part of a page, above and below, where headers and footers stand."""
Word = dict[str, Any]
Box = tuple[float, float, float, float]


def read(name: str, content: bytes, scan: Callable[[Any], list[str]] | None = None) -> Document:
    """The document; `scan` reads a page that is a picture and is asked only for those."""
    import pdfplumber

    pages: list[_Page] = []
    remarks = []
    with pdfplumber.open(io.BytesIO(content)) as opened:
        if len(opened.pages) > MOST_PAGES:
            raise DocumentTooLarge(
                f"{name} berisi {len(opened.pages)} halaman; bagilah menjadi berkas berisi paling banyak {MOST_PAGES} halaman."
            )
        for number, page in enumerate(opened.pages, 1):
            made = _page(page, Place(file=name, page=number))
            if not made.lines and not made.tables and page.images and scan:
                made = replace(made, lines=_scanned(scan(page), Place(file=name, page=number)))
                remarks.append(f"halaman {number} adalah gambar dan dibaca dengan OCR: periksa ejaannya")
            pages.append(made)
            page.close()
    return Document(name=name, blocks=tuple(_without_furniture(pages)), remarks=tuple(remarks))


def is_picture(content: bytes) -> bool:
    """No page has a letter, and there are pictures."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as opened:
        return bool(opened.pages) and not any(page.chars for page in opened.pages[:20])


@dataclass(frozen=True, kw_only=True)
class _Printed:
    """A line with where it is printed."""

    line: Line
    x0: float
    x1: float
    top: float
    first_width: float
    size: float


@dataclass(frozen=True, kw_only=True)
class _Page:
    lines: tuple[_Printed, ...]
    tables: tuple[tuple[float, Table], ...]
    height: float


def _page(page: Any, place: Place) -> _Page:
    words: list[Word] = page.extract_words(extra_attrs=["fontname", "size"], x_tolerance_ratio=0.15, keep_blank_chars=False)
    found = _tables(page) if page.rects or page.lines or page.curves else []
    boxes: list[Box] = [table.bbox for table in found]
    free = [word for word in words if not any(_inside(word, box) for box in boxes)]
    tables = tuple((table.bbox[1], _table(table, words, replace(place, table=number))) for number, table in enumerate(found, 1))
    return _Page(lines=tuple(_printed(free, place, _right(free))), tables=tables, height=float(page.height))


def _tables(page: Any) -> list[Any]:
    """The ruled tables; where upright rules end without a level one (a row cut by the page), the row ends there too."""
    ends = _open_ends(page.edges)
    found = page.find_tables({"explicit_horizontal_lines": ends} if ends else {})
    return [table for table in found if _is_real(table)]


def _open_ends(edges: Sequence[dict[str, Any]]) -> list[float]:
    upright = [edge for edge in edges if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > 4]
    level = [edge["top"] for edge in edges if edge["orientation"] == "h"]
    ends = Counter(round(float(edge[side])) for edge in upright for side in ("top", "bottom"))
    return [float(at) for at, count in ends.items() if count >= 3 and not any(abs(at - known) < 3 for known in level)]


def _is_real(table: Any) -> bool:
    return len(table.cells) > 1


def _right(words: Sequence[Word]) -> float:
    return max((float(word["x1"]) for word in words), default=0.0)


def _inside(word: Word, box: Box) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _table(table: Any, words: Sequence[Word], place: Place) -> Table:
    near = [word for word in words if _inside(word, table.bbox)]
    rows = []
    for number, row in enumerate(table.rows, 1):
        at = replace(place, row=number)
        rows.append(tuple(_cell(cell, near, at) for cell in row.cells))
    return Table(rows=tuple(rows), place=place)


def _cell(box: Box | None, words: Sequence[Word], place: Place) -> Cell:
    if box is None:
        return Cell()
    inside = [word for word in words if _inside(word, box)]
    return Cell(lines=tuple(one.line for one in _printed(inside, place, box[2] - PADDING)))


def _printed(words: Sequence[Word], place: Place, right: float) -> list[_Printed]:
    """Words as lines, from the top; each line knows whether it goes on the one before."""
    lines = [_line(group, place) for group in _groups(words)]
    made = lines[:1]
    for before, here in pairwise(lines):
        wrapped = before.x1 + here.first_width + here.size * 0.2 > right and here.top - before.top < here.size * 2.6
        made.append(replace(here, line=replace(here.line, wrapped=wrapped, new=not wrapped)))
    return made


def _groups(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words of one height together, from left to right."""
    group: list[Word] = []
    for word in sorted(words, key=lambda word: (round(word["bottom"], 1), word["x0"])):
        if group and abs(word["bottom"] - group[0]["bottom"]) > 3:
            yield sorted(group, key=lambda one: float(one["x0"]))
            group = []
        group.append(word)
    if group:
        yield sorted(group, key=lambda one: float(one["x0"]))


def _line(words: list[Word], place: Place) -> _Printed:
    first = words[0]
    strong = all("bold" in word["fontname"].lower() for word in words)
    text = re.sub(r"\(cid:\d+\)", "•", " ".join(word["text"] for word in words)).strip()
    return _Printed(
        line=Line(text=text, place=place, strong=strong, wrapped=False),
        x0=first["x0"],
        x1=words[-1]["x1"],
        top=first["top"],
        first_width=first["x1"] - first["x0"],
        size=float(first["size"]),
    )


def _scanned(lines: list[str], place: Place) -> tuple[_Printed, ...]:
    return tuple(
        _Printed(line=Line(text=text, place=place, new=False), x0=0, x1=0, top=float(100 + number), first_width=0, size=1)
        for number, text in enumerate(lines)
        if text.strip()
    )


def _without_furniture(pages: Sequence[_Page]) -> Iterator[Block]:
    repeated = _repeated(pages)
    usual = Counter(round(line.size, 1) for page in pages for line in page.lines).most_common(1)
    for page in pages:
        blocks: list[tuple[float, Block]] = list(page.tables)
        for one in page.lines:
            if not (_in_margin(one, page) and _shape(one.line.text) in repeated):
                blocks.append((one.top, _headed(one, usual[0][0] if usual else 0)))
        yield from (block for _, block in sorted(blocks, key=lambda pair: pair[0]))


def _headed(one: _Printed, usual: float) -> Line:
    large = one.size >= usual * 1.15 and usual > 0
    return replace(one.line, heading=2 if large else 0)


def _repeated(pages: Sequence[_Page]) -> set[str]:
    """The shapes of lines that stand in the margin of several pages; a number counts as the same number everywhere."""
    seen = Counter(shape for page in pages for shape in {_shape(one.line.text) for one in page.lines if _in_margin(one, page)})
    return {shape for shape, count in seen.items() if count >= max(2, len(pages) * 0.3)}


def _in_margin(one: _Printed, page: _Page) -> bool:
    return one.top < page.height * MARGIN or one.top > page.height * (1 - MARGIN)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())
