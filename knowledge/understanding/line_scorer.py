"""A scorer that learns, at the moment of a question, which words belong to which service, from the lines nearest to the question.

Ridge regression on words and pairs of neighbouring words, solved for the lines that share most with the question; their number is the same for a
library of any size. It learns from the current data files: titles, names and phrases of the services, and shared matters, each a class of its own
beside its services.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.archetypes import catalogue
from knowledge.archetypes.catalogue import Archetype
from knowledge.language.words import ROOT, Language
from knowledge.standards.library import Library
from knowledge.understanding import derived
from knowledge.understanding.addressees import Addressees
from knowledge.understanding.circumstances import CircumstanceList, Circumstances
from knowledge.understanding.index import Floats
from knowledge.understanding.linear_model import Ints, Sparse, solved, summed
from knowledge.understanding.matters import Matter, Meant, derived_matters, meant_archetypes, shared_matters
from knowledge.understanding.office_words import NOTHING
from knowledge.understanding.search import Question, Searcher

NEAREST = 128
RIDGE = 0.3
LEAST = 0.4
"""The share of a matter's voice that speaks for a service whose title says the least of the question among the matter's services in a new office."""
PAIR = 1.5


@dataclass(frozen=True)
class Shared:
    """A matter of several services in scope, and how much the message is about it alone; `stranger`: how much it is about a matter of no service."""

    services: tuple[str, ...] = ()
    score: float = 0.0
    words: frozenset[str] = frozenset()
    stranger: float = 0.0


class LineScorer:
    """Ridge regression from words to services, on the lines that a searcher finds near."""

    def __init__(
        self,
        library: Library,
        language: Language,
        matters: Sequence[Matter] | None = None,
        root: Path = ROOT,
        archetypes: Sequence[Archetype] | None = None,
        before: LineScorer | None = None,
    ) -> None:
        """`matters`: those written by hand; by default those of the language data. Matters made for new offices follow them. `before`: the scorer of
        the library before a change.
        """
        by_hand = shared_matters(library, root) if matters is None else matters
        archetypes_used = catalogue.load(root.parent) if archetypes is None else archetypes
        kept = before.searcher.kept_in(library, language) if before else NOTHING
        meant = meant_archetypes(
            library, archetypes_used, {office: before.meant[office] for office in kept.offices if office in before.meant} if before else {}
        )
        self.matters = [*by_hand, *derived_matters(library, archetypes_used, catalogue.elsewhere(root.parent), meant)]
        self.searcher: Searcher = Searcher(library, language, list(chain.from_iterable(matter.lines for matter in self.matters)), kept=kept)
        self.offered = {office: (*names, *_names_of(meant.get(office, {}))) for office, names in self.searcher.offered.items()}
        self.language, self.kept = language, kept.offices.keys()
        self.meant: Meant = meant
        self.addressees = Addressees(library, language, catalogue.kinds(root.parent))
        self.circumstances = Circumstances({office: self._titles_of(library, office) for office in meant}, CircumstanceList(language, root))
        self._by_hand = sum(len(matter.lines) for matter in by_hand)
        self._only_in = np.array([matter.office or "" for matter in self.matters for _ in matter.lines], dtype=object)
        self._words = lru_cache(maxsize=256)(
            lambda matter: frozenset(chain.from_iterable(map(language.tokens, self.matters[matter].lines)))
        )
        self._matter = np.array([at for at, matter in enumerate(self.matters) for _ in matter.lines], dtype=np.int64)
        place = [(at, self.searcher.catalogue.place[service]) for at, matter in enumerate(self.matters) for service in matter.services]
        self._at, self._place = np.array(place, dtype=np.int64).reshape(-1, 2).T
        self._weight = np.append(self.searcher.background.among_lines(self.searcher.words), 0).astype(
            np.float32
        )  # the edge of a line: nothing
        self._choices = lru_cache(maxsize=256)(self._choices_in)
        self._heard = lru_cache(maxsize=256)(self._heard_in)

    def _titles_of(self, library: Library, office: str) -> list[str]:
        low, high = self.searcher.catalogue.scope(office)
        return [library.services[service].title for service in self.searcher.catalogue.ids[low:high]]

    def scores(self, question: Question) -> Floats:
        return self.judge(question)[0]

    def _near(self, question: Question) -> Ints:
        """The lines nearest to the question. Lines made for new offices count only in a new office, those of the catalogue in all new offices."""
        return self.searcher.nearest(question, NEAREST, self._heard(question.office))

    def _heard_in(self, office: str | None) -> Ints:
        """The numbers of the additional lines that count in this office."""
        own = (self._only_in == "") | (self._only_in == office)
        own[self._by_hand :] &= office is not None and self.searcher.richness(office) < derived.RICH
        return np.flatnonzero(own)

    def judge(self, question: Question) -> tuple[Floats, Shared]:
        """How much each service in scope is meant, and which shared matter."""
        low, high = self.searcher.catalogue.scope(question.office)
        rows = self._near(question)
        _, lines, asked = self._features(question, rows)
        voices, owners = solved(lines, lines.by_row(asked), RIDGE), self.searcher.owners(rows)
        beside = owners >= len(self.searcher.catalogue.ids)
        own = summed(owners[~beside] - low, voices[~beside], high - low)
        matters = summed(self._matter[owners[beside] - len(self.searcher.catalogue.ids)], voices[beside], len(self.matters))
        inside = (self._place >= low) & (self._place < high)
        scores = own + summed(self._place[inside] - low, self._voices(question, matters, inside), high - low)
        return np.maximum(scores, 0), replace(self._shared(matters, question.office), stranger=self._stranger(matters, inside))

    def _voices(self, question: Question, matters: Floats, inside: NDArray[np.bool_]) -> Floats:
        """How much each matter speaks for each of its services: in a new office most for the one whose title says most of the question."""
        voices, at = matters[self._at[inside]], self._at[inside]
        if self.searcher.richness(question.office) >= derived.RICH:
            return voices
        titled = self.searcher.titled(question)[self._place[inside] - self.searcher.catalogue.scope(question.office)[0]]
        most = np.zeros(len(self.matters), dtype=np.float32)
        np.maximum.at(most, at, titled)
        share = np.where(most[at] > 0, titled / np.maximum(most[at], 1e-6), 1.0)
        return np.asarray(voices * (LEAST + (1 - LEAST) * share), dtype=np.float32)

    def _stranger(self, matters: Floats, inside: NDArray[np.bool_]) -> float:
        """How much the message is about a matter to which no service in scope belongs."""
        strange = np.ones(len(self.matters), dtype=bool)
        strange[self._at[inside]] = False
        return float(matters[strange].max(initial=0.0))

    def reasons(self, question: Question, service: str) -> list[str]:
        """The words and pairs that spoke for a service, strongest first."""
        rows = self._near(question)
        names, lines, asked = self._features(question, rows)
        learnt = asked * lines.by_column(solved(lines, self._about(service, rows), RIDGE))
        strongest = [at for at in np.argsort(-learnt)[:5] if learnt[at] > 0]
        return [self._name(int(names[at])) for at in strongest]

    def _about(self, service: str, rows: Ints) -> Floats:
        """1 for the lines that mean this service, 0 for the others."""
        owners, place = self.searcher.owners(rows), self.searcher.catalogue.place[service]
        own = len(self.searcher.catalogue.ids)
        means = [at == place or (at >= own and service in self.matters[self._matter[at - own]].services) for at in owners]
        return np.array(means, dtype=np.float32)

    def _shared(self, scores: Floats, office: str | None) -> Shared:
        """The likeliest matter, if it leaves a choice: in one office it may belong to a single service."""
        places, choices = self._choices(office)
        if not choices:
            return Shared()
        likeliest = int(scores[places].argmax())
        if len(choices[likeliest]) < 2:
            return Shared()
        return Shared(choices[likeliest], max(0.0, float(scores[places[likeliest]])), self._words(int(places[likeliest])))

    def _choices_in(self, office: str | None) -> tuple[Ints, list[tuple[str, ...]]]:
        """The matters of this office, or of all, by number, and the services of each there."""
        choices = [tuple(s for s in matter.services if office is None or s.startswith(f"{office}/")) for matter in self.matters]
        places = np.flatnonzero([bool(services) for services in choices])
        return places, [choices[at] for at in places]

    def _features(self, question: Question, rows: Ints) -> tuple[Ints, Sparse, Floats]:
        """Words and pairs by number, with their weights in each line and in the question, as vectors of length one.

        Pairs of the question that no near line has do not count, because their rarity is unknown.
        """
        asked = [self.searcher.words[token] for token in question.tokens if token in self.searcher.words]
        names, line = self._named(rows, asked)
        begins = _differs(names)
        column = np.cumsum(begins) - 1
        names, own = names[begins], line == len(rows)
        near = np.bincount(column[~own], minlength=len(names)) > 0
        values = (self._weights(names) * (near | (names < len(self._weight))))[column]
        values /= np.maximum(np.sqrt(np.bincount(line, values * values)), 1e-6)[line]
        lines = Sparse(line[~own], column[~own], values[~own], (len(rows), len(names)))
        return names, lines, summed(column[own], values[own], len(names))

    def _named(self, rows: Ints, asked: Sequence[int]) -> tuple[Ints, Ints]:
        """The number of every word and every pair of neighbours, ascending, with its line; the question is the last line.

        A word has its own number; numbers of pairs are above those of all words.
        """
        spoken, line = self._spoken(rows, asked)
        size, many = len(self._weight), len(rows) + 1
        left, right, line = spoken[:-1], spoken[1:], line[:-1]
        keys = np.sort(np.concatenate([left * many + line, (size + left * size + right) * many + line]))
        names, lines = np.divmod(keys[_differs(keys)], many)  # ten times as fast as np.unique
        return names, lines

    def _spoken(self, rows: Ints, asked: Sequence[int]) -> tuple[Ints, Ints]:
        """The words of the lines and the question in sequence, with an edge before each and at the end, and the line of each word."""
        bags, edge = self.searcher.lines, len(self._weight) - 1
        starts = np.where(rows > 0, bags.ends[rows - 1], 0)
        lengths = bags.ends[rows] - starts + 1
        first = np.cumsum(lengths) - lengths
        spoken = bags.words[np.arange(lengths.sum()) + np.repeat(starts - 1 - first, lengths)].astype(np.int64)
        spoken[first] = edge
        line = np.repeat(np.arange(len(rows) + 1), [*lengths, len(asked) + 2])
        return np.concatenate([spoken, [edge, *asked, edge]]), line

    def _weights(self, names: Ints) -> Floats:
        """A word weighs its rarity, a pair the mean rarity of its words plus a constant."""
        size, words = len(self._weight), np.searchsorted(names, len(self._weight))
        left, right = np.divmod(names[words:] - size, size)
        before, after = self._weight[left], self._weight[right]
        pairs = PAIR * (before + after) / np.maximum(np.sign(before) + np.sign(after), 1)
        return np.concatenate([self._weight[names[:words]], pairs])

    def _name(self, number: int) -> str:
        """The word or pair of a feature."""
        words, edge = list(self.searcher.words), len(self._weight) - 1
        if number <= edge:
            return words[number]
        left, right = divmod(number - len(self._weight), len(self._weight))
        return f"{words[left] if left < edge else '^'} {words[right] if right < edge else '$'}"


def _differs(ascending: Ints) -> NDArray[np.bool_]:
    """For each number whether it is another one than the one before it."""
    differs = np.ones(len(ascending), dtype=bool)
    np.not_equal(ascending[1:], ascending[:-1], out=differs[1:])
    return differs


def _names_of(meant: Mapping[str, Sequence[Archetype]]) -> Iterator[str]:
    """The names of the archetypes that an office's services mean."""
    return chain.from_iterable(archetype.names for archetype in chain.from_iterable(meant.values()))
