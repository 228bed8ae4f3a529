"""Which archetypes a title means. The clerk confirms each proposal: "Domisili Usaha" is not "Keterangan Usaha".

A title is read in several ways: without its brackets, up to its first condition ("karena …", "bagi …"), as an abbreviation in brackets, and part by
part where "dan" or a comma joins several. The similarity of two names is the share of their telling words, with rarer words weighing more.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import chain
from pathlib import Path

from rapidfuzz import fuzz

from knowledge.archetypes import catalogue
from knowledge.archetypes.catalogue import Archetype
from knowledge.language.words import read
from knowledge.standards.library import ROOT

SURE = 0.8
PART, CUT, BRACKET = 0.85, 0.95, 0.95
STRANGE = 0.84
"""The weight of a similarity to an archetype of another kind of office: only the same name is enough."""
OTHER_PAPER = 0.9
MOST, WITHIN = 0.6, 0.95
"""A name of several words that is contained in a title and is most of it counts as this similar."""
ALIKE = 88  # of 100; similarity of two long words
LONG = 6  # letters of a long word
_BRACKETS = re.compile(r"\(([^)]*)\)|[\"“”„]([^\"“”„]*)[\"“”„]")
_CONDITION = re.compile(
    r"(?i)\s+(?:karena|bagi|untuk|di|oleh|pada|yang|milik|dari|dengan|dalam|usia|melalui|kepada|kurang|sampai|berupa)\b|[:–]|\s-\s"
)
_JOINED = re.compile(r"\s+(?:dan|serta|atau)\s+|[,/]")
Words = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The archetypes that a service seems to be: one, or several where its title or its cases join what others separate.

    `shared`: ids of archetypes that other services of the office mean too. Their words stay in the catalogue, where they speak for all these services;
    as words of one of them they would take questions from the others.
    """

    archetypes: tuple[Archetype, ...]
    sure: float
    shared: frozenset[str] = frozenset()

    @property
    def archetype(self) -> Archetype:
        """The one that fits best."""
        return self.archetypes[0]

    @property
    def title(self) -> str:
        return ", ".join(archetype.title for archetype in self.archetypes)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(archetype.aliases for archetype in self._own)))

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(archetype.phrases for archetype in self._own)))

    @property
    def _own(self) -> tuple[Archetype, ...]:
        return tuple(archetype for archetype in self.archetypes if archetype.id not in self.shared)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The telling words of one reading of a title, the kind of paper, and the weight of a similarity to it."""

    words: Words
    papers: Words
    worth: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names of each archetype of a catalogue; for every word the positions of the archetypes that hold it; and the positions of those that hold a
    given word or one spelt much like it.
    """

    of_each: Sequence[Sequence[Reading]]
    holders: Mapping[str, Sequence[int]]
    holding_alike: Callable[[str], frozenset[int]]


