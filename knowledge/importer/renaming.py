"""Which services of an office's new document are old ones under another name.

What many services of an office say alike (its boilerplate) proves nothing. A name is new for certain where the words that distinguish the titles, or the
archetypes that they mean, agree and the content does not speak against it, or where what only these two services ask for is the same. The rest that is
alike is a guess, which is told and never acted on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.archetypes import catalogue
from knowledge.archetypes.proposing import Proposer, Terms
from knowledge.importer.draft import DraftService
from knowledge.standards.library import ROOT
from knowledge.standards.standard import ComponentKey, Service

TELLING: tuple[ComponentKey, ...] = ("persyaratan", "prosedur", "produk")
CONTENT = 60.0
"""Of 100: below this the content of two services speaks against their being one."""
GUESSED_CONTENT = 80.0
SAME_ITEM = 85.0
SAME_TITLE = 0.6
OWN_SHARE, OWN_ITEMS = 0.6, 2
"""The share, and the least number, of the items held by no other service that two services without a word in common must have in common."""

Pair = tuple[Service, DraftService]


@dataclass(frozen=True, kw_only=True)
class Renamed:
    sure: tuple[Pair, ...]
    guessed: tuple[Pair, ...]


@dataclass(frozen=True, kw_only=True)
class _Side:
    """A service of either document: its title with other names, its distinguishing components, and those of their items that no other
    service has.
    """

    titles: tuple[str, ...]
    parts: Mapping[ComponentKey, tuple[str, ...]]
    own: tuple[str, ...]


def renamed(old: Sequence[Service], new: Sequence[DraftService], everything: tuple[Sequence[Service], Sequence[DraftService]]) -> Renamed:
    """Pairs of services that have no partner yet, the most similar first. `everything`: all services of both documents, which show what is
    boilerplate.
    """
    if not old or not new:
        return Renamed(sure=(), guessed=())
    likeness = _Likeness()
    before, after = _sides(everything[0]), _sides(everything[1])
    scored = [(likeness.of(before[id(service)], after[id(draft)]), (service, draft)) for service in old for draft in new]
    sure = _first_of_each([(score, pair) for score, pair in scored if score >= 1])
    free = [(score, pair) for score, pair in scored if 0 < score < 1 and not _among(pair, sure)]
    return Renamed(sure=tuple(sure), guessed=tuple(_first_of_each(free)))


def _among(pair: Pair, pairs: Sequence[Pair]) -> bool:
    return any(pair[0] is service or pair[1] is draft for service, draft in pairs)


def _first_of_each(scored: Sequence[tuple[float, Pair]]) -> list[Pair]:
    pairs: list[Pair] = []
    for _, pair in sorted(scored, key=lambda candidate: candidate[0], reverse=True):
        if not _among(pair, pairs):
            pairs.append(pair)
    return pairs


class _Likeness:
    def __init__(self) -> None:
        self._terms, self._proposer = Terms(), Proposer(catalogue.load(ROOT))

    def of(self, before: _Side, after: _Side) -> float:
        """1 or more: surely the same service; between 0 and 1: perhaps; 0: two services."""
        old, new = (set(self._proposer.meant(side.titles[0])) for side in (before, after))
        if old and new and not old & new:
            return 0.0
        content, own, count = _content(before, after), *_own(before, after)
        title = 1.0 if old & new else max(self._title(name, after.titles[0]) for name in before.titles)
        if content >= CONTENT and (title >= SAME_TITLE or (own >= OWN_SHARE and (count >= OWN_ITEMS or (title and count)))):
            return 1 + title + own + content / 100
        return content / 101 if content >= GUESSED_CONTENT and (title or own) else 0.0

    def _title(self, title: str, other: str) -> float:
        """The share of the distinguishing words of both titles that they have in common."""
        first, second = self._terms.words(title), self._terms.words(other)
        return len(first & second) / len(first | second) if first | second else 0.0


def _content(before: _Side, after: _Side) -> float:
    """The similarity (0 to 100) of the components that both documents give. Where there are none, only the title decides."""
    keys = before.parts.keys() & after.parts.keys()
    return (
        sum(fuzz.token_sort_ratio(" ".join(before.parts[key]), " ".join(after.parts[key])) for key in keys) / len(keys) if keys else CONTENT
    )


def _own(before: _Side, after: _Side) -> tuple[float, int]:
    """The share and the number of their own items that both services have."""
    common = sum(any(_alike(text, other) for other in after.own) for text in before.own)
    most = max(len(before.own), len(after.own))
    return (common / most, common) if most else (0.0, 0)


def _alike(text: str, other: str) -> bool:
    return fuzz.token_sort_ratio(text, other) >= SAME_ITEM


def _sides(services: Sequence[Service] | Sequence[DraftService]) -> dict[int, _Side]:
    """The sides by the identity of the service."""
    parts = {id(service): _parts(service) for service in services}
    return {
        id(service): _Side(titles=_titles(service), parts=parts[id(service)], own=_own_items(id(service), parts)) for service in services
    }


def _own_items(service: int, parts: Mapping[int, Mapping[ComponentKey, tuple[str, ...]]]) -> tuple[str, ...]:
    """The items that only this service has; None where there is no other service, because then nothing shows what is boilerplate."""
    others = [text for other, held in parts.items() if other != service for texts in held.values() for text in texts]
    mine = [text for texts in parts[service].values() for text in texts]
    return tuple(text for text in mine if others and not any(_alike(text, other) for other in others))


def _titles(service: Service | DraftService) -> tuple[str, ...]:
    return (service.title, *(service.names if isinstance(service, Service) else ()))


def _parts(service: Service | DraftService) -> dict[ComponentKey, tuple[str, ...]]:
    given = {key: service.components[key].all_items for key in TELLING if key in service.components}
    return {key: tuple(item.text.lower() for item in items) for key, items in given.items() if items}
