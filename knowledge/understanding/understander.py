"""What a citizen's message asks: kind, service, part of its standard, and how sure.

Courtesy, identity and wishes about the talk are set aside first (`segments.py`). For the matter that is left, witnesses are heard (who fits,
what people do with such words, signs of danger, names of what other agencies do, whether a service covers what is wanted); from their numbers
one small trained table decides. `explain` shows the numbers, the words behind them and the decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

from knowledge.language.corrections import Corrections
from knowledge.language.dialogue_acts import DialogueActs
from knowledge.language.segments import PLAIN, Courtesy, Segmenter
from knowledge.language.wishes import Wish
from knowledge.language.words import ROOT, Language, words_of
from knowledge.standards.library import Library
from knowledge.standards.standard import Service
from knowledge.understanding import derived
from knowledge.understanding.decision import Decision, Verdict
from knowledge.understanding.elsewhere import Elsewhere
from knowledge.understanding.evidence import Evidence, Facts, witnesses
from knowledge.understanding.explaining import aside, explain
from knowledge.understanding.line_scorer import LineScorer
from knowledge.understanding.linear_model import Linear
from knowledge.understanding.parts import Parts
from knowledge.understanding.passages import Passages, StandardMatch
from knowledge.understanding.search import Candidate, Scorer
from knowledge.understanding.triage_model import Triage, TriageProposal

SHARED_ENOUGH = 0.35
REMEMBERED = 256  # messages: one is looked at from several sides, and again with the next
MOST_OFFERED = 6


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """The first action a message calls for.

    kind: answer, clarify, complaint, status, file (where is what I handed in), emergency, smalltalk or none; `service` and `component` for
    an answer, `service` also for a complaint or a file that is clearly about one. `candidates`: the likeliest first; for clarify those to ask between, for none
    the one that is meant if any is. `elsewhere`: who does what no standard here covers. `dangers`: the kinds of danger.yaml. `office_matter`: asks for opening hours, address
    or contact of the office itself. `courtesy`: what was said beside the matter, to be answered in kind; `wishes`: what is wished about
    the talk itself (a person, to stop, to correct); `matter`: the message without both, empty where there was nothing else.
    """

    kind: str
    service: str | None = None
    candidates: tuple[Candidate, ...] = ()
    component: str | None = None
    score: float = 0.0
    elsewhere: Elsewhere | None = None
    dangers: tuple[str, ...] = ()
    office_matter: bool = False
    courtesy: Courtesy = PLAIN
    wishes: tuple[Wish, ...] = ()
    matter: str = ""


class Understander:
    """Understands messages against one library. It remembers the last few, and nothing that would change an answer."""

    def __init__(
        self,
        library: Library,
        language: Language | None = None,
        scorers: Sequence[tuple[str, Scorer, float]] = (),
        root: Path = ROOT,
    ) -> None:
        self.library = library
        self.language = knowing(language or Language.load(root), library)
        learned = LineScorer(library, self.language, root=root)
        acts = Linear.load(root / "models" / "acts.npz")
        self.witnesses = witnesses(learned.searcher, learned, self.language, acts, root, tuple(scorers))
        self.decision = Decision.load(root / "models" / "decision.json")
        self.decision_of_the_poor = Decision.load(root / "models" / "decision.json", "poor")
        self.parts = Parts(library, self.language, learned.searcher.rarity, root)
        self.passages = Passages(library.services, self.language, root)
        self._triage = Triage(root)
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._understood_anew)
        self._heard = lru_cache(maxsize=REMEMBERED)(self.witnesses.hear)
        self._said = lru_cache(maxsize=REMEMBERED)(self.passages.search)
        self._named_part = lru_cache(maxsize=REMEMBERED)(self.parts.named)
        self.act = lru_cache(maxsize=REMEMBERED)(DialogueActs(root).read)
        self.correction = Corrections(root).read
        self.segments = lru_cache(maxsize=REMEMBERED)(Segmenter(root).split)

    def understand(self, text: str, office: str | None = None) -> Understanding:
        return self._remembered(text, office)

    def matter(self, text: str) -> str:
        """The message without courtesy, identity and wishes; the whole message where nothing else is said."""
        return self.segments(text).matter or text

    def ranked(self, text: str, office: str | None = None) -> tuple[Candidate, ...]:
        """The likeliest services, whatever the message does."""
        return self._evidence(text, office).ranked

    def component(self, text: str, service: str | None = None) -> str | None:
        """The part of a standard that a message names beside this service, None if it names none: for "kalau biayanya?" after an answer."""
        return self._named_part(self.language.tokens(self.matter(text)), service)

    def calls_part(self, text: str) -> bool:
        """Whether a word stands for the part that the message names, such as "syaratnya"; not only words that go along with it."""
        part = self.component(text)
        return part is not None and self.passages.calls(self.matter(text), part)

    def specific(self, text: str) -> bool:
        """Whether the message holds a word that is neither common nor a way of asking: it is after something particular."""
        return self.parts.specific(self.language.tokens(self.matter(text)))

    def names(self, text: str, service: str) -> bool:
        """Whether one of the service's own names stands in the message."""
        said = set(self.language.tokens(text))
        known = self.library.services[service]
        return any(set(tokens) <= said for name in (known.title, *known.names) if (tokens := self.language.tokens(name)))

    def within(self, service: str, text: str, part: str | None = None) -> StandardMatch:
        """What a standard says of a question within it; without hits where it is silent."""
        return self._said(service, self.matter(text), part)

    def triage(self, text: str, office: str | None = None) -> TriageProposal:
        """A complaint's category, whether it is urgent or confidential, and which service it is about."""
        evidence = self._evidence(text, office)
        return self._triage.propose(evidence.question.tokens, evidence.signs, evidence.intents, self._about(evidence))

    def explain(self, text: str, office: str | None = None) -> list[str]:
        """Which words spoke for what, in lines for `layanwarga ask --explain`."""
        evidence = self._evidence(text, office)
        result = self.understand(text, office)
        part = self.parts.reasons(evidence.question.tokens, result.component) if result.component else []
        decided = f"keputusan: {result.kind} {result.service or ''} {result.component or ''} (yakin {result.score:.2f})"
        return [
            *aside(self.segments(text)),
            *explain(self.witnesses, evidence),
            *([f"bagian: {result.component} karena {', '.join(part[:5])}"] if part else []),
            decided,
        ]

    def _evidence(self, text: str, office: str | None) -> Evidence:
        return self._heard(self.matter(text), office)

    def _understood_anew(self, text: str, office: str | None) -> Understanding:
        """What the matter asks; a message without one is small talk, whatever words it is made of."""
        segments = self.segments(text)
        found = Understanding(kind="smalltalk", score=1.0)
        if segments.matter or not segments.parts:
            found = self._understood(self._evidence(text, office))
        return replace(found, courtesy=segments.courtesy, wishes=segments.wishes, matter=segments.matter)

    def _understood(self, evidence: Evidence) -> Understanding:
        verdict = self._verdict(evidence)
        if verdict.kind in ("answer", "clarify") and not evidence.ranked:
            return Understanding(kind="none", score=verdict.sure, dangers=evidence.signs.kinds)
        dangers, ranked = evidence.signs.kinds, evidence.ranked
        match verdict.kind:
            case "answer" if not self._is_particular(evidence):
                return Understanding(kind="none", score=verdict.sure, dangers=dangers)
            case "answer":
                question = evidence.question
                part = self.parts.component(question.tokens, self.witnesses.covering.asking(question.text, question.tokens))
                return Understanding(
                    kind="answer", service=ranked[0].service, candidates=ranked[:3], component=part, score=verdict.sure, dangers=dangers
                )
            case "clarify":
                return Understanding(
                    kind="clarify", candidates=_to_ask_between(evidence, verdict.offered), score=verdict.sure, dangers=dangers
                )
            case "complaint" | "file":
                return Understanding(
                    kind=verdict.kind, service=self._about(evidence), candidates=ranked[:3], score=verdict.sure, dangers=dangers
                )
            case "office":
                return Understanding(kind="none", score=verdict.sure, office_matter=True)
            case "none":
                elsewhere, perhaps = evidence.found.entry if evidence.found else None, ranked[: verdict.offered]
                return Understanding(kind="none", score=verdict.sure, elsewhere=elsewhere, candidates=perhaps)
            case kind:
                return Understanding(kind=kind, score=verdict.sure, dangers=dangers)

    def _verdict(self, evidence: Evidence) -> Verdict:
        """The decision for an office that is known as well as this one."""
        scores = [each.score for each in evidence.ranked]
        if evidence.facts["richness"] >= derived.RICH:
            return self.decision.decide(evidence.facts, scores)
        alarm = self._alarm(evidence.facts)
        if alarm >= self.decision.thresholds["emergency"]:
            return Verdict("emergency", alarm)
        return self.decision_of_the_poor.decide(evidence.facts, scores)

    def _alarm(self, facts: Facts) -> float:
        """What the table for known offices hears, which counts in a new one beside its own; where something speaks against the sign of danger, no more than its own hears."""
        alarm = self.decision.alarm(facts)
        unclear = facts["danger"] and not facts["danger clear"]
        return min(alarm, self.decision_of_the_poor.alarm(facts)) if unclear else alarm

    def _about(self, evidence: Evidence) -> str | None:
        """The service a complaint is clearly about."""
        sure = evidence.facts["learned"] + evidence.facts["searched"] >= self.decision.thresholds["about"]
        return evidence.ranked[0].service if evidence.ranked and sure and self._is_particular(evidence) else None

    def _is_particular(self, evidence: Evidence) -> bool:
        """Whether something is named: "kalau biayanya?" alone is about no service."""
        return evidence.facts["name"] > 0 or self.parts.specific(evidence.question.tokens)


