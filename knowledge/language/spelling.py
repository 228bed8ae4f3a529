"""Typing mistakes: an unknown word → the known word that was most probably meant, or none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

SHORTEST = 4
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aiueo")


def _neighbours() -> dict[str, str]:
    """Every key with the keys beside, above and below it."""
    place = {key: (row, column) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    near = {
        key: [other for other, at in place.items() if abs(at[0] - here[0]) <= 1 and abs(at[1] - here[1]) <= 1]
        for key, here in place.items()
    }
    return {key: "".join(others) for key, others in near.items()}


_NEAR = _neighbours()


@dataclass(frozen=True)
class Spelling:
    """Known words with their frequency; of two equally near words the more frequent wins."""

    counts: Mapping[str, int] = field(default_factory=dict)

    def __contains__(self, word: str) -> bool:
        return word in self.counts

    def knowing(self, words: Mapping[str, int]) -> Spelling:
        more = Counter({word: count for word, count in words.items() if word.isalpha() and len(word) > 1})
        more.update(self.counts)
        return Spelling(more)

    def nearest(self, word: str) -> str | None:
        """The known word within one slip (two in a long word); None where there is none."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        allowed = 1 if len(word) < 7 else 2
        matches = process.extract(word, self._like(word), scorer=OSA.distance, score_cutoff=allowed, limit=8)
        ranked = sorted((_cost(word, near), -self.counts[near], near) for near, _, _ in matches)
        return ranked[0][2] if ranked and ranked[0][0] <= allowed else None

    def _like(self, word: str) -> list[str]:
        """Words of similar length with the same beginning: people rarely miss the first letter."""
        lengths = range(len(word) - 1, len(word) + 3)
        starts = dict.fromkeys(_NEAR.get(word[0], word[0]))
        return [candidate for start in starts for length in lengths for candidate in self._shelves.get((start, length), ())]

    @cached_property
    def _shelves(self) -> dict[tuple[str, int], list[str]]:
        shelves: dict[tuple[str, int], list[str]] = defaultdict(list)
        for spelt_word in self.counts:
            if len(spelt_word) >= SHORTEST:
                shelves[spelt_word[0], len(spelt_word)].append(spelt_word)
        return shelves


def _cost(word: str, target_word: str) -> float:
    """The total weight of the slips: a missing vowel or a neighbouring key is cheap, another first letter is expensive."""
    slips = sum(_slip(word, target_word, edit.tag, edit.src_pos, edit.dest_pos) for edit in Levenshtein.editops(word, target_word))
    swapped = 0.6 if OSA.distance(word, target_word) < Levenshtein.distance(word, target_word) else 0.0
    return slips - swapped + (0.8 if word[0] != target_word[0] else 0.0)


def _slip(word: str, target_word: str, tag: str, source: int, target: int) -> float:
    if tag == "insert":
        return 0.5 if target_word[target] in _VOWELS else 0.8
    if tag == "delete":
        return 0.7 if source and word[source - 1] == word[source] else 1.0
    wrong, right = word[source], target_word[target]
    return 0.7 if right in _NEAR.get(wrong, "") or {wrong, right} <= _VOWELS else 1.2
