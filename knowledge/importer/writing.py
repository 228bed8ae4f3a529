"""Writes drafts as the data files of an office: office.yaml, services/*.yaml, and beside them the origin of each field."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from knowledge.importer import offices
from knowledge.importer.draft import Draft, DraftComponent, DraftItem, DraftOffice, DraftService
from knowledge.importer.pages import Place
from knowledge.standards.data_files import Data
from knowledge.standards.library import LONGEST_ID

LONGEST_LINE = 1900
LONGEST_UNIT_ID = 40
WEEK = {day: ["08.00-16.00"] for day in ("senin", "selasa", "rabu", "kamis")} | {
    "jumat": ["08.00-11.30", "13.30-16.00"],
    "sabtu": [],
    "minggu": [],
}
DRAFT = "draf"


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, as files written by hand do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_yaml(data: Mapping[str, Any]) -> str:
    return yaml.dump(dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=130)


def slug(text: str) -> str:
    """A part of an id: lower-case letters, digits, and - between them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def unit_id(name: str, number: int = 1) -> str:
    """The id of a unit: its name as a slug, cut if it is too long. `number` distinguishes units whose ids would be equal."""
    end = f"-{number}" if number > 1 else ""
    return slug(name)[: LONGEST_UNIT_ID - len(end)].strip("-") + end


def service_ids(office_id: str, services: Sequence[DraftService], taken: Mapping[str, str]) -> list[str]:
    """An id for each service, short enough for a button. `taken`: the ids of known titles."""
    used = set(taken.values())
    made: list[str] = []
    for service in services:
        chosen = taken.get(service.title) or free_id(office_id, service.title, used)
        used.add(chosen)
        made.append(chosen)
    return made


def free_id(office_id: str, title: str, used: set[str]) -> str:
    """An id from the distinguishing words of the title that no other service has."""
    room = LONGEST_ID - len(office_id) - 4
    words = [
        word
        for word in slug(re.sub(r"\([^)]*\)", "", title)).split("-")
        if word not in ("dan", "di", "pada", "untuk", "bagi", "yang", "pelayanan", "penerbitan", "surat")
    ]
    name = ""
    for word in words or slug(title).split("-"):
        if len(name) + len(word) + 1 > min(room, 32) and name:
            break
        name = f"{name}-{word}".strip("-")[:room]
    name, number = name or "layanan", 1
    while (candidate := f"{office_id}/{name}{f'-{number}' if number > 1 else ''}") in used:
        number += 1
    return candidate


def office_data(office: DraftOffice, office_id: str, texts: Sequence[str]) -> Data:
    """The data of office.yaml from the documents; what they do not say is assumed, and noted as assumed."""
    zone, is_told = offices.zone_of(office.region, texts)
    notes = [*office.doubts, "Jam buka tidak diambil dari dokumen; jam di berkas ini asumsi dan perlu dipastikan kantor."]
    notes += [] if is_told else ["Zona waktu tidak diketahui dari dokumen; pastikan Asia/Jakarta, Asia/Makassar, atau Asia/Jayapura."]
    letters = re.sub(r"[^A-Z]", "", office_id.upper())
    decree = office.decree
    data: Data = {
        "id": office_id,
        "kode": letters[:5] if len(letters) >= 3 else f"{letters}KTR"[:5],
        "nama": office.name,
        "nama_resmi": f"{office.name}, {office.region}"
        if office.region and office.region.lower() not in office.name.lower()
        else office.name,
        "daerah": office.region,
        "zona": zone,
        "alamat": office.address,
        "jam_buka": {"asumsi": True, **WEEK},
        "kontak": [{"jenis": contact.kind, "nilai": contact.value} for contact in office.contacts],
        "unit": [
            *({"id": unit_id(name), "nama": name} for name in _distinct(office.units)),
            {"id": "umum", "nama": office.name, "umum": True},
        ],
        "maklumat": office.pledge,
        "keputusan": _decree(decree) if decree else None,
        "sumber": source(office, None),
        "pengaduan": {},
        "komponen_umum": {key: component_data(component) for key, component in office.components.items()},
        "catatan_editor": notes,
    }
    return {key: value for key, value in data.items() if value not in (None, [], {}) or key == "pengaduan"}


