"""Turns the evidence into the first action: two small linear tables, trained and calibrated by `python -m bench.train`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.standards.data_files import Data
from knowledge.understanding.index import Floats

ASK = "ask"
ENOUGH = 5  # words except those of urgency
PAST = 0.8  # the least probability of danger where it is said to be long ago
TOLD = 0.5  # the least probability of a clear question where the message says the circumstance that tells the first service from its near twins
PLAIN = 0.02  # the least probability where who and what are named and nothing speaks against it
COMPLAINT = "complaint"
NO_COMPLAINT_YET = frozenset({"file", "smalltalk", "none"})


@dataclass(frozen=True)
class Verdict:
    """The action, how sure it is, and how many services to offer: when asking back, or when it is unsure whether any service covers the question."""

    kind: str
    sure: float
    offered: int = 0


@dataclass(frozen=True)
class Table:
    """A linear model over named facts."""

    kinds: tuple[str, ...]
    facts: tuple[str, ...]
    weights: Floats
    bias: Floats

    @classmethod
    def of(cls, stored: Data) -> Table:
        weights, bias = (np.array(stored[name], dtype=np.float32) for name in ("weights", "bias"))
        return cls(tuple(stored["kinds"]), tuple(stored["facts"]), weights, bias)

    def shares(self, facts: Mapping[str, float]) -> dict[str, float]:
        """The probability of every kind."""
        raw = np.array([facts[name] for name in self.facts], dtype=np.float32) @ self.weights + self.bias
        raised = np.exp(raw - raw.max())
        return {kind: float(share) for kind, share in zip(self.kinds, raised / raised.sum(), strict=True)}


@dataclass(frozen=True)
class Decision:
    """Decides first what the person does (`ask` or another kind), then whether the question is clear or open; with a threshold for each.

    `asked`: the share of the probability of a question or a complaint from which it counts as a question, because an answer to a complaint is worse
    than an offer to complain.
    `uncovered`: the probability up to which a question that no standard may cover is still answered. `unlisted`: the probability from which a message
    without any sign of danger.yaml is an emergency.
    """

    doing: Table
    asking: Table
    thresholds: Mapping[str, float]

    @classmethod
    def load(cls, path: Path, part: str = "rich") -> Decision:
        """Loads the decision. `part`: for services with citizens' words (`rich`), or for those known only by their document (`poor`)."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls.of(stored["poor"] if part == "poor" else stored)

    @classmethod
    def of(cls, stored: Data) -> Decision:
        return cls(Table.of(stored["doing"]), Table.of(stored["asking"]), stored["thresholds"])

    def alarm(self, facts: Mapping[str, float]) -> float:
        """The probability that somebody is in danger now. A word of danger alone is a call for help. Without a sign of danger.yaml, only a
        probability that no harmless message reached counts, and never for words of urgency alone. Where who and what are named and nothing
        speaks against it, the kind of the message hardly lowers it. What is said to be long ago needs to be very sure.
        """
        return self._alarm(facts, self.doing.shares(facts)["emergency"])

    def _alarm(self, facts: Mapping[str, float], likely: float) -> float:
        if facts["danger alone"]:
            return 1.0
        is_sure = likely >= self.thresholds["unlisted"] and facts["said"] >= ENOUGH
        if not facts["danger"] and not is_sure:
            return 0.0
        if facts.get("danger past") and likely < PAST:
            return 0.0
        is_plain = facts["danger clear"] and facts["who and what"] and likely >= PLAIN
        return max(likely, self.thresholds.get("emergency", 0.0)) if is_plain else likely

    def decide(self, facts: Mapping[str, float], scores: Sequence[float]) -> Verdict:
        """Danger first; then the likeliest kind, where late work and money asked for by who serves count as complaints; for a question, whether one service stands out."""
        likely = self.doing.shares(facts)
        danger = self._alarm(facts, likely.pop("emergency"))
        if danger >= self.thresholds["emergency"]:
            return Verdict("emergency", danger)
        kind = max(likely, key=lambda name: likely[name])
        is_unsure = kind == ASK and likely["none"] >= self.thresholds["uncovered"]
        if is_unsure:
            kind = "none"
        elif kind == ASK and likely[ASK] < self.thresholds["asked"] * (likely[ASK] + likely.get(COMPLAINT, 0.0)):
            kind = COMPLAINT
        if facts["billed"] or (facts["late"] and kind in NO_COMPLAINT_YET):
            kind = COMPLAINT
        if kind == ASK:
            return self._service(likely[ASK], facts, scores)
        return Verdict(kind, likely[kind], offered=int(is_unsure and kind == "none"))

    def _service(self, asked: float, facts: Mapping[str, float], scores: Sequence[float]) -> Verdict:
        """An answer if one service stands out, for which less is enough where the message says its circumstance; else a question back between the close ones."""
        clear = self.asking.shares(facts)["answer"]
        bar = (
            min(TOLD, self.thresholds["answer"])
            if facts.get("circumstance told") and facts["circumstance"] > 0
            else self.thresholds["answer"]
        )
        if clear >= bar or len(scores) < 2:
            return Verdict("answer", asked * clear)
        close = sum(score >= scores[0] * self.thresholds["close"] for score in scores)
        return Verdict("clarify", asked * (1 - clear), max(2, close))
