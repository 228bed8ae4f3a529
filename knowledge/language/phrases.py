"""Finds listed phrases in a message, each with its label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from knowledge.language.words import ROOT, Language, Tokens, read

GAP = 3
ENDING = 5
REMEMBERED = 64  # messages: several readers of one ask for its ways of asking
NEAR = 14  # words between the first and the last of a combination


class Listed(NamedTuple):
    """A phrase of a list: its parts, all its words, and its position in the list."""

    label: str
    parts: tuple[Tokens, ...]
    words: Tokens
    place: int


class Phrases:
    """Phrases by their first two words; `{}` in a phrase stands for up to three other words."""

    def __init__(self, language: Language, labelled: Iterable[tuple[str, str]]) -> None:
        label_of: dict[tuple[Tokens, ...], str] = {}
        for label, phrase in labelled:
            parts = tuple(tokens for part in phrase.split("{}") if (tokens := language.tokens(part)))
            if parts:
                label_of.setdefault(parts, label)
        self._starts: Mapping[Tokens, list[Listed]] = defaultdict(list)
        for place, (parts, label) in enumerate(label_of.items()):
            self._starts[parts[0][:2]].append(Listed(label, parts, tuple(chain.from_iterable(parts)), place))
        self._first = frozenset(start[0] for start in self._starts)

    def find(self, tokens: Tokens) -> list[tuple[str, Tokens]]:
        """Every phrase in the message, longer ones first."""
        hits: list[tuple[int, int, int, Listed]] = []
        for at, token in enumerate(tokens):
            if token not in self._first:
                continue
            for start in {tokens[at : at + 1], tokens[at : at + 2]}:
                for phrase in self._starts.get(start, ()):
                    if _follows(tokens, at, phrase.parts):
                        hits.append((-len(phrase.words), at, phrase.place, phrase))
        return [(phrase.label, phrase.words) for *_, phrase in sorted(hits)]


class WholePhrases:
    """Phrases of whole words, by their first word: a message is compared only with those that one of its words begins."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        self._by_first: Mapping[str, list[str]] = defaultdict(list)
        for words in filter(None, phrases):
            self._by_first[words[0]].append(f" {' '.join(words)} ")

    def are_in(self, words: Tokens) -> bool:
        """Whether one of the phrases is among these words, side by side."""
        if self._by_first.keys().isdisjoint(words):
            return False
        text = f" {' '.join(words)} "
        return any(phrase in text for word in words for phrase in self._by_first.get(word, ()))


def _follows(tokens: Tokens, at: int, parts: Sequence[Tokens]) -> bool:
    """Whether the parts follow one another from here, with at most a small gap between them."""
    first, rest = parts[0], parts[1:]
    if tokens[at : at + len(first)] != first:
        return False
    end = at + len(first)
    return not rest or any(_follows(tokens, start, rest) for start in range(end, min(end + GAP + 1, len(tokens))))


class Combinations:
    """Meanings by groups of words: one word of each group must stand near the others, in any order."""

    def __init__(self, language: Language, groups: Mapping[str, Sequence[str]], combinations: Sequence[Mapping[str, object]]) -> None:
        self._groups: dict[str, list[tuple[Tokens, str]]] = {}
        for name, words in groups.items():
            for tokens in {language.tokens(word) for word in words} - {()}:
                self._groups.setdefault(tokens[0], []).append((tokens, name))
        self._wanted = [(str(each["jenis"]), tuple(map(str, _listed(each["semua"])))) for each in combinations]

    def find(self, tokens: Tokens) -> list[tuple[str, Tokens]]:
        """(meaning, its words) for every combination in the message."""
        places: dict[str, list[tuple[int, Tokens]]] = {}
        for at, token in enumerate(tokens):
            for phrase, group in self._groups.get(token, ()):
                if tokens[at : at + len(phrase)] == phrase:
                    places.setdefault(group, []).append((at, phrase))
        return [
            (kind, nearby_words)
            for kind, wanted in self._wanted
            if (nearby_words := _together([places.get(group, []) for group in wanted]))
        ]


def _together(groups: Sequence[Sequence[tuple[int, Tokens]]]) -> Tokens:
    """The first words, one of each group, that stand near one another at different positions; empty where there are none."""
    if not all(groups):
        return ()
    for start, phrase in groups[0]:
        chosen = [(start, phrase)]
        for group in groups[1:]:
            taken = {at for at, _ in chosen}
            near = [(at, words) for at, words in group if at not in taken and abs(at - start) <= NEAR]
            if not near:
                break
            chosen.append(min(near, key=lambda hit: abs(hit[0] - start)))
        else:
            return tuple(word for _, words in chosen for word in words)
    return ()


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()


class Cues:
    """The ways of asking for a part of a standard, from components.yaml, as features for a model."""

    def __init__(self, language: Language, root: Path = ROOT) -> None:
        phrases = Phrases(language, ((part, cue) for part, cues in (read("components", root) or {}).items() for cue in cues))
        self._find = lru_cache(maxsize=REMEMBERED)(phrases.find)

    def words(self, tokens: Tokens) -> frozenset[str]:
        """The words of the message that belong to a way of asking."""
        return frozenset(chain.from_iterable(cue for _, cue in self._find(tokens)))

    def marks(self, tokens: Tokens) -> tuple[str, ...]:
        """One mark for each part that is asked. Longer cues say more and have an additional mark, and so has the end of a long message."""
        cues = self._find(tokens)
        longer = (f"?{part} long" for part, cue in cues if len(cue) > 1)
        end = tokens[-ENDING:] if len(tokens) > 2 * ENDING else ()
        ending = (f"…{part}" for part, _ in self._find(end))
        return tuple(dict.fromkeys([*(f"?{part}" for part, _ in cues), *longer, *ending]))
