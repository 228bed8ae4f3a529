"""Trains the decision and chooses its thresholds, on messages of writers whom the witnesses have not read.

Which services and kinds a message resembles is judged out of fold, a writer held back whole, so that the decision learns how sure the
witnesses are of people they have never seen.
"""

from __future__ import annotations

import random
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any

import numpy as np

from bench.brief import by_name
from bench.examples import COURTEOUS, OTHER_WRITERS, Example, without
from bench.fitting import ACTS, train_acts
from knowledge.language.words import Language, read
from knowledge.standards.library import Library
from knowledge.understanding.decision import ENOUGH, Decision
from knowledge.understanding.elsewhere import ElsewhereList
from knowledge.understanding.evidence import Evidence, Witnesses, witnesses
from knowledge.understanding.line_scorer import LineScorer
from knowledge.understanding.linear_model import Linear
from knowledge.understanding.matters import shared_matters

FOLDS = 4
STRENGTH = 0.1
WEIGHT_OF_SOURCE = {
    "elsewhere": 0.1,
    "framed elsewhere": 0.3,
    "framed name": 1.0,
    "asking": 5.0,
    "long": 1.0,
    "next door": 0.5,
    "triage": 0.5,
    "phrase": 1.0,
    "kinds": 3.0,
    "ambiguous": 2.0,
    "framed file": 0.5,
    "brief": 1.0,
    "brief name": 1.0,
    "known name": 1.0,
    "known ambiguous": 30.0,
    "known elsewhere": 0.3,
    "known brief": 30.0,
    **dict.fromkeys(OTHER_WRITERS, 10.0),
    **dict.fromkeys(COURTEOUS, 100.0),
}
ASK = ("answer", "clarify")
DOING = (
    *(f"act {name}" for name in ACTS),
    *("learned", "searched", "shared", "name", "phrase", "covered", "elsewhere", "office chosen"),
    *("things covered", "foreign thing", "asked covered", "words"),
    *("danger", "danger clear", "danger clear now", "not now", "now", "who and what"),
    *(f"likely {name}" for name in ACTS),
)
ASKING = (
    *("learned", "searched", "covered", "learned lead", "total lead", "name", "name ahead", "phrase ahead"),
    *("shared", "shared lead", "beyond shared", "sisters ahead", "words"),
    *("act answer", "act clarify"),
)
DOING_BRIEFLY = ("brief", *(f"brief act {name}" for name in ACTS), "brief name", "brief learned", "brief elsewhere")
IN_OFFICE = ("office chosen", "in office act answer", "in office act clarify")
ASKING_BRIEFLY = ("brief", "brief name", "brief shared", "brief learned", "brief phrase", "brief shared lead")
NEVER_HELD = ("name",)
FALSE_ALARMS = 0.005
SURE = 0.9
NEAR_MISSES = 0.01
OFFICES_OF_THE_BRIEF = 2
NEXT_DOOR = 0.05
WRONG = 2
ASKED = 0.75  # of what is either asked or complained of: with writers left out fewer complaints are answered than with 0.65, and as much is right
ALIKE = 10.0  # for a bar every writer counts alike
Heard = tuple[Example, Evidence]


def train(library: Library, language: Language, examples: Sequence[Example], acts: Linear) -> dict[str, Any]:
    """The table of the decision, as it is stored. `acts`: what people do, learnt from all examples."""
    unread = [*out_of_fold(library, language, examples), *_names(library, language, examples, acts)]
    table = weights(unread)
    table["thresholds"] = {**thresholds(table, unread), "asked": ASKED}
    others = [heard for heard in unread if heard[0].source in OTHER_WRITERS]
    table["figures"] = {"sets of other writers, by witnesses that have not read the line": figures(table, table["thresholds"], others)}
    return table


def at_an_office(example: Example, library: Library) -> Iterator[Example]:
    """The message to the office that it is for; one in twenty also to an office that has nothing like it."""
    office = example.office or (example.services[0].partition("/")[0] if example.services else None)
    if office is None:
        return
    own = tuple(service for service in example.services if service.startswith(f"{office}/"))
    yield replace(example, office=office, services=own, kind="answer" if example.kind == "clarify" and len(own) == 1 else example.kind)
    if example.kind == "answer" and random.Random(example.text).random() < NEXT_DOOR:
        yield from (replace(stranger, source=example.source) for stranger in _next_door(example, library))


def figures(table: Mapping[str, Any], bars: Mapping[str, float], heard: Sequence[Heard]) -> dict[str, float]:
    """Kind and service right, and wrong answers, as shares."""
    decision = Decision.of({**table, "thresholds": bars})
    done = [(example, evidence, decision.decide(evidence.facts, [each.score for each in evidence.ranked])) for example, evidence in heard]
    answered = [
        (example, evidence.ranked[0].service in example.services) for example, evidence, verdict in done if verdict.kind == "answer"
    ]
    kind_right = sum(verdict.kind == example.kind for example, _, verdict in done if verdict.kind != "answer")
    right = kind_right + sum(is_right and example.kind == "answer" for example, is_right in answered)
    return {
        "first action": round(right / len(done), 3),
        "wrong answers": round(sum(not is_right for _, is_right in answered) / len(done), 3),
    }