def _distinct(units: Sequence[str]) -> list[str]:
    """The names, each with an id of its own."""
    return list({unit_id(name): name for name in units if slug(name) not in ("", "umum")}.values())


def _decree(decree: Any) -> Data:
    named = {
        "nomor": decree.number,
        "tanggal": decree.issued,
        "tentang": decree.subject,
        "penanda_tangan": decree.signed_by,
        "jabatan": decree.position,
        "tempat": decree.place,
    }
    return {key: value for key, value in named.items() if value}


def page_of(place: Place) -> str | None:
    """The place where a reader of the document finds it; the lines and tables that the import counts are for the clerk only."""
    return f"halaman {place.page}" if place.page else None


def source(office: DraftOffice, part: str | None) -> Data:
    decree = office.decree
    named = {
        "dokumen": office.document,
        "nomor": decree.number if decree else None,
        "tanggal": decree.issued if decree else None,
        "bagian": part,
    }
    return {key: value for key, value in named.items() if value}


def service_data(service: DraftService, service_id: str, office: DraftOffice, *, published: bool, own_fields: Mapping[str, Any]) -> Data:
    """The data of a service's file. `kept`: the office's own additions, which an import does not change."""
    unit = unit_id(service.unit) if service.unit and slug(service.unit) not in ("", "umum") else None
    data: Data = {
        "id": service_id,
        "judul": service.title[:LONGEST_LINE],
        "status": None if published else DRAFT,
        "unit": own_fields.get("unit") or unit,
        "pemohon": own_fields.get("pemohon") or service.applicant,
        "ringkasan": own_fields.get("ringkasan"),
        "sumber": source(office, page_of(service.place)),
        "sebutan": own_fields.get("sebutan"),
        "ungkapan": own_fields.get("ungkapan"),
        "komponen": {key: component_data(component) for key, component in service.components.items()},
        "catatan_editor": [*own_fields.get("catatan_editor", []), *_remarks(service)] or None,
    }
    return {key: value for key, value in data.items() if value is not None}


def _remarks(service: DraftService) -> list[str]:
    remarks = [f"Perlu diperiksa: {doubt}" for doubt in service.doubts] + [f"Tidak dimuat: {text}" for text in service.unplaced]
    return [text[:LONGEST_LINE] for text in dict.fromkeys(remarks)]


def component_data(component: DraftComponent) -> Data:
    made: Data = {}
    if component.items:
        made["butir"] = [line for item in component.items for line in item_data(item)]
    if component.groups:
        made["kelompok"] = [
            {"nama": group.name[:LONGEST_LINE], "butir": [line for item in group.items for line in item_data(item)]}
            for group in component.groups
        ]
    if component.notes:
        made["catatan"] = [note[:LONGEST_LINE] for note in component.notes]
    return made


def item_data(item: DraftItem) -> list[Any]:
    """An item as a clerk would write it: a plain text where possible, and a very long one on several lines."""
    named = {"jika": item.condition, "rangkap": item.copies, "catatan": item.note}
    extra = {key: value for key, value in named.items() if value}
    lines = textwrap.wrap(item.text, LONGEST_LINE) if len(item.text) > LONGEST_LINE else [item.text]
    return [{"teks": lines[0], **extra} if extra else lines[0], *lines[1:]]


def origins(draft: Draft, ids: Sequence[str]) -> str:
    """The origin of each field and how sure it is, as JSON stored beside the files."""
    services = {
        service_id: {
            "judul": {"tempat": str(service.place)},
            "komponen": {key: origin(component) for key, component in service.components.items()},
            "ragu": list(service.doubts),
            "tidak_dimuat": list(service.unplaced),
        }
        for service_id, service in zip(ids, draft.services, strict=True)
    }
    return json.dumps({"layanan": services, "ragu": list(draft.doubts), "tidak_dimuat": list(draft.unplaced)}, ensure_ascii=False, indent=1)


def origin(component: DraftComponent) -> list[Data]:
    return [{"teks": item.printed, "tempat": str(item.place), "yakin": item.sure} for item in component.all_items]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f"{path.suffix}.baru")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
