"""How much a word tells apart, from a fixed background of what people say.

Reckoned from the library at hand, a word that only one enriched service has, such as "syarat" or "kak", would become rare and pull everything
to that service. The background is made by `python -m bench.train` from the offices' and the archetypes' words and is the same for every library.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.language.words import Tokens

OFTEN = 0.03  # share of a service's lines in which a word stands that is one of its own
PLACE = 1.0  # a word that is only known from an office's name or place tells nothing apart


@dataclass(frozen=True)
class Background:
    """For every known word its rarity among services, and among lines; a word that it does not know is as rare as the rarest."""

    services: Mapping[str, float]
    lines: Mapping[str, float]

    @classmethod
    def load(cls, root: Path) -> Background:
        stored = json.loads((root / "models" / "rarity.json").read_text(encoding="utf-8"))
        return cls(stored["services"], stored["lines"])

    @classmethod
    def of(cls, services: Sequence[Sequence[Tokens]], beside: Sequence[Tokens] = ()) -> Background:
        """From the lines of every service, and lines of no one service. A few lines of many make a word a service's own only in part."""
        lines = _occurring([*chain.from_iterable(services), *beside])
        many = sum(map(len, services)) + len(beside)
        used: defaultdict[str, float] = defaultdict(float)
        for said in services:
            for word, count in _occurring(said).items():
                used[word] += min(1.0, count / (OFTEN * len(said)))
        return cls(
            {word: math.log(1 + len(services) / (0.5 + share)) for word, share in used.items()},
            {word: math.log((1 + many) / (1 + count)) + 1 for word, count in lines.items()},
        )

    def extended(self, other: Background) -> Background:
        """With the other's words that this one does not know, none rarer than the rarest here."""
        return Background(_extended(self.services, other.services), _extended(self.lines, other.lines))

    @cached_property
    def rarest(self) -> float:
        return max(self.services.values())

    def among_services(self, words: Iterable[str], places: Collection[str] = ()) -> NDArray[np.float32]:
        """In the order of the words; `places` are words of offices' names and places."""
        strange = self.rarest
        rare = (self.services.get(word, PLACE if word in places else strange) for word in words)
        return np.fromiter(rare, dtype=np.float32)

    def among_lines(self, words: Iterable[str]) -> NDArray[np.float32]:
        strange = max(self.lines.values())
        return np.fromiter((self.lines.get(word, strange) for word in words), dtype=np.float32)

    def save(self, path: Path, about: Mapping[str, object]) -> None:
        services, lines = ({word: round(rare, 3) for word, rare in sorted(table.items())} for table in (self.services, self.lines))
        content = {"about": about, "services": services, "lines": lines}
        path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _occurring(lines: Iterable[Tokens]) -> Counter[str]:
    """In how many lines each word stands."""
    return Counter(chain.from_iterable(map(set, lines)))


def _extended(known: Mapping[str, float], more: Mapping[str, float]) -> dict[str, float]:
    rarest = max(known.values())
    return {**{word: min(rare, rarest) for word, rare in more.items()}, **known}
