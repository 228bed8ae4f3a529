"""The catalogue of archetypes: services that every office of a kind has, with other names for them and citizens' phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from knowledge.language.words import read
from knowledge.standards.data_files import Data

_File: TypeAlias = tuple[str, Data]


@dataclass(frozen=True, kw_only=True)
class Archetype:
    """A service that every office of a kind has."""

    title: str
    id: str = ""
    kind: str = ""
    aliases: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title, *self.aliases)


@dataclass(frozen=True, kw_only=True)
class OfficeKind:
    """A kind of office and the words in an office's name by which it is recognised. `also`: ids of services of other kinds that it has too."""

    kind: str
    words: tuple[str, ...]
    also: tuple[str, ...] = ()

    def is_named(self, office: str) -> bool:
        return any(re.search(rf"\b{re.escape(word.lower())}\b", office.lower()) for word in self.words)


@dataclass(frozen=True, kw_only=True)
class NotTheirs:
    """A matter that people ask a kind of office for although another agency does it: its names, and that agency."""

    id: str
    kind: str
    names: tuple[str, ...]
    where: str


@dataclass(frozen=True, kw_only=True)
class _Catalogue:
    archetypes: tuple[Archetype, ...]
    elsewhere: tuple[NotTheirs, ...]
    kinds: tuple[OfficeKind, ...]


@cache
def _catalogue(root: Path) -> _Catalogue:
    """All that the files hold; each file is parsed once, which takes most of the time."""
    folder = root / "archetypes"
    files = [(path.stem, read(path.stem, folder)) for path in sorted(folder.glob("*.yaml"))]
    return _Catalogue(archetypes=_archetypes(files), elsewhere=_elsewhere(files), kinds=_kinds(files))


def elsewhere(root: Path) -> tuple[NotTheirs, ...]:
    """The matters that such offices are asked for and that are done elsewhere."""
    return _catalogue(root).elsewhere


def load(root: Path) -> tuple[Archetype, ...]:
    """Every archetype below `root/archetypes`; none where the folder does not exist."""
    return _catalogue(root).archetypes


def kinds(root: Path) -> tuple[OfficeKind, ...]:
    return _catalogue(root).kinds


def kinds_of(office: str, candidates: Sequence[OfficeKind]) -> tuple[OfficeKind, ...]:
    """The kinds that an office's name tells; none where it tells none."""
    return tuple(kind for kind in candidates if kind.is_named(office))


def _archetypes(files: Iterable[_File]) -> tuple[Archetype, ...]:
    return tuple(
        Archetype(
            id=entry["id"],
            title=entry["title"],
            kind=kind,
            aliases=tuple(entry.get("aliases", ())),
            phrases=tuple(entry.get("phrases", ())),
        )
        for kind, data in files
        for entry in data["services"]
    )


def _elsewhere(files: Iterable[_File]) -> tuple[NotTheirs, ...]:
    return tuple(
        NotTheirs(id=entry["id"], kind=kind, names=tuple(entry["names"]), where=entry["where"])
        for kind, data in files
        for entry in data.get("elsewhere", ())
    )


def _kinds(files: Iterable[_File]) -> tuple[OfficeKind, ...]:
    return tuple(OfficeKind(kind=kind, words=tuple(data.get("offices", ())), also=tuple(data.get("also", ()))) for kind, data in files)
