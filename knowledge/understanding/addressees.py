"""What people call the office that they write to ("damkar", "pak camat"): in an office known by its document it tells no service from another.

Titles and archetypes hold such words too, so that whoever writes "ke satpol" would be taken for asking about the one service with "satpol" in its words.
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
    """The names of each new office and of its kind, the longest first."""

    def __init__(self, library: Library, language: Language, kinds: Sequence[OfficeKind]) -> None:
        new = (office for office in library.offices.values() if derived.is_new(library.services_of(office.id)))
        self._names = {office.id: _by_first({language.tokens(name) for name in _called(office, kinds)} - {()}) for office in new}

    def without(self, tokens: Tokens, office: str | None) -> Tokens:
        """The words beside the office's names; all of them where there are no others."""
        names = self._names.get(office or "", {})
        kept: list[str] = []
        at = 0
        while at < len(tokens):
            found = next((name for name in names.get(tokens[at], ()) if tokens[at : at + len(name)] == name), ())
            kept += () if found else tokens[at : at + 1]
            at += len(found) or 1
        return tuple(kept) or tokens


def _called(office: Office, kinds: Sequence[OfficeKind]) -> Iterable[str]:
    yield from (office.name, office.full_name, *office.names)
    for kind in kinds_of(office.name, kinds):
        yield from kind.words


def _by_first(names: Iterable[Tokens]) -> Mapping[str, list[Tokens]]:
    first = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        first[name[0]].append(name)
    return first
