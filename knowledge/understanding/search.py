"""Question → services with scores: evidence from several fields, weighed separately, from a sparse inverted index.

Citizens' words (titles, names, phrases) are compared line by line, and a service is as near as its nearest line. The standard's words (requirements
and products, other text, unit and place) are one bag of words for each service. Services are ordered by office, so a chosen office is a slice of
every posting list, and the cost of a question depends on the rarity of its words.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.language.rarity import Background
from knowledge.language.words import ROOT, Language, Tokens
from knowledge.standards.library import Library
from knowledge.standards.standard import Service
from knowledge.understanding import derived
from knowledge.understanding.index import ENOUGH_POSTINGS, Bags, Catalogue, Floats, Postings
from knowledge.understanding.linear_model import Ints

WEIGHTS: Mapping[str, float] = {"phrase": 1.0, "name": 0.35, "items": 0.12, "text": 0.12, "place": 0.1}


@dataclass(frozen=True)
class Candidate:
    """A service that may be meant, its probability, and the evidence for it."""

    service: str
    score: float
    why: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Question:
    """A message in the form that scorers need."""

    text: str
    tokens: Tokens
    office: str | None = None


class Scorer(Protocol):
    """Anything that can tell how well services fit: this index, a trained model, an embedding, a language model."""

    def scores(self, question: Question) -> Floats:
        """One number from 0 to about 1 for every service in the scope of the question, in the catalogue's order."""
        ...


