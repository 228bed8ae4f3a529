"""Builds drafts from recognised services: makes components from lines, joins services that are given twice, and turns cases into groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from knowledge.importer import listing, title_identity
from knowledge.importer.draft import DraftComponent, DraftGroup, DraftService
from knowledge.importer.recognised import RecognisedService, Section
from knowledge.standards.standard import COMPONENTS, ComponentKey

OFFICE = re.compile(
    r"(?i)^(pada\s+|di\s+)?(dinas|kantor|kecamatan|kelurahan|desa|badan|puskesmas|upt\w*|rumah sakit|rsud|sekretariat|satuan|perpustakaan)\b"
)
INSIDE: tuple[ComponentKey, ...] = tuple(COMPONENTS[6:])
"""The components of the guideline's second part ("manufacturing"): how the office works inside."""
SEVERAL, MOST_INSIDE = 3, 4
PAPERS = re.compile(
    r"(?i)^(foto\s?kopi|foto\s?copy|fc|surat|ktp|kk|kartu|akta|akte|foto|lokasi|identitas|nama|penjelasan|bukti|formulir|buku)\b"
)


def drafted(services: Iterable[RecognisedService]) -> list[DraftService]:
    """Returns one draft for each service. A service with fewer than two components is dropped."""
    made = [_draft(service) for service in services]
    return [draft for draft in made if _is_service(draft)]


def _is_service(draft: DraftService) -> bool:
    if draft.components and any(doubt.startswith("halaman hilang") for doubt in draft.doubts):
        return True
    return len(draft.components) >= 2 and bool(
        {"persyaratan", "prosedur", "produk", "waktu", "biaya", "dasar_hukum"} & set(draft.components)
    )


def _draft(service: RecognisedService) -> DraftService:
    doubts = list(service.doubts)
    components: dict[ComponentKey, DraftComponent] = {}
    for key in COMPONENTS:
        sections = [section for section in service.sections if section.key == key]
        made = [listing.component(section.lines, key, section.sure) for section in sections]
        given = [component for component in made if component.all_items or component.notes]
        if sections and not given:
            doubts.append(f"{key}: kosong di dokumen ({sections[0].place})")
        if given:
            components[key] = _longest(given)
            doubts += _doubts(key, given, sections)
    return _with_papers(
        DraftService(
            title=service.title,
            components=components,
            place=service.place,
            unit=service.unit,
            applicant=service.applicant,
            doubts=tuple(doubts),
            unplaced=tuple(_unplaced(section) for section in service.sections if section.key is None),
            number=service.number,
        )
    )


def _longest(given: Sequence[DraftComponent]) -> DraftComponent:
    """Returns the longer of two copies of a component; where they have nothing in common, both are kept."""
    best = max(given, key=lambda component: component.size)
    for other in given:
        if other is not best and not _alike(best, other):
            best = replace(best, items=best.items + other.items, groups=best.groups + other.groups, notes=best.notes + other.notes)
    return best


def _alike(component: DraftComponent, other: DraftComponent) -> bool:
    smaller, larger = sorted((component.texts, other.texts), key=len)
    twice = [text for text in smaller if any(fuzz.partial_ratio(text.lower(), longer_text.lower()) >= 85 for longer_text in larger)]
    return not smaller or len(twice) >= len(smaller) * 0.5


def _doubts(key: ComponentKey, given: Sequence[DraftComponent], sections: Sequence[Section]) -> list[str]:
    made = (
        [f"{key}: tercetak dua kali, dipakai yang lebih lengkap ({sections[-1].place})"]
        if len(given) > 1 and _alike(given[0], given[1])
        else []
    )
    if sections[0].sure < 0.88:
        made.append(f"{key}: dikenali dari “{sections[0].name}”; pastikan ({sections[0].place})")
    return made


def _unplaced(section: Section) -> str:
    joined_text = " ".join(line.text for line in section.lines)
    return f"{section.name.strip(' :')}: {joined_text} ({section.place})"[:600]


def _with_papers(draft: DraftService) -> DraftService:
    """Papers listed inside a step of the procedure become requirements, if the document gives no requirements."""
    steps = draft.components.get("prosedur")
    if not steps or "persyaratan" in draft.components:
        return draft
    papers = tuple(item for item in steps.all_items if PAPERS.match(item.text) and len(item.text.split()) <= 25)
    if len(papers) < 1:
        return draft
    components = {"persyaratan": DraftComponent(items=papers, place=papers[0].place, sure=0.6), **draft.components}
    doubt = f"persyaratan: diambil dari langkah prosedur; pastikan ({papers[0].place})"
    return replace(draft, components=components, doubts=(*draft.doubts, doubt))


def office_wide(drafts: Sequence[DraftService]) -> tuple[list[DraftService], dict[ComponentKey, DraftComponent]]:
    """Returns the services, and the components that the document prints under the office's name because they hold for the whole office."""
    general = [draft for draft in drafts if OFFICE.match(draft.title) and not {"persyaratan", "prosedur", "produk"} & set(draft.components)]
    shared: dict[ComponentKey, DraftComponent] = {}
    for draft in general:
        shared.update(draft.components)
    return [draft for draft in drafts if draft not in general], shared


