"""Everything known about a message before anything is decided, as named numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from knowledge.language.phrases import Cues
from knowledge.language.words import ROOT, Language, Tokens
from knowledge.understanding import derived
from knowledge.understanding.coverage import Covering
from knowledge.understanding.danger import Danger, Signs
from knowledge.understanding.elsewhere import ElsewhereList, ElsewhereMatch
from knowledge.understanding.index import Floats
from knowledge.understanding.intents import SHOPS, Intents, is_billed, is_late
from knowledge.understanding.line_scorer import LineScorer, Shared
from knowledge.understanding.linear_model import Linear
from knowledge.understanding.search import Candidate, Question, Scorer, Searcher

RANKED = 8
COMMON = 1.2
COVERED, TITLED = 0.6, 0.3
"""In an office known by its document, the weights of the shares of a question that a service and its title use. Where few phrases are known, a service
that uses all words is likelier than one with a similar line; measured with writers of offices left out."""
FIT = 0.4
"""In a new office, how much a service gains that is of the circumstance which the message says, and how much one of another loses."""
RIVAL = 0.5  # share of the first score from which another service may be meant
ALIKE = 0.7  # share of the first score
LITTLE = 0.05
TRADE = ("jual", "beli")
BRIEF = 4  # words; a message up to this length is judged separately
COUNTS_OTHERWISE = ("learned", "shared", "shared lead", "phrase", "name", "elsewhere")
"""Facts that weigh differently in a brief message, beside the kind of the message."""
Facts = Mapping[str, float]
_OF_SERVICES = (
    *("searched", "learned", "covered", "stranger", "shared", "shared lead", "beyond shared", "sisters ahead", "words"),
    *("things covered", "foreign thing", "asked covered", "learned lead", "total lead", "phrase", "phrase ahead", "name", "name ahead"),
    *("total", "share of lead", "lead over third", "alike"),
    *("covered lead", "covered ahead", "title", "title ahead", "items ahead", "searched ahead", "agreed"),
    *("circumstance", "circumstance told", "circumstance untold"),
)
NO_SERVICE: Facts = MappingProxyType(dict.fromkeys(_OF_SERVICES, 0.0))
"""The facts where the office has no published service yet."""


@dataclass(frozen=True)
class Evidence:
    question: Question
    ranked: tuple[Candidate, ...]
    shared: Shared
    signs: Signs
    found: ElsewhereMatch | None
    marks: Tokens
    intents: Tokens
    facts: Facts


@dataclass(frozen=True)
class Witnesses:
    """All witnesses about a message. A further scorer is one more (name, scorer, weight)."""

    language: Language
    searcher: Searcher
    learned: LineScorer
    danger: Danger
    elsewhere: ElsewhereList
    cues: Cues
    intents: Intents
    covering: Covering
    acts: Linear
    others: tuple[tuple[str, Scorer, float], ...] = ()

    def hear(self, text: str, office: str | None = None) -> Evidence:
        """The evidence about this message."""
        question = Question(text, self.language.tokens(text), office)
        signs, elsewhere_match = self.danger.heard(text, question.tokens), self.elsewhere.find(question.tokens, office)
        intents = self.intents.marks(text, question.tokens)
        beside = marks(text, signs, elsewhere_match, (*self.cues.marks(question.tokens), *intents))
        ranked, shared, services = self._services(self.unaddressed(question))
        facts = {**self._acts(question, beside), **services, **_signs(signs, elsewhere_match), "office chosen": float(office is not None)}
        facts |= {
            "richness": self.searcher.richness(office),
            "late": float(is_late(text, intents)),
            "billed": float(is_billed(text, intents)),
            "shops": float(SHOPS in intents and not self._trades(ranked)),
        }
        facts |= {**_brief(facts, len(question.tokens)), **_in_office(facts)}
        return Evidence(question, ranked, shared, signs, elsewhere_match, beside, intents, facts)

    def _trades(self, ranked: tuple[Candidate, ...]) -> bool:
        """Whether the likeliest service speaks of selling or buying."""
        places = [self.searcher.catalogue.place[candidate.service] for candidate in ranked[:1]]
        return any(any(self.searcher.uses(place, TRADE)) for place in places)

    def unaddressed(self, question: Question) -> Question:
        """The question without the names of a new office itself, and so with what distinguishes its services."""
        return replace(question, tokens=self.learned.addressees.without(question.tokens, question.office))

    def _acts(self, question: Question, beside: Tokens) -> Facts:
        """What people do with such words: a score each, and how likely each is by these words alone."""
        scores = self.acts.scores(question.tokens, beside)
        raised = np.exp(scores - scores.max())
        facts = {f"act {name}": score for name, score in zip(self.acts.classes, scores.tolist(), strict=True)}
        likely = (raised / raised.sum()).tolist()
        return facts | {f"likely {name}": share for name, share in zip(self.acts.classes, likely, strict=True)}

    def _services(self, question: Question) -> tuple[tuple[Candidate, ...], Shared, Facts]:
        """The services by all scorers together, and how clearly the first leads."""
        low, high = self.searcher.catalogue.scope(question.office)
        if low == high:
            return (), Shared(), NO_SERVICE
        fields = self.searcher.evidence(question)
        searched, (learned, shared) = self.searcher.weighed(fields), self.learned.judge(question)
        covered, titled = self.searcher.covered(question), self.searcher.titled(question)
        others = [weight * scorer.scores(question) for _, scorer, weight in self.others]
        fits = self.learned.circumstances.fits(question, high - low)
        if self.searcher.richness(question.office) < derived.RICH:
            others += [COVERED * covered, TITLED * titled]
        total: Floats = np.asarray(np.sum([learned, searched, *others], axis=0) * (1 + FIT * fits), dtype=np.float32)
        best = np.argsort(-total, kind="stable")[:RANKED]
        ranked = self._candidates(question, best, total, {"learned": learned, **fields})
        first = int(best[0])
        matter = {"stranger": shared.stranger, "shared": shared.score, "shared lead": shared.score - float(learned[first])}
        views = {"learned": learned, "searched": searched, "covered": covered, "title": titled, "total": total}
        views |= {name: fields[name] for name in ("phrase", "name", "items")}
        lead = {**_shape(total[best]), **_views(views, best), **_told(fits[best], total[best])}
        return ranked, shared, {**matter, **lead, **self._open(question, shared, total, first), **self._coverage(question, first)}

    def _open(self, question: Question, shared: Shared, total: Floats, first: int) -> Facts:
        """Whether the message says more than the name of the shared matter, and whether the first service leads among its services."""
        low, _ = self.searcher.catalogue.scope(question.office)
        mine = self.searcher.catalogue.ids[low + first] in shared.services
        places = [self.searcher.catalogue.place[service] - low for service in shared.services]
        best = max((float(total[at]) for at in places if at != first), default=0.0)
        mass = {token: rarity for token in question.tokens if (rarity := self.searcher.rarity(token)) > COMMON}
        beyond = sum(rarity for token, rarity in mass.items() if token not in shared.words)
        return {
            "beyond shared": beyond / (sum(mass.values()) or 1.0),
            "sisters ahead": float(total[first]) - best if mine else 0.0,
            "words": math.log1p(len(question.tokens)),
        }

    def _coverage(self, question: Question, first: int) -> Facts:
        """Whether the first service covers what is wanted."""
        low, _ = self.searcher.catalogue.scope(question.office)
        coverage = self.covering.of(question.text, question.tokens, partial(self.searcher.uses, low + first))
        return {"things covered": coverage.things, "foreign thing": coverage.foreign, "asked covered": coverage.asked}

    def _candidates(self, question: Question, best: NDArray[np.intp], total: Floats, parts: Mapping[str, Floats]) -> tuple[Candidate, ...]:
        low, _ = self.searcher.catalogue.scope(question.office)
        ids = [self.searcher.catalogue.ids[low + at] for at in best.tolist()]
        why = zip(*([(name, score) for score in part[best].tolist()] for name, part in parts.items()), strict=True)
        return tuple(map(Candidate, ids, total[best].tolist(), why))


def witnesses(
    searcher: Searcher,
    learned: LineScorer,
    language: Language,
    acts: Linear,
    root: Path = ROOT,
    others: tuple[tuple[str, Scorer, float], ...] = (),
    freed: Mapping[str, frozenset[Tokens]] = MappingProxyType({}),
) -> Witnesses:
    """`freed`: of offices that stayed the same, which matters of other agencies are theirs."""
    return Witnesses(
        language,
        searcher,
        learned,
        Danger(language, root),
        ElsewhereList(language, root, offered=learned.offered, freed=freed),
        Cues(language, root),
        Intents(language, root),
        Covering(language, searcher.rarity, root),
        acts,
        others,
    )


def marks(text: str, signs: Signs, elsewhere_match: ElsewhereMatch | None, meant: Tokens) -> Tokens:
    """Features for a model beside the words; `meant`: the ways of asking and the signs of intent."""
    punctuation = [mark for mark in ("?", "!") if mark in text]
    return (*signs.marks, *(["!elsewhere"] if elsewhere_match else []), *punctuation, *meant)


def _ahead(scores: Floats, chosen: int) -> float:
    """How far the chosen service leads over the best other one."""
    others = scores.copy()
    others[chosen] = 0
    return float(scores[chosen] - others.max(initial=0))


def _second(scores: Floats, best: NDArray[np.intp]) -> float:
    """The score of the second service; 0 where there is none."""
    return float(scores[best[1]]) if len(best) > 1 else 0.0


def _views(views: Mapping[str, Floats], best: NDArray[np.intp]) -> Facts:
    """How the first service stands in the view of each scorer: its score, its lead over the second service and over the best other one, and the share
    of the scorers that put it first.
    """
    first = int(best[0])
    own = {name: float(scores[first]) for name, scores in views.items()}
    lead = {f"{name} lead": float(scores[first] - _second(scores, best)) for name, scores in views.items()}
    ahead = {f"{name} ahead": _ahead(scores, first) for name, scores in views.items()}
    return {**own, **lead, **ahead, "agreed": float(np.mean([scores.argmax() == first for scores in views.values()]))}


def _told(fits: Floats, scores: Floats) -> Facts:
    """Whether the first service is in the circumstance that the message says, how many rivals it leaves behind by that, and how many it does not."""
    rivals = fits[1:][scores[1:] >= RIVAL * scores[0]]
    behind = float((rivals < fits[0]).sum())
    return {"circumstance": float(fits[0]), "circumstance told": float(behind > 0), "circumstance untold": float((rivals >= fits[0]).sum())}


def _shape(best: Floats) -> Facts:
    """How the scores of the likeliest services relate."""
    first, second, third = (float(score) for score in (*best[:3], 0.0, 0.0, 0.0)[:3])
    alike = float(np.sum(best >= ALIKE * first))
    return {
        "share of lead": (first - second) / (first + LITTLE),
        "lead over third": (first - third) / (first + LITTLE),
        "alike": alike,
    }


def _brief(facts: Facts, words: int) -> Facts:
    """Facts that weigh differently in a brief message: fully in one word, not at all above four."""
    share = max(0.0, 1 - (words - 1) / BRIEF)
    weighed = (name for name in facts if name.startswith("act ") or name in COUNTS_OTHERWISE)
    return {"brief": share, **{f"brief {name}": share * facts[name] for name in weighed}}


def _in_office(facts: Facts) -> Facts:
    """Facts that weigh differently where an office is chosen: a matter that is open among all offices is often clear in one."""
    return {f"in office {name}": facts["office chosen"] * facts[name] for name in ("act answer", "act clarify")}


def _signs(signs: Signs, elsewhere_match: ElsewhereMatch | None) -> Facts:
    counted = {"danger": signs.danger, "now": signs.now, "not now": signs.not_now, "who and what": signs.combined}
    joint = {
        "danger alone": float(signs.alone),
        "said": float(signs.said),
        "danger past": float(signs.past and not signs.now),
        "danger clear": float(signs.clear),
        "danger clear now": float(signs.clear and bool(signs.now)),
    }
    return {
        **{name: float(min(3, len(phrases))) for name, phrases in counted.items()},
        **joint,
        "elsewhere": elsewhere_match.share if elsewhere_match else 0.0,
    }
