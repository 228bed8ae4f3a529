"""Pages that were lost: titles that stand only in the list of services, and tables that run over into the next service."""

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
    """Gives services without a title the one that their document lists next, else the name of the file; both are doubts."""
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
    """The name of the sheet that only this service stands on, where it is more than "Sheet1" or "SP 2"."""
    sheet = service.place.sheet
    alone = sheet and sum(other.place.sheet == sheet for other in services) == 1
    name = title_text.cleaned(sheet) if sheet and alone else ""
    return name if len(name.split()) > 1 and not titles.NOT_TITLE.match(name) and not re.match(r"(?i)(sp|sheet|lembar)\b", name) else None


def _by_file(services: Sequence[RecognisedService], position: int, stem: str) -> str:
    """The name of the file; with a number where several services have no title, since they are not one."""
    name = re.sub(r"[_-]+", " ", stem).strip()
    named = [service for service in services[:position] if service.title.startswith(name)]
    return f"{name} bagian {len(named) + 1}" if named else name


def _next_entry(services: Sequence[RecognisedService], position: int, index: Sequence[Entry]) -> Entry | None:
    free = _unused(services, index)
    before = _number(services[position - 1], index) if position else 0
    follows = (entry for entry in free if before is not None and entry.number == before + 1)
    return next(follows, free[0] if len(free) == 1 else None)


def _number(service: RecognisedService, index: Sequence[Entry]) -> int | None:
    """The service's place in the list: as its heading says, else by its title."""
    listed = (entry.number for entry in index if title_identity.same(entry.title, service.title))
    return service.number or next(listed, None)


def _unused(services: Sequence[RecognisedService], index: Sequence[Entry]) -> list[Entry]:
    """What the document lists and has no table of its own for."""
    used = [service.title for service in services if service.title]
    return [entry for entry in index if not any(_alike(entry.title, title) for title in used)]


def _alike(title: str, other: str) -> bool:
    first, second = title_identity.key(title), title_identity.key(other)
    return title_identity.same(title, other) or fuzz.ratio(first, second) > ALIKE or fuzz.token_set_ratio(first, second) > ALIKE


def part_run_over(services: Sequence[RecognisedService], index: Sequence[Entry]) -> list[RecognisedService]:
    """Where the head of a table and its end are of two services (a page between is lost), the end becomes the listed service."""
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
    """Words that only this title has."""
    other_words = {word for other in others for word in _words(other)}
    return {word for word in _words(title) if word not in other_words and len(word) >= 5}


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _first_of_another(service: RecognisedService, own: set[str]) -> int | None:
    """The first section that speaks of the other service, where enough of them do and none speaks of this one from there on."""
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
    """Cuts the service and returns its end as the listed one."""
    sections, service.sections = service.sections[at:], service.sections[:at]
    service.doubts.append(f"halaman hilang: isi sesudah ini tampaknya milik “{entry.title}” ({sections[0].place})")
    doubt = f"judul dan awal tabel hilang; isinya tercetak di bawah “{service.title}”, pastikan"
    return RecognisedService(
        title=entry.title, place=sections[0].place, number=entry.number, unit=entry.unit or service.unit, sections=sections, doubts=[doubt]
    )
