"""What people call the office they write to ("damkar", "pak camat"). In an office known only by its document these words distinguish no service.

Titles and archetypes hold such words too; without this, "ke satpol" would count as asking for the one service with "satpol" in its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from knowledge.archetypes.catalogue import OfficeKind, kinds_of
from knowledge.language.words import Language, Tokens
from knowledge.standards.library import Library
from knowledge.standards.office import Office
from knowledge.understanding import derived


class Addressees:
    """The names of each new office and of its kind, longest first."""

    def __init__(self, library: Library, language: Language, kinds: Sequence[OfficeKind]) -> None:
        new = (office for office in library.offices.values() if derived.is_new(library.services_of(office.id)))
        self._names = {office.id: _by_first({language.tokens(name) for name in _called(office, kinds)} - {()}) for office in new}

    def without(self, tokens: Tokens, office: str | None) -> Tokens:
        """The words without the office's names; all of them where nothing else would be left."""
        names = self._names.get(office or "", {})
        rest: list[str] = []
        at = 0
        while at < len(tokens):
            office_name = next((name for name in names.get(tokens[at], ()) if tokens[at : at + len(name)] == name), ())
            rest += () if office_name else tokens[at : at + 1]
            at += len(office_name) or 1
        return tuple(rest) or tokens


def _called(office: Office, kinds: Sequence[OfficeKind]) -> Iterable[str]:
    yield from (office.name, office.full_name, *office.names)
    for kind in kinds_of(office.name, kinds):
        yield from kind.words


def _by_first(names: Iterable[Tokens]) -> Mapping[str, list[Tokens]]:
    first = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        first[name[0]].append(name)
    return first
