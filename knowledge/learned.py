"""A scorer that learns at start which words belong to which service.

It learns from what stands in the data files now: titles, names and phrases of the services, and the matters that several services
share (each a class of its own beside its services). What an office adds is known at the next start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from knowledge.language import ROOT, Language, Tokens, read
from knowledge.learning import Linear, learn
from knowledge.library import Library
from knowledge.search import Catalogue, Floats, Question
from knowledge.standard import Service

RIDGE = 0.3
MOST_LINES = 8000


@dataclass(frozen=True)
class Lesson:
    """A line, the services it means, and the shared matter it is an example of."""

    text: str
    services: tuple[str, ...] = ()
    matter: int | None = None


@dataclass(frozen=True)
class Shared:
    """A matter of several services in scope, and how much a message is about it and no more."""

    services: tuple[str, ...] = ()
    score: float = 0.0
    words: frozenset[str] = frozenset()


class Learned:
    """Ridge regression from words to services. In a library too large to learn at start it keeps silent."""

    def __init__(self, library: Library, language: Language, lessons: Sequence[Lesson] | None = None, root: Path = ROOT) -> None:
        self.catalogue = Catalogue.of(library)
        self.matters = shared_matters(library, root)
        chosen = lessons_of(library, root) if lessons is None else lessons
        self._words = [
            frozenset(chain.from_iterable(language.tokens(lesson.text) for lesson in chosen if lesson.matter == at))
            for at in range(len(self.matters))
        ]
        self.model = self._learn(chosen, language) if 0 < len(chosen) <= MOST_LINES else None

    def scores(self, question: Question) -> Floats:
        return self.judge(question)[0]

    def judge(self, question: Question) -> tuple[Floats, Shared]:
        """How much each service in scope is meant, and which shared matter."""
        low, high = self.catalogue.scope(question.office)
        if self.model is None:
            return np.zeros(high - low, dtype=np.float32), Shared()
        scores = np.clip(self.model.scores(question.tokens), 0, None)
        return scores[low:high], self._shared(scores[len(self.catalogue.ids) :], question.office)

    def reasons(self, tokens: Tokens, service: str) -> list[str]:
        """The words that spoke for a service."""
        return self.model.reasons(tokens, service)[:5] if self.model else []

    def _shared(self, scores: Floats, office: str | None) -> Shared:
        """The likeliest matter if it leaves a choice: in one office it may be the matter of one service only."""
        choices = [tuple(s for s in services if office is None or s.startswith(f"{office}/")) for services in self.matters]
        named = zip(choices, scores, self._words, strict=True)
        matters = [Shared(services, float(score), words) for services, score, words in named if services]
        likeliest = max(matters, key=lambda matter: matter.score, default=Shared())
        return likeliest if len(likeliest.services) > 1 else Shared()

    def _learn(self, lessons: Sequence[Lesson], language: Language) -> Linear:
        services = len(self.catalogue.ids)
        place = self.catalogue.place
        targets = np.zeros((len(lessons), services + len(self.matters)), dtype=np.float32)
        for row, lesson in enumerate(lessons):
            targets[row, [place[service] for service in lesson.services if service in place]] = 1
            if lesson.matter is not None:
                targets[row, services + lesson.matter] = 1
        classes = [*self.catalogue.ids, *(f"#{matter}" for matter in range(len(self.matters)))]
        return learn([language.tokens(lesson.text) for lesson in lessons], targets, classes, ridge=RIDGE)


def own_words(service: Service) -> tuple[str, ...]:
    """All that citizens may call a service."""
    return (service.title, *service.names, *service.phrases)


def shared_matters(library: Library, root: Path = ROOT) -> list[tuple[str, ...]]:
    """The services of every entry of ambiguous.yaml that this library has."""
    return [tuple(service for service in entry["layanan"] if service in library.services) for entry in read("ambiguous", root) or ()]


def lessons_of(library: Library, root: Path = ROOT) -> list[Lesson]:
    """What there is to learn from."""
    own = [Lesson(line, (service.id,)) for service in library.services.values() for line in own_words(service)]
    matters, entries = shared_matters(library, root), read("ambiguous", root) or ()
    shared = [Lesson(text, matters[at], at) for at, entry in enumerate(entries) if matters[at] for text in entry["ungkapan"]]
    return [*own, *shared]
