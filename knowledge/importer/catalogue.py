"""The seam to the catalogue of archetypes: which kind of service a title means. The clerk confirms what is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from knowledge.importer import titles

SURE = 90.0
COMMON = frozenset(
    {
        "surat",
        "keterangan",
        "pengantar",
        "pelayanan",
        "layanan",
        "penerbitan",
        "pembuatan",
        "permohonan",
        "pengurusan",
        "izin",
        "kartu",
        "akta",
        "akte",
        "rekomendasi",
        "baru",
        "dan",
        "untuk",
        "bagi",
        "atau",
        "pada",
        "di",
    }
)
"""Words that do not tell one service from another."""


@dataclass(frozen=True, kw_only=True)
class Archetype:
    """A service that every office of a kind has, with other names for it and what citizens say."""

    title: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title, *self.aliases)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    archetype: Archetype
    sure: float


def load(root: Path) -> tuple[Archetype, ...]:
    """Every archetype below `root/archetypes`; none where the folder is not there."""
    made: list[Archetype] = []
    for path in sorted((root / "archetypes").glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        made += [_archetype(entry, path.stem) for entry in _entries(data)]
    return tuple(made)


def _entries(data: Any) -> Iterable[dict[str, Any]]:
    """The entries of a file: a list, or lists and entries under keys."""
    if isinstance(data, list):
        yield from (entry for entry in data if isinstance(entry, dict) and ("title" in entry or "judul" in entry))
    elif isinstance(data, dict):
        if "title" in data or "judul" in data:
            yield data
        else:
            for value in data.values():
                yield from _entries(value)


def _archetype(entry: dict[str, Any], kind: str) -> Archetype:
    return Archetype(
        title=str(entry.get("title") or entry.get("judul")),
        kind=str(entry.get("kind") or entry.get("jenis") or kind),
        aliases=tuple(map(str, entry.get("aliases") or entry.get("sebutan") or ())),
        phrases=tuple(map(str, entry.get("phrases") or entry.get("ungkapan") or ())),
    )


def propose(title: str, catalogue: Sequence[Archetype]) -> Proposal | None:
    """The archetype that the title means, None where none is near enough. "Domisili Usaha" is not "Keterangan Usaha"."""
    words = _telling(title)
    scored = [(max(_score(title, words, name) for name in one.names), index) for index, one in enumerate(catalogue)]
    best = max(scored, default=(0.0, 0), key=lambda pair: pair[0])
    return Proposal(archetype=catalogue[best[1]], sure=round(best[0] / 100, 2)) if best[0] >= SURE else None


def _score(title: str, words: set[str], name: str) -> float:
    """How alike two names are; nothing where a telling word of one is missing in the other."""
    others = _telling(name)
    if titles.key(title) == titles.key(name):
        return 100.0
    if not words or not others or any(_missing(word, others) for word in words) or any(_missing(word, words) for word in others):
        return 0.0
    return max(SURE, fuzz.token_sort_ratio(titles.key(title), titles.key(name)))


def _missing(word: str, others: set[str]) -> bool:
    return not any(fuzz.ratio(word, other) >= 86 for other in others)


def _telling(name: str) -> set[str]:
    return {word for word in re.findall(r"[a-z0-9]+", name.lower()) if word not in COMMON and len(word) > 1}
