"""The ladder of a category as lines of a form and back: `berjalan | 3, 5 | pembukaan_hari |  | petugas, pengawas`.

The fourth part says how often a day at most, beside `tiap_jam_buka` alone.
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
    """The measure's key in the file, and how much of it; nothing at the due moment."""
    counts = [(key, str(count)) for key, name in _COUNTS.items() if (count := getattr(rung, name))]
    days = [("pembukaan_hari", ", ".join(map(str, rung.opening_of_days)))] if rung.opening_of_days else []
    every = [("tiap_pembukaan", "")] if rung.every_opening else []
    return next(iter([*counts, *days, *every]), ("", ""))


def rung_of(line: str) -> Data:
    """The rung as the file has it; what is no rung is found when the file is checked. Raises NotChanged where a number is none."""
    found = fields(line, NAMES)
    made: Data = {"saat": found.get("saat", "")}
    match found.get("ukuran", ""):
        case "":
            pass
        case "tiap_pembukaan":
            made["tiap_pembukaan"] = True
        case "pembukaan_hari":
            made["pembukaan_hari"] = [_number(part, line) for part in found.get("berapa", "").split(",")]
        case measure:
            made[measure] = _number(found.get("berapa", ""), line)
    if "sehari" in found:
        made["paling_banyak_sehari"] = _number(found["sehari"], line)
    return {**made, "kepada": [part.strip() for part in found.get("kepada", "").split(",") if part.strip()]}


def _number(text: str, line: str) -> int:
    if not text.strip().isdecimal():
        raise NotChanged(f"Tangga pengingat “{line}”: tulis angka untuk berapa.")
    return int(text)
