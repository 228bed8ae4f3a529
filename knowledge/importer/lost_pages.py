"""Repairs what lost pages cause: titles that appear only in the list of services, and tables that run over into the next service."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from knowledge.importer import title_identity, title_text, titles
from knowledge.importer.recognised import RecognisedService, Section
from knowledge.importer.service_index import Entry

ALIKE = 88
ENOUGH = 3
"""In so many components the words of another service must stand before they are taken for its own."""


def name_untitled(services: Sequence[RecognisedService], index: Sequence[Entry], stem: str) -> None:
    """Names each service without a title after the next entry of the document's list, else after the file; either name is marked as
    doubtful.
    """
    for position, service in enumerate(services):
        if not service.title:
            entry = _next_entry(services, position, index)
            sheet = _own_sheet(service, services)
            service.title = entry.title if entry else sheet or _by_file(services, position, stem)
            service.number = entry.number if entry else None
            origin = "daftar layanan" if entry else "nama lembar" if sheet else "nama berkas"
            service.doubts.append(f"judul layanan tidak tercetak di bagiannya; diambil dari {origin}")
        if not service.unit:
            service.unit = next((entry.unit for entry in index if entry.unit and title_identity.same(entry.title, service.title)), None)


def _own_sheet(service: RecognisedService, services: Sequence[RecognisedService]) -> str | None:
    """The name of the sheet, if only this service stands on it and the name says more than "Sheet1" or "SP 2"."""
    sheet = service.place.sheet
    alone = sheet and sum(other.place.sheet == sheet for other in services) == 1
    name = title_text.cleaned(sheet) if sheet and alone else ""
    return name if len(name.split()) > 1 and not titles.NOT_TITLE.match(name) and not re.match(r"(?i)(sp|sheet|lembar)\b", name) else None


def _by_file(services: Sequence[RecognisedService], position: int, stem: str) -> str:
    """The name of the file; numbered if several services have no title, because they are not one service."""
    name = re.sub(r"[_-]+", " ", stem).strip()
    named = [service for service in services[:position] if service.title.startswith(name)]
    return f"{name} bagian {len(named) + 1}" if named else name


def _next_entry(services: Sequence[RecognisedService], position: int, index: Sequence[Entry]) -> Entry | None:
    free = _unused(services, index)
    before = _number(services[position - 1], index) if position else 0
    follows = (entry for entry in free if before is not None and entry.number == before + 1)
    return next(follows, free[0] if len(free) == 1 else None)


def _number(service: RecognisedService, index: Sequence[Entry]) -> int | None:
    """The service's place in the list, from its heading, else from its title."""
    listed = (entry.number for entry in index if title_identity.same(entry.title, service.title))
    return service.number or next(listed, None)


def _unused(services: Sequence[RecognisedService], index: Sequence[Entry]) -> list[Entry]:
    """The entries of the list for which the document has no table."""
    used = [service.title for service in services if service.title]
    return [entry for entry in index if not any(_alike(entry.title, title) for title in used)]


def _alike(title: str, other: str) -> bool:
    first, second = title_identity.key(title), title_identity.key(other)
    return title_identity.same(title, other) or fuzz.ratio(first, second) > ALIKE or fuzz.token_set_ratio(first, second) > ALIKE


def part_run_over(services: Sequence[RecognisedService], index: Sequence[Entry]) -> list[RecognisedService]:
    """If the beginning and the end of a table belong to two services because a page between is lost, the end becomes the next service of
    the list.
    """
    made: list[RecognisedService] = []
    for service in services:
        made.append(service)
        for entry in _unused([*services, *made], index):
            if None not in (entry.number, service.number) and entry.number != (service.number or 0) + 1:
                continue
            own = _telling(entry.title, [*(other.title for other in services), *(other.title for other in index if other is not entry)])
            at = _first_of_another(service, own)
            if at is not None:
                made.append(_parted(service, entry, at))
                break
    return made


def _telling(title: str, others: Sequence[str]) -> set[str]:
    """The words that only this title has."""
    other_words = {word for other in others for word in _words(other)}
    return {word for word in _words(title) if word not in other_words and len(word) >= 5}


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _first_of_another(service: RecognisedService, own: set[str]) -> int | None:
    """The first section that is about the other service, if enough sections are and none from there on is about this one."""
    speaks = [bool(own & set(_words(_text_of(section)))) for section in service.sections]
    if not own or sum(speaks) < ENOUGH or speaks[0]:
        return None
    first = speaks.index(True)
    this = {word for word in _words(service.title) if len(word) >= 5}
    after = " ".join(_text_of(section) for section in service.sections[first:])
    return None if len(this & set(_words(after))) > len(this) / 2 else first


def _text_of(section: Section) -> str:
    return " ".join(line.text for line in section.lines)


def _parted(service: RecognisedService, entry: Entry, at: int) -> RecognisedService:
    """Cuts the service there, and returns its end as the service of the list."""
    sections, service.sections = service.sections[at:], service.sections[:at]
    service.doubts.append(f"halaman hilang: isi sesudah ini tampaknya milik “{entry.title}” ({sections[0].place})")
    doubt = f"judul dan awal tabel hilang; isinya tercetak di bawah “{service.title}”, pastikan"
    return RecognisedService(
        title=entry.title, place=sections[0].place, number=entry.number, unit=entry.unit or service.unit, sections=sections, doubts=[doubt]
    )
