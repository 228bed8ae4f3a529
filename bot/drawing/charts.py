"""The charts of the picture, from computed values. Words come as arguments; this module does not know what a case is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.drawing.shapes import Drawing, Label, Line, Rect, Shape

WIDTH = 384
"""As wide as a telephone, so that the letters are hardly smaller there than written."""
ROW, BAR = 38, 15
"""The height of a row, and of the bar in it under its name."""
TICK = 12.5
EVERY = 3
"""Hours from one tick to the next."""
WIDEST_TICK = 36
LONGEST, LONGEST_TITLE = 48, 36
"""Letters that have room in a line, and in a line of the title."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a bar."""

    colour: str
    count: int
    says: str = ""


@dataclass(frozen=True, kw_only=True)
class Bar:
    label: str
    parts: tuple[Part, ...]
    note: str = ""

    @property
    def n(self) -> int:
        return sum(part.count for part in self.parts)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One place on the time axis: a pair of bars and a point of the line."""

    label: str
    first: int
    second: int
    line: int


def bars(title: str, rows: Sequence[Bar], legend: Sequence[tuple[str, str]] = ()) -> Drawing:
    """Bars under their names, each with its parts on one scale, and the number of cases beside it. `legend`: colour and name."""
    most = max((row.n for row in rows), default=0) or 1
    room = WIDTH - 60
    shapes: list[Shape] = []
    for place, row in enumerate(rows):
        y, x = place * ROW + 20, 0.0
        shapes.append(Label(x=0, y=y - 5, text=_short(row.label, LONGEST)))
        for part in row.parts:
            width = room * part.count / most
            shapes += [Rect(x=x, y=y, width=width, height=BAR, colour=part.colour, says=part.says)] if width else []
            x += width
        shapes.append(Label(x=x + 6, y=y + 12, text=row.note or str(row.n), colour="muted"))
    foot = max(len(rows), 1) * ROW
    keys = _legend(legend, foot + 14, 0.0)
    ends = max((key.y + 10 for key in keys if isinstance(key, Label)), default=foot)
    return Drawing(width=WIDTH, height=round(ends), title=title, shapes=(*shapes, *keys))


def flow(title: str, columns: Sequence[Column], names: tuple[str, str, str]) -> Drawing:
    """Received and ended side by side, and the number of open cases as a line, on one scale."""
    height, base, left = 210, 165, 34
    most = max((max(column.first, column.second, column.line) for column in columns), default=0) or 1
    step = (WIDTH - left) / max(len(columns), 1)
    up = (base - 22) / most
    every = 1 + len(columns) * WIDEST_TICK // (WIDTH - left)
    shapes: list[Shape] = [Line(points=((left, base), (WIDTH, base)), colour="line", width=1)]
    shapes += [Label(x=left - 6, y=base - most * up + 5, text=str(most), colour="muted", anchor="end", size=TICK)]
    for place, pair in enumerate(columns):
        x = left + place * step
        shapes.append(Rect(x=x + step * 0.16, y=base - pair.first * up, width=step * 0.32, height=pair.first * up, colour="running"))
        shapes.append(Rect(x=x + step * 0.52, y=base - pair.second * up, width=step * 0.32, height=pair.second * up, colour="kept"))
        if (len(columns) - 1 - place) % every == 0:
            shapes.append(Label(x=x + step / 2, y=base + 16, text=pair.label, colour="muted", size=TICK, anchor="middle"))
    points = tuple((left + (place + 0.5) * step, base - counted.line * up) for place, counted in enumerate(columns))
    shapes += [Line(points=points, colour="late", width=2.5)] if len(points) > 1 else []
    return Drawing(
        width=WIDTH, height=height, title=title, shapes=(*shapes, *_legend(zip(("running", "kept", "late"), names, strict=True), 202))
    )


def _legend(entries: Iterable[tuple[str, str]], y: float, x: float = 34.0) -> list[Shape]:
    """One after another; what has no room stands in the next line."""
    shapes: list[Shape] = []
    at = x
    for colour, name in entries:
        width = 30 + 7.5 * len(name)
        if at + width > WIDTH and at > x:
            at, y = x, y + 20
        shapes += [Rect(x=at, y=y - 10, width=12, height=12, colour=colour), Label(x=at + 18, y=y, text=name, size=13)]
        at += width
    return shapes


def heat(title: str, cells: Mapping[tuple[int, int], int], days: Sequence[str], hours: range) -> Drawing:
    """Weekday by hour; darker means more."""
    most, left, cell = max(cells.values(), default=0) or 1, 48, 20
    step = (WIDTH - left) / len(hours)
    shapes: list[Shape] = []
    for row, day in enumerate(days):
        shapes.append(Label(x=left - 8, y=row * (cell + 3) + 15, text=day, anchor="end", size=13))
        for place, hour in enumerate(hours):
            count = cells.get((row, hour), 0)
            colour = f"heat{1 + min(3, 4 * (count - 1) // most)}" if count else "line"
            says = f"{day} {hour:02}.00: {count}"
            shapes.append(
                Rect(x=left + place * step, y=row * (cell + 3), width=step - 2, height=cell, colour=colour, says=says if count else "")
            )
    foot = len(days) * (cell + 3) + 14
    ticks = [
        Label(x=left + (place + 0.5) * step, y=foot, text=f"{hour:02}", colour="muted", size=TICK, anchor="middle")
        for place, hour in enumerate(hours)
        if hour % EVERY == 0
    ]
    return Drawing(width=WIDTH, height=foot + 6, title=title, shapes=(*shapes, *ticks))


def stacked(title: Sequence[str], drawings: Sequence[tuple[str, Drawing]]) -> Drawing:
    """Several drawings below each other, each under its title: the picture for a chat. `title`: its lines, the first bold."""
    lines = [
        Label(x=16, y=24 + 19 * place, text=_short(line, LONGEST_TITLE), size=16 - 2 * place, bold=not place)
        for place, line in enumerate(title)
    ]
    y, moved = lines[-1].y + 12.0, list[Shape](lines)
    for words, drawing in drawings:
        moved.append(Label(x=16, y=y + 14, text=words, size=13.5, bold=True))
        moved += [_moved(shape, 16, y + 22) for shape in drawing.shapes]
        y += drawing.height + 37
    return Drawing(width=WIDTH + 32, height=round(y), title=", ".join(title), shapes=tuple(moved))


def _moved(shape: Shape, x: float, y: float) -> Shape:
    if isinstance(shape, Line):
        return replace(shape, points=tuple((a + x, b + y) for a, b in shape.points))
    return replace(shape, x=shape.x + x, y=shape.y + y)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
