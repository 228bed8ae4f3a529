"""What the importer read in the office's own document, stored beside the files: each field's words, their place, and doubts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.standards.data_files import Data

FILE = "impor.json"
SURE = 0.88
"""A reading at least this sure is not marked."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Words as they stand in the document."""

    words: str
    place: str
    is_sure: bool


@dataclass(frozen=True, kw_only=True)
class Imported:
    """One service as its document has it, by component; `doubts`: what a clerk should check."""

    place: str
    passages: Mapping[str, Sequence[Passage]]
    doubts: Sequence[str]


def of_office(folder: Path) -> dict[str, Imported]:
    """The imported services by id; empty where nothing was imported."""
    path = folder / FILE
    services = json.loads(path.read_text(encoding="utf-8"))["layanan"] if path.is_file() else {}
    return {service: _imported(service_data) for service, service_data in services.items()}


def _imported(service_data: Data) -> Imported:
    return Imported(
        place=service_data["judul"]["tempat"],
        passages={key: [_passage(passage) for passage in items] for key, items in service_data["komponen"].items()},
        doubts=[*service_data["ragu"], *service_data["tidak_dimuat"]],
    )


def _passage(passage: Data) -> Passage:
    return Passage(words=passage["teks"], place=passage["tempat"], is_sure=float(passage["yakin"]) >= SURE)
