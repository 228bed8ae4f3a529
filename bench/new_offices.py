"""Trains the decision for offices that are known by their documents: what witnesses say there is less sure, and in other proportions.

Heard are messages of writers to the included offices whose collected words are taken away, and questions to the imported offices of sets/offices. Offices
put together from archetypes' titles, and the other half of the writers, added nothing with writers of offices left out.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.brief import material
from bench.deciding import ASK, ASKING, DOING, at_an_office, gain, group_of, table, thresholds
from bench.examples import COURTEOUS, OTHER_WRITERS, SETS, Example, without_words
from bench.fitting import train_acts
from bench.new_office import Office, office_of
from knowledge.archetypes import catalogue
from knowledge.archetypes.catalogue import Archetype
from knowledge.language import words as word_lists
from knowledge.language.words import ROOT as LANGUAGE
from knowledge.language.words import Language
from knowledge.standards.library import ROOT, Library, load
from knowledge.understanding.coverage import Covering
from knowledge.understanding.decision import Decision
from knowledge.understanding.elsewhere import ElsewhereList
from knowledge.understanding.evidence import Evidence, Witnesses, witnesses
from knowledge.understanding.line_scorer import LineScorer
from knowledge.understanding.linear_model import Linear
from knowledge.understanding.vocabulary import knowing

Heard = tuple[Example, Evidence]
BESIDE = (
    *("stranger", "richness", "total", "share of lead", "lead over third", "alike"),
    *("covered lead", "covered ahead", "title", "title ahead", "items ahead", "searched ahead", "agreed"),
)
FOLDS = 2  # one of so many parts of the messages is heard, by who has not read it
HEARD = 0.5  # share of those writers' messages that are heard, drawn by their words
WAYS = ((0.0, False), (1.0, False), (0.0, True))
"""How an imported office is heard: the share of its services whose archetypes nobody knows, and whether the others' are confirmed."""
WORTH = {**dict.fromkeys(OTHER_WRITERS, 0.6), **dict.fromkeys(COURTEOUS, 2.0), "imported": 3.0}
STRENGTH = 0.003  # with writers of offices left out, stronger weights knew the offices they had read, and others less well
REMEMBERED = 50_000  # lines: the catalogue's are read for each office, in the same words
WRONG_SERVICE = 3  # how much worse a wrong service is than a right one is good: asking back between near twins costs little
WRONG = 2  # how much worse it is to answer what is not covered than not to answer what is


def train_new(library: Library, language: Language, examples: Sequence[Example], root: Path = LANGUAGE) -> dict[str, Any]:
    """The table, as it is stored; questions to imported offices are heard with the models of `root`."""
    hidden = set(sorted(set(map(group_of, examples)))[::FOLDS])
    acts = train_acts([example for example in examples if group_of(example) not in hidden], language)
    heard = list(_stripped(library, language, acts, [example for example in examples if group_of(example) in hidden]))
    scorer = LineScorer(library, language, [])
    like = witnesses(scorer.searcher, scorer, language, Linear.load(root / "models" / "acts.npz"))
    heard += _imported(like, Language.load(root))
    made = _tables(heard)
    return {**made, "thresholds": {**thresholds(made, heard, WORTH), **_bars(heard), "asked": 0.0}}


def _tables(heard: Sequence[Heard]) -> dict[str, Any]:
    doing = [("ask" if example.kind in ASK else example.kind, example, evidence) for example, evidence in heard]
    asking = [(_clear(example, evidence), example, evidence) for example, evidence in heard if example.kind in ASK and example.services]
    return {
        name: table(facts, names, WORTH, STRENGTH)
        for name, facts, names in (("doing", doing, (*DOING, *BESIDE)), ("asking", asking, (*ASKING, *BESIDE)))
    }


def _bars(heard: Sequence[Heard]) -> dict[str, float]:
    """The bars for an answer and for what no standard may cover, chosen on questions to imported offices by tables that have read none of their writer."""
    writers = {_writer(example) for example, _ in heard} - {None}
    left_out = [judged for writer in sorted(map(str, writers)) for judged in _judged(heard, writer)]
    asked = [
        (example, evidence, decision.asking.shares(evidence.facts)["answer"])
        for example, evidence, decision in left_out
        if example.kind in ASK
    ]
    return {
        "answer": max((bar / 100 for bar in range(30, 100, 2)), key=lambda bar: gain(asked, bar, WORTH, WRONG_SERVICE)),
        "uncovered": _uncovered(left_out),
    }


def _judged(heard: Sequence[Heard], writer: str) -> Iterator[tuple[Example, Evidence, Decision]]:
    """The writer's questions, and the decision that has not read them."""
    decision = Decision.of({**_tables([each for each in heard if _writer(each[0]) != writer]), "thresholds": {}})
    yield from ((example, evidence, decision) for example, evidence in heard if _writer(example) == writer)


