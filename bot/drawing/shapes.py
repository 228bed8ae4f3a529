"""A drawing as values: rectangles, lines and words at places in pixels; what shows them is elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

COLOURS: Mapping[str, str] = {
    "ink": "#14282a",
    "muted": "#4d5f61",
    "line": "#cdd6d2",
    "paper": "#ffffff",
    "kept": "#1f7a4d",
    "late": "#b3261e",
    "running": "#2a6f97",
    "other": "#7b8788",
    "teal": "#0b6063",
    "heat1": "#d6ebe8",
    "heat2": "#9fd0ca",
    "heat3": "#4c9f98",
    "heat4": "#0b6063",
}
"""Each has AA contrast to paper where words or thin lines use it."""


@dataclass(frozen=True, kw_only=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    colour: str
    link: str = ""
    says: str = ""  # what a pointer that rests on it, or a reader, is told


@dataclass(frozen=True, kw_only=True)
class Line:
    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 2


@dataclass(frozen=True, kw_only=True)
class Label:
    """Words with their baseline at `y`."""

    x: float
    y: float
    text: str
    colour: str = "ink"
    size: float = 13
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    link: str = ""


Shape: TypeAlias = Rect | Line | Label


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """`title` says in one sentence what is to be seen."""

    width: int
    height: int
    title: str
    shapes: tuple[Shape, ...]
