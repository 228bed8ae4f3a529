"""Question → services with scores: evidence from several fields, weighed separately, from a sparse inverted index.

Citizens' words (titles, names, phrases) are compared line by line, and a service is as near as its nearest line. The standard's words (requirements
and products, other text, unit and place) are one bag of words for each service. Services are ordered by office, so a chosen office is a slice of
every posting list, and the cost of a question depends on the rarity of its words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.language.rarity import Background
from knowledge.language.words import ROOT, Language, Tokens
from knowledge.standards.library import Library
from knowledge.standards.standard import Service
from knowledge.understanding.index import ENOUGH_POSTINGS, Bags, Catalogue, Floats, Postings
from knowledge.understanding.linear_model import Ints
from knowledge.understanding.office_words import FIELDS, NOTHING, Kept, OfficeReader, unchanged

REMEMBERED = 256  # offices
WEIGHTS: Mapping[str, float] = {"phrase": 1.0, "name": 0.35, "items": 0.12, "text": 0.12, "place": 0.1, "rest": 0.0}


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

    def __init__(
        self,
        library: Library,
        language: Language,
        beside: Sequence[str] = (),
        background: Background | None = None,
        kept: Kept = NOTHING,
    ) -> None:
        """`beside`: further lines that can be near a question and belong to no single service; they follow all others. `kept`: what is taken
        over from the index of the library before a change.
        """
        self.catalogue = Catalogue.of(library)
        self._language = language
        reader = OfficeReader(language, kept.numbers)
        self._parts = {
            office: kept.offices.get(office) or reader.read(library.offices[office], services)
            for office, services in self._by_office(library)
        }
        parts = list(self._parts.values())
        self.lines = Bags.joined([*(part.lines for part in parts), reader.bags([line] for line in beside)])
        printed, titles = (Bags.joined([getattr(part, kind) for part in parts]) for kind in ("printed", "titles"))
        self.words = reader.numbers
        self._first = _starts(chain.from_iterable(part.many for part in parts))
        named = list(chain.from_iterable(part.named for part in parts))
        self._names = _starts(named)
        self._name_rows = np.concatenate(
            [np.arange(0), *(first + np.arange(many) for first, many in zip(self._first, named, strict=False))]
        )
        self._postings = self._index(self.lines)
        spoken_pairs = self._postings.terms, self.owners(self._postings.rows)
        self.offered = {office: self._parts[office].offered if office in self._parts else () for office in self.catalogue.offices}
        self._rich = np.array([*chain.from_iterable(part.rich for part in parts)])
        self.background = background or Background.load(ROOT)
        self.idf = self.background.among_services(self.words, frozenset().union(*(part.places for part in parts)))
        self._rarity: list[float] = self.idf.tolist()
        squares = np.bincount(self._postings.rows, weights=np.square(self.idf)[spoken_pairs[0]], minlength=self._postings.size)
        self._weight = np.sqrt(squares + 1e-6).astype(np.float32)
        self._different = np.bincount(self._postings.rows, minlength=self._postings.size)  # words of each line
        self._printed = self._index(printed)
        self._titled = self._index(titles)
        self._all = self._anywhere(spoken_pairs, printed)
        self.richness = lru_cache(maxsize=REMEMBERED)(self._richness_of)
        self._overlap = lru_cache(maxsize=1)(self._overlap_of)
        self._query = lru_cache(maxsize=1)(self._query_of)
        self._squares = lru_cache(maxsize=1)(self._squares_of)

    def kept_in(self, library: Library, language: Language) -> Kept:
        """What the index of a changed library in this language, made from the same one, takes over from this one."""
        return Kept(offices=unchanged(library, language, self._parts, self._language), numbers=self.words)

    def _by_office(self, library: Library) -> Iterator[tuple[str, list[Service]]]:
        """The offices with services, and these, in the order of the catalogue."""
        ranges = {office: range_ for office, range_ in self.catalogue.offices.items() if range_[0] < range_[1]}
        for office, (low, high) in sorted(ranges.items(), key=itemgetter(1)):
            yield office, [library.services[service] for service in self.catalogue.ids[low:high]]

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
        many = len(FIELDS)
        printed = self._printed.sums(squares, many * low, many * high).reshape(-1, many).T / mass
        return {"phrase": phrase, "name": name, **dict(zip(FIELDS, printed, strict=True))}

    def perhaps_named(self, tokens: Tokens, office: str | None) -> list[str]:
        """The services in scope of which one name is wholly among these words; all of them where the words are too common to look them up."""
        low, high = self.catalogue.scope(office)
        query = dict.fromkeys((self.words[token] for token in tokens if token in self.words), 1.0)
        if sum(self._postings.starts[word + 1] - self._postings.starts[word] for word in query) > ENOUGH_POSTINGS:
            return list(self.catalogue.ids[low:high])
        first, last = int(self._first[low]), int(self._first[high])
        rows = self._name_rows[self._names[low] : self._names[high]]
        among = self._postings.sums(query, first, last)[rows - first]
        whole = rows[(among > 0) & (among == self._different[rows])]
        return [self.catalogue.ids[at] for at in dict.fromkeys(self.owners(whole).tolist())]

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

    def _richness_of(self, office: str | None) -> float:
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
        service, field = np.divmod(printed.owners, len(FIELDS))
        theirs = field != list(FIELDS).index("place")
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