def weights(heard: Sequence[Heard]) -> dict[str, Any]:
    """What people do, from all messages; whether what they ask is open, from those that ask."""
    asking = [(example, evidence) for example, evidence in heard if example.kind in ASK and example.services]
    return {
        "doing": table([("ask" if e.kind in ASK else e.kind, e, evidence) for e, evidence in heard], (*DOING, *DOING_BRIEFLY)),
        "asking": table([(e.kind, e, evidence) for e, evidence in asking], (*ASKING, *ASKING_BRIEFLY, *IN_OFFICE)),
    }


def table(
    heard: Sequence[tuple[str, Example, Evidence]],
    names: Sequence[str],
    worth: Mapping[str, float] = WEIGHT_OF_SOURCE,
    strength: float = STRENGTH,
) -> dict[str, Any]:
    """A logistic regression from facts to kinds, with the spread of the facts taken out of its weights again."""
    facts = np.array([[evidence.facts[name] for name in names] for _, _, evidence in heard])
    mean, spread = facts.mean(axis=0), facts.std(axis=0) + 1e-6
    from sklearn.linear_model import LogisticRegression  # loading it takes a second, which nobody pays who does not train

    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit((facts - mean) / spread, [kind for kind, _, _ in heard], sample_weight=[weight(example, worth) for _, example, _ in heard])
    slopes, bias = (model.coef_ / spread).T, model.intercept_
    if len(model.classes_) == 2:
        slopes, bias = np.hstack([0 * slopes, slopes]), np.array([0.0, bias[0]])
    return {
        "kinds": list(model.classes_),
        "facts": list(names),
        "weights": np.round(slopes, 5).tolist(),
        "bias": np.round(bias - mean @ slopes, 5).tolist(),
    }


def thresholds(table: Mapping[str, Any], unread: Sequence[Heard], worth: Mapping[str, float] = WEIGHT_OF_SOURCE) -> dict[str, float]:
    """For an alarm the lowest bar that keeps false ones rare among lines as people write them; for an answer, and for naming a complaint's
    service, the one where most is right.
    """
    unlisted = _unlisted(Decision.of({**table, "thresholds": {}}), unread)
    decision = Decision.of({**table, "thresholds": {"unlisted": unlisted}})
    clear = [(e, evidence, decision.asking.shares(evidence.facts)["answer"]) for e, evidence in unread if e.kind in ASK and e.services]
    answer = max((bar / 100 for bar in range(30, 100, 2)), key=lambda bar: gain(clear, bar, worth))
    about = max((bar / 20 for bar in range(40)), key=lambda bar: _named(unread, bar))
    bars = {"emergency": _alarm(decision, unread), "unlisted": unlisted, "uncovered": _uncovered(decision, unread)}
    return {**bars, "answer": answer, "close": 0.5, "about": about}


def _unlisted(decision: Decision, unread: Sequence[Heard]) -> float:
    """In the middle between the surest harmless line of a writer in which nothing listed speaks of danger, and what is as good as sure."""
    harmless = [each.facts for e, each in unread if e.kind != "emergency" and e.source in OTHER_WRITERS and not each.facts["danger"]]
    highest = max(decision.doing.shares(facts)["emergency"] for facts in harmless if facts["said"] >= ENOUGH)
    return round((highest + SURE) / 2, 2)


def _alarm(decision: Decision, unread: Sequence[Heard]) -> float:
    """The lowest bar that keeps false alarms rare among lines as people write them: a missed emergency is worse."""
    alarms = np.array([decision.alarm(each.facts) for e, each in unread if e.kind != "emergency" and e.source in COURTEOUS])
    return next(bar / 100 for bar in range(5, 100) if np.mean(alarms >= bar / 100) <= FALSE_ALARMS)


def _uncovered(decision: Decision, unread: Sequence[Heard]) -> float:
    """The highest bar at which few near misses are taken for a question that a standard covers."""
    shares = [
        decision.doing.shares(evidence.facts) for example, evidence in unread if example.source in COURTEOUS and example.kind == "none"
    ]
    asked = [each["none"] for each in shares if each["ask"] == max(share for kind, share in each.items() if kind != "emergency")]
    bars = (bar / 20 for bar in range(10, 3, -1))
    return next((bar for bar in bars if sum(share < bar for share in asked) <= NEAR_MISSES * len(shares)), 0.2)