def for_all(services: Iterable[RecognisedService]) -> dict[ComponentKey, DraftComponent]:
    """The components that the document prints under a heading which says that they hold for every service."""
    shared: dict[ComponentKey, DraftComponent] = {}
    for draft in map(_draft, (service for service in services if service.is_for_all)):
        shared.update(draft.components)
    return shared


def at_the_end(drafts: Sequence[DraftService]) -> dict[ComponentKey, DraftComponent]:
    """The internal components (staff, supervision, guarantees) that hold for all services: several services lack them and only the pages of
    the last service give them.
    """
    inside = {key: made for key, made in drafts[-1].components.items() if key in INSIDE} if len(drafts) >= SEVERAL else {}
    others = {key for draft in drafts[:-1] for key in draft.components if key in INSIDE}
    return inside if len(inside) >= MOST_INSIDE and not others else {}


def with_shared(draft: DraftService, shared: Mapping[ComponentKey, DraftComponent]) -> DraftService:
    """The service, with the shared components added where it has none of its own."""
    components = {**shared, **draft.components}
    return replace(draft, components={key: components[key] for key in COMPONENTS if key in components})


def joined(drafts: Sequence[DraftService]) -> list[DraftService]:
    """Joins services that are given twice into one; of each component the longer form is kept."""
    made: list[DraftService] = []
    for draft in drafts:
        at = next((index for index, existing in enumerate(made) if title_identity.same(existing.title, draft.title)), None)
        if at is None:
            made.append(draft)
        else:
            made[at] = _merged(made[at], draft)
    return made


def _merged(earlier: DraftService, later: DraftService) -> DraftService:
    second = abs(len(earlier.components) - len(later.components)) > 2  # a version of its own: its parts belong together
    longer = max((earlier, later), key=lambda draft: (len(draft.components) if second else 0, draft.size))
    shorter = later if longer is earlier else earlier
    components = {
        key: longer.components[key]
        if second and key in longer.components
        else max((draft.components[key] for draft in (longer, shorter) if key in draft.components), key=lambda made: made.size)
        for key in COMPONENTS
        if key in longer.components or key in shorter.components
    }
    differing = [
        key for key in set(longer.components) & set(shorter.components) if not _alike(longer.components[key], shorter.components[key])
    ]
    doubts = [
        f"{key}: dua bagian dokumen berbeda isinya; dipakai yang lebih lengkap ({shorter.components[key].place})"
        for key in sorted(differing)
    ]
    return replace(
        longer,
        components=components,
        unit=longer.unit or shorter.unit,
        applicant=longer.applicant or shorter.applicant,
        doubts=(*longer.doubts, *shorter.doubts, f"layanan tercetak dua kali, isinya digabung ({shorter.place})", *doubts),
        unplaced=tuple(dict.fromkeys((*longer.unplaced, *shorter.unplaced))),
    )


def with_cases(services: Sequence[RecognisedService]) -> list[DraftService]:
    """Returns drafts; the cases under one heading become one service with a group for each case."""
    made: list[DraftService] = []
    family: list[RecognisedService] = []
    for service in [*services, None]:
        if family and (service is None or service.parent != family[0].parent):
            made += _family(family)
            family = []
        if service is None:
            continue
        if service.parent and _is_case(service.title, service.parent):
            family.append(service)
        else:
            made += drafted([service])
    return made


def _family(family: Sequence[RecognisedService]) -> list[DraftService]:
    drafts = drafted(family)
    if len(drafts) < 2 or family[0].parent is None:
        return drafts
    keys = [key for key in COMPONENTS if any(key in draft.components for draft in drafts)]
    components = {key: _grouped([(draft.title, draft.components[key]) for draft in drafts if key in draft.components]) for key in keys}
    return [
        replace(
            drafts[0],
            title=family[0].parent,
            components=components,
            doubts=(
                *(f"{draft.title}: {doubt}" for draft in drafts for doubt in draft.doubts),
                "beberapa keadaan di bawah satu judul dijadikan kelompok",
            ),
            unplaced=tuple(dict.fromkeys(text for draft in drafts for text in draft.unplaced)),
        )
    ]


def _grouped(cases: Sequence[tuple[str, DraftComponent]]) -> DraftComponent:
    """Returns the component with what all cases share stated once, and the rest as one group for each case."""
    first = cases[0][1]
    if all(made.texts == first.texts for _, made in cases):
        return first
    groups = tuple(DraftGroup(name=name, items=made.all_items) for name, made in cases if made.all_items)
    notes = tuple(dict.fromkeys(note for _, made in cases for note in made.notes))
    return DraftComponent(groups=groups, notes=notes, place=first.place, sure=min(made.sure for _, made in cases))


def _is_case(title: str, parent: str) -> bool:
    """Whether the title only adds a word such as baru, hilang or ubah to the words of its heading."""
    words = set(re.findall(r"[a-z]+", title.lower()))
    loose = words - set(re.findall(r"[a-z]+", parent.lower()))
    small = {
        "karena",
        "atau",
        "dan",
        "data",
        "untuk",
        "bagi",
        "yang",
        "el",
        "elektronik",
        "e",
        "penerbitan",
        "pelayanan",
        "pembuatan",
        "surat",
        "permohonan",
    }
    return bool(words & set(title_identity.CASES)) and not loose - set(title_identity.CASES) - small