def _writer(example: Example) -> str | None:
    """Who wrote an imported office: the first word of its name, where it has several; None for all other messages."""
    return str(example.office).rpartition("-")[0].partition("-")[0] if example.source == "imported" else None


def _uncovered(left_out: Sequence[tuple[Example, Evidence, Decision]]) -> float:
    """The bar at which most is gained by answering what is covered and not what is a near miss."""
    shares = [
        (example, decision.doing.shares(evidence.facts)) for example, evidence, decision in left_out if example.kind in (*ASK, "none")
    ]
    asked = [(example, each["none"]) for example, each in shares if each["ask"] >= each["none"]]

    def worth(bar: float) -> float:
        return sum(WORTH[example.source] * (-WRONG if example.kind == "none" else 1) for example, share in asked if share < bar)

    return max((bar / 20 for bar in range(3, 11)), key=worth)


def _clear(example: Example, evidence: Evidence) -> str:
    """Whether answering with the likeliest service is right."""
    return "answer" if example.kind == "answer" and evidence.ranked[0].service in example.services else "clarify"


def _stripped(library: Library, language: Language, acts: Linear, examples: Sequence[Example]) -> Iterator[Heard]:
    """What writers say to the included offices without their collected words."""
    learned = LineScorer(without_words(library), language, [])
    strangers = witnesses(learned.searcher, learned, language, acts)
    for example in examples:
        if example.source in OTHER_WRITERS and example.matter and random.Random(example.text).random() < HEARD:
            yield from ((case, strangers.hear(case.matter, case.office)) for case in at_an_office(example, library))


def _imported(like: Witnesses, language: Language) -> Iterator[Heard]:
    """Questions to offices whose documents were imported, heard with the archetypes of all, half or none of their services, confirmed and not."""
    for folder in sorted(path.parent for path in (SETS / "offices").glob("*/truth.json")):
        with tempfile.TemporaryDirectory(prefix="imported-") as root:
            office = office_of(folder, Path(root), confirmed=False)
            library = load([ROOT, Path(root)], [office.id])
        own_language = language  # the last one stays, so that ways with the same words share it and what it remembers
        for share, confirmed in WAYS:
            made = _partly_known(office, library, share, confirmed=confirmed)
            own_language = knowing(language, made.library)
            yield from _heard_in_office(made, own_language, like)


def _partly_known(office: Office, library: Library, forgotten_share: float, *, confirmed: bool) -> Simulated:
    """The imported office where nobody knows the archetypes of this share of what its titles mean."""
    chance = random.Random(f"{office.id} {forgotten_share}")
    meant = {archetype.id for proposal in office.proposals.values() for archetype in proposal.archetypes}
    forgotten = {archetype for archetype in sorted(meant) if chance.random() < forgotten_share}
    known_archetypes = tuple(archetype for archetype in catalogue.load(ROOT) if archetype.id not in forgotten)
    questions = tuple(Example(line["text"], line["kind"], tuple(line["services"]), "imported", office.id) for line in office.lines)
    made = _with_words(library, office, forgotten) if confirmed else library
    return Simulated(library=made, known=known_archetypes, questions=questions)


def _with_words(library: Library, office: Office, forgotten: Container[str]) -> Library:
    """The library with the words of the archetypes that are known, as if the clerk had confirmed them."""
    services = dict(library.services)
    for title, proposal in office.proposals.items():
        known_archetypes = tuple(archetype for archetype in proposal.archetypes if archetype.id not in forgotten)
        if known_archetypes:
            words = replace(proposal, archetypes=known_archetypes)
            service = services[office.ids[title]]
            services[service.id] = service.model_copy(update={"names": words.names, "phrases": words.phrases})
    return replace(library, services=services)


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """An office put together from archetypes, the archetypes that are known there, and what is asked of it."""

    library: Library
    known: tuple[Archetype, ...]
    questions: tuple[Example, ...]


def _heard_in_office(office: Simulated, language: Language, like: Witnesses) -> Iterator[Heard]:
    """What is asked of the office, as witnesses hear it that know it; what they know of danger and intents is that of `like`."""
    learned = LineScorer(office.library, language, [], archetypes=office.known)
    strangers = replace(
        like,
        language=language,
        searcher=learned.searcher,
        learned=learned,
        elsewhere=ElsewhereList(language, offered=learned.offered),
        covering=Covering(language, learned.searcher.rarity),
    )
    yield from ((example, strangers.hear(example.matter, example.office)) for example in office.questions if example.matter)


def main() -> None:
    """Trains this table alone, into the models that are there: `python -m bench.new_offices`."""
    word_lists.REMEMBERED = REMEMBERED
    library = load()
    language = knowing(Language.load(), library)
    path = LANGUAGE / "models" / "decision.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["poor"] = train_new(library, language, material(library))
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
