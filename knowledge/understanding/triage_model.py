"""Proposals for a new complaint: category, urgent, confidential. An officer always decides."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from knowledge.language.words import ROOT, Tokens
from knowledge.understanding.danger import Signs
from knowledge.understanding.linear_model import Linear

CATEGORIES = ("ringan", "normatif", "tidak_berkadar_pengawasan", "berkadar_pengawasan")
MISCONDUCT = CATEGORIES[-1]
"""What staff do to somebody is never a minor complaint, whatever the words beside it."""
CATEGORY, URGENT, CONFIDENTIAL = "category", "urgent", "confidential"
HARM = frozenset({"=takut dibalas", "=kekerasan pada orang", "=ulah atasan"})
"""Signs of intent for the flags; the model of the category uses all signs."""


@dataclass(frozen=True)
class TriageProposal:
    category: str
    urgent: bool
    confidential: bool
    service: str | None = None


class Triage:
    """Linear models over the words of a complaint and its signs of danger, trained from triage.yaml by `python -m bench.train`."""

    def __init__(self, root: Path = ROOT) -> None:
        self.category = Linear.load(root / "models" / f"triage_{CATEGORY}.npz")
        self.flags = {name: Linear.load(root / "models" / f"triage_{name}.npz") for name in (URGENT, CONFIDENTIAL)}
        self.thresholds = json.loads((root / "models" / "triage.json").read_text(encoding="utf-8"))["thresholds"]

    def propose(self, tokens: Tokens, signs: Signs, intents: Tokens, service: str | None) -> TriageProposal:
        scores = self.category.scores(tokens, marks(CATEGORY, signs, intents))
        urgent, confidential = (
            bool(self.flags[name].scores(tokens, marks(name, signs, intents))[0] >= self.thresholds[name])
            for name in (URGENT, CONFIDENTIAL)
        )
        return TriageProposal(self.category.classes[int(scores.argmax())], urgent, confidential, service)


def marks(name: str, signs: Signs, intents: Tokens) -> Tokens:
    """The features beside the words for one of the three models."""
    return (*signs.marks, *(intent for intent in intents if name == CATEGORY or intent in HARM))
