"""What the importer read in the office's own document, kept beside the files: each field's words, where they stand, and what was doubtful."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.standards.data_files import Data

FILE = "impor.json"
SURE = 0.88
"""From here on a reading is not marked."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Words as they stand in the document."""

    words: str
    place: str
    is_sure: bool


@dataclass(frozen=True, kw_only=True)
class Imported:
    """One service as the document has it, by component; `doubts`: what a clerk should look at."""

    place: str
    passages: Mapping[str, Sequence[Passage]]
    doubts: Sequence[str]


def of_office(folder: Path) -> dict[str, Imported]:
    """By the service's id; empty where nothing was imported."""
    path = folder / FILE
    told = json.loads(path.read_text(encoding="utf-8"))["layanan"] if path.is_file() else {}
    return {service: _imported(one) for service, one in told.items()}


def _imported(one: Data) -> Imported:
    return Imported(
        place=one["judul"]["tempat"],
        passages={key: [_passage(said) for said in items] for key, items in one["komponen"].items()},
        doubts=[*one["ragu"], *one["tidak_dimuat"]],
    )


def _passage(said: Data) -> Passage:
    return Passage(words=said["teks"], place=said["tempat"], is_sure=float(said["yakin"]) >= SURE)
