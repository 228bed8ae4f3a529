"""Proposals for a new complaint: category, urgent, confidential. An officer always decides."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from knowledge.danger import Signs
from knowledge.language import ROOT, Tokens
from knowledge.learning import Linear

CATEGORIES = ("ringan", "normatif", "tidak_berkadar_pengawasan", "berkadar_pengawasan")
URGENT, CONFIDENTIAL = "urgent", "confidential"


@dataclass(frozen=True)
class TriageProposal:
    category: str
    urgent: bool
    confidential: bool
    service: str | None = None


class Triage:
    """A linear model over the words of a complaint and its signs of danger, learnt from triage.yaml by `python -m bench.train`."""

    def __init__(self, root: Path = ROOT) -> None:
        self.model = Linear.load(root / "models" / "triage.npz")
        self.thresholds = json.loads((root / "models" / "triage.json").read_text(encoding="utf-8"))["thresholds"]

    def propose(self, tokens: Tokens, signs: Signs, service: str | None) -> TriageProposal:
        scores = dict(zip(self.model.classes, self.model.scores(tokens, signs.marks).tolist(), strict=True))
        category = max(CATEGORIES, key=lambda name: scores[name])
        urgent, confidential = (scores[name] >= self.thresholds[name] for name in (URGENT, CONFIDENTIAL))
        return TriageProposal(category, urgent, confidential, service)
