"""A drawing as values: rectangles, lines and words at positions in pixels. `svg`, `png` and `papers.pdf` show it."""

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
"""Colours for words and thin lines have AA contrast to the paper."""


@dataclass(frozen=True, kw_only=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    colour: str
    link: str = ""
    says: str = ""  # the text for a resting pointer and for screen readers


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
    """`title`: one sentence about what the drawing shows."""

    width: int
    height: int
    title: str
    shapes: tuple[Shape, ...]
