"""Which of the fourteen parts of a standard a message asks about."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np

from knowledge.language.phrases import Cues
from knowledge.language.words import ROOT, Language, Tokens
from knowledge.standards.library import Library
from knowledge.understanding.linear_model import Linear
from knowledge.understanding.search import Floats

GENERAL = "ringkasan"
NAMED_AT_LEAST = 0.5
COMMON = 1.4
PARTICULAR = 1.6
STORY = 20  # words above which a message is a story with a question
ENDING = 18  # words of its end that are read again
ASKED_AGAIN = 0.5  # best of 0, 0.5, 1 and 2 for three writers left out
SHORTEST_PARTICULAR = 4  # shorter ones are mostly particles: lah, pang, jak


class Parts:
    def __init__(self, library: Library, language: Language, rarity: Callable[[str], float], root: Path = ROOT) -> None:
        self.language = language
        self.model = Linear.load(root / "models" / "components.npz")
        self.cues = Cues(language, root)
        self._rarity = rarity
        self._services = library.services
        self._names = lru_cache(maxsize=256)(self._names_of)

    def component(self, tokens: Tokens, asking: Tokens = ()) -> str:
        """The likeliest part; `ringkasan`, the service in general, where no part is asked for. Of a long story the end of the sentence
        that asks (`asking`) counts again.
        """
        scores = self._scores(tokens)
        if asking and len(tokens) > STORY:
            scores = scores + ASKED_AGAIN * self._scores(asking[-ENDING:])
        return self.model.classes[int(scores.argmax())]

    def named(self, tokens: Tokens, service: str | None = None) -> str | None:
        """The part that the words alone name, None where they name none; beside a service's name only ways of asking do."""
        if service and self._is_name(tokens, service):
            return None
        beside = self._beside_name(tokens, service) if service else tokens
        if service and not self.cues.marks(beside):
            return None
        likely = _shares(self._scores(beside), self.model.classes)
        best = max(likely, key=lambda name: likely[name])
        return best if best != GENERAL and likely[best] >= NAMED_AT_LEAST else None

    def specific(self, tokens: Tokens) -> bool:
        """Whether a word is rarer than those by which parts are asked for, and no part of a way of asking: not "cepat" of "cepat tidak?"."""
        asking = self.cues.words(tokens)
        return any(len(token) >= SHORTEST_PARTICULAR and token not in asking and self._rarity(token) >= PARTICULAR for token in tokens)

    def reasons(self, tokens: Tokens, component: str) -> list[str]:
        return self.model.reasons(tokens, component, self.cues.marks(tokens))[:5]

    def _scores(self, tokens: Tokens) -> Floats:
        return self.model.scores(tokens, self.cues.marks(tokens))

    def _beside_name(self, tokens: Tokens, service: str) -> Tokens:
        """Without the rarer words of the service's own names: "ahli" of "ahli waris" asks for nobody's skill."""
        return tuple(token for token in tokens if token not in self._names(service))

    def _is_name(self, tokens: Tokens, service: str) -> bool:
        """Whether nothing but one of the service's names is said, common words such as "surat" with it."""
        known = self._services[service]
        return any(set(tokens) <= set(self.language.tokens(name)) for name in (known.title, *known.names))

    def _names_of(self, service: str) -> frozenset[str]:
        known = self._services[service]
        said = chain.from_iterable(map(self.language.tokens, (known.title, *known.names)))
        return frozenset(token for token in said if self._rarity(token) > COMMON)


def _shares(scores: Floats, classes: tuple[str, ...]) -> dict[str, float]:
    raised = np.exp(scores - scores.max())
    return dict(zip(classes, (raised / raised.sum()).tolist(), strict=True))
