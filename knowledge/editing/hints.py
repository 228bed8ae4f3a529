"""Adds what an office has learnt to a service: a line of "Perlu diketahui" below one component, apart from what its document says."""

from __future__ import annotations

from knowledge.editing.office_files import NotChanged, OfficeFiles, written
from knowledge.editing.plain_lines import component_of, lines_of
from knowledge.standards.standard import ComponentKey, Service


def with_hint(files: OfficeFiles, service: Service, key: ComponentKey, words: str) -> str:
    """The text of the service's file with the line in it. Raises NotChanged where it stands there already."""
    said, data, before = " ".join(words.split()), files.data(_name(service)), service.component(key)
    if said in before.hints:
        raise NotChanged("Catatan itu sudah ada di standar layanan ini.")
    parts = data.get("komponen") or {}
    old = parts.get(key)
    whole = old if isinstance(old, dict) else component_of(lines_of(before), {})
    return written({**data, "komponen": {**parts, key: {**whole, "keterangan": [*before.hints, said]}}})


def _name(service: Service) -> str:
    return f"services/{service.id.partition('/')[2]}"