class Searcher:
    """The index over a library. It is not trained, so a new service is found as soon as it is loaded."""

    def __init__(self, library: Library, language: Language, beside: Sequence[str] = (), background: Background | None = None) -> None:
        """`beside`: further lines that can be near a question and belong to no single service; they follow all others."""
        self.catalogue = Catalogue.of(library)
        services = [library.services[service] for service in self.catalogue.ids]
        numbers = _numbers()
        read = partial(_read, language, numbers)
        self.lines = read([line] for line in chain(chain.from_iterable(map(own_words, services)), beside))
        printed = read(lines(service, library) for service in services for lines in _FIELDS.values())
        self.words = dict(numbers)
        self._first = _starts(len(own_words(service)) for service in services)
        named = [len(names_of(service)) for service in services]
        self._names = _starts(named)
        self._name_rows = np.concatenate(
            [np.arange(0), *(first + np.arange(many) for first, many in zip(self._first, named, strict=False))]
        )
        self._postings = self._index(self.lines)
        spoken_pairs = self._postings.terms, self.owners(self._postings.rows)
        self.offered = {
            office: tuple(chain.from_iterable(map(names_of, services[low:high]))) for office, (low, high) in self.catalogue.offices.items()
        }
        self._rich = np.array([derived.richness(service) for service in services])
        self.background = background or Background.load(ROOT)
        places = frozenset(chain.from_iterable(language.tokens(line) for service in services for line in _place(service, library)))
        self.idf = self.background.among_services(self.words, places)
        self._rarity: list[float] = self.idf.tolist()
        squares = np.bincount(self._postings.rows, weights=np.square(self.idf)[spoken_pairs[0]], minlength=self._postings.size)
        self._weight = np.sqrt(squares + 1e-6).astype(np.float32)
        self._different = np.bincount(self._postings.rows, minlength=self._postings.size)  # words of each line
        self._printed = self._index(printed)
        self._titled = self._index(read([derived.core(service.title)] for service in services))
        self._all = self._anywhere(spoken_pairs, printed)
        self._overlap = lru_cache(maxsize=1)(self._overlap_of)
        self._query = lru_cache(maxsize=1)(self._query_of)
        self._squares = lru_cache(maxsize=1)(self._squares_of)

    def scores(self, question: Question) -> Floats:
        return self.weighed(self.evidence(question))

    def weighed(self, evidence: Mapping[str, Floats]) -> Floats:
        """The evidence of all fields as one number for each service."""
        weighed = [WEIGHTS[name] * values for name, values in evidence.items()]
        return np.asarray(np.sum(weighed, axis=0) / sum(WEIGHTS.values()), dtype=np.float32)

    def candidates(self, question: Question, limit: int = 10) -> list[Candidate]:
        """The likeliest services with the evidence of each field."""
        evidence = self.evidence(question)
        total = self.weighed(evidence)
        low, _ = self.catalogue.scope(question.office)
        best = np.argsort(-total, kind="stable")[:limit]
        return [
            Candidate(self.catalogue.ids[low + at], float(total[at]), tuple((n, float(v[at])) for n, v in evidence.items())) for at in best
        ]

    def evidence(self, question: Question) -> dict[str, Floats]:
        """For each field one number for each service; 1 means that field and question are equal."""
        low, high = self.catalogue.scope(question.office)
        squares = self._squares(question.tokens)
        mass = math.sqrt(sum(squares.values())) or 1.0
        near, _ = self._overlap(question)
        phrase = np.maximum.reduceat(near, self._first[low:high] - self._first[low]) / mass
        rows = self._name_rows[self._names[low] : self._names[high]]
        named = near[rows - self._first[low]]
        whole = np.where(named / self._weight[rows] > 0.98, named, 0)
        name = np.maximum.reduceat(whole, self._names[low:high] - self._names[low]) / mass
        many = len(_FIELDS)
        printed = self._printed.sums(squares, many * low, many * high).reshape(-1, many).T / mass
        return {"phrase": phrase, "name": name, **dict(zip(_FIELDS, printed, strict=True))}

    def may_name(self, tokens: Tokens, office: str | None) -> bool:
        """Whether one of the names of the services in scope is wholly among these words. Always where the words are too common to look them up."""
        low, high = self.catalogue.scope(office)
        query = dict.fromkeys((self.words[token] for token in tokens if token in self.words), 1.0)
        if sum(self._postings.starts[word + 1] - self._postings.starts[word] for word in query) > ENOUGH_POSTINGS:
            return True
        first, last = int(self._first[low]), int(self._first[high])
        rows = self._name_rows[self._names[low] : self._names[high]]
        among = self._postings.sums(query, first, last)[rows - first]
        return bool(((among > 0) & (among == self._different[rows])).any())

    def nearest(self, question: Question, many: int, heard: Ints | None = None) -> Ints:
        """The lines most like the question: those of the services in scope, and the additional lines with these numbers, or all of them."""
        low, high = self.catalogue.scope(question.office)
        near, beside = self._overlap(question)
        first = self._first[low]
        services = low + _best(np.maximum.reduceat(near, self._first[low:high] - first), many)
        own = np.concatenate([np.arange(self._first[at], self._first[at + 1]) for at in services])
        spoken = np.arange(len(beside)) if heard is None else heard
        rows = np.concatenate([own, self._first[-1] + spoken])
        alike = np.concatenate([near[own - first], beside[spoken]])
        best = _best(alike, many)
        return rows[best[alike[best] > 0]]

    def richness(self, office: str | None) -> float:
        """How rich in citizens' words the services in scope are, from 0 to 1."""
        low, high = self.catalogue.scope(office)
        return float(self._rich[low:high].mean()) if high > low else 1.0

    def owners(self, rows: Ints) -> Ints:
        """The service of each line; for additional lines a number from the number of services on."""
        within = np.searchsorted(self._first, rows, side="right") - 1
        return np.asarray(within + np.maximum(rows - self._first[-1], 0))

    def _overlap_of(self, question: Question) -> tuple[Floats, Floats]:
        """How much of the question each line in scope has, and each additional line; the result for the last question is cached."""
        low, high = self.catalogue.scope(question.office)
        squares = self._squares(question.tokens)
        first, last, end, size = (int(at) for at in (*self._first[[low, high, -1]], self._postings.size))
        near, beside = (self._postings.sums(squares, *part) / self._weight[slice(*part)] for part in ((first, last), (end, size)))
        return near, beside

    def covered(self, question: Question) -> Floats:
        """The share of the question's rare words that each service uses anywhere; a service that lacks one is unlikely."""
        return self._share(question, self._all)

    def titled(self, question: Question) -> Floats:
        """The share of the question's rare words that the title of each service has."""
        return self._share(question, self._titled)

    def _share(self, question: Question, holders: Postings) -> Floats:
        low, high = self.catalogue.scope(question.office)
        mass = sum(self.rarity(token) for token in set(question.tokens)) or 1.0
        return np.asarray(holders.sums(self._query(question.tokens), low, high) / mass, dtype=np.float32)

    def uses(self, service: int, tokens: Tokens) -> list[bool]:
        """For each word, whether the service at this position of the catalogue uses it anywhere."""
        return [token in self.words and self._all.has(self.words[token], service) for token in tokens]

    def rarity(self, token: str) -> float:
        """How much a word distinguishes: most where no citizen's phrase has it."""
        number = self.words.get(token)
        return self.background.rarest if number is None else self._rarity[number]

    def _query_of(self, tokens: Tokens) -> Mapping[int, float]:
        """The rarity of each word of the question that the index has."""
        return {number: self._rarity[number] for token in tokens if (number := self.words.get(token)) is not None}

    def _squares_of(self, tokens: Tokens) -> Mapping[int, float]:
        return {word: rarity * rarity for word, rarity in self._query(tokens).items()}

    def _index(self, bags: Bags) -> Postings:
        return Postings.of(bags.words, bags.owners, len(self.words), len(bags.ends))

    def _anywhere(self, spoken_pairs: tuple[Ints, Ints], printed: Bags) -> Postings:
        """Which services use a word at all; words of their place do not count."""
        own = spoken_pairs[1] < len(self.catalogue.ids)
        service, field = np.divmod(printed.owners, len(_FIELDS))
        theirs = field != list(_FIELDS).index("place")
        words, services = (
            np.concatenate([spoken_pairs[0][own], printed.words[theirs]]),
            np.concatenate([spoken_pairs[1][own], service[theirs]]),
        )
        return Postings.of(words, services, len(self.words), len(self.catalogue.ids))


