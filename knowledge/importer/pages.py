"""What every reader returns for a file: lines and tables in reading order, each with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something stands. What a format does not have is None; all numbers count from 1."""

    file: str
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        named = (
            ("hal. {}", self.page),
            ("lembar {}", self.sheet),
            ("tabel {}", self.table),
            ("baris tabel {}", self.row),
            ("baris {}", self.line),
        )
        return ", ".join([self.file, *(form.format(value) for form, value in named if value is not None)])


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of text. `new`: a paragraph certainly begins here. `heading`: 1 for the highest level, 0 for no heading."""

    text: str
    place: Place
    new: bool = True
    strong: bool = False
    heading: int = 0
    weak: bool = False
    """A name beside the text, such as that of a sheet or a file: a title only where nothing better stands."""
    wrapped: bool | None = None
    """True: the line goes on the one before; False: it surely does not; None: the format cannot tell."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """`above` and `left`: the text of the merged cell that covers this one from there."""

    lines: tuple[Line, ...] = ()
    above: tuple[Line, ...] = ()
    left: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines).strip()


def covered(lines: tuple[Line, ...], down: int, right: int) -> Cell:
    """The cell so many rows and columns inside a merged one; only the cells straight below and beside its first cell know its text."""
    return Cell(above=() if right else lines, left=() if down else lines)


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of cells; a cell covered by a merged one is empty."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place


Block = Line | Table


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file as it was read. `remarks`: what the clerk should know about the reading."""

    name: str
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()

    @property
    def lines(self) -> list[Line]:
        """Every line, including those in tables."""
        all_lines: list[Line] = []
        for block in self.blocks:
            if isinstance(block, Line):
                all_lines.append(block)
            else:
                all_lines += [line for row in block.rows for cell in row for line in cell.lines]
        return all_lines
