"""A text as sentences of words with their positions, and phrases looked up at a position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from knowledge.language.words import plain

LONGEST_PHRASE = 8
REMEMBERED = 8192  # spellings
REMEMBERED_TEXTS = 64

_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’`-][^\W_]+)*|\n|[^\w\s]")
_REPEATED = re.compile(r"([a-z])\1+")
_SENTENCE_ENDS = frozenset("!?\n;…")


class Word(NamedTuple):
    """One word as written, from `start` to `end` in the text; `folded`: its spelling for comparison.

    `opens` and `closes`: whether punctuation, an emoji or the edge of the sentence stands before and after it.
    """

    folded: str
    written: str
    start: int
    end: int
    opens: bool = False
    closes: bool = False

    @property
    def is_capital(self) -> bool:
        return self.written[:1].isupper()


Sentence = Sequence[Word]


@lru_cache(maxsize=REMEMBERED)
def fold(word: str) -> str:
    """The word in lower case, without apostrophes, and with every run of one letter as a single one: `Makasiihh` → `makasih`."""
    return folded(word)


def folded(text: str) -> str:
    """The same of a text that is not worth remembering."""
    return _REPEATED.sub(r"\1", plain(text)).replace("-", "")


@lru_cache(maxsize=REMEMBERED_TEXTS)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text; punctuation and emoji separate words. Several readers of one message ask for them."""
    sentence_list: list[list[tuple[str, str, int, int]]] = [[]]
    for piece in _PIECE.finditer(text):
        mark = piece.group()
        if mark[0].isalnum():
            if word := fold(mark):
                sentence_list[-1].append((word, mark, *piece.span()))
        elif _ends(mark, text, piece.end()):
            sentence_list.append([])
    return tuple(_with_edges(text, words) for words in sentence_list if words)


def clauses(words: Sentence) -> list[Sentence]:
    """The sentence, cut at commas and other punctuation."""
    starts = [at for at, word in enumerate(words) if word.opens] or [0]
    return [words[start:end] for start, end in zip([0, *starts[1:]], [*starts[1:], len(words)], strict=True)]


def _ends(mark: str, text: str, end: int) -> bool:
    """Whether a sentence ends here; a full stop within `wr.wb` or `no.3` does not end one."""
    return mark in _SENTENCE_ENDS or (mark == "." and not text[end : end + 1].isalnum()) or ord(mark) > 0x2600


def _with_edges(text: str, words: Sequence[tuple[str, str, int, int]]) -> Sentence:
    parted = [True, *(bool(text[end:start].strip(" \t.")) for (*_, end), (_, _, start, _) in pairwise(words)), True]
    return tuple(Word(*word, opens, closes) for word, opens, closes in zip(words, parted[:-1], parted[1:], strict=True))


class PhraseTable:
    """Phrases with a label each, looked up by where they begin or end; the longest wins."""

    def __init__(self, labelled: Iterable[tuple[str, str]]) -> None:
        self._labels: Mapping[tuple[str, ...], str] = {
            key: label for phrase, label in reversed(list(labelled)) if (key := tuple(map(fold, phrase.split())))
        }
        self._longest_from: dict[str, int] = {}
        self._longest_until: dict[str, int] = {}
        for key in self._labels:
            self._longest_from[key[0]] = max(len(key), self._longest_from.get(key[0], 0))
            self._longest_until[key[-1]] = max(len(key), self._longest_until.get(key[-1], 0))

    def at(self, words: Sentence, start: int) -> tuple[int, str] | None:
        """The number of words and the label of the longest phrase from here; None where there is none."""
        if words[start].folded not in self._longest_from:
            return None
        folded = tuple([word.folded for word in words[start : start + LONGEST_PHRASE]])
        return self._longest([folded[:many] for many in range(min(self._longest_from[folded[0]], len(folded)), 0, -1)])

    def until(self, words: Sentence, end: int) -> tuple[int, str] | None:
        """The same for the longest phrase that ends before `end`."""
        if words[end - 1].folded not in self._longest_until:
            return None
        folded = tuple([word.folded for word in words[max(0, end - LONGEST_PHRASE) : end]])
        return self._longest([folded[-many:] for many in range(min(self._longest_until[folded[-1]], len(folded)), 0, -1)])

    def _longest(self, stretches: Iterable[tuple[str, ...]]) -> tuple[int, str] | None:
        """The first of the ranges that is a phrase."""
        return next(((len(stretch), self._labels[stretch]) for stretch in stretches if stretch in self._labels), None)
