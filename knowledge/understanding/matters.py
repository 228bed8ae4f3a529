"""Matters that are no single service: shared by several services, or covered by none here.

For the included offices, shared matters are written by hand. For an office known by its document they are derived from its titles, and the catalogue
of archetypes stands beside its services: phrases for an archetype speak for the services whose titles mean it, for several at once where they share
it, and against all where none does. Nothing of it is written into the office's files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from knowledge.archetypes.catalogue import Archetype, NotTheirs
from knowledge.archetypes.proposing import Proposer, Terms
from knowledge.language.words import ROOT, read
from knowledge.standards.library import Library
from knowledge.standards.standard import Service
from knowledge.understanding import derived

LONGEST = 3  # words of a shared name
MOST = 8  # services that the bot asks between
FRAMES = 6
Meant: TypeAlias = Mapping[str, Mapping[str, tuple[Archetype, ...]]]
"""For each office and each of its services, the archetypes that the title means."""


@dataclass(frozen=True)
class Matter:
    """What people say who mean a matter, and the services it may mean. `office`: the only office in which they say so."""

    services: tuple[str, ...]
    lines: tuple[str, ...]
    office: str | None = None


def shared_matters(library: Library, root: Path = ROOT) -> list[Matter]:
    """The entries of ambiguous.yaml, with those of their services that this library has."""
    entries = [(tuple(s for s in entry["layanan"] if s in library.services), entry["ungkapan"]) for entry in read("ambiguous", root) or ()]
    return [Matter(services, tuple(lines)) for services, lines in entries if services]


def derived_matters(library: Library, archetypes: Sequence[Archetype], others: Sequence[NotTheirs], meant: Meant) -> list[Matter]:
    """For offices known by their documents: what their titles share, and the catalogue with matters that such offices do not do."""
    titles = chain.from_iterable(of_titles(library.services_of(office), office) for office in meant)
    strange = (Matter((), tuple(_as_questions(entry.names))) for entry in others)
    return [*titles, *of_catalogue(library, archetypes, meant), *strange] if meant else []


def meant_archetypes(library: Library, archetypes: Sequence[Archetype], kept: Meant) -> Meant:
    """For each office known by its document, the archetypes that its titles mean. `kept`: those of offices that stayed the same."""
    new = [office for office in library.offices if office not in kept and derived.is_new(library.services_of(office))]
    proposers = {office: Proposer(archetypes, library.offices[office].name) for office in new}
    read = {
        office: {service.id: proposer.meant(service.title) for service in library.services_of(office)}
        for office, proposer in proposers.items()
    }
    return {office: titles for office in library.offices if (titles := kept.get(office) or read.get(office))}


def of_titles(services: Sequence[Service], office: str) -> Iterator[Matter]:
    """Words with which several titles begin, or two and more words that stand together in several titles."""
    terms, holders = Terms(), defaultdict[tuple[str, ...], set[str]](set)
    whole = {tuple(core.lower().split()) for service in services for core in (service.title, *derived.names(service))}
    for service in services:
        for name in _pieces(derived.core(service.title).lower().split()):
            if name not in whole and terms.tells(name):
                holders[name].add(service.id)
    alike = defaultdict[frozenset[str], list[str]](list)
    for name, holding in holders.items():
        if 1 < len(holding) <= MOST:
            alike[frozenset(holding)].append(" ".join(name))
    for together, names in alike.items():
        yield Matter(tuple(sorted(together)), tuple(_as_questions(names)), office)


def _pieces(words: Sequence[str]) -> set[tuple[str, ...]]:
    pairs = {tuple(words[at : at + size]) for size in range(2, LONGEST + 1) for at in range(len(words) - size + 1)}
    return pairs | {tuple(words[:1])} if words else pairs


def of_catalogue(library: Library, catalogue_archetypes: Sequence[Archetype], meant: Meant) -> Iterator[Matter]:
    """Every archetype with the services whose titles mean it. Phrases that the only such service already has are not repeated."""
    holding: Mapping[str, list[str]] = defaultdict(list)
    for services in meant.values():
        for service, archetypes in services.items():
            for archetype in archetypes:
                holding[archetype.id].append(service)
    for archetype in catalogue_archetypes:
        means = holding[archetype.id]
        own_phrases = {*library.services[means[0]].names, *library.services[means[0]].phrases} if len(means) == 1 else frozenset[str]()
        yield Matter(tuple(means), tuple(line for line in (*archetype.names, *archetype.phrases) if line not in own_phrases))


def _as_questions(names: Sequence[str]) -> list[str]:
    """The names alone, and as people ask for them."""
    return [frame.format(name) for name in names for frame in derived.frames()[:FRAMES]]
