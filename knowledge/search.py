"""Question → services with scores: evidence of several fields, weighed apart, from a sparse inverted index.

What citizens say (titles, names, phrases) is compared snippet by snippet, and a service is as near as its nearest snippet. What the
standard says (requirements and products, other text, unit and place) is one bag of words a service. Services lie office by office,
so that a chosen office is a slice of every posting list, and the cost of a question grows with the rarity of its words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.language import Language, Tokens
from knowledge.library import Library
from knowledge.standard import Service

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int32]

WEIGHTS: Mapping[str, float] = {"phrase": 1.0, "name": 0.35, "items": 0.12, "text": 0.12, "place": 0.1}
ENOUGH_POSTINGS = 400_000


@dataclass(frozen=True)
class Candidate:
    """A service that may be meant, how likely, and which evidence spoke for it."""

    service: str
    score: float
    why: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Question:
    """A message as scorers see it."""

    text: str
    tokens: Tokens
    office: str | None = None


class Scorer(Protocol):
    """Anything that can say how well services fit: this index, a trained model, an embedding, a language model."""

    def scores(self, question: Question) -> Floats:
        """One number from 0 to about 1 for every service of the catalogue's scope of this question, in its order."""
        ...


@dataclass(frozen=True)
class Catalogue:
    """The services in a fixed order, office by office."""

    ids: tuple[str, ...]
    offices: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, library: Library) -> Catalogue:
        ids = tuple(sorted(library.services))
        ends: dict[str, tuple[int, int]] = {}
        for at, service in enumerate(ids):
            office = service.partition("/")[0]
            ends[office] = (ends.get(office, (at, at))[0], at + 1)
        return cls(ids, ends)

    @cached_property
    def place(self) -> Mapping[str, int]:
        return {service: at for at, service in enumerate(self.ids)}

    def scope(self, office: str | None) -> tuple[int, int]:
        """The range of services that may answer; an office that nobody knows limits nothing."""
        return self.offices.get(office or "", (0, len(self.ids)))


@dataclass(frozen=True)
class Postings:
    """For every word the rows that contain it, in order, and the word's share of each row."""

    starts: list[int]
    rows: Ints
    shares: Floats
    size: int

    @classmethod
    def of(cls, bags: Sequence[Mapping[int, float]], words: int) -> Postings:
        lengths = np.fromiter((len(bag) for bag in bags), dtype=np.int64, count=len(bags))
        total = int(lengths.sum())
        terms = np.fromiter(chain.from_iterable(bags), dtype=np.int32, count=total)
        shares = np.fromiter(chain.from_iterable(bag.values() for bag in bags), dtype=np.float32, count=total)
        rows = np.repeat(np.arange(len(bags), dtype=np.int32), lengths)
        order = np.argsort(terms, kind="stable")
        starts = [0, *np.cumsum(np.bincount(terms, minlength=words)).tolist()]
        return cls(starts, rows[order], shares[order], len(bags))

    def sums(self, query: Mapping[int, float], low: int, high: int) -> Floats:
        """The weighted overlap of the query with each row from `low` to `high`, rare words first and common ones while it is cheap."""
        result = np.zeros(high - low, dtype=np.float32)
        ends = np.array((low, high), dtype=np.int32) if high - low < self.size else None
        seen = 0
        for word in sorted(query, key=lambda word: self.starts[word + 1] - self.starts[word]):
            first, last = self.starts[word], self.starts[word + 1]
            if ends is not None:
                first, last = (self.rows[first:last].searchsorted(ends) + first).tolist()
            if first < last:
                result[self.rows[first:last] - low] += self.shares[first:last] * query[word]
            seen += last - first
            if seen > ENOUGH_POSTINGS:
                break
        return result