def gain(asked: Sequence[tuple[Example, Evidence, float]], bar: float, worth: Mapping[str, float], wrong: int = WRONG) -> float:
    """Right first actions less wrong answers if an answer needs this share. `wrong`: how much worse a wrong answer is than a right one is good."""
    gained = 0.0
    for example, evidence, share in asked:
        right = evidence.ranked[0].service in example.services
        gain = (right and example.kind == "answer") - wrong * (not right) if share >= bar else example.kind == "clarify"
        gained += gain * min(weight(example, worth), ALIKE)
    return gained


def _named(heard: Sequence[Heard], bar: float) -> int:
    """How many complaints get the right service, or rightly none, if naming one needs this score."""
    complaints = [(example, evidence) for example, evidence in heard if example.source == "triage"]
    return sum(
        (evidence.ranked[0].service if evidence.ranked[0].score >= bar else None) == (example.services or (None,))[0]
        for example, evidence in complaints
    )


def weight(example: Example, worth: Mapping[str, float] = WEIGHT_OF_SOURCE) -> float:
    return worth.get(example.source, 1.0)


def out_of_fold(library: Library, language: Language, examples: Sequence[Example]) -> Iterator[Heard]:
    """Every example as witnesses hear it that have never read it, with its office chosen and without.

    Matters of other agencies are held back whole, so that the decision learns what a matter looks like that no list names.
    """
    groups = _dealt(examples)
    for fold in range(FOLDS):
        hidden = set(groups[fold::FOLDS])
        held = [e for e in examples if _held_with(e) in hidden and e.source not in NEVER_HELD]
        hidden |= {example.text for example in held}
        training = [e for e in examples if e.source in NEVER_HELD or (_held_with(e) not in hidden and e.text not in hidden)]
        heard = reading(library, language, training, train_acts(training, language), hidden)
        for example in held:
            yield from ((case, heard.hear(case.matter, case.office)) for case in _cases(example, library) if case.matter)


def _dealt(examples: Sequence[Example]) -> list[str]:
    """What is held back together, in the order in which it is dealt to the folds: neighbouring writers to different ones."""
    groups = {_held_with(example) for example in examples if example.source not in NEVER_HELD}
    writers = [name for name in OTHER_WRITERS if name in groups]
    others = sorted(groups - set(writers))
    random.Random(7).shuffle(others)
    return [*writers, *others]


def _held_with(example: Example) -> str:
    """A writer is held back whole; of the language data one text, or what belongs together."""
    return example.source if example.source in OTHER_WRITERS else group_of(example)


def group_of(example: Example) -> str:
    return example.group or example.text


def _cases(example: Example, library: Library) -> Iterator[Example]:
    """The message to all offices, and to one: a question that is open between offices may be clear in one."""
    yield example
    if example.source in OTHER_WRITERS:
        return
    if example.source == "brief":
        offices = random.Random(example.text).sample(sorted(library.offices), OFFICES_OF_THE_BRIEF)
        yield from (replace(example, office=office) for office in offices)
        return
    office = example.services[0].partition("/")[0] if example.services else random.Random(example.text).choice(sorted(library.offices))
    own = tuple(service for service in example.services if service.startswith(f"{office}/"))
    kind = "answer" if example.kind == "clarify" and len(own) == 1 else example.kind
    yield replace(example, office=office, services=own, kind=kind)
    if example.source in ("phrase", "framed name") and example.kind == "answer":
        yield from _next_door(example, library)


def _next_door(example: Example, library: Library) -> Iterator[Example]:
    """The same message to an office that has nothing like it."""
    matters = [services for services in _shared(tuple(sorted(library.services))) if example.services[0] in services]
    alike = {service.partition("/")[0] for service in chain(example.services, *matters)}
    if others := sorted(set(library.offices) - alike):
        yield replace(example, office=random.Random(example.text).choice(others), services=(), kind="none", source="next door")


@cache
def _shared(matter_ids: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The matters that several services share; read once, as there are thousands of examples."""
    return [tuple(service for service in entry["layanan"] if service in matter_ids) for entry in read("ambiguous")]


def _names(library: Library, language: Language, examples: Sequence[Example], acts: Linear) -> Iterator[Heard]:
    """Bare names as witnesses hear them that know them."""
    heard = reading(library, language, examples, acts)
    for example in by_name(examples):
        yield from ((case, heard.hear(case.matter, case.office)) for case in _cases(example, library) if case.matter)


def reading(library: Library, language: Language, examples: Sequence[Example], acts: Linear, hidden: Container[str] = ()) -> Witnesses:
    """Witnesses that have read nothing of the hidden texts and of the hidden matters of other agencies."""
    smaller = without(library, hidden)
    left = {example.text for example in examples}
    matters = [replace(matter, lines=tuple(line for line in matter.lines if line in left)) for matter in shared_matters(smaller)]
    learned = LineScorer(smaller, language, matters)
    first_witnesses = witnesses(learned.searcher, learned, language, acts)
    return replace(first_witnesses, elsewhere=ElsewhereList(language, without=hidden))
