"""Informal Indonesian → normal tokens: the one module that knows how people really write.

A message goes through five steps, each a small function: letters (lower case, emoji, digits for letters, doubled letters), phrases (slang,
abbreviations, regional words, longest match first), clitics, spelling (against the words of the library), and the stem. All words are data in
knowledge/language/*.yaml; this module only applies them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from itertools import chain, groupby, islice, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import yaml

from knowledge.language.spelling import Spelling
from knowledge.language.stems import bases, snowball_stem

ROOT = Path(__file__).parent
LONGEST_TEXT = 2000
LONGEST_TOKENS = 240
LONGEST_PHRASE = 5
REMEMBERED = 4096
MANY = 20_000  # spellings; a limit, so that made-up words cannot fill the memory

Tokens = tuple[str, ...]
Phrases = Mapping[Tokens, Tokens]

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile("['’`]")
_TWICE = re.compile(r"([a-z]{2,})2([a-z]{0,3})")
_RUN = re.compile(r"([a-z])\1{2,}")
_PAIR = re.compile(r"([a-z])\1")
_LETTERS = str.maketrans("013457896", "oieastbgg")
_AMOUNT = re.compile(r"(\d{2,})([a-z]{2,})")


@dataclass(frozen=True)
class Word:
    """One token and what the citizen wrote for it."""

    token: str
    written: str


@dataclass(frozen=True)
class Run:
    """Neighbouring words of a message, and the tokens they were read as."""

    said: Tokens
    words: tuple[Word, ...]
    tokens: Tokens


def read(name: str, root: Path = ROOT) -> Any:
    """A language file with every scalar as text: `no` and `y` are words here, not truth values."""
    path = root / f"{name}.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader) if path.exists() else {}  # noqa: S506 - knows text only


def plain(text: str) -> str:
    """The text in lower case without accents, control characters and apostrophes; emoji stay, as separate characters."""
    folded = text[:LONGEST_TEXT].casefold()
    if not folded.isascii():
        folded = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
    return _APOSTROPHE.sub("", folded)


def words_of(text: str) -> list[str]:
    return _WORD.findall(plain(text))


@dataclass(frozen=True)
class Language:
    """How people write, as data, and the words that need no correction."""

    phrases: Phrases
    emoji: Mapping[str, str]
    unstemmed: Mapping[str, str]
    spelling: Spelling = field(default_factory=Spelling)
    ordinary: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @classmethod
    def load(cls, root: Path = ROOT) -> Language:
        """The language of these word lists, which are read once a process."""
        return _language(root)

    def knowing(self, words: Mapping[str, int]) -> Language:
        """The same language with more correctly spelt words, and their frequency: one value as long as somebody uses it, with all it remembers."""
        key = frozenset(words.items())
        if (language := self._enlarged.get(key)) is None:
            language = self._enlarged[key] = replace(self, spelling=self.spelling.knowing(words))
        return language

    @cached_property
    def _enlarged(self) -> WeakValueDictionary[frozenset[tuple[str, int]], Language]:
        return WeakValueDictionary()

    def tokens(self, text: str) -> Tokens:
        """Normal stems in the order of the message. Function words stay; the searcher weighs them."""
        return self._remembered(text[:LONGEST_TEXT])

    @cached_property
    def _remembered(self) -> Callable[[str], Tokens]:
        return lru_cache(maxsize=REMEMBERED)(lambda text: tuple(chain.from_iterable([run.tokens for run in self._runs(text)])))

    def words(self, text: str) -> tuple[Word, ...]:
        """The tokens, each with what was written, so that a decision can be explained."""
        return tuple(chain.from_iterable(run.words for run in self._runs(text)))

    def _runs(self, text: str) -> list[Run]:
        """The message in runs of words that may form a phrase together. Most words stand alone and mean the same everywhere."""
        runs: list[Run] = []
        awaited: frozenset[str] = frozenset()
        spoken = chain.from_iterable(map(self._spoken, text[:LONGEST_TEXT].split()))
        for run, begins, awaits in islice(spoken, LONGEST_TOKENS):
            if awaited and not begins.isdisjoint(awaited):
                runs[-1] = self._run(runs[-1].said + run.said)
            else:
                runs.append(run)
            awaited = awaits
        return runs

    @cached_property
    def _spoken(self) -> Callable[[str], list[tuple[Run, frozenset[str], frozenset[str]]]]:
        return lru_cache(maxsize=MANY)(lambda chunk: [(self._run((word,)), *self._joints(word)) for word in self._split(chunk)])

    @cached_property
    def _run(self) -> Callable[[Tokens], Run]:
        return lru_cache(maxsize=MANY)(self._read)

    def _read(self, spoken_words: Tokens) -> Run:
        replaced = self._replace(self._replace([(self._letters(word), word) for word in spoken_words]))
        words = tuple(Word(self._normal(token), written) for token, written in replaced)
        return Run(spoken_words, words, tuple(word.token for word in words))

    def _joints(self, word: str) -> tuple[frozenset[str], frozenset[str]]:
        """The words as which this one may continue a phrase (itself or its replacement), and those that may follow it in one."""
        letters = self._letters(word)
        first, last = (edge.get(letters, frozenset()) | {letters} for edge in (self._first, self._last))
        return first, frozenset().union(*(self._next.get(each, ()) for each in last))

    @cached_property
    def _first(self) -> Mapping[str, frozenset[str]]:
        """For every word, the first words of the replacements of the phrases it begins."""
        return _sets((phrase[0], normal[0]) for phrase, normal in self.phrases.items())

    @cached_property
    def _last(self) -> Mapping[str, frozenset[str]]:
        """For every word, the last words of the replacements of the phrases it ends."""
        return _sets((phrase[-1], normal[-1]) for phrase, normal in self.phrases.items())

    @cached_property
    def _next(self) -> Mapping[str, frozenset[str]]:
        """For every word, those that follow it in a phrase."""
        return _sets(chain.from_iterable(map(pairwise, self.phrases)))

    def _split(self, chunk: str) -> list[str]:
        if not chunk.isascii():
            chunk = "".join(f" {self.emoji[char]} " if char in self.emoji else char for char in chunk)
        return _WORD.findall(_AMOUNT.sub(r"\1 \2", plain(chunk)))

    def _letters(self, word: str) -> str:
        """`k4sih` → `kasih`, `tempat2nya` → `tempatnya`, `bangettt` → `banget`; `150` stays a number."""
        if (word,) in self.phrases or self._is_spelt(word) or word.isdigit():
            return word
        single = _TWICE.sub(r"\1\2", word)
        spelt = single.translate(_LETTERS)
        squeezed = _RUN.sub(r"\1", spelt if self._usable(spelt) else single)
        once = _PAIR.sub(r"\1", squeezed)
        return once if not self._usable(squeezed) and self._usable(once) else squeezed

    def _replace(self, words: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Replaces phrases, longest first, from left to right."""
        result: list[tuple[str, str]] = []
        start = 0
        while start < len(words):
            length, normal = self._longest(words, start)
            written = " ".join(dict.fromkeys(raw for _, raw in words[start : start + length]))
            result.extend((token, written) for token in normal)
            start += length
        return result

    def _longest(self, words: list[tuple[str, str]], start: int) -> tuple[int, Tokens]:
        longest = self._longest_from.get(words[start][0], 0)
        for length in range(min(longest, len(words) - start), 0, -1):
            key = tuple(token for token, _ in words[start : start + length])
            if key in self.phrases:
                return length, self.phrases[key]
        return 1, (words[start][0],)

    @cached_property
    def _longest_from(self) -> Mapping[str, int]:
        """For every word that begins a phrase, the length of the longest one."""
        longest: dict[str, int] = {}
        for phrase in self.phrases:
            longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
        return longest

    def _normal(self, word: str) -> str:
        """The stem of a known word, of its base without clitics, or of the nearest known spelling."""
        if self._is_spelt(word) or word.isdigit() or len(word) < 3:
            return self.stem(word)
        base = next((base for base in bases(word) if self._usable(base)), None)
        if base:
            return self.stem(self.phrases[(base,)][-1] if (base,) in self.phrases else base)
        if self._is_spelt(self.stem(word)):
            return self.stem(word)
        return self.stem(self.spelling.nearest(word) or word)

    def stem(self, word: str) -> str:
        return self.unstemmed.get(word) or snowball_stem(word)

    def _is_spelt(self, word: str) -> bool:
        return word in self.spelling or word in self.unstemmed or word in self.ordinary

    def is_settled(self, spelling: str, known: Container[str]) -> bool:
        """Whether the words written here, of which those in `known` are right spellings, mean the same whatever else `knowing` adds."""
        settled = (self.unstemmed, self.ordinary, known)
        return all(word.isdigit() or (word,) in self.phrases or any(word in each for each in settled) for word in self._split(spelling))

    def reads_alike(self, other: Language, spelling: str) -> bool:
        """Whether a spelling, which holds no space, means the same in another language with these phrases."""
        return self is other or self._spoken(spelling) == other._spoken(spelling)

    def is_word(self, written: str) -> bool:
        """Whether this is a correct spelling, with or without clitics."""
        return self._are_words(written)

    @cached_property
    def _are_words(self) -> Callable[[str], bool]:
        return lru_cache(maxsize=REMEMBERED)(
            lambda written: all(any(map(self._is_spelt, (word, self.stem(word), *bases(word)))) for word in words_of(written))
        )

    def is_name(self, written: str) -> bool:
        """Whether this may be a person's name: a first name, or an unknown word."""
        return written.lower() in self.names or not self.is_word(written)

    def _usable(self, word: str) -> bool:
        return len(word) > 2 and (self._is_spelt(word) or (word,) in self.phrases)


