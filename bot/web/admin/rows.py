"""Lists of an office as rows of form fields, so that nobody types separators. A form field is `kontak.0.nilai`; the code behind reads lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from starlette.datastructures import FormData

from knowledge.editing.ladder_form import MEASURES
from knowledge.importer.writing import unit_id
from knowledge.standards.policy import Danger, Recipient, Stage
from knowledge.standards.standard import ContactKind

BLANKS = 2
_FIELD = re.compile(r"(\w+)\.(\d{1,3})\.(\w+)")
_BETWEEN = " | "


@dataclass(frozen=True, kw_only=True)
class Column:
    """A field of each row. `kind`: text, date, number, select, checks (several of `choices`), check (`choices` has the one word) or hidden."""

    key: str
    label: str
    kind: str = "text"
    choices: Sequence[str] = ()


def _words(choices: object) -> tuple[str, ...]:
    return tuple(map(str, get_args(choices)))


LADDER = (
    Column(key="saat", label="Saat", kind="select", choices=_words(Stage)),
    Column(key="berapa", label="Berapa"),
    Column(key="ukuran", label="Ukuran", kind="select", choices=("", *MEASURES)),
    Column(key="sehari", label="Paling banyak sehari"),
    Column(key="kepada", label="Kepada", kind="checks", choices=_words(Recipient)),
)
TABLES: Mapping[str, tuple[Column, ...]] = {
    "jam_khusus": (
        Column(key="nama", label="Nama"),
        Column(key="dari", label="Hari pertama", kind="date"),
        Column(key="sampai", label="Hari terakhir", kind="date"),
        Column(key="jam", label="Jam, misalnya senin-kamis 08.00-15.00; jumat 08.00-11.30"),
    ),
    "hari_tutup": (Column(key="tanggal", label="Tanggal", kind="date"), Column(key="nama", label="Sebabnya")),
    "hari_buka": (Column(key="tanggal", label="Tanggal", kind="date"), Column(key="jam", label="Jam, misalnya 08.00-12.00")),
    "unit": (
        Column(key="id", label="", kind="hidden"),
        Column(key="nama", label="Nama unit"),
        Column(key="umum", label="Unit umum: menerima yang bukan milik unit lain", kind="check", choices=("umum",)),
    ),
    "kontak": (
        Column(key="jenis", label="Jenis", kind="select", choices=("", *_words(ContactKind))),
        Column(key="nilai", label="Nomor atau alamat"),
        Column(key="catatan", label="Catatan"),
    ),
    "nomor_darurat": (
        Column(key="nomor", label="Nomor"),
        Column(key="nama", label="Nama"),
        Column(key="jenis", label="Untuk bahaya", kind="checks", choices=_words(Danger)),
    ),
    "pintu_berikutnya": (Column(key="nama", label="Nama"), Column(key="kontak", label="Cara menghubungi")),
}


def columns_of(key: str) -> tuple[Column, ...]:
    return LADDER if key.startswith("tangga_") else TABLES[key]


def rows(key: str, text: str) -> list[dict[str, str]]:
    """The rows for a list's lines, and some empty ones for additions."""
    names = [column.key for column in columns_of(key)]
    rows_of_lines = [dict(zip(names, _parts(line, len(names)), strict=True)) for line in text.splitlines() if line.strip()]
    return [*rows_of_lines, *(dict.fromkeys(names, "") for _ in range(BLANKS))]


def _parts(line: str, many: int) -> list[str]:
    parts = [part.strip() for part in line.split("|", many - 1)]
    return [*parts, *[""] * (many - len(parts))]


def typed(form: FormData) -> dict[str, str]:
    """The form's fields, with rows as lines. A list without any row is not part of the form."""
    cells: dict[str, dict[int, dict[str, list[str]]]] = {}
    plain: dict[str, str] = {}
    for name, value in form.multi_items():
        if field := _FIELD.fullmatch(name):
            cells.setdefault(field[1], {}).setdefault(int(field[2]), {}).setdefault(field[3], []).append(_flat(str(value)))
        else:
            plain[name] = str(value)
    return {
        **plain,
        **{key: "\n".join(_lines(key, rows_of_list)) for key, rows_of_list in cells.items() if key in TABLES or key.startswith("tangga_")},
    }


def _flat(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


def _lines(key: str, cells: Mapping[int, Mapping[str, list[str]]]) -> Iterator[str]:
    """The lines of the rows; a row without telling values is removed."""
    named = {row["id"][0] for row in cells.values() if row.get("id", [""])[0]}
    for _, row in sorted(cells.items()):
        values = [", ".join(filter(None, row.get(column.key, ()))) for column in columns_of(key)]
        if key == "unit":
            values = _unit(values, named)
        if any(_telling(key, values)):
            yield _BETWEEN.join(values).rstrip(" |")


def _telling(key: str, values: Sequence[str]) -> Iterable[str]:
    """The values that make a row exist: the name of a unit, the recipients of a rung, more than the kind of a contact, number and name."""
    match key:
        case "unit":
            return values[1:2]
        case "kontak":
            return values[1:]
        case "nomor_darurat":
            return values[:2]
        case _ if key.startswith("tangga_"):
            return values[-1:]
        case _:
            return values


def _unit(values: Sequence[str], named: set[str]) -> list[str]:
    """The unit's line. A new unit gets an id from its name, which stays when it is renamed."""
    own_id, name, general = values
    made, number = own_id or unit_id(name), 1
    while not own_id and made in named:
        number += 1
        made = unit_id(name, number)
    named.add(made)
    return [made, name, general]
