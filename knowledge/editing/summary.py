"""What a change of an office's files changed, in one line for its audit. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.editing.differences import differences
from knowledge.standards.library import Library
from knowledge.standards.standard import COMPONENTS, Service

LONGEST = 500  # letters
_FIELDS = {"title": "judul", "unit": "unit", "applicant": "pemohon", "summary": "ringkasan", "names": "sebutan", "phrases": "ungkapan"}


def summary(before: Library, after: Library, office: str) -> str:
    """Fields of the office with their old and new lines; services with what of them is another."""
    offices = (before.offices[office], after.offices[office])
    parts = [
        f"{change.field}: {', '.join(change.old) or '(kosong)'} → {', '.join(change.new) or '(dihapus)'}"
        for change in differences(*offices)
    ]
    old, new = _services(before, office), _services(after, office)
    parts += [part for service in sorted({*old, *new}) if (part := _changed(old.get(service), new.get(service)))]
    line = "; ".join(parts)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _services(library: Library, office: str) -> dict[str, Service]:
    return {service.id: service for service in [*library.services.values(), *library.drafts.values()] if service.office == office}


def _changed(old: Service | None, new: Service | None) -> str:
    if old is None or new is None:
        return f"{(new or old).title}: {'baru' if new else 'dihapus'}" if new or old else ""  # type: ignore[union-attr]
    fields = [*changed_fields(old, new)]
    return f"{new.title}: {', '.join(fields)}" if fields else ""


def changed_fields(old: Service, new: Service) -> Iterator[str]:
    if old.status != new.status:
        yield str(new.status)
    yield from (name for field, name in _FIELDS.items() if getattr(old, field) != getattr(new, field))
    yield from (key.replace("_", " ") for key in COMPONENTS if old.component(key) != new.component(key))