class Proposer:
    """Compares titles with the names of a catalogue."""

    def __init__(self, archetypes: Sequence[Archetype], office: str = "", root: Path = ROOT) -> None:
        """`office`: the office's name, which tells its kind."""
        self.archetypes = archetypes
        kinds = catalogue.kinds_of(office, catalogue.kinds(root))
        self._near = [
            not kinds or any(archetype.kind == kind.kind or archetype.id in kind.also for kind in kinds) for archetype in archetypes
        ]
        self._terms = Terms.of(root)
        names = _names(tuple(archetypes), root)
        self._names, self._holders, self._holding_alike = names.of_each, names.holders, names.holding_alike

    def propose(self, title: str, cases: Iterable[str] = ()) -> Proposal | None:
        """The proposal for a title; None where no archetype is near enough. `cases`: the groups of a standard that serves several cases under one
        title.
        """
        best_of_title = self._told_further(title, self._best(self._terms.readings(title)))
        joined = [] if best_of_title else [match for part in self._terms.parts(title) if (match := self._best([part]))]
        best = [best_of_title] if best_of_title else joined
        if best:
            readings_of_cases = chain.from_iterable(self._terms.of_case(title, case) for case in cases)
            best += [match for ways in readings_of_cases if (match := self._best(ways)) and self._fits(match, best[0])]
        chosen = dict.fromkeys(at for _, at in best)
        return Proposal(archetypes=tuple(self.archetypes[at] for at in chosen), sure=round(best[0][0], 2)) if best else None

    def meant(self, title: str) -> tuple[Archetype, ...]:
        """The archetypes that a title means; where it resembles none, those of its kind of office of which it holds a whole name."""
        proposal = self.propose(title)
        return proposal.archetypes if proposal else self._named_in(title)

    def shared(self, titles: Iterable[str]) -> frozenset[str]:
        """The ids of the archetypes that several of an office's titles mean."""
        counted = Counter(archetype.id for title in set(titles) for archetype in self.meant(title))
        return frozenset(archetype for archetype, count in counted.items() if count > 1)

    def _named_in(self, title: str) -> tuple[Archetype, ...]:
        words = self._terms.words(_BRACKETS.sub(" ", title))
        own = (at for at in self._sharing([Reading(words=words, papers=frozenset())]) if self._near[at])
        return tuple(self.archetypes[at] for at in own if any(self._is_named(name.words, words) for name in self._names[at]))

    def _is_named(self, name: Words, title: Words) -> bool:
        """Whether a title holds all words of a name that says enough: several words, or one that no other archetype has."""
        says_enough = len(name) > 1 or any(len(word) >= LONG and len(self._holders[word]) == 1 for word in name)
        return says_enough and all(_among(word, title) for word in name)

    def _told_further(self, title: str, best: tuple[float, int] | None) -> tuple[float, int] | None:
        """The archetype that the title's condition or brackets name, where it says more of what the title begins with than the one that fits its
        beginning: "Perubahan KK karena Penambahan Anggota" is the adding.
        """
        if best is None or best[0] > CUT:
            return best
        whole, *_, head = (self._terms.words(title), *(way.words for way in self._terms.readings(title)))
        ways = [Reading(words=whole, papers=self._terms.papers(title))]
        own = (at for at in self._sharing(ways) if self._near[at] and self._fits((0.0, at), best))
        said = {at: self._held(at, whole, head) for at in own}
        most = max(said, key=lambda at: said[at], default=best[1])
        return (best[0], most) if said.get(most, 0.0) > said.get(best[1], 0.0) else best

    def _held(self, at: int, title: Words, head: Words) -> float:
        """How much the longest name of an archetype says that a title holds wholly and begins with in part."""
        names = (name.words for name in self._names[at] if len(name.words) > 1 and name.words & head)
        held = (words for words in names if all(_among(word, title) for word in words))
        return max((sum(map(self._rare, words)) for words in held), default=0.0)

    def _fits(self, case: tuple[float, int], main: tuple[float, int]) -> bool:
        return self.archetypes[case[1]].kind == self.archetypes[main[1]].kind

    def _best(self, readings: Iterable[Reading]) -> tuple[float, int] | None:
        """The similarity and the position of the most similar archetype, of equals one with the same kind of paper; None where there is none."""
        ways = list(readings)
        alike = {
            at: max((self._alike(way, name), bool(way.papers & name.papers)) for way in ways for name in self._names[at])
            for at in self._sharing(ways)
        }
        scored = ((alike_most * self._worth(at), paper, -at) for at, (alike_most, paper) in alike.items())
        best, _, at = max(scored, default=(0.0, False, 0))
        return (best, -at) if best >= SURE else None

    def _sharing(self, ways: Sequence[Reading]) -> list[int]:
        """The positions of the archetypes that have a word in common with one of the readings."""
        words = frozenset(chain.from_iterable(way.words for way in ways))
        return sorted(frozenset().union(*map(self._holding_alike, words)))

    def _worth(self, at: int) -> float:
        return 1.0 if self._near[at] else STRANGE

    def _alike(self, way: Reading, name: Reading) -> float:
        """The share of the words of both names that they have in common."""
        common = sum(self._rare(word) for word in name.words if _among(word, way.words))
        if not common:
            return 0.0
        together = sum(map(self._rare, name.words)) + sum(self._rare(word) for word in way.words if not _among(word, name.words))
        share = common / together
        if share >= MOST and len(name.words) > 1 and all(_among(word, way.words) for word in name.words):
            share = max(share, WITHIN)
        paper = OTHER_PAPER if way.papers and name.papers and not way.papers & name.papers else 1.0
        return way.worth * name.worth * paper * share

    def _rare(self, word: str) -> float:
        return math.log(1 + len(self.archetypes) / (0.5 + len(self._holders.get(word, ()))))


