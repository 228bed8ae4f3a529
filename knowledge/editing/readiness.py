"""How ready an office is for its citizens: fixed questions for each service, and how many of them lead to it.

The questions depend only on the service's title and archetype, not on the office's phrases: their number stays, and the number of those understood
grows.
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
    """`missed`: the questions that do not lead to their service yet, and so the most useful next phrases. `mistaken`: those of them that are
    answered with another service, and with which.
    """

    probes: tuple[Probe, ...]
    missed: tuple[Probe, ...]
    mistaken: tuple[tuple[Probe, str], ...] = ()

    @property
    def ready(self) -> int:
        return len(self.probes) - len(self.missed)

    def of(self, service: str) -> tuple[int, int]:
        """How many questions of the service are understood, and how many there are."""
        total = sum(probe.service == service for probe in self.probes)
        return total - sum(probe.service == service for probe in self.missed), total


@dataclass(frozen=True, kw_only=True)
class Twins:
    """Two services that are confused with one another, in either direction, and the questions that show it."""

    services: tuple[str, str]
    mistaken: tuple[tuple[Probe, str], ...]


def twins(measured_readiness: Readiness) -> list[Twins]:
    """The pairs with the most such questions first."""
    pairs: dict[tuple[str, str], list[tuple[Probe, str]]] = {}
    for probe, taken in measured_readiness.mistaken:
        first, second = sorted((probe.service, taken))
        pairs.setdefault((first, second), []).append((probe, taken))
    return sorted(
        (Twins(services=pair, mistaken=tuple(asked)) for pair, asked in pairs.items()),
        key=lambda pair_of_services: -len(pair_of_services.mistaken),
    )


def probes(services: Sequence[Service], archetypes: Sequence[Archetype]) -> tuple[Probe, ...]:
    """The fixed questions, in the order of the services."""
    forms = read("probes", ROOT)
    proposer = Proposer(archetypes)
    return tuple(Probe(service=service.id, question=question) for service in services for question in _questions(service, proposer, forms))


def _questions(service: Service, proposer: Proposer, forms: Data) -> list[str]:
    proposal = proposer.propose(service.title)
    archetype = proposal.archetype if proposal else Archetype(title=service.title)
    called, title = next(iter(archetype.aliases), service.title).lower(), service.title.lower()
    asked = [form.format(nama=title) for form in forms["dengan_judul"]] + [form.format(nama=called) for form in forms["dengan_sebutan"]]
    return list(dict.fromkeys([*asked, *archetype.phrases[: int(forms["dari_katalog"])]]))


def measured(understander: Understander, office: str, asked: Sequence[Probe]) -> Readiness:
    """A question is understood if it is answered with the service, or asked back with the service among the choices."""
    heard = [(probe, *_heard(understander, office, probe.question)) for probe in asked]
    missed = [(probe, answered) for probe, answered, offered in heard if probe.service not in offered]
    mistaken = tuple((probe, answered) for probe, answered in missed if answered)
    return Readiness(probes=tuple(asked), missed=tuple(probe for probe, _ in missed), mistaken=mistaken)


def _heard(understander: Understander, office: str, question: str) -> tuple[str, frozenset[str]]:
    """The service with which the question is answered, if any, and all services to which it leads."""
    understood = understander.understand(question, office)
    if understood.kind == "clarify":
        return "", frozenset(candidate.service for candidate in understood.candidates)
    answered = (understood.service or "") if understood.kind == "answer" else ""
    return answered, frozenset([answered])


def of_office(understander: Understander, office: str) -> Readiness:
    """The readiness of the office's published services; cached for each understander."""
    measured_offices = _measured.setdefault(understander, {})
    if office not in measured_offices:
        measured_offices[office] = measured(understander, office, asked_of(understander.library.services_of(office)))
    return measured_offices[office]


_measured: WeakKeyDictionary[Understander, dict[str, Readiness]] = WeakKeyDictionary()


def asked_of(services: Sequence[Service]) -> tuple[Probe, ...]:
    """The fixed questions by the program's catalogue."""
    return probes(services, catalogue.load(ROOT))
