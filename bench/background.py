"""Makes the table of how rare words are (knowledge/language/rarity.py): from the five offices, and from the archetypes for words that the offices do not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import yaml

from knowledge.language.rarity import Background
from knowledge.language.words import Language, Tokens
from knowledge.standards.library import ROOT, Library
from knowledge.understanding.matters import shared_matters


def background(library: Library, language: Language) -> Background:
    services = [_read(language, (s.title, *s.names, *s.phrases)) for s in library.services.values()]
    beside = _read(language, chain.from_iterable(matter.lines for matter in shared_matters(library)))
    return Background.of(services, beside).extended(Background.of([_read(language, lines) for lines in _archetypes()]))


def _read(language: Language, lines: Iterable[str]) -> list[Tokens]:
    return [language.tokens(line) for line in lines]


def _archetypes() -> Iterator[tuple[str, ...]]:
    for path in sorted((ROOT / "archetypes").glob("*.yaml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["services"]:
            yield (entry["title"], *entry["aliases"], *entry["phrases"])
