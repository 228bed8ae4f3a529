"""The passages of one standard, and which of them answer a question within it.

A passage is an item with its condition, copies and note, or a note of a component, with the name of its group. A word weighs more the fewer passages
of this standard hold it: "KTP" says little in the standard of the KTP, and much in that of an adoption.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

from knowledge.language.phrases import Combinations
from knowledge.language.words import ROOT, Language, Tokens, Word, read
from knowledge.standards.standard import Item, Service, item_remarks

REMEMBERED = 256  # standards
ALIKE = 0.8  # weight of a word of the same group
STEM = 0.9  # weight of another form of the word
OWN_NAME = 0.3  # weight of a word of the service's own name
UNKNOWN = 0.7  # weight of a word that occurs nowhere
SHORTEST_SLANG = 5  # letters; shorter slang is never quoted as missing
SHORTEST_THING = 3  # letters of what is quoted as missing
WAY = 1.5  # weight of a way of doing it, beside what is done
OFTEN = 3  # names of a service from which a word in them is its own
SIDE_PARTS = frozenset({"dasar_hukum", "kompetensi", "pengawasan", "jumlah_pelaksana", "evaluasi"})
"""Laws and staff, which are searched only when asked for."""
NAMED_PART = 1.15
CONTACTS = "pengaduan"
UNASKED_CONTACTS = 0.6  # weight of a line of contacts where contacts are not asked for
WHO = "siapa"
DONE_BY = "prosedur"  # the component that says who does what
_CLAUSES = re.compile(r"[?!.,;\n]+(?=\s|$)")
_VERB = re.compile(r"(?:di|me|nge|ng|ny|ber|ter)[a-z]{3,}|[a-z]{3,}in")
LEAST = 0.45
"""The share of the question that a passage must cover to be shown as an answer."""
AS_CLEAR = 0.9  # of the best score: a line beside it that answers a saying too
RARE = 4  # passages; a word in no more of them leads to them, whatever else is said


@dataclass(frozen=True, kw_only=True)
class Passage:
    """`text`: the item or the note itself. `group`: for whom it holds; empty for all."""

    component: str
    group: str
    text: str
    tokens: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A passage about what is asked; `score` from 0 to about 1."""

    component: str
    group: str
    text: str
    score: float


@dataclass(frozen=True, kw_only=True)
class StandardMatch:
    """How a standard matches a question. `hits`: best first. `near`: where there are none, the lines that hold a rare word of it. `missing`: words of
    the question that the standard lacks, as written.

    `known`: how likely it is that the hits, or the whole component `part`, answer what people asked before in such words; 0 where the passages were
    searched. `asked`: the number of words that were searched. `names_part`: whether a word names the part itself, such as "syaratnya". `only_part`:
    whether a clause asks for the whole part: "hasilnya apa, dapat surat?". `by_saying`: whether it was said in many words what the hits answer, or
    what is missing: "kadernya cuma empat".
    """

    hits: tuple[Hit, ...] = ()
    near: tuple[Hit, ...] = ()
    missing: tuple[str, ...] = ()
    known: float = 0.0
    part: str | None = None
    asked: int = 0
    names_part: bool = False
    only_part: bool = False
    by_saying: bool = False


@dataclass(frozen=True, kw_only=True)
class _Standard:
    """The passages of one standard, and the words of its own name."""

    passages: tuple[Passage, ...]
    name: frozenset[str]


