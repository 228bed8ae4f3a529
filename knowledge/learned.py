"""A scorer that learns at start which words belong to which service.

It learns from what stands in the data files now: titles, names and phrases of the services, the matters that several services share
(every one of them is right) and those of other agencies (none is). A phrase that an office adds is known at the next start.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np

from knowledge.language import ROOT, Language, Tokens, read
from knowledge.learning import Linear, learn
from knowledge.library import Library
from knowledge.search import Catalogue, Floats, Question
from knowledge.standard import Service

RIDGE = 0.3
MOST_LINES = 8000

Row: TypeAlias = tuple[str, tuple[str, ...]]


class Learned:
    """Ridge regression from words to services. In a library too large to learn at start it keeps silent."""

    def __init__(self, library: Library, language: Language, rows: Sequence[Row] | None = None) -> None:
        self.catalogue = Catalogue.of(library)
        lines = rows_of(library) if rows is None else rows
        self.model = self._learn(lines, language) if 0 < len(lines) <= MOST_LINES else None

    def scores(self, question: Question) -> Floats:
        low, high = self.catalogue.scope(question.office)
        if self.model is None:
            return np.zeros(high - low, dtype=np.float32)
        return np.clip(self.model.scores(question.tokens)[low:high], 0, None)

    def reasons(self, tokens: Tokens, service: str) -> list[str]:
        """The words that spoke for a service."""
        return self.model.reasons(tokens, service)[:5] if self.model else []

    def _learn(self, rows: Sequence[Row], language: Language) -> Linear:
        place = {service: at for at, service in enumerate(self.catalogue.ids)}
        targets = np.zeros((len(rows), len(place)), dtype=np.float32)
        for row, (_, services) in enumerate(rows):
            targets[row, [place[service] for service in services if service in place]] = 1
        return learn([language.tokens(text) for text, _ in rows], targets, self.catalogue.ids, ridge=RIDGE)


def own_words(service: Service) -> tuple[str, ...]:
    """All that citizens may call a service."""
    return (service.title, *service.names, *service.phrases)


def rows_of(library: Library, root: Path = ROOT) -> list[Row]:
    """What there is to learn from."""
    own = [(line, (service.id,)) for service in library.services.values() for line in own_words(service)]
    return [*own, *_shared(library, read("ambiguous", root)), *_foreign(read("elsewhere", root))]


def _shared(library: Library, entries: Iterable[dict[str, list[str]]]) -> list[Row]:
    known = ((entry, tuple(s for s in entry["layanan"] if s in library.services)) for entry in entries)
    return [(phrase, services) for entry, services in known if services for phrase in entry["ungkapan"]]


def _foreign(entries: Iterable[dict[str, list[str]]]) -> list[Row]:
    return [(name, ()) for entry in entries for name in entry["sebutan"]]
