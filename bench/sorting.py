"""Trains the triage of complaints and chooses its thresholds, on folds of triage.yaml and of the sets of other writers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold

from bench.examples import COURTEOUS_COMPLAINTS, lines, matter
from bench.fitting import fit
from knowledge.language.words import Language, Tokens, read
from knowledge.understanding.danger import Danger
from knowledge.understanding.intents import Intents
from knowledge.understanding.linear_model import Floats, Linear
from knowledge.understanding.triage_model import CATEGORIES, CATEGORY, CONFIDENTIAL, URGENT, marks

RECALL, PRECISION = 0.95, 0.85
BARS = np.arange(-1.5, 1.0, 0.05)
FOLDS = 4
LETTERS = {URGENT: False, CONFIDENTIAL: True}


@dataclass(frozen=True)
class Case:
    text: str
    category: str
    urgent: bool
    confidential: bool


@dataclass(frozen=True)
class Trainer:
    language: Language
    danger: Danger
    intents: Intents
    sets: Sequence[str]

    def train(self, folder: Path, about: dict[str, object]) -> dict[str, Any]:
        """Stores the three models; gives the thresholds and the figures they were chosen by."""
        cases, written = listed(), [(name, case) for name in self.sets for case in development(name)]
        developed = [case for _, case in written]
        self._category([*cases, *developed]).save(folder / "triage_category.npz", about)
        thresholds, figures = {}, {}
        for flag in (URGENT, CONFIDENTIAL):
            bar, seen = self._bar(flag, cases, written)
            thresholds[flag], figures[flag] = round(float(bar), 2), seen
            self._flag(flag, [*cases, *developed]).save(folder / f"triage_{flag}.npz", about)
        return {"thresholds": thresholds, "figures": figures}

    def _category(self, cases: Sequence[Case]) -> Linear:
        tokens, beside = self._read(CATEGORY, [case.text for case in cases])
        return fit(tokens, [case.category for case in cases], CATEGORIES, beside, strength=5)

    def _flag(self, flag: str, cases: Sequence[Case]) -> Linear:
        rows = [(case.text, bool(getattr(case, flag))) for case in cases] + (alarms() if flag == URGENT else [])
        tokens, beside = self._read(flag, [text for text, _ in rows])
        return fit(
            tokens, [flag if there else "no" for _, there in rows], (flag,), beside, strength=5, letters=LETTERS[flag], balanced=True
        )

    def _scores(self, flag: str, model: Linear, cases: Sequence[Case]) -> Floats:
        read = self._read(flag, [case.text for case in cases])
        return np.array([model.scores(tokens, beside)[0] for tokens, beside in zip(*read, strict=True)], dtype=np.float32)

    def _read(self, name: str, texts: Sequence[str]) -> tuple[list[Tokens], list[Tokens]]:
        """The words of each text, and the features beside them."""
        matters = [matter(text) or text for text in texts]
        tokens = [self.language.tokens(text) for text in matters]
        return tokens, [
            marks(name, self.danger.heard(text, each), self.intents.marks(text, each)) for text, each in zip(matters, tokens, strict=True)
        ]

    def _bar(self, flag: str, cases: Sequence[Case], written: Sequence[tuple[str, Case]]) -> tuple[float, str]:
        """The bar at which the worse of recall and precision, each against its goal, is best for courteous writers whom the model has not read."""
        developed = [case for _, case in written]
        unread = np.zeros(len(written), dtype=np.float32)
        for train_rows, held in GroupKFold(FOLDS).split(unread, groups=[_writer(name) for name, _ in written]):
            model = self._flag(flag, [*cases, *(developed[at] for at in train_rows)])
            unread[held] = self._scores(flag, model, [developed[at] for at in held])
        courteous = [at for at, (name, _) in enumerate(written) if name in COURTEOUS_COMPLAINTS] or list(range(len(written)))
        truth, unread = np.array([getattr(developed[at], flag) for at in courteous]), unread[courteous]
        bar = max(BARS, key=lambda bar: _worth(*_rates(unread, truth, bar)))
        return bar, "writers left out, as people write: recall {:.2f}, precision {:.2f}".format(*_rates(unread, truth, bar))


def _worth(recall: float, precision: float) -> float:
    """Both goals reached counts more than one of them surpassed."""
    return min(recall / RECALL, precision / PRECISION)


def _writer(name: str) -> str:
    return name.rpartition("_")[2]


def _rates(scores: Floats, truth: np.ndarray[Any, np.dtype[np.bool_]], bar: float) -> tuple[float, float]:
    """Recall and precision."""
    flagged = scores >= bar
    return float(flagged[truth].mean()), float(truth[flagged].mean()) if flagged.any() else 1.0


def listed() -> list[Case]:
    """The examples of triage.yaml."""
    entries = read("triage")["contoh"]
    return [Case(e["teks"], e["kategori"], e.get("darurat") == "true", e.get("rahasia") == "true") for e in entries]


def development(name: str) -> list[Case]:
    return [Case(d["text"], d["category"], d["urgent"], d["confidential"]) for d in lines(name)]


def alarms() -> list[tuple[str, bool]]:
    """Messages of kinds.yaml: an emergency is urgent, the complaints there are not."""
    kinds = read("kinds")
    return [*((text, True) for text in kinds["emergency"]), *((text, False) for text in kinds["complaint"])]
