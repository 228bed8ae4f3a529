"""A paper as values: a list of blocks. `pdf` writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.drawing.shapes import Drawing


@dataclass(frozen=True, kw_only=True)
class Heading:
    """`level` 0 is the title of the paper."""

    text: str
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Words:
    """Paragraphs, separated by line ends."""

    text: str
    small: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Labels with their values."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Table:
    """`widths`: the relative widths of the columns."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()


@dataclass(frozen=True, kw_only=True)
class Items:
    """A list with bullets."""

    lines: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Figure:
    drawing: Drawing


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture in a file, reduced to the size that the paper needs."""

    path: Path
    says: str


Block: TypeAlias = Heading | Words | Facts | Table | Items | Figure | Photo


@dataclass(frozen=True, kw_only=True)
class Paper:
    """`foot`: printed at the bottom of each page, before the page number."""

    title: str
    foot: str
    blocks: Sequence[Block]
