"""A component of a standard as lines that a clerk edits in a form, and back, without losing anything.

Surat permohonan
Fotokopi KTP | rangkap: 2 | catatan: bawa aslinya
= Operator desa
Surat tugas | jika: diwakilkan
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.standards.data_files import Data
from knowledge.standards.standard import Component, Item

GROUP = "= "
_BESIDE = ("jika", "rangkap", "catatan", "catatan_editor")
NOTES = {"catatan": "notes", "keterangan": "hints", "catatan_editor": "editor_notes"}
"""The notes below the items of a component: key in the file, name in the code."""


def lines_of(component: Component) -> str:
    """The items, then each group below its name."""
    groups = [line for group in component.groups for line in (f"{GROUP}{group.name}", *map(_line, group.items))]
    return "\n".join([*map(_line, component.items), *groups])


def _line(item: Item) -> str:
    beside = {"jika": item.condition, "rangkap": item.copies, "catatan": item.note, "catatan_editor": item.editor_note}
    return " | ".join([_flat(item.text), *(f"{key}: {_flat(str(value))}" for key, value in beside.items() if value)])


def _flat(text: str) -> str:
    return " ".join(text.split())


def notes_of(component: Component) -> dict[str, str]:
    """The notes below the items, one a line, by their key in the file."""
    return {key: "\n".join(map(_flat, getattr(component, name))) for key, name in NOTES.items()}


def component_of(items: str, notes: Mapping[str, str]) -> Data:
    """The data of a component as in its file; empty where nothing is given."""
    made: Data = {"butir": []}
    groups: list[Data] = []
    for line in lines(items):
        if line.startswith(GROUP.strip()):
            groups.append({"nama": line.removeprefix(GROUP.strip()).strip(), "butir": []})
        else:
            (groups[-1] if groups else made)["butir"].append(_item(line))
    made |= {"kelompok": groups, **{key: lines(text) for key, text in notes.items()}}
    return {key: value for key, value in made.items() if value}


def _item(line: str) -> Any:
    text, *rest = (part.strip() for part in line.split(" | "))
    item_data: Data = {}
    for part in rest:
        key, colon, value = part.partition(":")
        if colon and key.strip().lower() in _BESIDE:
            item_data[key.strip().lower()] = _count(value.strip()) if key.strip().lower() == "rangkap" else value.strip()
        else:
            text = f"{text} | {part}"
    return {"teks": text, **item_data} if item_data else text


def _count(value: str) -> Any:
    return int(value) if value.isdecimal() else value


def lines(text: str) -> list[str]:
    """The non-empty lines, with single spaces."""
    return [flat for line in text.splitlines() if (flat := _flat(line))]


def fields(line: str, names: Sequence[str]) -> Mapping[str, str]:
    """The parts of `a | b | c` by these names, without missing and empty ones."""
    parts = [part.strip() for part in line.split("|", len(names) - 1)]
    return {name: part for name, part in zip(names, parts, strict=False) if part}
