"""All that is known of a message before anything is decided, as numbers with names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.danger import Danger, Signs
from knowledge.elsewhere import ElsewhereList, Found
from knowledge.language import ROOT, Language, Tokens
from knowledge.learned import Learned, Shared
from knowledge.learning import Linear
from knowledge.phrases import Cues
from knowledge.search import Candidate, Floats, Question, Scorer, Searcher

RANKED = 8
TELLING = 1.5
Facts = Mapping[str, float]


@dataclass(frozen=True)
class Evidence:
    question: Question
    ranked: tuple[Candidate, ...]
    shared: Shared
    signs: Signs
    found: Found | None
    marks: Tokens
    facts: Facts


@dataclass(frozen=True)
class Witnesses:
    """Whoever has something to say about a message. A further scorer is one more (name, scorer, weight)."""

    language: Language
    searcher: Searcher
    learned: Learned
    danger: Danger
    elsewhere: ElsewhereList
    cues: Cues
    acts: Linear
    others: tuple[tuple[str, Scorer, float], ...] = ()

    def hear(self, text: str, office: str | None = None) -> Evidence:
        question = Question(text, self.language.tokens(text), office)
        signs, found = self.danger.signs(question.tokens), self.elsewhere.find(question.tokens)
        beside = marks(text, signs, found, self.cues.marks(question.tokens))
        ranked, shared, services = self._services(question)
        facts = {**self._acts(question, beside), **services, **self._words(question), **_signs(signs, found)}
        return Evidence(question, ranked, shared, signs, found, beside, facts)

    def _acts(self, question: Question, beside: Tokens) -> Facts:
        """What people do with such words."""
        scores = self.acts.scores(question.tokens, beside).tolist()
        return {f"act {name}": score for name, score in zip(self.acts.classes, scores, strict=True)}

    def _services(self, question: Question) -> tuple[tuple[Candidate, ...], Shared, Facts]:
        """The services by all scorers together, and how clearly the first leads."""
        fields = self.searcher.evidence(question)
        searched, (learned, shared) = self.searcher.together(fields), self.learned.judge(question)
        total = np.sum([learned, searched, *(weight * scorer.scores(question) for _, scorer, weight in self.others)], axis=0, dtype=np.float32)
        best = np.argsort(-total, kind="stable")[:RANKED]
        ranked = tuple(self._candidate(question, at, total, {"learned": learned, **fields}) for at in best.tolist())
        lead = {"searched": float(searched[best[0]]), "best name": float(fields["name"].max()), "shared": shared.score}
        lead["shared lead"] = shared.score - float(learned[best[0]])
        top = {name: float(values[best[0]]) for name, values in fields.items()}
        compared = {"learned": learned, "total": total, "covered": self.searcher.covered(question)}
        return ranked, shared, {**lead, **top, **{k: v for name, scores in compared.items() for k, v in _lead(name, scores, best).items()}}

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
    searcher: Searcher, learned: Learned, language: Language, acts: Linear, root: Path = ROOT, others: tuple[tuple[str, Scorer, float], ...] = ()
) -> Witnesses:
    return Witnesses(language, searcher, learned, Danger(language, root), ElsewhereList(language, root), Cues(language, root), acts, others)


def marks(text: str, signs: Signs, found: Found | None, asked: Tokens) -> Tokens:
    """Features for a model beside the words."""
    punctuation = [mark for mark in ("?", "!") if mark in text]
    return (*signs.marks, *(["!elsewhere"] if found else []), *punctuation, *asked)


def _lead(name: str, scores: Floats, best: Sequence[int] | NDArray[np.intp]) -> Facts:
    """The first three scores and the distance between them."""
    first, second, third = ([float(scores[at]) for at in best[:3]] + [0.0, 0.0])[:3]
    return {name: first, f"{name} 2": second, f"{name} 3": third, f"{name} lead": first - second, f"{name} lead 3": first - third}


def _signs(signs: Signs, found: Found | None) -> Facts:
    counted = {"danger": signs.danger, "now": signs.now, "not now": signs.not_now}
    return {**{name: float(min(3, len(phrases))) for name, phrases in counted.items()}, "elsewhere": found.share if found else 0.0}
