"""`layanwarga import` and `export`: reads an office's own documents as drafts, and writes its standards as documents."""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot import settings
from bot.clock import utc_now
from bot.commands import Commands, day_argument
from knowledge.archetypes import catalogue
from knowledge.editing import originals
from knowledge.errors import DocumentError
from knowledge.standards import library

if TYPE_CHECKING:
    from knowledge.archetypes.proposing import Proposal
    from knowledge.importer.changes import Changes
    from knowledge.importer.draft import Draft, DraftService

OFFICE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def add_to(commands: Commands) -> None:
    made = commands.add_parser("import", help="buat draf standar pelayanan dari dokumen kantor")
    made.add_argument(
        "files", nargs="+", type=Path, metavar="BERKAS", help=".docx, .pdf, .xlsx, .xls, .html, .md, .txt, gambar, folder, atau .zip"
    )
    made.add_argument("--office", required=True, help="id kantor, misalnya juai")
    made.add_argument("--json", action="store_true", help="tampilkan hasilnya sebagai JSON")
    made.add_argument("--into", type=Path, metavar="FOLDER", help="tulis berkasnya ke folder pengetahuan ini")
    made.add_argument("--publish", action="store_true", help="terbitkan, bukan hanya draf")
    made.add_argument("--yes", action="store_true", help="setujui semua yang diusulkan")
    made.add_argument("--from", dest="day", type=day_argument, metavar="TTTT-BB-HH", help="hari mulai berlaku; tanpa ini hari ini")
    made.set_defaults(run=_import)
    out = commands.add_parser("export", help="standar pelayanan kantor sebagai .docx atau .xlsx")
    out.add_argument("files", nargs="+", type=Path, metavar="BERKAS", help="nama berkas .docx atau .xlsx yang dibuat")
    out.add_argument("--office", required=True, help="id kantor")
    out.add_argument("--register", action="store_true", help="tujuh isian yang ditampilkan SIPP nasional (.xlsx)")
    out.set_defaults(run=_export)


def _import(chosen: argparse.Namespace) -> int:
    """Imports documents. Exit code 1 where one is refused, with a sentence that says why and what to do."""
    try:
        return _imported(chosen)
    except DocumentError as error:
        print(error, file=sys.stderr)
        return 1


def _imported(chosen: argparse.Namespace) -> int:
    from knowledge.importer import drafting
    from knowledge.importer.proposals import proposed_for

    _check_office(chosen.office)
    draft = drafting.draft_of(chosen.files, chosen.office)
    compared = _compared(chosen, draft)
    proposals = proposed_for(draft, [archetype for root in _folders() for archetype in catalogue.load(root)])
    filed = _filed(chosen, draft, compared, proposals) if chosen.into else ()
    if chosen.json:
        print(json.dumps(_as_json(draft, compared, proposals), ensure_ascii=False, indent=1))
    else:
        print("\n".join([*_report(draft, compared, proposals), *filed]))
    return 0


def _check_office(office: str) -> None:
    if not OFFICE_ID.fullmatch(office):
        raise DocumentError(f"“{office}” bukan id kantor; pakai huruf kecil, angka, dan tanda -, misalnya kecamatan-juai.")


def _folders() -> list[Path]:
    return settings.read().knowledge_folders


def _compared(chosen: argparse.Namespace, draft: Draft) -> Changes | None:
    """The changes against the folder to write into, else against the installed knowledge; None for a new office."""
    from knowledge.importer import changes, filing

    installed = [*reversed(_folders())]
    for root in [chosen.into, *installed] if chosen.into else installed:
        services = filing.known_services(root, chosen.office)
        if services:
            return changes.compare(services, draft.services) if root == chosen.into or not chosen.into else None
    return None


def _filed(chosen: argparse.Namespace, draft: Draft, compared: Changes | None, proposals: dict[str, Proposal]) -> tuple[str, ...]:
    from knowledge.importer import filing

    today = _today(chosen, draft)
    how = filing.Filing(
        root=chosen.into,
        office_id=chosen.office,
        publish=chosen.publish,
        confirmed=chosen.yes or _agreed(proposals, compared, quiet=chosen.json),
        today=today,
        day=chosen.day or today,
        proposals=proposals,
    )
    filed = filing.file(draft, compared, how)
    originals.keep(how.folder, chosen.files)
    return filed.told