class Searcher:
    """The index over a library. Nothing in it is trained: a new service is found as soon as it is read."""

    def __init__(self, library: Library, language: Language) -> None:
        self.catalogue = Catalogue.of(library)
        services = [library.services[service] for service in self.catalogue.ids]
        snippets = [[language.tokens(line) for line in (service.title, *service.names, *service.phrases)] for service in services]
        fields = {name: [_bag(language, lines(service, library)) for service in services] for name, lines in _FIELDS.items()}
        self.words = _vocabulary(chain(chain.from_iterable(snippets), chain.from_iterable(fields.values())))
        self.idf = self._rarity(snippets)
        self._rarest = float(self.idf.max(initial=0))
        self._snippets = self._index(list(chain.from_iterable(snippets)))
        self._first = np.concatenate([[0], np.cumsum([len(own) for own in snippets])]).astype(np.int64)
        self._weight = self._mass(list(chain.from_iterable(snippets)))
        self._named = self._is_name(services)
        self._fields = {name: self._index(bags) for name, bags in fields.items()}
        self._all = self._contained(
            [
                chain(chain.from_iterable(own), items, text)
                for own, items, text in zip(snippets, fields["items"], fields["text"], strict=True)
            ]
        )

    def scores(self, question: Question) -> Floats:
        return self.together(self.evidence(question))

    def together(self, evidence: Mapping[str, Floats]) -> Floats:
        """The evidence of all fields in one number a service."""
        weighed = [WEIGHTS[name] * values for name, values in evidence.items()]
        return np.asarray(np.sum(weighed, axis=0) / sum(WEIGHTS.values()), dtype=np.float32)

    def candidates(self, question: Question, limit: int = 10) -> list[Candidate]:
        """The likeliest services with the evidence of each field."""
        evidence = self.evidence(question)
        total = self.together(evidence)
        low, _ = self.catalogue.scope(question.office)
        best = np.argsort(-total, kind="stable")[:limit]
        return [
            Candidate(self.catalogue.ids[low + at], float(total[at]), tuple((n, float(v[at])) for n, v in evidence.items())) for at in best
        ]

    def evidence(self, question: Question) -> dict[str, Floats]:
        """For each field one number a service: 1 says that the field and the question are the same."""
        low, high = self.catalogue.scope(question.office)
        query = self._query(question.tokens)
        first, last = int(self._first[low]), int(self._first[high])
        overlap = self._snippets.sums(query, first, last)
        covered = overlap / self._weight[first:last]
        begins = self._first[low:high] - first
        mass = math.sqrt(sum(value * value for value in query.values())) or 1.0
        phrase = np.maximum.reduceat(covered, begins) / mass
        name = (
            np.maximum.reduceat(np.where(self._named[first:last] & (covered / self._weight[first:last] > 0.98), covered, 0), begins) / mass
        )
        fields = {field: postings.sums(query, low, high) / mass for field, postings in self._fields.items()}
        return {"phrase": phrase, "name": name, **fields}

    def covered(self, question: Question) -> Floats:
        """Which share of the question's rare words each service uses anywhere: a service that lacks one is hardly meant."""
        low, high = self.catalogue.scope(question.office)
        mass = sum(self.rarity(token) for token in set(question.tokens)) or 1.0
        return np.asarray(self._all.sums(self._query(question.tokens), low, high) / mass, dtype=np.float32)

    def rarity(self, token: str) -> float:
        """How much a word tells apart: most where no citizen's phrase has it."""
        return float(self.idf[self.words[token]]) if token in self.words else self._rarest

    def _query(self, tokens: Tokens) -> dict[int, float]:
        return {self.words[token]: float(self.idf[self.words[token]]) for token in dict.fromkeys(tokens) if token in self.words}

    def _rarity(self, snippets: Sequence[Sequence[Tokens]]) -> Floats:
        """Words that many services use say little: idf over services, so that a service may repeat its own words."""
        used = Counter(chain.from_iterable(set(chain.from_iterable(own)) for own in snippets))
        return np.array([math.log(1 + len(snippets) / (0.5 + used[word])) for word in self.words], dtype=np.float32)

    def _index(self, bags: Sequence[Iterable[str]]) -> Postings:
        """Rows of idf weights; those of whole texts are normed, snippets are divided by their weight when they are compared."""
        return Postings.of(
            [{self.words[word]: float(self.idf[self.words[word]]) for word in dict.fromkeys(bag)} for bag in bags], len(self.words)
        )

    def _contained(self, bags: Sequence[Iterable[str]]) -> Postings:
        return Postings.of([dict.fromkeys((self.words[word] for word in bag), 1.0) for bag in bags], len(self.words))

    def _mass(self, bags: Sequence[Tokens]) -> Floats:
        squares = (sum(float(self.idf[self.words[word]]) ** 2 for word in dict.fromkeys(bag)) for bag in bags)
        return np.asarray(np.sqrt(np.fromiter(squares, dtype=np.float32, count=len(bags)) + 1e-6), dtype=np.float32)

    def _is_name(self, services: Sequence[Service]) -> NDArray[np.bool_]:
        """Which snippets are names or titles: a message that holds all words of one very likely means it."""
        return np.array(list(chain.from_iterable([True] * (1 + len(s.names)) + [False] * len(s.phrases) for s in services)), dtype=np.bool_)


def _vocabulary(bags: Iterable[Iterable[str]]) -> dict[str, int]:
    return {word: at for at, word in enumerate(dict.fromkeys(chain.from_iterable(bags)))}


def _bag(language: Language, lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(language.tokens(line) for line in lines)))


def _items(service: Service, library: Library) -> list[str]:
    return [item.text for key in ("persyaratan", "produk") if key in service.components for item in service.components[key].all_items]


def _text(service: Service, library: Library) -> list[str]:
    steps = [item.text for key in ("prosedur", "waktu") if key in service.components for item in service.components[key].all_items]
    return [line for line in (service.summary, service.applicant, *steps) if line]


def _place(service: Service, library: Library) -> list[str]:
    office = library.offices[service.office]
    return [line for line in (office.name, office.region, *office.names, office.unit(service.unit).name) if line]


_FIELDS = {"items": _items, "text": _text, "place": _place}