def _starts(lengths: Iterable[int]) -> NDArray[np.int64]:
    """Where each of several ranges of these lengths begins, and where the last one ends."""
    return np.cumsum([0, *lengths], dtype=np.int64)


def _best(values: Floats, many: int) -> NDArray[np.intp]:
    """The positions of the highest values, in no order."""
    return np.argpartition(-values, many)[:many] if many < len(values) else np.arange(len(values))


def names_of(service: Service) -> tuple[str, ...]:
    """The names of a service, its title first."""
    return (service.title, *service.names, *derived.names(service))


def own_words(service: Service) -> tuple[str, ...]:
    """Everything that citizens call a service and ask about it, its names first."""
    return (*names_of(service), *service.phrases, *derived.lines(service))


def _numbers() -> dict[str, int]:
    """Gives every word a number at its first use."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def _read(language: Language, numbers: Mapping[str, int], texts: Iterable[Iterable[str]]) -> Bags:
    return Bags.of(map(numbers.__getitem__, chain.from_iterable(map(language.tokens, lines))) for lines in texts)


def _items(service: Service, library: Library) -> list[str]:
    return [item.text for key in ("persyaratan", "produk") if key in service.components for item in service.components[key].all_items]


def _text(service: Service, library: Library) -> list[str]:
    steps = [item.text for key in ("prosedur", "waktu") if key in service.components for item in service.components[key].all_items]
    return [line for line in (service.summary, service.applicant, *steps) if line]


def _place(service: Service, library: Library) -> list[str]:
    office = library.offices[service.office]
    return [line for line in (office.name, office.region, *office.names, office.unit(service.unit).name) if line]


_FIELDS = {"items": _items, "text": _text, "place": _place}
