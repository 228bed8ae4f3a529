"""What people ask offices for although another agency does it, and where to go instead, so that "no standard" becomes a helpful answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from knowledge.language.words import ROOT, Language, Tokens, read

SHORTEST_OFFER = 6  # letters of a single word that names a service


@dataclass(frozen=True)
class Elsewhere:
    """One matter of another agency."""

    id: str
    answer: str


@dataclass(frozen=True)
class ElsewhereMatch:
    """An entry whose name is in a message, and the share of the message that the name is."""

    entry: Elsewhere
    name: Tokens
    share: float


class ElsewhereList:
    """Finds the entry of elsewhere.yaml that a message names, longest name first. A matter that an office itself offers is not elsewhere for it."""

    def __init__(
        self,
        language: Language,
        root: Path = ROOT,
        without: Container[str] = (),
        offered: Mapping[str, Iterable[str]] = MappingProxyType({}),
        freed: Mapping[str, frozenset[Tokens]] = MappingProxyType({}),
    ) -> None:
        """`without`: ids of entries to leave out. `offered`: the names of what each office does. `freed`: the names of this list that are theirs, of
        offices for which that is known.
        """
        names: dict[Tokens, Elsewhere] = {}
        for each in (entry for entry in read("elsewhere", root) or () if entry["id"] not in without):
            entry = Elsewhere(each["id"], each["jawab"])
            names.update((tokens, entry) for name in each["sebutan"] if (tokens := language.tokens(name)))
        self.names: Mapping[Tokens, Elsewhere] = names
        self._starts = defaultdict(list)
        for tokens in sorted(names, key=len, reverse=True):
            self._starts[tokens[0]].append(tokens)
        self._holding: Mapping[str, list[Tokens]] = defaultdict(list)
        for name in names:
            for token in set(name):
                self._holding[token].append(name)
        self.freed = {
            office: freed[office] if office in freed else frozenset(self._offered(filter(None, map(language.tokens, called))))
            for office, called in offered.items()
        }
        self._freed_by_any = frozenset().union(*self.freed.values())

    def find(self, tokens: Tokens, office: str | None = None) -> ElsewhereMatch | None:
        """The longest name in the message; among equally long ones the first. Without an office, a matter is elsewhere for all."""
        freed = self.freed.get(office, frozenset()) if office else self._freed_by_any
        matches = [
            name
            for at, token in enumerate(tokens)
            for name in self._starts.get(token, ())
            if name not in freed and tokens[at : at + len(name)] == name
        ]
        best = max(matches, key=lambda name: (len(name), len(" ".join(name))), default=None)
        return ElsewhereMatch(self.names[best], best, len(best) / len(tokens)) if best else None

    def _offered(self, called: Iterable[Tokens]) -> Iterable[Tokens]:
        """The names here for a matter with this name: one contains the other, and is a large part of it."""
        for offer in called:
            near = {name for token in set(offer) for name in self._holding.get(token, ())}
            yield from (name for name in near if _is_much_of(name, offer) or (_particular(offer) and _within(offer, name)))


def _is_much_of(name: Tokens, offer: Tokens) -> bool:
    return 3 * len(name) >= len(offer) and _within(name, offer)


def _particular(offer: Tokens) -> bool:
    return len(offer) > 1 or len(offer[0]) >= SHORTEST_OFFER


def _within(inner: Tokens, outer: Tokens) -> bool:
    return any(outer[at : at + len(inner)] == inner for at in range(len(outer) - len(inner) + 1))
