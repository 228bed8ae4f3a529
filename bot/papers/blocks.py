"""A paper as values: its blocks one below the other. What writes them is elsewhere."""

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
    """Paragraphs, divided by line ends."""

    text: str
    small: bool = False
    large: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Labels with what belongs to them."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Table:
    """`widths`: how wide the columns are to one another."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()


@dataclass(frozen=True, kw_only=True)
class Items:
    """A list with bullets; `large` to be read from the wall."""

    lines: Sequence[str]
    large: bool = False


@dataclass(frozen=True, kw_only=True)
class Figure:
    drawing: Drawing


@dataclass(frozen=True, kw_only=True)
class Code:
    """A QR code of an address, the words beside it, and the address for who has no camera."""

    address: str
    says: str
    millimetres: float = 35


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture in a file, made as small as the paper needs it."""

    path: Path
    says: str


@dataclass(frozen=True, kw_only=True)
class Break:
    """What follows begins on a new page."""


Block: TypeAlias = Heading | Words | Facts | Table | Items | Figure | Photo | Code | Break


@dataclass(frozen=True, kw_only=True)
class Paper:
    """`foot` stands at the bottom of each page, before the number of the page."""

    title: str
    foot: str
    blocks: Sequence[Block]
