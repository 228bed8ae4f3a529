"""What would be another in an office: each field of its form with what goes and what comes. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.editing import office_form
from knowledge.editing.office_form import SENTENCE
from knowledge.standards.office import Office
from knowledge.standards.sentences import changeable

_TICKS = {"asumsi", "bukti_wajib"}
_NAMES = {
    "asumsi": "Jam ini perkiraan",
    "bukti_wajib": "Jawaban akhir perlu bukti",
    "periksa_penutupan": "Penutupan yang diperiksa orang kedua, dari setiap 100",
}
_OF_CATEGORY = {"batas": "Batas", "ukuran": "Ukuran batas", "tangga": "Pengingat"}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field of the form: the lines that are only in the old, and those that are only in the new."""

    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def differences(before: Office, after: Office) -> list[Difference]:
    """In the order of the form; what is the same is left out."""
    old, new = office_form.filled(before), office_form.filled(after)
    names = {key: category.name for office in (before, after) for key, category in office_form.limits(office).items()}
    changes = [_difference(key, old.get(key, ""), new.get(key, ""), names) for key in {**old, **new}]
    return [change for change in changes if change.old or change.new]


def _difference(key: str, old: str, new: str, categories: dict[str, str]) -> Difference:
    before, after = _as_shown(key, old), _as_shown(key, new)
    return Difference(
        field=_name(key, categories),
        old=tuple(line for line in before if line not in after),
        new=tuple(line for line in after if line not in before),
    )


def _as_shown(key: str, text: str) -> list[str]:
    if key in _TICKS:
        return ["ya" if text else "tidak"]
    return [line.replace(" | ", " · ") for line in text.splitlines() if line.strip()]


def _name(key: str, categories: dict[str, str]) -> str:
    """`batas_ringan` → `Batas: Pengaduan ringan`."""
    if key.startswith(SENTENCE):
        return changeable()[key.removeprefix(SENTENCE)].use
    part, _, category = key.partition("_")
    if part in _OF_CATEGORY and category in categories:
        return f"{_OF_CATEGORY[part]}: {categories[category]}"
    return _NAMES.get(key, key.replace("_", " ").capitalize())
