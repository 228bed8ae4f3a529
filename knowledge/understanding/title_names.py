"""Whether a message names a service by its whole title, word by word: "keterangan usaha" is not the longer "keterangan domisili usaha"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from knowledge.language.words import Language, Tokens
from knowledge.standards.library import Library
from knowledge.understanding import derived

PAPER = "surat"  # which people leave out
LEAST = 2  # words of a title; one alone may name a matter of several services


class TitleNames:
    """Finds the service that a message names by its title."""

    def __init__(self, library: Library, language: Language) -> None:
        self._library, self._language = library, language
        self._words = lru_cache(maxsize=4096)(self._words_of)

    def named(self, tokens: Tokens, services: Iterable[str]) -> str | None:
        """The service with the longest title that the message holds; None where it holds none or several as long, or has more words of another title."""
        spoken, runs = set(tokens), set(_runs(tokens))
        told = {service: len(spoken.intersection(self._words(service)[1])) for service in services}
        held = sorted(((len(self._words(service)[0]), service) for service in told if self._words(service)[0] in runs), reverse=True)
        if not held or (len(held) > 1 and held[0][0] == held[1][0]):
            return None
        return held[0][1] if told[held[0][1]] == max(told.values()) else None

    def _words_of(self, service: str) -> tuple[Tokens, Tokens]:
        """The title without its brackets and what kind of paper it is, empty where that is too little to name it; and all its words."""
        title = self._library.services[service].title
        words = self._language.tokens(derived.core(title))
        telling = words[1:] if words[:1] == (PAPER,) else words
        return (telling if len(telling) >= LEAST else ()), self._language.tokens(title)


def _runs(tokens: Tokens) -> Iterator[Tokens]:
    """The words that stand together."""
    return (tokens[low:high] for low in range(len(tokens)) for high in range(low + LEAST, len(tokens) + 1))
