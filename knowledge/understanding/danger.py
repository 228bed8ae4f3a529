"""Danger now, checked first in every message. The phrases are in danger.yaml."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from knowledge.language.phrases import Combinations, Phrases
from knowledge.language.words import ROOT, Language, Tokens, read
from knowledge.understanding.threats import Threats

_CLOCK = re.compile(r"\bpukul(?=\s+(?:\d{1,2}(?:[.:]\d{2})?\b(?!\s*(?:kali|x\b|orang))|berapa\b))", re.IGNORECASE)
"""The word for "o'clock", which is "to hit" elsewhere."""
_CALLED = re.compile(r"\bnak(?=\s*(?:[,.!?]|$))", re.IGNORECASE)
"""The child who is spoken to, which is "to want" elsewhere: "tidak ada nak, meninggalnya dulu"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
"""A year is a sign of the past."""
_CLAUSES = re.compile(r"[.,;!?\n]+|\b(?=(?:sekarang|skrg|skrng|skr|saiki|ayeuna|wahini|jani)\b)", re.IGNORECASE)
BEFALLS = frozenset({"kebakaran", "bencana", "medis", "pencarian"})
"""Kinds of danger that nobody does to another: what is past is over."""
BESIDE = 4  # words between a word that is danger alone and the one beside which it is a figure of speech
DESPAIR = "bunuh_diri"
"""Who speaks of dying is heard, also behind a laugh."""
BEFORE = 2  # words from a thing to what befell it: "KTP saya hanyut"


@dataclass(frozen=True)
class Signs:
    """The signs of danger in a message, of its being now, and of its being past or a question. `alone`: the message says nothing else but that it is now or urgent. `past`: it
    was long ago.

    `said`: the number of words except those of urgency.
    """

    kinds: tuple[str, ...] = ()
    danger: tuple[Tokens, ...] = ()
    now: tuple[Tokens, ...] = ()
    not_now: tuple[Tokens, ...] = ()
    combined: tuple[str, ...] = ()
    past: bool = False
    alone: bool = False
    said: int = 0

    @property
    def marks(self) -> tuple[str, ...]:
        """The signs as features for a model."""
        named = {
            "!danger": self.danger,
            "!now": self.now,
            "!not now": self.not_now,
            "!clear": self.clear,
            "!clear now": self.clear and self.now,
            "!who and what": self.combined,
        }
        return (*(f"!{kind}" for kind in self.kinds), *(name for name, there in named.items() if there))

    @property
    def clear(self) -> bool:
        """Whether there is danger, and no sign that it is past, asked about or a figure of speech."""
        return bool(self.danger) and not self.not_now


class Listing:
    """Listed phrases by their first word: a message is compared only with those that one of its words begins."""

    def __init__(self, phrases: Iterable[Tokens]) -> None:
        self._phrases = sorted(filter(None, phrases), key=len, reverse=True)
        by_first: defaultdict[str, list[int]] = defaultdict(list)
        for place, phrase in enumerate(self._phrases):
            by_first[phrase[0]].append(place)
        self._by_first: Mapping[str, list[int]] = dict(by_first)

    def begun_in(self, tokens: Tokens) -> list[Tokens]:
        """The phrases whose first word the message holds, longer ones first."""
        begun = chain.from_iterable(self._by_first.get(token, ()) for token in {*tokens})
        return [self._phrases[place] for place in sorted(begun)]

    def positions(self, tokens: Tokens) -> list[tuple[int, int]]:
        """Where each of the phrases begins, and how many words it has."""
        return [
            (at, len(phrase))
            for at, token in enumerate(tokens)
            for phrase in map(self._phrases.__getitem__, self._by_first.get(token, ()))
            if tokens[at : at + len(phrase)] == phrase
        ]


