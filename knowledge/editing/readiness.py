"""How ready an office is for its citizens: fixed questions for each service, and how many of them lead to it.

The questions depend on the service's title and its archetype alone, not on the phrases that the office writes: the number of questions stays, the
number of those that are understood grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from knowledge.archetypes import catalogue
from knowledge.archetypes.catalogue import Archetype
from knowledge.archetypes.proposing import Proposer
from knowledge.language.words import read
from knowledge.standards.data_files import Data
from knowledge.standards.library import ROOT
from knowledge.standards.standard import Service
from knowledge.understanding.understander import Understander


@dataclass(frozen=True, kw_only=True)
class Probe:
    """A question that should lead to the service."""

    service: str
    question: str


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """`missed`: the questions that do not lead to their service yet, the next phrases worth having; `mistaken`: those of them that are
    answered with another service, and with which."""

    probes: tuple[Probe, ...]
    missed: tuple[Probe, ...]
    mistaken: tuple[tuple[Probe, str], ...] = ()

    @property
    def ready(self) -> int:
        return len(self.probes) - len(self.missed)

    def of(self, service: str) -> tuple[int, int]:
        """How many questions of the service are ready, and how many there are."""
        total = sum(probe.service == service for probe in self.probes)
        return total - sum(probe.service == service for probe in self.missed), total


@dataclass(frozen=True, kw_only=True)
class Twins:
    """Two services that are taken for one another, whichever way, and the questions that show it."""

    services: tuple[str, str]
    mistaken: tuple[tuple[Probe, str], ...]


def twins(found: Readiness) -> list[Twins]:
    """Those with the most questions first."""
    pairs: dict[tuple[str, str], list[tuple[Probe, str]]] = {}
    for probe, taken in found.mistaken:
        first, second = sorted((probe.service, taken))
        pairs.setdefault((first, second), []).append((probe, taken))
    return sorted((Twins(services=pair, mistaken=tuple(asked)) for pair, asked in pairs.items()), key=lambda one: -len(one.mistaken))


def probes(services: Sequence[Service], archetypes: Sequence[Archetype]) -> tuple[Probe, ...]:
    """The fixed questions, in the order of the services."""
    forms = read("probes", ROOT)
    proposer = Proposer(archetypes)
    return tuple(Probe(service=service.id, question=question) for service in services for question in _questions(service, proposer, forms))


def _questions(service: Service, proposer: Proposer, forms: Data) -> list[str]:
    proposal = proposer.propose(service.title)
    known = proposal.archetype if proposal else Archetype(title=service.title)
    called, title = next(iter(known.aliases), service.title).lower(), service.title.lower()
    asked = [form.format(nama=title) for form in forms["dengan_judul"]] + [form.format(nama=called) for form in forms["dengan_sebutan"]]
    return list(dict.fromkeys([*asked, *known.phrases[: int(forms["dari_katalog"])]]))


def measured(understander: Understander, office: str, asked: Sequence[Probe]) -> Readiness:
    """Ready is what is answered with the service, or asked back with the service among those to choose from."""
    heard = [(one, *_heard(understander, office, one.question)) for one in asked]
    missed = [(one, answered) for one, answered, offered in heard if one.service not in offered]
    mistaken = tuple((one, answered) for one, answered in missed if answered)
    return Readiness(probes=tuple(asked), missed=tuple(one for one, _ in missed), mistaken=mistaken)


def _heard(understander: Understander, office: str, question: str) -> tuple[str, frozenset[str]]:
    """The service that the question is answered with, if any, and all that it leads to."""
    understood = understander.understand(question, office)
    if understood.kind == "clarify":
        return "", frozenset(candidate.service for candidate in understood.candidates)
    answered = (understood.service or "") if understood.kind == "answer" else ""
    return answered, frozenset([answered])


def of_office(understander: Understander, office: str) -> Readiness:
    """Of the office's published services; measured once as long as this is what is understood."""
    known = _measured.setdefault(understander, {})
    if office not in known:
        known[office] = measured(understander, office, asked_of(understander.library.services_of(office)))
    return known[office]


_measured: WeakKeyDictionary[Understander, dict[str, Readiness]] = WeakKeyDictionary()


def asked_of(services: Sequence[Service]) -> tuple[Probe, ...]:
    """The fixed questions by the catalogue of the program."""
    return probes(services, catalogue.load(ROOT))
