"""All that is known of a message before anything is decided, as numbers with names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.danger import Danger, Signs
from knowledge.elsewhere import ElsewhereList, Found
from knowledge.language import ROOT, Language, Tokens
from knowledge.learned import Learned
from knowledge.learning import Linear
from knowledge.search import Candidate, Floats, Question, Scorer, Searcher

RANKED = 8
TELLING = 1.5
Facts = Mapping[str, float]


@dataclass(frozen=True)
class Evidence:
    question: Question
    ranked: tuple[Candidate, ...]
    signs: Signs
    found: Found | None
    facts: Facts


@dataclass(frozen=True)
class Witnesses:
    """Whoever has something to say about a message. A further scorer is one more (name, scorer, weight)."""

    language: Language
    searcher: Searcher
    learned: Learned
    danger: Danger
    elsewhere: ElsewhereList
    acts: Linear
    others: tuple[tuple[str, Scorer, float], ...] = ()

    def hear(self, text: str, office: str | None = None) -> Evidence:
        tokens = self.language.tokens(text)
        question = Question(text, tokens, office)
        signs, found = self.danger.signs(tokens), self.elsewhere.find(tokens)
        ranked, services = self._services(question)
        acts = dict(zip((f"act {name}" for name in self.acts.classes), self.acts.scores(tokens, marks(signs, found)).tolist(), strict=True))
        return Evidence(question, ranked, signs, found, {**acts, **services, **self._words(question), **_signs(signs, found)})

    def _services(self, question: Question) -> tuple[tuple[Candidate, ...], Facts]:
        """The services by all scorers together, and how clearly the first leads."""
        found = self.searcher.evidence(question)
        searched, learned = self.searcher.together(found), self.learned.scores(question)
        total = np.sum(
            [learned, searched, *(weight * scorer.scores(question) for _, scorer, weight in self.others)], axis=0, dtype=np.float32
        )
        best = np.argsort(-total, kind="stable")[:RANKED]
        ranked = tuple(self._candidate(question, at, total, {"learned": learned, **found}) for at in best.tolist())
        top = best[0]
        lead = {"learned": learned[top], "searched": searched[top], **{name: values[top] for name, values in found.items()}}
        lead["best name"] = found["name"].max()
        covered = self.searcher.covered(question)
        return ranked, {
            **{name: float(value) for name, value in lead.items()},
            **_lead("learned", learned, best),
            **_lead("total", total, best),
            "covered": float(covered[top]),
            **_lead("covered", covered, best),
        }

    def _candidate(self, question: Question, at: int, total: Floats, parts: Mapping[str, Floats]) -> Candidate:
        low, _ = self.searcher.catalogue.scope(question.office)
        return Candidate(
            self.searcher.catalogue.ids[low + at], float(total[at]), tuple((name, float(part[at])) for name, part in parts.items())
        )

    def _words(self, question: Question) -> Facts:
        known = sum(token in self.searcher.words for token in question.tokens)
        length = len(question.tokens)
        telling = [weight for token in set(question.tokens) if (weight := self.searcher.rarity(token)) > TELLING]
        rare = {"telling words": float(np.log1p(len(telling))), "telling mass": float(np.log1p(sum(telling)))}
        return {
            **rare,
            "known words": known / max(1, length),
            "length": float(np.log1p(length)),
            "office chosen": float(question.office is not None),
        }


def witnesses(
    searcher: Searcher,
    learned: Learned,
    language: Language,
    acts: Linear,
    root: Path = ROOT,
    others: tuple[tuple[str, Scorer, float], ...] = (),
) -> Witnesses:
    return Witnesses(language, searcher, learned, Danger(language, root), ElsewhereList(language, root), acts, others)


def marks(signs: Signs, found: Found | None) -> Tokens:
    """Features for a model beside the words."""
    return (*signs.marks, *(["!elsewhere"] if found else []))


def _lead(name: str, scores: Floats, best: Sequence[int] | np.ndarray[tuple[int], np.dtype[np.intp]]) -> Facts:
    """The second and third score, and the distance to them."""
    values = [float(scores[at]) for at in best[:3]] + [0.0, 0.0]
    return {f"{name} 2": values[1], f"{name} 3": values[2], f"{name} lead": values[0] - values[1], f"{name} lead 3": values[0] - values[2]}


def _signs(signs: Signs, found: Found | None) -> Facts:
    counted = {"danger": signs.danger, "now": signs.now, "not now": signs.not_now}
    return {**{name: float(min(3, len(phrases))) for name, phrases in counted.items()}, "elsewhere": found.share if found else 0.0}
