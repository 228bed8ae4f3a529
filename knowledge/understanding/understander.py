"""What a citizen's message asks: kind, service, part of its standard, and how sure.

Courtesy, identity and wishes about the talk are set aside first (`segments.py`). For the rest, witnesses give their evidence: which service fits,
what people do with such words, signs of danger, matters of other agencies, whether a service covers what is wanted. A small trained table decides
from these numbers. `explain` shows the numbers, the words behind them and the decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

from knowledge.language.segments import PLAIN, Courtesy
from knowledge.language.wishes import Wish
from knowledge.language.words import ROOT, Language, Tokens
from knowledge.standards.library import Library
from knowledge.standards.office import Office
from knowledge.understanding import derived
from knowledge.understanding.decision import Decision, Verdict
from knowledge.understanding.elsewhere import Elsewhere
from knowledge.understanding.evidence import Evidence, Facts, Witnesses, witnesses
from knowledge.understanding.explaining import aside, explain
from knowledge.understanding.frequent import Frequent
from knowledge.understanding.line_scorer import LineScorer
from knowledge.understanding.linear_model import Linear
from knowledge.understanding.parts import Parts
from knowledge.understanding.passages import Passages, StandardMatch
from knowledge.understanding.readers import readers_of
from knowledge.understanding.search import Candidate, Scorer
from knowledge.understanding.title_names import TitleNames
from knowledge.understanding.triage_model import MISCONDUCT, Triage, TriageProposal
from knowledge.understanding.vocabulary import Vocabulary
from knowledge.understanding.within_standard import WithinStandard

SHARED_ENOUGH = 0.35
REMEMBERED = 256  # messages; each is examined several times, and again with the next one
MOST_OFFERED = 6


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """The first action that a message calls for.

    `kind`: answer, clarify, complaint, status, file (where is what I handed in), emergency, smalltalk or none. `service` and `component`: for an
    answer; `service` also for a complaint or a file that is clearly about one. `candidates`: likeliest first; for clarify those to ask between, for
    none the one that may be meant. `elsewhere`: which agency does what no standard here covers. `dangers`: the kinds of danger.yaml. `office_matter`:
    asks for hours, address or contact of the office itself. `courtesy`: polite words, to be answered in kind. `wishes`: wishes about the talk (a
    person, to stop, to correct). `matter`: the message without both; empty where there was nothing else.
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
    """Understands messages against one library. It caches the last few, which never changes an answer."""

    def __init__(
        self,
        library: Library,
        language: Language | None = None,
        scorers: Sequence[tuple[str, Scorer, float]] = (),
        root: Path = ROOT,
        before: Understander | None = None,
    ) -> None:
        """`before`: that of the library before a change; what it knows of the offices that stayed the same need not be read again."""
        self.library = library
        self.vocabulary: Vocabulary = (
            before.vocabulary.exchanged(before.library, library) if before else Vocabulary.of(library.services.values())
        )
        self.language = (language or Language.load(root)).knowing(self.vocabulary.right)
        learned = LineScorer(library, self.language, root=root, before=before.witnesses.learned if before else None)
        acts = Linear.load(root / "models" / "acts.npz")
        self.witnesses: Witnesses = witnesses(
            learned.searcher, learned, self.language, acts, root, tuple(scorers), before.freed_in(learned) if before else {}
        )
        self.decision = Decision.load(root / "models" / "decision.json")
        self.decision_of_the_poor = Decision.load(root / "models" / "decision.json", "poor")
        self.parts = Parts(library, self.language, learned.searcher.rarity, root)
        self.passages = Passages(library.services, self.language, root)
        readers = readers_of(root)
        self.harm, self._heads = readers.harm, readers.heads
        danger = self.witnesses.danger
        self.threatens, self.is_unreal, self.danger_goes_on = danger.threatens, danger.is_unreal, danger.goes_on
        self._triage = Triage(root)
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._understood_anew)
        self._heard = lru_cache(maxsize=REMEMBERED)(self.witnesses.hear)
        self._within = WithinStandard(self.passages, Frequent(library.services, self.language))
        self._said = lru_cache(maxsize=REMEMBERED)(self._within.search)
        self._names = lru_cache(maxsize=REMEMBERED)(self._names_of)
        self._phrases = lru_cache(maxsize=REMEMBERED)(self._phrases_of)
        self._titles = TitleNames(library, self.language)
        self._named_part = lru_cache(maxsize=REMEMBERED)(self.parts.named)
        self.act = lru_cache(maxsize=REMEMBERED)(readers.acts.read)
        self.correction = readers.corrections.read
        self.values = readers.values
        self.segments = lru_cache(maxsize=REMEMBERED)(readers.segmenter.split)

    def freed_in(self, learned: LineScorer) -> dict[str, frozenset[Tokens]]:
        """Of the offices that the scorer of a changed library took over, which matters of other agencies are theirs."""
        kept = (office for office in learned.kept if office not in learned.meant or self._reads_names_alike(learned, office))
        return {office: self.witnesses.elsewhere.freed[office] for office in kept}

    def _reads_names_alike(self, learned: LineScorer, office: str) -> bool:
        """Whether the names of the office's archetypes too mean the same in the language of the other scorer."""
        spellings = chain.from_iterable(map(str.split, learned.offered[office]))
        return all(learned.language.reads_alike(self.language, spelling) for spelling in spellings)

    def understand(self, text: str, office: str | None = None) -> Understanding:
        return self._remembered(text, office)

    def matter(self, text: str) -> str:
        """The message without courtesy, identity and wishes; the whole message where nothing else is said."""
        return self.segments(text).matter or text

    def ranked(self, text: str, office: str | None = None) -> tuple[Candidate, ...]:
        """The likeliest services, whatever the kind of the message."""
        return self._evidence(text, office).ranked

    def component(self, text: str, service: str | None = None) -> str | None:
        """The part of a standard that a message names beside this service, such as "kalau biayanya?"; None where it names none."""
        return self._named_part(self.language.tokens(self.matter(text)), service)

    def calls_part(self, text: str) -> bool:
        """Whether a word stands for the part that the message names, such as "syaratnya"; not only words that go along with it."""
        part = self.component(text)
        return part is not None and self.passages.calls(self.matter(text), part)

    def specific(self, text: str) -> bool:
        """Whether the message holds a word that is neither common nor a way of asking, and so asks for something particular."""
        return self.parts.specific(self.language.tokens(self.matter(text)))

    def names(self, text: str, service: str) -> bool:
        """Whether the message holds one of the service's own names."""
        return any(self._named_in(text, service))

    def names_what_is_unmentioned(self, text: str, service: str, topic: str) -> bool:
        """Whether the message holds a name of the service that the other standard, of `topic`, never mentions."""
        return any(not self.passages.holds(topic, name) for name in self._named_in(text, service))

    def _named_in(self, text: str, service: str) -> Iterator[frozenset[str]]:
        """The names of the service that the message holds, each as its words."""
        spoken = set(self.language.tokens(text))
        return (name for name in self._names(service) if name <= spoken)

    def _names_of(self, service: str) -> tuple[frozenset[str], ...]:
        named = self.library.services[service]
        return tuple(frozenset(tokens) for tokens in map(self.language.tokens, (named.title, *named.names)) if tokens)

    def named(self, text: str, office: str | None = None) -> frozenset[str]:
        """The services in scope of which the message holds a name."""
        perhaps = self.witnesses.searcher.perhaps_named(self.language.tokens(text), office)
        return frozenset(service for service in perhaps if self.names(text, service))

    def may_name(self, text: str, office: str | None = None) -> bool:
        """Whether the message may hold a name of a service in scope; where it holds none, this takes much less time than to understand it."""
        return bool(self.witnesses.searcher.perhaps_named(self.language.tokens(text), office))

    def within(self, service: str, text: str, part: str | None = None) -> StandardMatch:
        """How a standard matches a question within it; without hits where it is silent."""
        return self._said(service, self.matter(text), part)

    def asked_often(self, service: str, text: str) -> float:
        """How likely it is that people asked before in such words of this service, from 0 to about 1."""
        return self._within.likelihood(service, self.matter(text))

    def is_elsewhere_within(self, text: str, service: str, office: str | None = None) -> bool:
        """Whether the standard itself mentions the other agency's matter that the message names, such as a paper that has to be brought."""
        match = self._evidence(text, office).found
        return match is not None and self.passages.mentions(service, match.name)

    def elsewhere_share(self, text: str, office: str | None = None) -> float:
        """The share of the message that names another agency's matter."""
        match = self._evidence(text, office).found
        return match.share if match else 0.0

    def triage(self, text: str, office: str | None = None) -> TriageProposal:
        """A complaint's category, whether it is urgent or confidential, and which service it is about."""
        evidence = self._evidence(text, office)
        proposal = self._triage.propose(evidence.question.tokens, evidence.signs, evidence.intents, self._about(evidence))
        if self.harm.is_by_staff(text):
            return replace(proposal, category=MISCONDUCT, confidential=True)
        return replace(proposal, category=MISCONDUCT) if office and self.accuses_head(text, office) else proposal

    def accuses_head(self, text: str, office: str) -> bool:
        """Whether the report says that the head of this office did wrong, by the head's title."""
        return office in self.library.offices and self._heads.is_accused(text, self.library.offices[office])

    def explain(self, text: str, office: str | None = None) -> list[str]:
        """Which words spoke for what, as lines for `layanwarga ask --explain`."""
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
        """What the message asks; one without a matter is small talk."""
        segments = self.segments(text)
        understanding = Understanding(kind="smalltalk", score=1.0)
        if segments.matter or not segments.parts:
            understanding = self._understood(self._evidence(text, office))
        return replace(understanding, courtesy=segments.courtesy, wishes=segments.wishes, matter=segments.matter)

    def _understood(self, evidence: Evidence) -> Understanding:
        if not evidence.question.tokens:
            return Understanding(kind="none")
        verdict = self._verdict(evidence)
        if verdict.kind == "clarify" and (told := self._called_by_title(evidence)):
            evidence, verdict = told, replace(verdict, kind="answer")
        if verdict.kind in ("none", "smalltalk") and self._is_a_phrase(evidence):
            verdict = replace(verdict, kind="answer")
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

    def _called_by_title(self, evidence: Evidence) -> Evidence | None:
        """In a new office, the evidence with the service first whose whole title the message holds; None where there is no such service."""
        ranked = evidence.ranked
        if evidence.facts["richness"] >= derived.RICH or not (
            named := self._titles.named(evidence.question.tokens, [candidate.service for candidate in ranked])
        ):
            return None
        return replace(evidence, ranked=tuple(sorted(ranked, key=lambda candidate: candidate.service != named)))

    def _is_a_phrase(self, evidence: Evidence) -> bool:
        """Whether the message is, word by word, a phrase of the likeliest service, such as an office adopts from what its citizens asked."""
        return bool(evidence.ranked) and evidence.question.tokens in self._phrases(evidence.ranked[0].service)

    def _phrases_of(self, service: str) -> frozenset[Tokens]:
        return frozenset(map(self.language.tokens, self.library.services[service].phrases))

    def _verdict(self, evidence: Evidence) -> Verdict:
        """The verdict of the decision for an office that is as well known as this one."""
        scores = [each.score for each in evidence.ranked]
        if evidence.facts["richness"] >= derived.RICH:
            return self.decision.decide(evidence.facts, scores)
        alarm = self._alarm(evidence.facts)
        if alarm >= self.decision.thresholds["emergency"]:
            return Verdict("emergency", alarm)
        verdict = self.decision_of_the_poor.decide(evidence.facts, scores)
        if evidence.facts["shops"] and verdict.kind in ("answer", "clarify"):
            return Verdict("none", verdict.sure)
        return verdict

    def _alarm(self, facts: Facts) -> float:
        """The alarm of the table for known offices, which also counts in a new one; where as much speaks against the danger as for its being now, no
        more than the new office's own.
        """
        alarm = self.decision.alarm(facts)
        unclear = facts["danger"] and not facts["danger clear"] and facts["now"] <= facts["not now"]
        return min(alarm, self.decision_of_the_poor.alarm(facts)) if unclear else alarm

    def _about(self, evidence: Evidence) -> str | None:
        """The service that a complaint is clearly about; None where that is unclear."""
        sure = evidence.facts["learned"] + evidence.facts["searched"] >= self.decision.thresholds["about"]
        return evidence.ranked[0].service if evidence.ranked and sure and self._is_particular(evidence) else None

    def _is_particular(self, evidence: Evidence) -> bool:
        """Whether the message names something; "kalau biayanya?" alone is about no service."""
        return evidence.facts["name"] > 0 or self.parts.specific(evidence.question.tokens)


def _to_ask_between(evidence: Evidence, at_least: int) -> tuple[Candidate, ...]:
    """The services of the shared matter, then others with a close score."""
    matter = evidence.shared.services if evidence.shared.score >= SHARED_ENOUGH else ()
    shared = tuple(each for each in evidence.ranked if each.service in matter)
    close = tuple(each for each in evidence.ranked[:at_least] if each not in shared)
    return (*shared, *close)[:MOST_OFFERED]


def understood_alike(one: Library, other: Library) -> bool:
    """Whether every message means the same in both: the services are alike, and so is what people call the offices and their units."""
    called, called_there = ({office.id: _called(office) for office in library.offices.values()} for library in (one, other))
    return called == called_there and one.services == other.services


def _called(office: Office) -> tuple[object, ...]:
    return (office.name, office.full_name, office.region, office.names, office.units)
