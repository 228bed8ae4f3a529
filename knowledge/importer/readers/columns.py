"""Finds tables without ruled lines in a PDF: names on the left, and content on the right that begins at a common edge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.importer.pages import Cell, Line, Place, Table
from knowledge.importer.readers.printed import Printed, Word, printed

GAP = 9.0
"""So many points between two words are no space."""
ENOUGH = 4
"""So many lines must share the edge on a page."""
SAME = 3.0


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """A line of the page, split at the edge. `top`: in points from the top of the page."""

    left: list[Word]
    right: list[Word]
    top: float

    @property
    def is_row(self) -> bool:
        return bool(self.right)


def parted(lines: Sequence[Printed], place: Place, right: float) -> tuple[list[Printed], list[tuple[float, Table]]]:
    """The lines that remain lines, and the unruled tables with their position from the top."""
    rows = [list(line.words) for line in lines if line.words]
    edge = _edge(rows)
    if edge is None or len(rows) != len(lines):
        return list(lines), []
    pairs = [_pair(row, edge) for row in rows]
    plain_lines: list[Printed] = []
    tables: list[tuple[float, Table]] = []
    block: list[_Pair] = []
    for line, pair, before in zip(lines, pairs, [None, *pairs], strict=False):
        if pair.is_row or (block and _ends_name(pair, before, line, edge)):
            block.append(pair)
            continue
        tables += _table(block, place, right)
        block = []
        plain_lines.append(line)
    return plain_lines, tables + _table(block, place, right)


def _edge(rows: Sequence[list[Word]]) -> float | None:
    """Where the words after the last wide gap begin, if many lines agree and few words cross that edge."""
    starts = Counter(round(start) for row in rows if (start := _after_gap(row)) is not None)
    if not starts:
        return None
    edge, _ = starts.most_common(1)[0]
    agreeing = sum(count for start, count in starts.items() if abs(start - edge) <= SAME)
    return float(edge) if agreeing >= ENOUGH else None


def _after_gap(row: Sequence[Word]) -> float | None:
    gaps = [float(after["x0"]) for before, after in pairwise(row) if after["x0"] - before["x1"] > GAP]
    return gaps[-1] if gaps else None


def _pair(row: list[Word], edge: float) -> _Pair:
    """The line split at the edge; a line that runs across the edge counts as left."""
    left = [word for word in row if word["x0"] < edge - SAME]
    right = [word for word in row if word["x0"] >= edge - SAME]
    crosses = any(word["x1"] > edge for word in left) or (left and right and right[0]["x0"] - left[-1]["x1"] < GAP / 2)
    starts = bool(right) and abs(right[0]["x0"] - edge) <= GAP * 4
    if crosses or not starts:
        left, right = row, []
    return _Pair(left=left, right=right, top=float(row[0]["top"]))


def _ends_name(pair: _Pair, before: _Pair | None, line: Printed, edge: float) -> bool:
    """Whether this line has text only on the left and closely follows a row, so that it is the rest of a name."""
    close = before is not None and pair.top - before.top < line.size * 1.9
    return close and not line.line.strong and line.x1 < edge - SAME


def _table(block: Sequence[_Pair], place: Place, right: float) -> list[tuple[float, Table]]:
    if len(block) < 2 or not any(pair.left for pair in block):
        return []
    content = printed([word for pair in block for word in pair.right], place, right)
    lines = iter(content)
    rows = tuple(_row(pair, lines, place) for pair in block)
    return [(block[0].top, Table(rows=rows, place=place))]


def _row(pair: _Pair, lines: object, place: Place) -> tuple[Cell, Cell]:
    name = " ".join(str(word["text"]) for word in pair.left).strip(" :")
    left = Cell(lines=(Line(text=name, place=place),) if name else ())
    next_line = next(lines, None) if pair.right else None  # type: ignore[call-overload]
    return left, Cell(lines=(replace(next_line.line, place=place),) if next_line else ())
