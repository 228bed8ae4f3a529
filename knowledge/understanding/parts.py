"""Which of the fourteen parts of a standard a message asks about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np

from knowledge.language.phrases import Cues
from knowledge.language.words import ROOT, Language, Tokens, read
from knowledge.standards.library import Library
from knowledge.understanding.index import Floats
from knowledge.understanding.linear_model import Linear

GENERAL = "ringkasan"
NAMED_AT_LEAST = 0.5
COMMON = 1.4
PARTICULAR = 1.6
STORY = 20  # words; a longer message is a story with a question
ENDING = 18  # words of its end that count again
ASKED_AGAIN = 0.5  # best of 0, 0.5, 1 and 2 for three writers left out
SHORTEST_PARTICULAR = 4  # letters; shorter words are mostly particles: lah, pang, jak


class Parts:
    def __init__(self, library: Library, language: Language, rarity: Callable[[str], float], root: Path = ROOT) -> None:
        self.language = language
        self.model = Linear.load(root / "models" / "components.npz")
        self.cues = Cues(language, root)
        content = read("within", root) or {}
        self._called = {part: self._tokens(names) for part, names in content.get("called", {}).items()}
        self._of_a_line = self._tokens(content.get("of_a_line", ()))
        self._rarity = rarity
        self._services = library.services
        self._names = lru_cache(maxsize=256)(self._names_of)

    def component(self, tokens: Tokens, asking: Tokens = ()) -> str:
        """The likeliest part; `ringkasan` (the service in general) where no part is asked. In a long story the end of the asking sentence
        (`asking`) counts again.
        """
        scores = self._scores(tokens)
        if asking and len(tokens) > STORY:
            scores = scores + ASKED_AGAIN * self._scores(asking[-ENDING:])
        return self.model.classes[int(scores.argmax())]

    def named(self, tokens: Tokens, service: str | None = None) -> str | None:
        """The part that the words alone name, None where they name none; beside a service's name only ways of asking count."""
        if service and self._is_name(tokens, service):
            return None
        if called := self._called_by(tokens):
            return called
        beside = self._beside_name(tokens, service) if service else tokens
        if service and not self.cues.marks(beside):
            return None
        likely = _shares(self._scores(beside), self.model.classes)
        best = max(likely, key=lambda name: likely[name])
        return best if best != GENERAL and likely[best] >= NAMED_AT_LEAST else None

    def _called_by(self, tokens: Tokens) -> str | None:
        """The one part whose own name is said, where no word asks for a line within it: "apakah persyaratannya berbeda", not "syaratnya ke mana"."""
        parts = [part for part, names in self._called.items() if not names.isdisjoint(tokens)]
        return parts[0] if len(parts) == 1 and self._of_a_line.isdisjoint(tokens) else None

    def _tokens(self, phrases: Iterable[str]) -> frozenset[str]:
        return frozenset(chain.from_iterable(map(self.language.tokens, phrases)))

    def specific(self, tokens: Tokens) -> bool:
        """Whether the message holds a rare word that is no way of asking for a part: not "cepat" in "cepat tidak?"."""
        asking = self.cues.words(tokens)
        return any(len(token) >= SHORTEST_PARTICULAR and token not in asking and self._rarity(token) >= PARTICULAR for token in tokens)

    def reasons(self, tokens: Tokens, component: str) -> list[str]:
        return self.model.reasons(tokens, component, self.cues.marks(tokens))[:5]

    def _scores(self, tokens: Tokens) -> Floats:
        return self.model.scores(tokens, self.cues.marks(tokens))

    def _beside_name(self, tokens: Tokens, service: str) -> Tokens:
        """The words without the rarer words of the service's names: "ahli" in "ahli waris" asks for nobody's skill."""
        return tuple(token for token in tokens if token not in self._names(service))

    def _is_name(self, tokens: Tokens, service: str) -> bool:
        """Whether the message holds only one of the service's names, and common words such as "surat"."""
        service_data = self._services[service]
        return any(set(tokens) <= set(self.language.tokens(name)) for name in (service_data.title, *service_data.names))

    def _names_of(self, service: str) -> frozenset[str]:
        service_data = self._services[service]
        name_tokens = chain.from_iterable(map(self.language.tokens, (service_data.title, *service_data.names)))
        return frozenset(token for token in name_tokens if self._rarity(token) > COMMON)


def _shares(scores: Floats, classes: tuple[str, ...]) -> dict[str, float]:
    raised = np.exp(scores - scores.max())
    return dict(zip(classes, (raised / raised.sum()).tolist(), strict=True))
