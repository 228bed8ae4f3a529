"""The whole way from files to a Draft: read the files, recognise the services, build the drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.errors import NoServiceFound
from knowledge.importer import assembly, offices, reading
from knowledge.importer.draft import Draft, DraftService
from knowledge.importer.pages import Document
from knowledge.importer.recognised import RecognisedService
from knowledge.importer.recognition import recognise
from knowledge.standards.standard import COMPONENTS, ComponentKey

TRADE = ("syarat", "prosedur", "mekanisme", "alur", "waktu", "biaya", "tarif", "produk", "pelayanan", "layanan", "pengaduan", "dasar hukum")
IMPORTANT: tuple[ComponentKey, ...] = COMPONENTS[:6]


def draft_of(paths: list[Path], office_id: str) -> Draft:
    """The drafts of all documents together. Raises DocumentError where a document gives none."""
    read = reading.read_all(paths)
    recognised = [recognise(document) for document in read.documents if speaks_of_standards(document)]
    drafts = [draft for document in recognised for draft in _drafts_of(document.services)]
    services, shared = assembly.office_wide(assembly.joined(drafts))
    if not services:
        names = ", ".join(path.name for path in paths)
        raise NoServiceFound(
            f"Di {names} tidak ditemukan standar pelayanan; pilih dokumen yang memuat persyaratan, prosedur, waktu, dan biaya tiap layanan."
        )
    office = offices.without_contacts_of_one(offices.office_of(read.documents, office_id), services, read.documents)
    units = tuple(dict.fromkeys(service.unit for service in services if service.unit))
    return Draft(
        office=replace(office, components=shared, units=units),
        services=tuple(_with_gaps(service) for service in services),
        documents=read.documents,
        doubts=(*(remark for document in read.documents for remark in document.remarks), *read.left_out),
        unplaced=tuple(text for document in recognised for text in document.unplaced),
    )


def _drafts_of(services: Sequence[RecognisedService]) -> Iterator[DraftService]:
    """The services of one document, each with the components that the document prints once for all of them."""
    own = assembly.joined(assembly.with_cases([service for service in services if not service.is_for_all]))
    shared = assembly.for_all(services) or assembly.at_the_end(own)
    yield from (assembly.with_shared(draft, shared) for draft in own)


def speaks_of_standards(document: Document) -> bool:
    """Whether at least two words of the subject occur; a text without them is not searched further."""
    text = "\n".join(line.text for line in document.lines).lower()
    return sum(word in text for word in TRADE) >= 2


def _with_gaps(service: DraftService) -> DraftService:
    """The service, with a doubt for each of the six main components that its document does not give."""
    missing = [
        key for key in IMPORTANT if key not in service.components and not any(doubt.startswith(f"{key}:") for doubt in service.doubts)
    ]
    return replace(service, doubts=(*service.doubts, *(f"{key}: tidak ada di dokumen" for key in missing)))
