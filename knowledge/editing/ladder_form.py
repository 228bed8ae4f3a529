"""The ladder of a category as lines of a form and back: `berjalan | 3, 5 | pembukaan_hari |  | petugas, pengawas`.

The fourth field is the most times a day, only with `tiap_jam_buka`.
"""

from __future__ import annotations

from knowledge.editing.office_files import NotChanged
from knowledge.editing.plain_lines import fields
from knowledge.standards.data_files import Data
from knowledge.standards.policy import RungData

NAMES = ("saat", "berapa", "ukuran", "sehari", "kepada")
_COUNTS = {"menit_buka": "open_minutes", "hari_kerja": "working_days", "persen": "percent", "tiap_jam_buka": "every_open_hour"}
MEASURES = (*_COUNTS, "pembukaan_hari", "tiap_pembukaan")


def rung_line(rung: RungData) -> str:
    measure, count = _measure(rung)
    return " | ".join((rung.stage, count, measure, str(rung.most_per_day or ""), ", ".join(rung.to)))


def _measure(rung: RungData) -> tuple[str, str]:
    """The key of the measure in the file and its amount; both empty at the due moment."""
    counts = [(key, str(count)) for key, name in _COUNTS.items() if (count := getattr(rung, name))]
    days = [("pembukaan_hari", ", ".join(map(str, rung.opening_of_days)))] if rung.opening_of_days else []
    every = [("tiap_pembukaan", "")] if rung.every_opening else []
    return next(iter([*counts, *days, *every]), ("", ""))


def rung_of(line: str) -> Data:
    """The rung in the form of the file. A wrong rung is noticed when the file is checked. Raises NotChanged where a number is none."""
    parts = fields(line, NAMES)
    made: Data = {"saat": parts.get("saat", "")}
    match parts.get("ukuran", ""):
        case "":
            pass
        case "tiap_pembukaan":
            made["tiap_pembukaan"] = True
        case "pembukaan_hari":
            made["pembukaan_hari"] = [_number(part, line) for part in parts.get("berapa", "").split(",")]
        case measure:
            made[measure] = _number(parts.get("berapa", ""), line)
    if "sehari" in parts:
        made["paling_banyak_sehari"] = _number(parts["sehari"], line)
    return {**made, "kepada": [part.strip() for part in parts.get("kepada", "").split(",") if part.strip()]}


def _number(text: str, line: str) -> int:
    if not text.strip().isdecimal():
        raise NotChanged(f"Tangga pengingat “{line}”: tulis angka untuk berapa.")
    return int(text)
