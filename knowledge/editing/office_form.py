"""An office as the fields of a form, and back into the data of its file. Data that the form does not hold stay as they are.

Lists are lines with `|` between the fields: `2026-12-24 | Cuti bersama`, `seksi-kesra | Seksi Kesra | umum`, `telepon | (0362) 24346`, `112 |
Panggilan darurat | kebakaran, medis`, ladders as in `ladder_form`, and hours of a season as `Ramadan | 2027-02-08 | 2027-03-09 | senin-kamis
08.00-15.00; jumat 08.00-11.30`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from itertools import groupby

from knowledge.editing.ladder_form import rung_line, rung_of
from knowledge.editing.office_files import NotChanged
from knowledge.editing.plain_lines import fields, lines
from knowledge.standards.data_files import Data
from knowledge.standards.days import day_of
from knowledge.standards.office import Office
from knowledge.standards.policy import INQUIRY, Category, merged
from knowledge.standards.sentences import changeable
from knowledge.standards.standard import WEEKDAYS, Contact

SENTENCE = "kalimat."
"""The prefix of fields for the office's own sentences; an empty field means the default sentence."""
Form = Mapping[str, str]
Hours = tuple[tuple[time, time], ...]


def filled(office: Office) -> dict[str, str]:
    """The fields of the form with the office's current data."""
    policy = office.policy
    days = {f"jam_{name}": _hours(hours) for name, hours in zip(WEEKDAYS, office.week.days, strict=True)}
    return {
        **days,
        "nama": office.name,
        "alamat": office.address or "",
        "asumsi": "1" if office.week.assumed else "",
        "jam_khusus": _lines((period.name, period.first, period.last, _week(period.week.days)) for period in office.special_hours),
        "hari_tutup": _lines((day.day, day.name) for day in office.closed_days),
        "hari_buka": _lines((day.day, _hours(day.hours)) for day in office.open_days),
        "unit": _lines((unit.id, unit.name, "umum" if unit.general else "") for unit in office.units),
        "kontak": _lines(map(_contact, office.contacts)),
        "nomor_darurat": _lines((number.number, number.name, ", ".join(number.kinds)) for number in policy.danger_numbers),
        "pintu_berikutnya": _lines((door.name, door.contact) for door in policy.next_doors),
        "jam_tenang": _hours((policy.quiet_hours,)) if policy.quiet_hours else "",
        "bukti_wajib": "1" if policy.proof_needed else "",
        "periksa_penutupan": str(policy.checked_percent),
        **{f"{part}_{key}": value for key, category in limits(office).items() for part, value in _limit(category).items()},
        **{f"tangga_{key}": "\n".join(map(rung_line, category.ladder)) for key, category in limits(office).items()},
        **{SENTENCE + key: office.sentences.get(key, "") for key in changeable()},
    }


def limits(office: Office) -> Mapping[str, Category]:
    """The categories whose limit and ladder the form holds: those of complaints, and the question to an officer."""
    return office.policy.all_categories


def _limit(category: Category) -> dict[str, str]:
    limit = category.limit
    return {"batas": str(limit.hours or limit.working_days), "ukuran": "jam" if limit.hours else "hari_kerja"}


def _lines(rows: Iterable[tuple[object, ...]]) -> str:
    return "\n".join(" | ".join(str(part) for part in row if part not in (None, "")) for row in rows)


def _contact(contact: Contact) -> tuple[object, ...]:
    return contact.kind, contact.value, contact.note


def _hours(hours: Iterable[tuple[time, time]]) -> str:
    return ", ".join(f"{start:%H.%M}-{end:%H.%M}" for start, end in hours)


def _week(days: tuple[Hours, ...]) -> str:
    """Neighbouring days with the same hours joined."""
    day_ranges = []
    for hours, run in groupby(zip(WEEKDAYS, map(_hours, days), strict=True), key=lambda pair: pair[1]):
        names = [name for name, _ in run]
        if hours:
            day_ranges.append(f"{names[0]}-{names[-1]} {hours}" if len(names) > 1 else f"{names[0]} {hours}")
    return "; ".join(day_ranges)


def changed(data: Data, office: Office, form: Form) -> Data:
    """The file's data with the changes of the form. Raises NotChanged where a line cannot be read."""
    now, made = filled(office), dict(data)
    new_fields = {key: str(form.get(key, value)) for key, value in now.items()}
    moved = {key for key in now if lines(new_fields[key]) != lines(now[key])}
    if moved & {f"jam_{name}" for name in WEEKDAYS} or "asumsi" in moved:
        made["jam_buka"] = {
            **_other_hours(data, "sebagai_ganti"),
            **({"asumsi": True} if new_fields["asumsi"] else {}),
            **_days(new_fields),
        }
    for key in moved & {"nama", "alamat"}:
        made[key] = " ".join(new_fields[key].split()) or None
    for key in moved & set(_READ):
        made[key] = [_READ[key](line, data) for line in lines(new_fields[key])]
    if any(key.startswith(SENTENCE) for key in moved):
        made["kalimat"] = {key: text for key in changeable() if (text := new_fields[SENTENCE + key].replace("\r\n", "\n").strip())}
    if policy := _policy(moved, new_fields, limits(office)):
        made["pengaduan"] = merged(made.get("pengaduan") or {}, policy)
    return made


