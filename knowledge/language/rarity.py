"""How much a word distinguishes, by a fixed background of what people say.

If this were computed from the library at hand, a word that only one well-described service has, such as "syarat" or "kak", would become rare and
favour that service in every question. `python -m bench.train` makes the background from the offices' and the archetypes' words; it is the same for
every library.
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

OFTEN = 0.03  # share of a service's lines from which a word in them is its own
PLACE = 1.0  # rarity of a word known only from an office's name or place


@dataclass(frozen=True)
class Background:
    """For every known word, its rarity among services and among lines; an unknown word is as rare as the rarest."""

    services: Mapping[str, float]
    lines: Mapping[str, float]

    @classmethod
    def load(cls, root: Path) -> Background:
        stored = json.loads((root / "models" / "rarity.json").read_text(encoding="utf-8"))
        return cls(stored["services"], stored["lines"])

    @classmethod
    def of(cls, services: Sequence[Sequence[Tokens]], beside: Sequence[Tokens] = ()) -> Background:
        """The background of the lines of every service and of additional lines. A word in few of many lines belongs to a service only in part."""
        lines = _occurring([*chain.from_iterable(services), *beside])
        many = sum(map(len, services)) + len(beside)
        used: defaultdict[str, float] = defaultdict(float)
        for service_lines in services:
            for word, count in _occurring(service_lines).items():
                used[word] += min(1.0, count / (OFTEN * len(service_lines)))
        return cls(
            {word: math.log(1 + len(services) / (0.5 + share)) for word, share in used.items()},
            {word: math.log((1 + many) / (1 + count)) + 1 for word, count in lines.items()},
        )

    def extended(self, other: Background) -> Background:
        """This background with the other's additional words, none rarer than the rarest here."""
        return Background(_extended(self.services, other.services), _extended(self.lines, other.lines))

    @cached_property
    def rarest(self) -> float:
        return max(self.services.values())

    def among_services(self, words: Iterable[str], places: Collection[str] = ()) -> NDArray[np.float32]:
        """The rarity of the words, in their order; `places`: words of offices' names and places."""
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
    """The number of lines that hold each word."""
    return Counter(chain.from_iterable(map(set, lines)))


def _extended(base: Mapping[str, float], more: Mapping[str, float]) -> dict[str, float]:
    rarest = max(base.values())
    return {**{word: min(rare, rarest) for word, rare in more.items()}, **base}