def _to_ask_between(evidence: Evidence, at_least: int) -> tuple[Candidate, ...]:
    """The services of the shared matter that the message is about, then whatever else is close."""
    matter = evidence.shared.services if evidence.shared.score >= SHARED_ENOUGH else ()
    shared = tuple(each for each in evidence.ranked if each.service in matter)
    close = tuple(each for each in evidence.ranked[:at_least] if each not in shared)
    return (*shared, *close)[:MOST_OFFERED]


def knowing(language: Language, library: Library) -> Language:
    """The language with the library's own words as right spellings: what is printed, and what citizens write more than once."""
    services = library.services.values()
    said = _counted(chain.from_iterable(service.phrases for service in services))
    often = Counter({word: count for word, count in said.items() if count > 1})
    return language.knowing(often + _counted(chain.from_iterable(map(_printed, services))))


def _counted(lines: Iterable[str]) -> Counter[str]:
    """How often each word stands in the lines; a spelling is taken apart once, however often it comes."""
    counts: Counter[str] = Counter()
    for chunk, count in Counter(chain.from_iterable(map(str.split, lines))).items():
        for word in words_of(chunk):
            counts[word] += count
    return counts


def _printed(service: Service) -> Iterator[str]:
    yield from (service.title, *service.names)
    for component in service.components.values():
        yield from (item.text for item in component.all_items)