def _other_hours(data: Data, key: str) -> Data:
    week = data.get("jam_buka") or {}
    return {key: week[key]} if key in week else {}


def _days(form: Form) -> dict[str, list[str]]:
    return {name: _parts(form[f"jam_{name}"]) for name in WEEKDAYS}


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _policy(moved: set[str], form: Form, categories: Mapping[str, Category]) -> Data:
    made: Data = {}
    for key in categories:
        if moved & {f"batas_{key}", f"ukuran_{key}"}:
            unit = form[f"ukuran_{key}"]
            other = {"jam": "hari_kerja", "hari_kerja": "jam"}.get(unit)
            if other is None or not form[f"batas_{key}"].isdecimal():
                raise NotChanged(f"Batas {key}: tulis angka, dan pilih jam atau hari kerja.")
            _category(made, key)["batas"] = {unit: int(form[f"batas_{key}"]), other: None}
        if f"tangga_{key}" in moved:
            _category(made, key)["tangga"] = [rung_of(line) for line in lines(form[f"tangga_{key}"])]
    if "pintu_berikutnya" in moved:
        made["pintu_berikutnya"] = [
            dict(_all(line, ("nama", "kontak"), "SP4N-LAPOR! | lapor.go.id")) for line in lines(form["pintu_berikutnya"])
        ]
    if "nomor_darurat" in moved:
        made["nomor_darurat"] = [_danger(line) for line in lines(form["nomor_darurat"])]
    if "jam_tenang" in moved:
        made["jam_tenang"] = form["jam_tenang"].strip() or None
    if "periksa_penutupan" in moved:
        made["periksa_penutupan"] = _percent(form["periksa_penutupan"])
    if "bukti_wajib" in moved:
        made["bukti_wajib"] = bool(form["bukti_wajib"])
    return made


def _percent(text: str) -> int:
    if not text.strip().isdecimal() or int(text) > 100:
        raise NotChanged("Penutupan yang diperiksa: tulis angka 0 sampai 100.")
    return int(text)


def _category(made: Data, key: str) -> Data:
    """The place in the file for the data of this category."""
    category_data: Data = made.setdefault(key, {}) if key == INQUIRY else made.setdefault("kategori", {}).setdefault(key, {})
    return category_data


def _special(line: str, data: Data) -> Data:
    parts = _all(
        line, ("nama", "dari", "sampai", "jam"), "nama | hari pertama | hari terakhir | senin-kamis 08.00-15.00; jumat 08.00-11.30"
    )
    return {"nama": parts["nama"], "dari": _date(parts["dari"]), "sampai": _date(parts["sampai"]), "jam_buka": _week_of(parts["jam"])}


def _week_of(text: str) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        days, _, hours = part.partition(" ")
        first, _, last = days.lower().partition("-")
        if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
            raise NotChanged(f"“{part}”: tulis hari dan jamnya, misalnya senin-kamis 08.00-15.00.")
        made |= {name: _parts(hours) for name in WEEKDAYS[WEEKDAYS.index(first) : WEEKDAYS.index(last or first) + 1]}
    return made


def _closed(line: str, data: Data) -> Data:
    parts = _all(line, ("tanggal", "nama"), "2026-12-24 | Cuti bersama")
    return {"tanggal": _date(parts["tanggal"]), "nama": parts["nama"]}


def _open(line: str, data: Data) -> Data:
    parts = _all(line, ("tanggal", "jam"), "2026-12-26 | 08.00-12.00")
    return {"tanggal": _date(parts["tanggal"]), "jam": _parts(parts["jam"])}


def _unit(line: str, data: Data) -> Data:
    parts = fields(line, ("id", "nama", "umum"))
    old: Data = next((unit for unit in data.get("unit", ()) if unit.get("id") == parts.get("id")), {})
    other_data = {key: value for key, value in old.items() if key not in ("id", "nama", "umum")}
    return {**{key: parts[key] for key in ("id", "nama") if key in parts}, **({"umum": True} if parts.get("umum") else {}), **other_data}


def _contact_data(line: str, data: Data) -> Data:
    return dict(_all(line, ("jenis", "nilai", "catatan"), "telepon | (0362) 24346", least=2))


def _danger(line: str) -> Data:
    parts = _all(line, ("nomor", "nama", "jenis"), "112 | Panggilan darurat | kebakaran, medis")
    return {**parts, "jenis": _parts(parts["jenis"])}


def _all(line: str, names: tuple[str, ...], example: str, least: int | None = None) -> Form:
    parts = fields(line, names)
    if any(name not in parts for name in names[: least or len(names)]):
        raise NotChanged(f"“{line}”: tulis seperti {example}")
    return parts


def _date(text: str) -> date:
    try:
        return day_of(text)
    except ValueError as error:
        raise NotChanged(f"“{text}” bukan tanggal; tulis seperti 2026-12-24.") from error


_READ = {"jam_khusus": _special, "hari_tutup": _closed, "hari_buka": _open, "unit": _unit, "kontak": _contact_data}
"""The parser for the lines of each list."""