@dataclass(frozen=True, kw_only=True)
class Harmless:
    """Words that are no danger beside others. `only_before`: the others stand directly before them, as the thing that it befell, with nothing but
    `between` in between. `unless`: phrases that make it a danger all the same.
    """

    named: Listing
    beside: Listing
    only_before: bool
    between: frozenset[str]
    unless: Listing

    def is_beside(self, start: int, near: tuple[int, int], tokens: Tokens) -> bool:
        """Whether the other phrase, with its place and length in `near`, makes the word at `start` harmless."""
        at, many = near
        if not self.only_before:
            return abs(at - start) <= BESIDE
        return 0 < start - at <= BEFORE or (at < start and self.between.issuperset(tokens[at + many : start]))


class Danger:
    """Finds danger by phrases, and by words for who and what close to one another."""

    def __init__(self, language: Language, root: Path = ROOT) -> None:
        content = read("danger", root) or {}
        self.language = language
        entries = [(entry["jenis"], phrase) for entry in content.get("entri", ()) for phrase in entry["frasa"]]
        self._danger = Phrases(language, entries)
        self._now = Phrases(language, (("now", phrase) for phrase in content.get("sekarang", ())))
        self._not_now = Phrases(language, (("not now", phrase) for phrase in content.get("bukan_sekarang", ())))
        self._past = self._listing(content.get("lampau", ()))
        self._urgency = frozenset(token for word in content.get("mendesak", ()) for token in language.tokens(word))
        self._figures = Listing(map(language.tokens, content.get("kiasan", ())))
        self._harmless = [
            Harmless(
                named=self._listing(entry["kata"]),
                beside=self._listing(entry["dengan"]),
                only_before=entry.get("hanya_di_depan", False),
                between=frozenset(token for word in entry.get("sela", ()) for token in language.tokens(word)),
                unless=self._listing(entry.get("kecuali", ())),
            )
            for entry in content.get("kiasan_gabungan", ())
        ]
        self._jests = Phrases(language, (("jest", phrase) for phrase in content.get("gurau", ())))
        self._staged, self._earnest = (self._listing(content.get(name, ())) for name in ("rekaan", "sungguh"))
        self._meanwhile = frozenset(token for word in content.get("selagi", ()) for token in language.tokens(word))
        groups = content.get("kelompok", {})
        told = chain.from_iterable(groups.get(name, ()) for name in content.get("berlanjut_kelompok", ()))
        self._lasting = self._listing(chain(content.get("berlanjut", ()), told))
        self._threats = Threats(content.get("ancaman", {}))
        self._combinations = Combinations(language, groups, content.get("gabungan", ()))

    def heard(self, text: str, tokens: Tokens) -> Signs:
        """The signs in a text, of which `tokens` are the words: what its writer threatens in anger is none, nor is a time of day ("pukul 8"), nor a
        child that is spoken to ("nak, meninggalnya dulu"), nor what is played.
        """
        literal = _CALLED.sub("", _CLOCK.sub("jam", self._threats.without(text)))
        signs = self.signs(tokens if literal == text else self.language.tokens(literal))
        if signs.danger and DESPAIR not in signs.kinds and self.is_staged(literal):
            return Signs()
        return self._of_now(literal, signs) if signs.past and set(signs.kinds) <= BEFALLS else signs

    def _of_now(self, text: str, signs: Signs) -> Signs:
        """The signs where something befell long ago: those of the clauses that tell of now; a "now" beside none of them is no sign: "tahun lalu
        kebakaran, skrg numpang".
        """
        clauses = [clause for clause in _CLAUSES.split(text) if clause and clause.strip()]
        read = [(clause, self.signs(self.language.tokens(clause))) for clause in clauses]
        before = {clause for clause, told in read if told.danger and told.past and not told.now}
        if not before:
            return signs
        now = " ".join(clause for clause in clauses if clause not in before)
        still = self.signs(self.language.tokens(now))
        return still if still.danger else replace(signs, now=())

    def goes_on(self, text: str) -> bool:
        """Whether words said after an alarm tell danger anew, or that it lasts: "pintunya sudah jebol"; not "maaf ya merepotkan"."""
        tokens = self._literal(self.language.tokens(text))
        return bool(self.signs(tokens).danger or self._lasting.positions(tokens))

    def is_unreal(self, text: str) -> bool:
        """Whether it is said that nothing happens in earnest: a joke, or an exercise."""
        return self._is_jest(self._literal(self.language.tokens(text))) or self.is_staged(text)

    def is_staged(self, text: str) -> bool:
        """Whether what is told is practised, played or invented: "cuma simulasi"; not "bukan latihan", "pas latihan ada yang pingsan beneran"."""
        clauses = [self.language.tokens(clause) for clause in _CLAUSES.split(text) if clause]
        others = [clause for clause in clauses if not self._stages(clause)]
        if len(others) == len(clauses) or self._earnest.positions(self.language.tokens(text)):
            return False
        return not any(signs.danger and signs.now for signs in map(self.signs, others))

    def _stages(self, tokens: Tokens) -> bool:
        """Whether a clause says so, and not that something happened meanwhile."""
        return any(self._meanwhile.isdisjoint(tokens[max(0, at - BEFORE) : at]) for at, _ in self._staged.positions(tokens))

    def threatens(self, text: str) -> bool:
        """Whether its writer threatens something in anger."""
        return self._threats.without(text) != text

    def signs(self, tokens: Tokens) -> Signs:
        tokens = self._without_figures(self._literal(tokens))
        phrases, combined = self._danger.find(tokens), self._combinations.find(tokens)
        danger = [*phrases, *combined]
        kinds = tuple(dict.fromkeys(kind for kind, _ in danger))
        now, not_now = (tuple(phrase for _, phrase in table.find(tokens)) for table in (self._now, self._not_now))
        if not now and DESPAIR not in kinds and self._is_jest(tokens):
            return Signs()
        beside = self._urgency.union(*now)
        alone = any(phrase == tuple(token for token in tokens if token in phrase or token not in beside) for _, phrase in phrases)
        not_now += tuple((token,) for token in tokens if _YEAR.fullmatch(token))
        word_count = sum(token not in self._urgency for token in tokens)
        past = bool(self._past.positions(tokens))
        return Signs(
            kinds, tuple(phrase for _, phrase in danger), now, not_now, tuple(kind for kind, _ in combined), past, alone, word_count
        )

    def _is_jest(self, tokens: Tokens) -> bool:
        """Whether it is said to be a joke: "saya bawa parang wkwk becanda"; not "saya tidak bercanda"."""
        no = set(self.language.tokens("tidak bukan jangan"))
        first = [tokens.index(phrase[0]) for _, phrase in self._jests.find(tokens)]
        return bool(first) and all(no.isdisjoint(tokens[max(0, at - BEFORE) : at]) for at in first)

    def _literal(self, tokens: Tokens) -> Tokens:
        """The words without figures of speech: "mau mati rasanya" threatens nobody."""
        for figure in self._figures.begun_in(tokens):
            many = len(figure)
            at = next((at for at in range(len(tokens) - many + 1) if tokens[at : at + many] == figure), None)
            if at is not None:
                tokens = (*tokens[:at], *tokens[at + many :])
        return tokens

    def _without_figures(self, tokens: Tokens) -> Tokens:
        """The words without those that others beside them make a figure of speech: "dicekik utang"."""
        for harmless in self._harmless:
            named = harmless.named.positions(tokens)
            if not named or harmless.unless.positions(tokens):
                continue
            places = harmless.beside.positions(tokens)
            figures = {
                at
                for start, many in named
                if any(harmless.is_beside(start, near, tokens) for near in places)
                for at in range(start, start + many)
            }
            tokens = tuple(token for at, token in enumerate(tokens) if at not in figures)
        return tokens

    def _listing(self, phrases: Iterable[str]) -> Listing:
        return Listing(map(self.language.tokens, phrases))
