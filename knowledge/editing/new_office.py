"""A new office: a short id for its name, and the clerk's statements, which override its document."""

from __future__ import annotations

from pathlib import Path

import yaml

from knowledge.importer.writing import as_yaml, slug, write

LONGEST_ID = 20
_COMMON = frozenset({"kantor", "kecamatan", "kelurahan", "desa", "dinas", "badan", "kabupaten", "kota", "provinsi", "pemerintah", "dan"})
ZONES = {
    "Asia/Jakarta": "WIB (Sumatra, Jawa)",
    "Asia/Pontianak": "WIB (Kalimantan Barat dan Tengah)",
    "Asia/Makassar": "WITA (Bali, Nusa Tenggara, Sulawesi, Kalimantan Selatan, Timur, dan Utara)",
    "Asia/Jayapura": "WIT (Maluku, Papua)",
}


def short_id(name: str) -> str:
    """The telling words of an office's name: `Kantor Kecamatan Mekar Sari` becomes `mekar-sari`; empty where it has no letters."""
    words = slug(name).split("-")
    made = ""
    for word in [telling for telling in words if telling not in _COMMON] or words:
        if made and len(made) + len(word) + 1 > LONGEST_ID:
            break
        made = f"{made}-{word}".strip("-")[:LONGEST_ID]
    return made


def describe(root: Path, office: str, name: str, zone: str) -> None:
    """Sets the name and the zone of the imported office, whatever its document said."""
    path = root / "offices" / office / "office.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    region = data.get("daerah") or ""
    full = f"{name}, {region}" if region and region.lower() not in name.lower() else name
    notes = [note for note in data.get("catatan_editor") or () if not str(note).startswith(("Zona waktu", "nama kantor"))]
    units = [{**unit, "nama": name} if unit.get("umum") else unit for unit in data.get("unit") or ()]
    write(path, as_yaml({**data, "nama": name, "nama_resmi": full, "zona": zone, "unit": units, "catatan_editor": notes}))