def _today(chosen: argparse.Namespace, draft: Draft) -> date:
    """The day that it is in the office's zone, which for a new office is that of its region."""
    from knowledge.importer import offices

    known = library.load([*_folders(), chosen.into], [chosen.office]).offices.get(chosen.office)
    zone = known.zone if known else ZoneInfo(offices.zone_of(draft.office.region, ())[0])
    return utc_now().astimezone(zone).date()


def _agreed(proposals: dict[str, Proposal], compared: Changes | None, *, quiet: bool) -> bool:
    """Asks once, at a terminal only; a script is never asked, and nothing is adopted."""
    renamed = compared.renamed if compared else ()
    if quiet or not (proposals or renamed) or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    print("\n".join(_proposed(proposals, compared)))
    return input("Setujui semua usulan ini? [y/T] ").strip().lower() in ("y", "ya")


def _as_json(draft: Draft, compared: Changes | None, proposals: dict[str, Proposal]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "office": draft.office.name,
        "services": [_service_json(service, proposals.get(service.title)) for service in draft.services],
        "doubts": [*draft.office.doubts, *draft.doubts],
        "unplaced": list(draft.unplaced),
    }
    return made if compared is None else {**made, "changes": compared.as_json}


def _service_json(service: DraftService, proposal: Proposal | None) -> dict[str, Any]:
    from knowledge.importer import writing

    groups = {
        key: {group.name: [item.printed for item in group.items] for group in component.groups}
        for key, component in service.components.items()
        if component.groups
    }
    return {
        "title": service.title,
        "unit": service.unit,
        "components": {key: component.texts for key, component in service.components.items() if component.texts},
        "groups": groups,
        "notes": {key: list(component.notes) for key, component in service.components.items() if component.notes},
        "origin": {"title": str(service.place), **{key: writing.origin(component) for key, component in service.components.items()}},
        "doubts": list(service.doubts),
        "unplaced": list(service.unplaced),
        "archetype": proposal.archetype.title if proposal else None,
    }


def _report(draft: Draft, compared: Changes | None, proposals: dict[str, Proposal]) -> list[str]:
    """The report for a clerk, in the order of work."""
    lines = [f"{draft.office.name}: {len(draft.services)} layanan dikenali"]
    for service in draft.services:
        lines.append(f"  {service.title}  ({len(service.components)} komponen, {service.place})")
        lines += [f"    ? {doubt}" for doubt in service.doubts]
        lines += [f"    ! tidak dimuat: {text}" for text in service.unplaced]
    lines += [f"? {doubt}" for doubt in (*draft.office.doubts, *draft.doubts)]
    lines += [f"! belum ditempatkan: {text}" for text in draft.unplaced]
    return [*lines, *_proposed(proposals, compared), *_changed(compared)]


def _proposed(proposals: dict[str, Proposal], compared: Changes | None) -> list[str]:
    lines = [
        f"usulan: “{title}” adalah layanan “{'” dan “'.join(each.title for each in proposed.archetypes)}” ({proposed.sure:.0%})"
        for title, proposed in proposals.items()
    ]
    if compared is None:
        return lines
    lines += [f"usulan: “{old.title}” ({old.id}) kini bernama “{new.title}”" for old, new in compared.renamed]
    return lines + [
        f"? “{old.title}” dicabut dan “{new.title}” baru; bila itu nama barunya, pindahkan ungkapan dan catatannya"
        for old, new in compared.guessed
    ]


def _changed(compared: Changes | None) -> list[str]:
    if compared is None:
        return []
    lines = [f"dicabut: {service.title}" for service in compared.withdrawn] + [f"baru: {service.title}" for service in compared.new]
    for service_change in compared.changed:
        for change in service_change.components:
            lines += [f"berubah: {service_change.title}: {change.key}: - {text}" for text in change.removed]
            lines += [f"berubah: {service_change.title}: {change.key}: + {text}" for text in change.added]
    return lines


def _export(chosen: argparse.Namespace) -> int:
    try:
        from knowledge.importer import exporting

        loaded_library = library.load(_folders(), [chosen.office])
        if chosen.office not in loaded_library.offices:
            raise DocumentError(f"Kantor “{chosen.office}” tidak ada; lihat id kantor dengan: layanwarga services")
        for path in chosen.files:
            exporting.export(loaded_library, chosen.office, path, register=chosen.register)
            print(f"{path}: {len(loaded_library.services)} layanan")
    except DocumentError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
