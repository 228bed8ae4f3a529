"""Writes drafts into an office's folder: new services as drafts or published, changed ones as the next version, withdrawn ones with an end
date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from knowledge.archetypes.proposing import Proposal
from knowledge.importer import changes, contents, writing
from knowledge.importer.changes import Changes
from knowledge.importer.draft import Draft, DraftService
from knowledge.standards import library
from knowledge.standards.data_files import Data
from knowledge.standards.standard import Service

OWN = ("sebutan", "ungkapan", "unit", "pemohon", "ringkasan")
"""What an office writes itself and no decree changes."""
FROM_IMPORT = ("Perlu diperiksa: ", "Tidak dimuat: ")


@dataclass(frozen=True, kw_only=True)
class Filing:
    """How drafts are written. `day`: the first day on which the new standards are valid. `today` is given by the caller."""

    root: Path
    office_id: str
    publish: bool
    confirmed: bool
    today: date
    day: date
    proposals: Mapping[str, Proposal]

    @property
    def folder(self) -> Path:
        return self.root / "offices" / self.office_id

    @property
    def is_later(self) -> bool:
        return self.day > self.today

    def path(self, service_id: str) -> Path:
        return self.folder / "services" / f"{service_id.partition('/')[2]}.yaml"


@dataclass(frozen=True, kw_only=True)
class Filed:
    """What was written, as one line each for the clerk."""

    ids: tuple[str, ...]
    told: tuple[str, ...]


def known_services(root: Path, office_id: str) -> list[Service]:
    """The services, drafts included, that the office has below this root."""
    loaded_library = library.load(root, [office_id])
    return [*loaded_library.services.values(), *loaded_library.drafts.values()]


def file(draft: Draft, compared: Changes | None, how: Filing) -> Filed:
    """Writes everything. The previous version of each service is kept as an older version."""
    pairs = {id(after): before for before, after in compared.pairs} if compared else {}
    unsure = {id(after) for _, after in compared.renamed} if compared and not how.confirmed else set()
    before = [None if id(service) in unsure else pairs.get(id(service)) for service in draft.services]
    taken = {service.title: existing.id for service, existing in zip(draft.services, before, strict=True) if existing}
    others = {f"\0{index}": existing.id for index, existing in enumerate(pairs.values())}
    ids = writing.service_ids(how.office_id, draft.services, {**others, **taken})
    report_lines = [_office(draft, how)]
    for service_id, service, existing in zip(ids, draft.services, before, strict=True):
        report_lines.append(_service(draft, service, service_id, existing, how, sure=id(service) not in unsure))
    report_lines += [_withdraw(service, how) for service in (compared.withdrawn if compared else ())]
    if compared and unsure:
        report_lines += _undecided(compared, how)
    writing.write(how.folder / "impor.json", writing.origins(draft, ids))
    writing.write(how.folder / contents.FILE, contents.as_json(draft.documents))
    return Filed(ids=tuple(ids), told=tuple(line for line in report_lines if line))


def _undecided(compared: Changes, how: Filing) -> list[str]:
    """The services that the clerk must decide about: a renamed one keeps answering under its old name until then."""
    published = {old.id for old, _ in compared.renamed if _data(how.path(old.id)).get("status") != writing.DRAFT}
    state = {True: "nama dan isi lama masih dijawab", False: "masih draf"}
    return [
        f"BELUM DIPUTUSKAN: {len(compared.renamed)} layanan berganti nama; setujui dengan --yes",
        *(f"  {old.id}: “{old.title}” menjadi “{new.title}”; {state[old.id in published]}" for old, new in compared.renamed),
    ]


def _office(draft: Draft, how: Filing) -> str:
    """Writes office.yaml if there is none. An existing one is not changed, except that missing units are added."""
    path = how.folder / "office.yaml"
    if path.exists():
        return ""
    texts = [item.printed for service in draft.services for component in service.components.values() for item in component.all_items]
    writing.write(path, writing.as_yaml(writing.office_data(draft.office, how.office_id, texts)))
    return f"{path}: dibuat; lengkapi jam buka dan unit"


def _service(draft: Draft, service: DraftService, service_id: str, existing: Service | None, how: Filing, *, sure: bool) -> str:
    path = how.path(service_id)
    old = _data(path) if existing else {}
    published = how.publish and sure and not (how.is_later and existing)
    made = writing.service_data(
        _in_units(service, how), service_id, draft.office, published=published, own_fields=_own_fields(old, service, how)
    )
    if existing:
        made["komponen"] = _components(existing, service, old, made["komponen"])
    if how.publish and how.is_later and not existing:
        made["berlaku"] = {"dari": how.day}
    return _put(path, made, old, published, how)


def _put(path: Path, made: Data, old: Data, published: bool, how: Filing) -> str:
    """Writes the file. A draft of a published service is stored beside it, so that the bot goes on answering from the published one."""
    if old and old.get("status") != writing.DRAFT and not published:
        path = how.folder / "draf" / path.name
    elif old and old.get("status") != writing.DRAFT and made["komponen"] != old.get("komponen"):
        _archive(path, old, how.day - timedelta(days=1), how)
        made["berlaku"] = {"dari": how.day}
    elif published and (first := (old.get("berlaku") or {}).get("dari")):
        made["berlaku"] = {"dari": first}  # a service that had ended, and is in the document again, holds again
    writing.write(path, writing.as_yaml(_ordered(made)))
    return f"{path}: {'terbit' if published else 'draf'}"


def _ordered(made: Data) -> Data:
    """The data with the dates of a version right after its title."""
    first = ("id", "judul", "status", "berlaku")
    return {key: made[key] for key in first if key in made} | {key: value for key, value in made.items() if key not in first}


def _own_fields(old: Mapping[str, Any], service: DraftService, how: Filing) -> Data:
    """The fields that are kept from the file before, with the words of an archetype that the clerk confirmed."""
    own_fields = {key: old[key] for key in OWN if key in old}
    own_fields["catatan_editor"] = [note for note in old.get("catatan_editor", []) if not str(note).startswith(FROM_IMPORT)]
    proposal = how.proposals.get(service.title)
    if proposal and how.confirmed:
        own_fields["sebutan"] = list(dict.fromkeys([*own_fields.get("sebutan", []), *proposal.names])) or None
        own_fields["ungkapan"] = list(dict.fromkeys([*own_fields.get("ungkapan", []), *proposal.phrases])) or None
    return own_fields


def _in_units(service: DraftService, how: Filing) -> DraftService:
    """The data with a unit that office.yaml knows; a service of an unknown unit goes to the general unit."""
    data = _data(how.folder / "office.yaml")
    unit_ids = {unit.get("id") for unit in data.get("unit", [])}
    return service if service.unit and writing.unit_id(service.unit) in unit_ids else replace(service, unit=None)


def _components(existing: Service, service: DraftService, old: Mapping[str, Any], made: Data) -> Data:
    """The components; one without a change stays as the office wrote it, with its notes."""
    moved = {change.key for change in changes.component_changes(existing, service)}
    before = old.get("komponen", {})
    return {key: before[key] if key in before and key not in moved else value for key, value in made.items()}


def _withdraw(service: Service, how: Filing) -> str:
    """Ends a service that the new document does not have any more: from its day on, and only when publishing."""
    path = how.path(service.id)
    old = _data(path)
    if not old or not how.publish:
        return f"{service.id}: BELUM DIPUTUSKAN: tidak ada di dokumen baru dan masih dijawab; dicabut dengan --publish" if old else ""
    last = how.day - timedelta(days=1)
    if how.is_later:
        writing.write(path, writing.as_yaml(_ordered({**old, "berlaku": {**old.get("berlaku", {}), "sampai": last}})))
        return f"{path}: berlaku sampai {last:%d-%m-%Y}"
    _archive(path, old, last, how)
    path.unlink()
    return f"{service.id}: dicabut, berlaku sampai {last:%d-%m-%Y}"


def _archive(path: Path, old: Data, last: date, how: Filing) -> None:
    """Stores the version that was valid until now under the day on which it ended."""
    ended = {**old, "berlaku": {**(old.get("berlaku") or {}), "sampai": last}}
    writing.write(how.folder / "versi" / path.stem / f"{last.isoformat()}.yaml", writing.as_yaml(_ordered(ended)))


def version_on(root: Path, service_id: str, day: date) -> Service | None:
    """The version of a service that was valid on this day, so that an answer can be traced to what was promised then."""
    office, _, name = service_id.partition("/")
    folder = root / "offices" / office
    paths = [*sorted((folder / "versi" / name).glob("*.yaml")), folder / "services" / f"{name}.yaml"]
    versions = [Service.model_validate(data) for path in paths if (data := _data(path))]
    return next((version for version in versions if version.status == "terbit" and version.validity.holds(day)), None)


def _data(path: Path) -> Data:
    if not path.exists():
        return {}
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data if isinstance(data, dict) else {}
