"""Which lines of a standard answer a question, known from the questions that people asked before.

For every service its office keeps frequent questions with what answers them (`offices/…/questions/`). The questions nearest to a new one say what
answers it: people ask "difoto aja laku ga" where the standard has "fotokopi", and no word is the same. One small ridge regression for each service
over words and pairs of words, made when the service is first asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.language.words import Language
from knowledge.standards.standard import FrequentQuestions, Service
from knowledge.understanding.linear_model import Floats, Linear, features

RIDGE = 1.0
REMEMBERED = 256  # services
ALIKE = 0.5  # cosine of two questions that ask the same
BESIDE = 0.6  # of the best line's likelihood: another line that answers too
SILENT = "diam"

Name: TypeAlias = str
"""A line of the standard, the key of a component as a whole, or `SILENT`."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What answers a question: lines of the standard with their likelihood, or a whole part. `likelihood`: of the best, up to about 1."""

    likelihood: float
    lines: Mapping[str, float] = field(default_factory=dict)
    part: str | None = None


class Frequent:
    def __init__(self, services: Mapping[str, Service], language: Language) -> None:
        self._services, self._language = services, language
        self._model = lru_cache(maxsize=REMEMBERED)(self._fitted)

    def answer(self, service: str, text: str, content: Collection[str]) -> Answer | None:
        """What most likely answers this question; None where that is nothing in the standard. `content`: its words that do more than ask."""
        model = self._model(service)
        if model is None:
            return None
        tokens = self._language.tokens(text)
        scores = dict(zip(model.classes, (model.scores(tokens) * _familiar(model, content)).tolist(), strict=True))
        best = max(scores, key=lambda name: scores[name])
        if best == SILENT:
            return None
        if not self._is_line(service, best):
            return Answer(likelihood=scores[best], part=best)
        lines = {name: score for name, score in scores.items() if score >= scores[best] * BESIDE and self._is_line(service, name)}
        return Answer(likelihood=scores[best], lines=lines)

    def _is_line(self, service: str, name: Name) -> bool:
        return name != SILENT and name not in self._services[service].components

    def _fitted(self, service: str) -> Linear | None:
        """The weights of words for everything that answers; None for a service without frequent questions."""
        asked = self._services[service]
        own, general = _known(asked.frequent), _known(asked.general)
        if not (own or general):
            return None
        known = [*own, *general]
        empty = features([self._language.tokens(question) for _, question in known], sorted({name for names, _ in known for name in names}))
        spoken = np.zeros((len(known), len(empty.index)), dtype=np.float32)
        wanted = np.zeros((len(known), len(empty.classes)), dtype=np.float32)
        for row, (names, question) in enumerate(known):
            places, values = empty.vector(self._language.tokens(question))
            spoken[row, places] = values
            wanted[row, [empty.classes.index(name) for name in names]] = 1
        alike = spoken @ spoken.T
        kept = np.flatnonzero(~_contradicted(alike, wanted, len(own)))
        alike = alike[np.ix_(kept, kept)] + RIDGE * np.eye(len(kept), dtype=np.float32)
        return replace(empty, weights=spoken[kept].T @ np.linalg.solve(alike, wanted[kept]))


def _familiar(model: Linear, content: Collection[str]) -> float:
    """How much of the content was ever asked of this service, from 0 to 1: "siapa yang menggambar" is no "siapa yang teken"."""
    heard = sum(float(model.idf[model.index[word]]) ** 2 for word in content if word in model.index)
    strange = sum(word not in model.index for word in content) * float(model.idf.max()) ** 2
    return heard / (heard + strange) if content else 1.0


def _known(frequent: Sequence[FrequentQuestions]) -> list[tuple[tuple[Name, ...], str]]:
    """Every question with what answers it."""
    return [(asked.answers or (SILENT,), question) for asked in frequent for question in asked.questions]


def _contradicted(alike: Floats, wanted: Floats, own: int) -> NDArray[np.bool_]:
    """Which questions are asked of every service (those behind the first `own`) and answered otherwise where this service is asked alike."""
    contradicted = np.zeros(len(alike), dtype=bool)
    if own:
        nearest = alike[own:, :own].argmax(axis=1)
        is_near = alike[own:, :own].max(axis=1) >= ALIKE
        contradicted[own:] = is_near & ((wanted[own:] * wanted[nearest]).sum(axis=1) == 0)
    return contradicted