class Terms:
    """How titles are split, by the lists of titles.yaml."""

    def __init__(self, root: Path = ROOT) -> None:
        lists = read("titles", root / "language")
        self._common, self._papers = frozenset(lists["umum"]), frozenset(lists["surat"])
        self._shared = frozenset(lists["bersama"])
        self._same: Mapping[str, str] = {other: word for word, others in lists["sama"].items() for other in others}

    @classmethod
    @cache
    def of(cls, root: Path) -> Terms:
        """These lists, which are read once a process."""
        return cls(root)

    def names(self, title: str, aliases: Sequence[str]) -> list[Reading]:
        """Names of an archetype, with abbreviations in them spelt out: "SIP bidan" where "surat izin praktik" is a name too."""
        short = {_initials(name): name for name in (title, *aliases) if len(name.split()) > 1}
        spelt = (" ".join(short.get(word.lower(), word) for word in name.split()) for name in aliases)
        made = [*self.readings(title), *map(self._reading, (title, *aliases, *spelt))]
        return [reading for reading in dict.fromkeys(made) if reading.words]

    def readings(self, title: str) -> Iterator[Reading]:
        """The ways to read a title as one thing."""
        bare = _BRACKETS.sub(" ", title)
        yield self._reading(bare)
        if (cut := _CONDITION.split(bare)[0]) != bare:
            yield self._reading(cut, CUT)
        for inside in filter(None, chain.from_iterable(_BRACKETS.findall(title))):
            yield from (
                self._reading(part, BRACKET) for part in _JOINED.split(inside) if len(part.split()) == 1 and re.search("[A-Z]{2}", part)
            )

    def parts(self, title: str) -> list[Reading]:
        """The things that a title joins; none where it names one."""
        cut = _CONDITION.split(_BRACKETS.sub(" ", title))[0]
        pieces = [piece for piece in _JOINED.split(cut) if piece.strip()]
        return [self._reading(piece, PART) for piece in pieces] if len(pieces) > 1 else []

    def of_case(self, title: str, case: str) -> list[list[Reading]]:
        """Readings for each part of a case ("KTP hilang atau rusak" has two): alone, after the beginning of the first part, and after the title."""
        pieces = [piece.strip() for piece in _JOINED.split(case) if piece.strip()]
        head = " ".join(pieces[0].split()[:-1]) if pieces else ""
        return [[self._reading(phrase) for phrase in (piece, f"{head} {piece}", f"{title} {piece}")] for piece in pieces]

    def tells(self, name: Sequence[str]) -> bool:
        """Whether a name says more than the kind of paper, or is itself the name of a paper."""
        return any(word not in self._common and len(word) > 2 and not word.isdigit() for word in name) or " ".join(name) in self._shared

    def words(self, text: str) -> Words:
        """The words that distinguish one service from another."""
        return frozenset(word for word in self._spelt(text) if word not in self._common and len(word) > 1 and not word.isdigit())

    def papers(self, text: str) -> Words:
        """The kinds of paper that a text names."""
        return self._papers.intersection(self._spelt(text))

    def _reading(self, text: str, worth: float = 1.0) -> Reading:
        return Reading(words=self.words(text), papers=self.papers(text), worth=worth)

    def _spelt(self, text: str) -> list[str]:
        return [self._same.get(word, word) for word in re.findall(r"[a-z0-9]+", re.sub(r"(?i)\be-?ktp\b|\bktp-el\b", "ktp", text.lower()))]


@lru_cache(maxsize=8)
def _names(archetypes: tuple[Archetype, ...], root: Path) -> Names:
    """Read once for a catalogue: it takes half a second, and each page of a standard compares with it."""
    holders = defaultdict[str, list[int]](list)
    of_each = [_readings_of(archetype.names, root) for archetype in archetypes]
    for at, names in enumerate(of_each):
        for word in frozenset().union(*(name.words for name in names)):
            holders[word].append(at)
    return Names(of_each=of_each, holders=dict(holders), holding_alike=lru_cache(maxsize=4096)(partial(_holding_alike, holders)))


def _holding_alike(holders: Mapping[str, Sequence[int]], word: str) -> frozenset[int]:
    """To find words that are spelt alike all words are compared, so the answers are kept: an office's titles are asked for again and again."""
    return frozenset(chain.from_iterable(positions for held, positions in holders.items() if _among(held, (word,))))


@lru_cache(maxsize=1024)
def _readings_of(names: tuple[str, ...], root: Path) -> list[Reading]:
    """How the names of an archetype are read, its title first; catalogues with other phrases have the same."""
    return Terms.of(root).names(names[0], names[1:])


def _among(word: str, words: Collection[str]) -> bool:
    return word in words or (len(word) >= LONG and any(len(other) >= LONG and fuzz.ratio(word, other) >= ALIKE for other in words))


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[a-z0-9]+", name.lower()))
