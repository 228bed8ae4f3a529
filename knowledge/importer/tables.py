"""Classifies a table: rows of components, one matrix for all services, a list of services, or none of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.importer import labels
from knowledge.importer.labels import Label
from knowledge.importer.pages import Cell, Line, Place, Table

TITLE = "Nama Layanan"
NUMBER = re.compile(r"^\W*(\d{1,2}|[a-zA-Z]|[IVX]{1,4})\s*[.)]?\s*$")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table of components: its number, its name, and its content."""

    number: str
    name: str
    lines: tuple[Line, ...]
    place: Place
    label: Label | None = None
    columns: tuple[tuple[Line, ...], ...] = ()


def filled(row: Sequence[Cell]) -> list[int]:
    return [index for index, cell in enumerate(row) if cell.text]


def matrix_head(table: Table) -> tuple[int, dict[int, Label]] | None:
    """The row in which the names of components stand side by side, with the component of each column."""
    for index, row in enumerate(table.rows[:8]):
        label_of_column = {
            column: label for column in filled(row) if (label := labels.recognised(row[column].text)) and len(row[column].text) < 80
        }
        if len({label.key for label in label_of_column.values()}) >= 3 and len(label_of_column) >= len(filled(row)) - 3:
            return index, label_of_column
    return None


def name_column(table: Table) -> int | None:
    """The column in which most names of components stand; None where the table has none."""
    width = max((len(row) for row in table.rows), default=0)
    counts = [
        len({label.key for row in table.rows if len(row) > column and (label := _name(row[column]))}) for column in range(min(width, 4))
    ]
    best = max(counts, default=0)
    return counts.index(best) if best else None


def head_column(table: Table) -> int | None:
    """The column in which names will stand, for a table of which only title and header are on this page; None where it says more."""
    rows = [row for row in table.rows if filled(row)]
    others = [row for row in rows if not all(labels.is_head(row[at].text) or labels.is_half(row[at].text) for at in filled(row))]
    says_so = len(others) < len(rows) or any(_is_named(row) for row in others)
    if not (says_so and len(others) <= 1 and all(_is_named(row) or filled(row) == [0] for row in others)):
        return None
    return next(iter(heads(table)), min(1, max(map(len, rows)) - 1))


def heads(table: Table) -> list[int]:
    """The columns that have the header "Komponen"."""
    return [at for row in table.rows for at in filled(row) if at and labels.bare(row[at].text) in ("komponen", "komponen standar")]


def _is_named(row: Sequence[Cell]) -> bool:
    """Whether this is a title beside the words "Jenis Pelayanan"."""
    first, *rest = filled(row)
    return len(rest) == 1 and labels.is_title_label(row[first].text, strict=True)


def _name(cell: Cell) -> Label | None:
    return labels.recognised(cell.text) if 0 < len(cell.text) <= 90 else None


def rows_of(table: Table, column: int) -> Iterator[Row]:
    """The rows with names in `column`. Cells before it hold the number or a service's title, cells after it the content."""
    titled = title_column(table, column)
    for row in table.rows:
        texts = filled(row)
        if titled in texts:
            yield from _title(row[titled])
            texts.remove(titled)
        elif len(texts) == 2 and texts[0] < column and labels.is_title_label(row[texts[0]].text, strict=True):
            yield from _title(row[texts[1]])
            continue
        if not texts:
            continue
        name = row[column].text if len(row) > column else ""
        number = next((row[index].text for index in texts if index < column and NUMBER.match(row[index].text)), "")
        columns = tuple(cell.lines for cell in row[column + 1 :] if cell.text and cell.text != ":")
        before = [line for index in texts if index < column and not NUMBER.match(row[index].text) for line in row[index].lines]
        if before and len(texts) == 1:
            name, before = row[texts[0]].text, []
        yield _row(number, name, [*before, *beside(columns)], columns, row[texts[0]].lines[0].place)


def title_column(table: Table, column: int) -> int | None:
    """The column before the names of components that says which service the rows belong to; None where there is none."""
    heads = (row for row in table.rows[:8] if len(row) > column and labels.is_head(row[column].text))
    return next((at for row in heads for at in range(column) if row[at].text and labels.is_title_label(row[at].text)), None)


def _title(cell: Cell) -> Iterator[Row]:
    if not labels.is_title_label(cell.text):
        yield Row(number="", name=TITLE, lines=cell.lines, place=cell.lines[0].place)


def _row(number: str, name: str, lines: Sequence[Line], columns: tuple[tuple[Line, ...], ...], place: Place) -> Row:
    label = labels.recognised(name, loose=bool(lines)) if name else None
    swapped = labels.recognised(lines[0].text, loose=False) if name and not label and len(lines) == 1 else None
    if swapped:
        label, name, lines = swapped, lines[0].text, [Line(text=name, place=place)]
    led = labels.led_by(name) if name and not lines and (not label or labels.says_more(name)) else None
    if led:
        label, rest = led
        lines = [Line(text=rest, place=place)] if rest else []
    own = re.match(r"\W*(\d{1,2})\s*[.)]", name)
    return Row(number=number or (own[1] if own else ""), name=name, lines=tuple(lines), place=place, label=label, columns=columns)


def beside(columns: Sequence[tuple[Line, ...]]) -> list[Line]:
    """Joins columns of content into one: markers and words side by side become one line."""
    if not columns:
        return []
    if all(len(lines) == 1 for lines in columns):
        joined = " ".join(lines[0].text for lines in columns)
        return [replace(columns[0][0], text=joined)]
    if (
        len(columns) == 2
        and len(columns[0]) == len(columns[1])
        and all(NUMBER.match(line.text) or line.text in ("-", "•") for line in columns[0])
    ):
        return [replace(right, text=f"{left.text} {right.text}") for left, right in zip(*columns, strict=True)]
    return [line for lines in columns for line in lines]


def several_services(table: Table, column: int) -> dict[int, str] | None:
    """The titles by column, if each column after the names is a service of its own."""
    for row in table.rows[:4]:
        after = [index for index in filled(row) if index > column]
        titles = {index: row[index].text for index in after if not labels.is_head(row[index].text) and row[index].text != ":"}
        if len(row) > column and labels.recognised(row[column].text):
            return None
        if len(titles) >= 2 and len(titles) == len(after) and all(_full(table, index, column) for index in titles):
            return titles
    return None


def _full(table: Table, index: int, column: int) -> bool:
    """Whether most rows with a name have content of their own in this column, apart from those that say the same for several columns."""
    named = [row for row in table.rows if len(row) > index and labels.recognised(row[column].text) and not row[index].left]
    own = [row for row in named if row[index].text and not NUMBER.match(row[index].text)]
    return len(named) >= 3 and len(own) >= len(named) * 0.6
