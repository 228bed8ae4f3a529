"""Adds a hint ("Perlu diketahui") below a component of a service, separate from the words of its document."""

from __future__ import annotations

from knowledge.editing.office_files import NotChanged, OfficeFiles, written
from knowledge.editing.plain_lines import component_of, lines_of
from knowledge.standards.standard import ComponentKey, Service


def with_hint(files: OfficeFiles, service: Service, key: ComponentKey, words: str) -> str:
    """The text of the service's file with the hint. Raises NotChanged where it is already there."""
    hint, data, before = " ".join(words.split()), files.data(_name(service)), service.component(key)
    if hint in before.hints:
        raise NotChanged("Catatan itu sudah ada di standar layanan ini.")
    parts = data.get("komponen") or {}
    old = parts.get(key)
    whole = old if isinstance(old, dict) else component_of(lines_of(before), {})
    return written({**data, "komponen": {**parts, key: {**whole, "keterangan": [*before.hints, hint]}}})


def _name(service: Service) -> str:
    return f"services/{service.id.partition('/')[2]}"