@cache
def _language(root: Path) -> Language:
    """Of two meanings of one spelling the first file wins."""
    special = read("normal", root)
    phrases: dict[Tokens, Tokens] = {}
    for normal, forms in _entries(root):
        _add(phrases, normal, forms)
    stems = {word: stem for stem, words in special.get("stems", {}).items() for word in [stem, *words]}
    spelling = Spelling().knowing(Counter(chain(chain.from_iterable(phrases.values()), _named(root))))
    return Language(phrases, special.get("emoji", {}), stems, spelling, _listed(root / "words.txt"), _listed(root / "names.txt"))


def _sets(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    return {key: frozenset(value for _, value in group) for key, group in groupby(sorted(pairs), key=itemgetter(0))}


def _listed(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(chain.from_iterable(line.split() for line in lines if not line.startswith("#")))


def _entries(root: Path) -> Iterator[tuple[str, list[str]]]:
    for name in ("slang", "abbreviations", "regional"):
        content = read(name, root)
        sections = [content] if name != "regional" else list(content.values())
        for section in sections:
            yield from ((normal, forms) for normal, forms in section.items() if isinstance(forms, list))


def _named(root: Path) -> Iterator[str]:
    """The words of other agencies' matters and of danger, which are correct and never corrected to a similar word."""
    danger = read("danger", root)
    listed = [*(entry["sebutan"] for entry in read("elsewhere", root)), *(entry["frasa"] for entry in danger.get("entri", ()))]
    for phrase in chain.from_iterable([*listed, *danger.get("kelompok", {}).values()]):
        yield from words_of(phrase)


def _add(phrases: dict[Tokens, Tokens], normal: str, forms: Iterable[str]) -> None:
    target = tuple(words_of(normal))
    for form in forms:
        key = tuple(words_of(form))
        if key and key != target and len(key) <= LONGEST_PHRASE:
            phrases.setdefault(key, target)
