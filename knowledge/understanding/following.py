"""What a message is while the talk is about a service: a question about that service, small talk, or something of its own.

The same few words mean another thing with and without a topic: "surat kah atau telpon". A table learnt from whole conversations (`bench.following`)
weighs the evidence for the message and how it relates to the standard that the talk is about. It overrules the decision only where it is sure.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from knowledge.language.words import Language
from knowledge.standards.library import Library
from knowledge.standards.standard import Service
from knowledge.understanding.decision import Table
from knowledge.understanding.evidence import Evidence, Facts
from knowledge.understanding.parts import Parts
from knowledge.understanding.passages import Passages

WITHIN = "within"
SMALLTALK = "smalltalk"
OVERRULED: Mapping[str, Collection[str]] = MappingProxyType({WITHIN: ("smalltalk", "file"), SMALLTALK: ("none", "file")})
"""The kinds that give way to this one. A complaint never does: it is worse not to hear one than to offer to report."""
NEAREST = 3  # services among which another one may be named
MOST_MISSING, MOST_ASKED = 3, 6  # words that count
TOPIC_FACTS = (
    *("topic said", "topic lacks", "topic asked", "topic part called", "topic part", "topic score", "topic behind", "topic first"),
    *("topic named", "other named", "question mark"),
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the table takes a message for, with its probability."""

    kind: str
    share: float


@dataclass(frozen=True, kw_only=True)
class Topics:
    """How a message relates to the standard that the talk is about."""

    library: Library
    language: Language
    parts: Parts
    passages: Passages

    def facts(self, evidence: Evidence, topic: str) -> Facts:
        """Facts for the table, beside those of the message itself. `topic`: the id of the service."""
        question, scores = evidence.question, {candidate.service: candidate.score for candidate in evidence.ranked}
        part = self.parts.named(question.tokens)
        match = self.passages.search(topic, question.text, part)
        score, best = scores.get(topic, 0.0), next(iter(scores), None)
        others = islice((service for service in scores if service != topic), NEAREST)
        return {
            "topic said": match.hits[0].score if match.hits else 0.0,
            "topic lacks": float(min(MOST_MISSING, len(match.missing))),
            "topic asked": float(min(MOST_ASKED, match.asked)),
            "topic part called": float(match.names_part),
            "topic part": float(part is not None),
            "topic score": score,
            "topic behind": score - max(scores.values(), default=0.0),
            "topic first": float(best == topic),
            "topic named": float(self._names(evidence, topic)),
            "other named": float(any(self._names(evidence, other) for other in others)),
            "question mark": float("?" in question.text),
        }

    def _names(self, evidence: Evidence, service: str) -> bool:
        return is_named(self.library.services[service], evidence.question.tokens, self.language)


@dataclass(frozen=True, kw_only=True)
class Following:
    """Decides what a message is after an answer. `sure`: the probability from which it overrules the decision on the words alone."""

    topics: Topics
    table: Table
    sure: float

    @classmethod
    def load(cls, root: Path, topics: Topics) -> Following:
        stored = json.loads((root / "models" / "following.json").read_text(encoding="utf-8"))
        return cls(topics=topics, table=Table.of(stored), sure=stored["sure"])

    def overruling(self, kind: str, evidence: Evidence, topic: str) -> Reading | None:
        """What the message is instead of `kind`; None where the table is unsure or that kind does not give way."""
        if not any(kind in kinds for kinds in OVERRULED.values()):
            return None
        shares = self.table.shares({**evidence.facts, **self.topics.facts(evidence, topic)})
        likeliest = max(shares, key=lambda name: shares[name])
        gives_way = kind in OVERRULED.get(likeliest, ())
        return Reading(kind=likeliest, share=shares[likeliest]) if gives_way and shares[likeliest] >= self.sure else None


def is_named(service: Service, tokens: Collection[str], language: Language) -> bool:
    """Whether the words hold one of the service's own names."""
    names = (language.tokens(name) for name in (service.title, *service.names))
    return any(name and set(name) <= set(tokens) for name in names)
