"""From a few numbers to the first action: one linear table, trained and calibrated by `python -m bench.train`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.search import Floats

CLARIFY, ANSWER, NONE = "clarify", "answer", "none"


@dataclass(frozen=True)
class Verdict:
    """What to do, how sure, and how many services to offer if it is asking back."""

    kind: str
    sure: float
    offered: int = 0


@dataclass(frozen=True)
class Decision:
    """Weights of every fact for every kind, and the thresholds above which a kind is acted on."""

    kinds: tuple[str, ...]
    facts: tuple[str, ...]
    weights: Floats
    bias: Floats
    thresholds: Mapping[str, float]

    @classmethod
    def load(cls, path: Path) -> Decision:
        stored = json.loads(path.read_text(encoding="utf-8"))
        weights, bias = (np.array(stored[name], dtype=np.float32) for name in ("weights", "bias"))
        return cls(tuple(stored["kinds"]), tuple(stored["facts"]), weights, bias, stored["thresholds"])

    def likely(self, facts: Mapping[str, float]) -> dict[str, float]:
        """The probability of every kind."""
        raw = np.array([facts[name] for name in self.facts], dtype=np.float32) @ self.weights + self.bias
        shares = np.exp(raw - raw.max())
        return {kind: float(share) for kind, share in zip(self.kinds, shares / shares.sum(), strict=True)}

    def decide(self, facts: Mapping[str, float], scores: Sequence[float]) -> Verdict:
        """Danger first; then the likeliest kind, unless it is an answer that is not sure enough."""
        likely = self.likely(facts)
        if likely["emergency"] >= self.thresholds["emergency"]:
            return Verdict("emergency", likely["emergency"])
        rest = {kind: share for kind, share in likely.items() if kind != "emergency"}
        kind = max(rest, key=lambda name: rest[name])
        if kind in (ANSWER, CLARIFY):
            return self._service(rest, scores)
        return Verdict(kind, likely[kind])

    def _service(self, likely: Mapping[str, float], scores: Sequence[float]) -> Verdict:
        """An answer if one service stands out, a question back between those that are close, nothing if it is hardly about any."""
        if likely[ANSWER] >= self.thresholds["answer"] or len(scores) < 2:
            return Verdict(ANSWER, likely[ANSWER])
        if likely[NONE] > likely[CLARIFY]:
            return Verdict(NONE, likely[NONE])
        close = sum(score >= scores[0] * self.thresholds["close"] for score in scores)
        return Verdict(CLARIFY, likely[CLARIFY], min(max(2, close), len(scores)))