class Passages:
    def __init__(self, services: Mapping[str, Service], language: Language, root: Path = ROOT) -> None:
        self.language = language
        self._services = services
        content = read("within", root) or {}
        self._groups = [tuple(frozenset(language.tokens(member)) for member in group) for group in content.get("alike", ())]
        self._beside = frozenset(chain.from_iterable(map(language.tokens, content.get("beside", ()))))
        self._of_part = {
            part: frozenset(chain.from_iterable(map(language.tokens, phrases))) for part, phrases in content.get("of_part", {}).items()
        }
        self._papers = frozenset(chain.from_iterable(map(language.tokens, content.get("papers", ()))))
        self._things = frozenset(content.get("things", ()))
        self._no_things = frozenset(chain.from_iterable(map(str.split, content.get("no_things", ()))))
        self._acts, self._reaching, self._permitting, self._ways = (
            frozenset(chain.from_iterable(map(language.tokens, content.get(key, ())))) for key in ("acts", "reaching", "permitting", "ways")
        )
        self._sayings = Combinations(language, content.get("said", {}), content.get("sayings", ()))
        self._silent_without = frozenset(chain.from_iterable(map(language.tokens, content.get("silent_without", ()))))
        others = chain.from_iterable(content.get("said", {}).get(group, ()) for group in ("fetched", "by_others"))
        self._done_by_others = frozenset(chain.from_iterable(map(language.tokens, others)))
        self._counts = frozenset(chain.from_iterable(map(language.tokens, content.get("counts", ()))))
        self._of = lru_cache(maxsize=REMEMBERED)(self._standard)
        self._alike = lru_cache(maxsize=REMEMBERED)(self._alike_of)

    def of(self, service: str) -> tuple[Passage, ...]:
        """Every passage of the standard."""
        return self._of(service).passages

    def content(self, service: str, text: str, part: str | None = None) -> frozenset[str]:
        """The words of the question that do more than ask for the part."""
        return frozenset(word.token for word in self._content_words(text, self._of(service).name, part))

    def search(self, service: str, text: str, part: str | None = None) -> StandardMatch:
        """How the standard matches the matter; for several clauses, the clause that it matches best. `part`: the component that is named."""
        clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
        as_written, standing_for = self._as_written(text)
        if standing_for and (match := self._search(service, as_written, part, standing_for)).hits:
            return replace(match, hits=tuple(hit for hit in match.hits if hit.score >= match.hits[0].score * AS_CLEAR), by_saying=True)
        if standing_for & self._silent_without:
            said = (word.written for word in self.language.words(text) if word.token in self._done_by_others)
            return StandardMatch(missing=tuple(dict.fromkeys(said)), asked=1, by_saying=True)
        read = [self._search(service, clause, part) for clause in (text, *(clauses if len(clauses) > 1 else ()))]
        best = max(read, key=lambda match: match.hits[0].score if match.hits else 0.0)
        return replace(best, only_part=any(match.names_part and not (match.hits or match.near or match.missing) for match in read))

    def _as_written(self, text: str) -> tuple[str, frozenset[str]]:
        """The words of standards for what people say in many words, and their tokens: "ada yang datang lihat rumah" asks for a visit."""
        said: list[tuple[str, Tokens]] = self._sayings.find(self.language.tokens(text))
        written = dict.fromkeys(meaning for meaning, _ in said)
        return " ".join(written), frozenset(chain.from_iterable(map(self.language.tokens, written)))

    def mentions(self, service: str, name: Tokens) -> bool:
        """Whether one line of the standard, or a word for the same thing in it, holds all words of the name."""
        passages = [passage for passage in self._of(service).passages if passage.component not in SIDE_PARTS]
        held = [self._spoken(Word(token, token), passages) for token in name if token not in self._beside | self._papers]
        return bool(held) and any(map(all, zip(*held, strict=True)))

    def holds(self, service: str, name: Collection[str]) -> bool:
        """Whether one line of the standard holds the words of the name themselves."""
        return any(passage.tokens.issuperset(name) for passage in self._of(service).passages)

    def is_thing(self, written: str) -> bool:
        """Whether a word can name what a standard lacks, or what may be done to it ("diwakilkan"); "berat", "maurus" and "to" name nothing."""
        word = next(iter(self.language.words(written)), None)
        if word is None or len(word.written) < SHORTEST_THING:
            return False
        is_passive = word.written.startswith("di")
        if self._no_things & ({word.written} if is_passive else {word.written, word.token}):
            return False
        is_known = word.token not in self._beside and not self._is_shortened(word)
        return word.written in self._things or (is_known and (is_passive or not self._is_verb(word)))

    def _search(self, service: str, text: str, part: str | None, standing_for: frozenset[str] = frozenset()) -> StandardMatch:
        """How the standard matches this text. `standing_for`: the words put for a saying; they weigh more, and nothing beside them is missing."""
        standard = self._of(service)
        asked = list(dict.fromkeys(self.language.words(text))) if standing_for else self._content_words(text, standard.name, part)
        names_part = self.calls(text, part)
        if not asked:
            return StandardMatch(names_part=names_part)
        passages = [candidate for candidate in standard.passages if candidate.component == part or candidate.component not in SIDE_PARTS]
        spoken = self._searchable(text, {word: self._spoken(word, passages) for word in asked})
        if standing_for and not any(any(similarities) for word, similarities in spoken.items() if word.token in standing_for):
            return StandardMatch()
        if standing_for:
            spoken = {word: similarities for word, similarities in spoken.items() if any(similarities)}
        if not spoken:
            return StandardMatch(asked=len(asked), names_part=names_part)
        heavy = self._ways | standing_for
        weights = {
            word: _weight(similarities, own=word.token in standard.name) * (WAY if word.token in heavy else 1.0)
            for word, similarities in spoken.items()
        }
        leanings = self._leanings(text, part)
        weighed, mass = [(weight, spoken[word]) for word, weight in weights.items()], sum(weights.values())
        shares = [sum([weight * similarities[at] for weight, similarities in weighed]) / mass for at in range(len(passages))]
        scores = [share * leanings.get(passage.component, 1.0) for share, passage in zip(shares, passages, strict=True)]
        ranked = sorted([at for at, score in enumerate(scores) if score >= LEAST], key=lambda at: -scores[at])
        answering = tuple(hit_of(passages[at], scores[at]) for at in ranked)
        return StandardMatch(
            hits=answering,
            near=() if answering else tuple(self._near(spoken, passages, leanings)),
            missing=tuple(self._missing(spoken)),
            asked=len(spoken),
            names_part=names_part,
        )

    def _near(self, spoken: Mapping[Word, Sequence[float]], passages: Sequence[Passage], leanings: Mapping[str, float]) -> Iterator[Hit]:
        """The lines that hold the words of the question which few lines hold, whatever else is asked; contacts only where they are asked for."""
        rare = [similarities for similarities in spoken.values() if 0 < sum(map(bool, similarities)) <= RARE]
        for at, passage in enumerate(passages):
            if rare and all(similarities[at] for similarities in rare) and leanings.get(passage.component, 1.0) >= 1.0:
                yield Hit(component=passage.component, group=passage.group, text=passage.text, score=0.0)

    def _leanings(self, text: str, part: str | None) -> Mapping[str, float]:
        """Components that weigh more or less than others: the named one, who does it, and contacts that nobody asks for."""
        tokens = frozenset(self.language.tokens(text))
        leanings = {} if not tokens.isdisjoint(self._reaching) else {CONTACTS: UNASKED_CONTACTS}
        if WHO in tokens and not tokens.isdisjoint(self._acts):
            leanings[DONE_BY] = NAMED_PART
        return leanings | ({part: NAMED_PART} if part else {})

    def calls(self, text: str, part: str | None) -> bool:
        """Whether a word stands for the part itself."""
        return not self._of_part.get(part or "", frozenset()).isdisjoint(self.language.tokens(text))

    def _searchable(self, text: str, spoken: Mapping[Word, list[float]]) -> dict[Word, list[float]]:
        """The words that the standard holds, and of the others those that may be a thing which it lacks."""
        tokens = self.language.tokens(text)
        permits = WHO in tokens or not self._permitting.isdisjoint(tokens)
        return {word: similarities for word, similarities in spoken.items() if any(similarities) or self._may_lack(word, permits=permits)}

    def _may_lack(self, word: Word, *, permits: bool) -> bool:
        """Whether a word may be a thing that can be missing; a verb only where it is asked whether it may be done: "bisa dicicil?"."""
        is_named = self.language.is_word(word.written) and not self._is_shortened(word)
        return is_named and (permits or not self._is_verb(word))

    def _is_shortened(self, word: Word) -> bool:
        """Whether a few letters stand for another word: "dtg"."""
        return len(word.written) < SHORTEST_SLANG and (word.written,) in self.language.phrases

    def _is_verb(self, word: Word) -> bool:
        """Whether the word is a verb by its form: it begins or ends as verbs do, and its stem is another word: "digandain", not "meja"."""
        return bool(_VERB.fullmatch(word.written)) and not word.written.startswith(word.token) and self.language.is_word(word.token)

    def _content_words(self, text: str, name: frozenset[str], part: str | None) -> list[Word]:
        """The words with content; the service's own name counts only beside others."""
        aside = self._beside | self._of_part.get(part or "", frozenset())
        if WHO in self.language.tokens(text):
            aside -= self._acts
        content_words = (
            word
            for word in self.language.words(text)
            if (word.token not in aside or word.written in self._things) and not (word.token.isdigit() or word.token in self._counts)
        )
        words = list(dict.fromkeys(content_words))
        return words if any(word.token not in name for word in words) else []

    def _spoken(self, word: Word, passages: Sequence[Passage]) -> list[float]:
        """For each passage: 1.0 for the word itself, less for another form of it or a word of its group, 0.0 for none."""
        token, written, alike = word.token, word.written, self._alike(word.token)
        if not alike:
            return [(1.0 if written in passage.words else STEM) if token in passage.tokens else 0.0 for passage in passages]
        return [
            (1.0 if written in passage.words else STEM)
            if token in passage.tokens
            else ALIKE
            if any(passage.tokens >= member for member in alike)
            else 0.0
            for passage in passages
        ]

    def _alike_of(self, token: str) -> tuple[frozenset[str], ...]:
        """The words of the same group as the token, each as its tokens."""
        return tuple(member for group in self._groups if any(token in member_tokens for member_tokens in group) for member in group)

    def _missing(self, spoken: Mapping[Word, Sequence[float]]) -> Iterator[str]:
        """The words that the standard lacks, as written."""
        return iter(dict.fromkeys(word.written for word, similarities in spoken.items() if not any(similarities)))

    def _standard(self, service_id: str) -> _Standard:
        service = self._services[service_id]
        names = [frozenset(self.language.tokens(name)) for name in service.names]
        counts = Counter(chain.from_iterable(names))
        single = chain.from_iterable(name for name in names if len(name) == 1)
        own = {*self.language.tokens(service.title), *single, *(token for token, count in counts.items() if count >= OFTEN)}
        return _Standard(passages=tuple(self._passages(service)), name=frozenset(own))

    def _passages(self, service: Service) -> Iterator[Passage]:
        for part, group, text, whole in _texts(service):
            words = self.language.words(f"{group} {whole}")
            tokens, written = (frozenset(getattr(word, kind) for word in words) for kind in ("token", "written"))
            yield Passage(component=part, group=group, text=text, tokens=tokens, words=written)


def _weight(similarities: Sequence[float], *, own: bool) -> float:
    """The weight of a word. `similarities`: how much each passage mentions it. `own`: it is part of the service's own name."""
    holding = sum(much > 0 for much in similarities)
    weight = math.log(1 + len(similarities) / (holding or 1)) * (1.0 if holding else UNKNOWN)
    return weight * OWN_NAME if own else weight


def hit_of(passage: Passage, score: float) -> Hit:
    return Hit(component=passage.component, group=passage.group, text=passage.text, score=score)


def _texts(service: Service) -> Iterator[tuple[str, str, str, str]]:
    """Component, group, text, and the text with everything beside it."""
    for key, component in service.components.items():
        yield from ((key, "", item.text, _whole(item)) for item in component.items)
        yield from ((key, group.name, item.text, _whole(item)) for group in component.groups for item in group.items)
        yield from ((key, "", note, note) for note in component.notes)


def _whole(item: Item) -> str:
    return " ".join((item.text, *item_remarks(item)))
