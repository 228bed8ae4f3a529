"""Reads PDF files that contain text: ruled tables and the lines around them. A line counts as wrapped if the next word would not have
fitted on it.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from knowledge.errors import DocumentTooLarge
from knowledge.importer.pages import Block, Cell, Document, Line, Place, Table
from knowledge.importer.readers import columns
from knowledge.importer.readers.printed import Box, Printed, Word, printed

Element: TypeAlias = Any
"""A page, a table or a character of pdfplumber, which has no types."""

MOST_PAGES = 600
PADDING = 7.0
"""Points between a cell's text and its rule, at most."""
SLANT = 0.05
"""The tangent from which on a letter is aslant."""
MARGIN = 0.1
"""The part of a page, above and below, where headers and footers stand."""


def read(name: str, content: bytes, scan: Callable[[Element], list[str]] | None = None) -> Document:
    """The document. `scan` reads a page that is a picture, and is asked for only when there are such pages."""
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
    """Whether no page has a letter, and there are pictures."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as opened:
        return bool(opened.pages) and not any(page.chars for page in opened.pages[:20])


@dataclass(frozen=True, kw_only=True)
class _Page:
    lines: tuple[Printed, ...]
    tables: tuple[tuple[float, Table], ...]
    height: float
    right: float = 0.0
    """Where the longest line ends."""


def _page(page: Element, place: Place) -> _Page:
    page = _without_watermark(page)
    words: list[Word] = page.extract_words(extra_attrs=["fontname", "size"], x_tolerance_ratio=0.15, keep_blank_chars=False)
    page_tables = _tables(page) if page.rects or page.lines or page.curves else []
    boxes: list[Box] = [table.bbox for table in page_tables]
    free = [word for word in words if not any(_inside(word, box) for box in boxes)]
    tables = tuple((table.bbox[1], _table(table, words, replace(place, table=number))) for number, table in enumerate(page_tables, 1))
    return _Page(lines=tuple(printed(free, place, _right(free))), tables=tables, height=float(page.height), right=_right(free))


def _without_watermark(page: Element) -> Element:
    """The page without letters printed at an angle, unless most are, as on a page that was scanned askew."""
    aslant = sum(map(_is_aslant, page.chars))
    return page.filter(lambda part: not _is_aslant(part)) if 0 < aslant < len(page.chars) / 2 else page


def _is_aslant(part: Element) -> bool:
    if part["object_type"] != "char":
        return False
    across, up = (abs(part["matrix"][at]) for at in (0, 1))
    return bool(min(across, up) > SLANT * max(across, up))


def _tables(page: Element) -> list[Element]:
    """The ruled tables. Where vertical rules end without a horizontal one, because the page cuts the row, the row ends there too."""
    ends = _open_ends(page.edges)
    ruled_tables = page.find_tables({"explicit_horizontal_lines": ends} if ends else {})
    return [table for table in ruled_tables if _is_real(table)]


def _open_ends(edges: Sequence[dict[str, Element]]) -> list[float]:
    upright = [edge for edge in edges if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > 4]
    level = [edge["top"] for edge in edges if edge["orientation"] == "h"]
    ends = Counter(round(float(edge[side])) for edge in upright for side in ("top", "bottom"))
    return [float(at) for at, count in ends.items() if count >= 3 and not any(abs(at - level_edge) < 3 for level_edge in level)]


def _is_real(table: Element) -> bool:
    return len(table.cells) > 1


def _right(words: Sequence[Word]) -> float:
    return max((float(word["x1"]) for word in words), default=0.0)


def _inside(word: Word, box: Box) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _table(table: Element, words: Sequence[Word], place: Place) -> Table:
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
    return Cell(lines=tuple(line.line for line in printed(inside, place, box[2] - PADDING)))


def _scanned(lines: list[str], place: Place) -> tuple[Printed, ...]:
    return tuple(
        Printed(line=Line(text=text, place=place, new=False), x0=0, x1=0, top=float(100 + number), first_width=0, size=1)
        for number, text in enumerate(lines)
        if text.strip()
    )


def _without_furniture(pages: Sequence[_Page]) -> Iterator[Block]:
    repeated = _repeated(pages)
    usual = Counter(round(line.size, 1) for page in pages for line in page.lines).most_common(1)
    for page in pages:
        own = [line for line in page.lines if not (_in_margin(line, page) and _shape(line.line.text) in repeated)]
        place = replace(own[0].line.place, table=len(page.tables) + 1) if own else Place(file="")
        lines, unruled = columns.parted(own, place, page.right)
        blocks: list[tuple[float, Block]] = [*page.tables, *unruled]
        blocks += [(line.top, _headed(line, usual[0][0] if usual else 0)) for line in lines]
        yield from (block for _, block in sorted(blocks, key=lambda pair: pair[0]))


def _headed(printed_line: Printed, usual: float) -> Line:
    large = printed_line.size >= usual * 1.15 and usual > 0
    return replace(printed_line.line, heading=2 if large else 0)


def _repeated(pages: Sequence[_Page]) -> set[str]:
    """The patterns of lines that recur in the margin of several pages; all numbers count as equal."""
    seen = Counter(shape for page in pages for shape in {_shape(line.line.text) for line in page.lines if _in_margin(line, page)})
    return {shape for shape, count in seen.items() if count >= max(2, len(pages) * 0.3)}


def _in_margin(printed_line: Printed, page: _Page) -> bool:
    return printed_line.top < page.height * MARGIN or printed_line.top > page.height * (1 - MARGIN)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())
