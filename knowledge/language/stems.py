"""What a word is made of: its stem, and its base without the clitics and prefixes that people join to it in chat."""

from __future__ import annotations

from collections.abc import Iterator

import Stemmer

_SUFFIXES = (
    "nyalah",
    "nyakah",
    "nipun",
    "nya",
    "nye",
    "nyo",
    "kah",
    "lah",
    "pun",
    "tah",
    "ipun",
    "ny",
    "ye",
    "ne",
    "na",
    "ku",
    "mu",
    "an",
    "in",
    "i",
    "e",
)
_PREFIXES = ("di", "ke", "nge", "ng", "ny", "m", "n", "se", "ku")
_STEMMER = Stemmer.Stemmer("indonesian")


def snowball_stem(word: str) -> str:
    """Snowball's stem; one with less than three letters is rejected."""
    stem = str(_STEMMER.stemWord(word))
    return stem if len(stem) > 2 else word


def bases(word: str) -> Iterator[str]:
    """The word without a clitic, without a prefix, and without both, as people join them in chat."""
    bare = [word.removesuffix(suffix) for suffix in _SUFFIXES if word.endswith(suffix) and len(word) - len(suffix) > 2]
    yield from bare
    for form in (word, *bare):
        yield from (form.removeprefix(prefix) for prefix in _PREFIXES if form.startswith(prefix) and len(form) - len(prefix) > 3)
