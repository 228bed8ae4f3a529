"""The words that a library adds to the language as right spellings: those printed, and those that citizens write more than once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from knowledge.language.words import Language, words_of
from knowledge.standards.library import Library
from knowledge.standards.standard import Service


@dataclass(frozen=True)
class Vocabulary:
    """How often each word stands in the phrases of services, and in what is printed of them."""

    spoken: Counter[str]
    printed: Counter[str]

    @classmethod
    def of(cls, services: Iterable[Service]) -> Vocabulary:
        listed = list(services)
        phrases = chain.from_iterable(service.phrases for service in listed)
        return cls(_counted(phrases), _counted(chain.from_iterable(map(printed_lines, listed))))

    def exchanged(self, before: Library, library: Library) -> Vocabulary:
        """The vocabulary of the library, where this is that of the one before; only services that differ are read."""
        old, new = (
            Vocabulary.of(service for name, service in one.services.items() if other.services.get(name) is not service)
            for one, other in ((before, library), (library, before))
        )
        return Vocabulary(self.spoken - old.spoken + new.spoken, self.printed - old.printed + new.printed)

    @cached_property
    def right(self) -> Counter[str]:
        """The right spellings with their frequency."""
        return Counter({word: count for word, count in self.spoken.items() if count > 1}) + self.printed


def knowing(language: Language, library: Library) -> Language:
    """The language with the library's own words as right spellings."""
    return language.knowing(Vocabulary.of(library.services.values()).right)


def printed_lines(service: Service) -> Iterable[str]:
    yield from (service.title, *service.names)
    for component in service.components.values():
        yield from (item.text for item in component.all_items)


def _counted(lines: Iterable[str]) -> Counter[str]:
    """How often each word occurs in the lines; each spelling is parsed once."""
    counts: Counter[str] = Counter()
    for chunk, count in Counter(chain.from_iterable(map(str.split, lines))).items():
        for word in words_of(chunk):
            counts[word] += count
    return counts
