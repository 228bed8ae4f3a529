"""`layanwarga check`, `services`, `ask`, `triage`: the library on the command line."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from bot import settings
from bot.clock import utc_now
from bot.commands import Commands, database, misfits
from bot.commands.talk import answer_once
from handlers.asking.inquiry import item_line
from handlers.rules import OfficeRules
from knowledge.standards import library
from knowledge.standards.library import Library
from knowledge.standards.standard import Service
from knowledge.understanding.understander import Understander

CALENDAR_ENDS_WITHIN = timedelta(days=60)


Line: TypeAlias = dict[str, Any]
"""One JSON line in or out."""


def add_to(commands: Commands) -> None:
    check = commands.add_parser("check", help="periksa semua berkas pengetahuan")
    check.add_argument("folder", nargs="?", type=Path, help="folder pengetahuan; tanpa ini, yang terpasang")
    check.set_defaults(run=_check)
    services = commands.add_parser("services", help="tampilkan semua layanan")
    services.add_argument("--json", action="store_true", help="sebagai JSON")
    services.set_defaults(run=_services)
    ask = commands.add_parser("ask", help="tanyakan sesuatu seperti warga")
    ask.add_argument("question", nargs="?", help="pertanyaan")
    ask.add_argument("--office", help="id kantor")
    ask.add_argument("--jsonl", action="store_true", help="baca baris JSON dari masukan standar")
    ask.add_argument("--explain", action="store_true", help="tunjukkan kata mana berbicara untuk apa")
    ask.set_defaults(run=_ask)
    triage = commands.add_parser("triage", help="usulkan kategori pengaduan")
    triage.add_argument("text", nargs="?")
    triage.add_argument("--office", help="id kantor")
    triage.add_argument("--jsonl", action="store_true", help="baca baris JSON dari masukan standar")
    triage.set_defaults(run=_triage)


def loaded() -> Library:
    chosen = settings.read()
    return library.load(chosen.knowledge_folders, chosen.office_ids)


def _check(chosen: argparse.Namespace) -> int:
    """Prints every mistake with file, line and field, and running cases that do not fit. Exit code 1 if something is hidden from citizens."""
    checked = library.load(chosen.folder or settings.read().knowledge_folders)
    if chosen.folder and (meant := library.meant(chosen.folder)):
        print(f"Di {chosen.folder} tidak ada kantor. Maksudnya {meant}?")
    for mistake in checked.mistakes:
        print(mistake)
    errors = [mistake for mistake in checked.mistakes if not mistake.warning]
    if warning := _calendar_warning(checked.last_holiday, utc_now().date()):
        print(warning)
    for line in asyncio.run(misfits.named_beside(database.own(), _served(checked))):
        print(f"pengaduan: peringatan: {line}")
    warnings = len(checked.mistakes) - len(errors)
    drafts = f"{len(checked.drafts)} draf, " if checked.drafts else ""
    print(f"{len(checked.offices)} kantor, {len(checked.services)} layanan, {drafts}{len(errors)} kesalahan, {warnings} peringatan")
    return 1 if errors or not checked.offices else 0


def _served(served_library: Library) -> dict[str, OfficeRules]:
    """The rules of the offices that the settings name."""
    served = settings.read().office_ids
    offices = [office for office in served_library.offices.values() if served is None or office.id in served]
    return {office.id: OfficeRules(office, served_library.calendar(office.id)) for office in offices}


def _calendar_warning(last: date | None, today: date) -> str:
    """A warning about missing holidays; they are decreed year by year, and without them due dates are wrong."""
    if last is None:
        return "calendars: peringatan: tidak ada kalender hari libur"
    end = date(last.year, 12, 31)
    if end - today <= CALENDAR_ENDS_WITHIN:
        return (
            f"calendars: peringatan: hari libur hanya diketahui sampai {end.year}; tambahkan calendars/{end.year + 1}.yaml dari SKB terbaru"
        )
    return ""


def _services(chosen: argparse.Namespace) -> int:
    served_library = loaded()
    if chosen.json:
        print(json.dumps([as_json(service) for service in served_library.services.values()], ensure_ascii=False, indent=1))
        return 0
    for service in served_library.services.values():
        print(f"{service.id}\t{service.title}")
    return 0


def as_json(service: Service) -> Line:
    """The service as plain data, as the chat shows it: whole items with condition, copies and note, and for whom they hold.

    `notes` stand in the document; `hints` are the office's own words.
    """
    components = service.components.items()
    return {
        "id": service.id,
        "title": service.title,
        "office": service.office,
        "unit": service.unit,
        "components": {key: [item_line(item) for item in component.all_items] for key, component in components if component.given},
        "groups": {
            key: {group.name: [item_line(item) for item in group.items] for group in component.groups}
            for key, component in components
            if component.groups
        },
        "notes": {key: list(component.notes) for key, component in components if component.notes},
        "hints": {key: list(component.hints) for key, component in components if component.hints},
        "source": service.source.model_dump(mode="json", exclude_none=True),
    }


def _ask(chosen: argparse.Namespace) -> int:
    if not (chosen.question or chosen.jsonl):
        print("Tulis pertanyaannya, misalnya: layanwarga ask “syarat bikin ktp apa aja”", file=sys.stderr)
        return 2
    if not (chosen.jsonl or chosen.explain):
        print(answer_once(chosen.question, chosen.office))
        return 0
    understander = Understander(loaded())
    if chosen.jsonl:
        return _each_line(lambda line: _understood(understander, line))
    print("\n".join(understander.explain(chosen.question, chosen.office)))
    return 0


def _understood(understander: Understander, line: Line) -> Line:
    understanding = understander.understand(line["text"], line.get("office"))
    return {
        "id": line["id"],
        "kind": understanding.kind,
        "service": understanding.service,
        "services": [candidate.service for candidate in understanding.candidates],
        "component": understanding.component,
        "score": round(understanding.score, 4),
    }


def _triage(chosen: argparse.Namespace) -> int:
    understander = Understander(loaded())
    if chosen.jsonl:
        return _each_line(lambda line: {"id": line["id"], **_proposed(understander, line["text"], line.get("office"))})
    print(json.dumps(_proposed(understander, chosen.text or "", chosen.office), ensure_ascii=False))
    return 0


def _proposed(understander: Understander, text: str, office: str | None) -> Line:
    proposal = understander.triage(text, office)
    return {"category": proposal.category, "urgent": proposal.urgent, "confidential": proposal.confidential, "service": proposal.service}


def _each_line(work: Callable[[Line], Line], lines: Iterable[str] | None = None) -> int:
    """Prints one JSON line for each input line; a line that is no JSON is named and skipped. Returns the exit code."""
    wrong = 0
    for number, line in enumerate(lines or sys.stdin, 1):
        if not line.strip():
            continue
        try:
            made = work(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            print(f"baris {number} dilewati: tulis satu objek JSON lengkap tiap baris ({error})", file=sys.stderr)
            wrong += 1
            continue
        print(json.dumps(made, ensure_ascii=False))
    return 1 if wrong else 0
