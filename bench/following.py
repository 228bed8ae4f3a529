"""Trains what reads a message after an answer (`knowledge/understanding/following.py`), from turns of whole conversations.

    .venv/bin/python -m bench.following            # how each writer's turns are read by a table that has not read them
    .venv/bin/python -m bench.following --store    # trains this table alone, into the models that are there

A turn is labelled by what the talk expects: a question about the service that the talk is about (`within`), about another one, small talk and so on.
Beside the turns it hears questions on details of a standard, bare ways of asking, and first messages as if they came in the middle of a talk about
something else.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import provenance
from bench.deciding import ASK, DOING, DOING_BRIEFLY, table
from bench.examples import FOR_PARTS, OTHER_WRITERS, TURNS, Example, lines, questions, ways_of_asking
from knowledge.language.words import ROOT, Language
from knowledge.standards.library import Library, load
from knowledge.understanding.decision import Table
from knowledge.understanding.evidence import Evidence, Witnesses, witnesses
from knowledge.understanding.following import TOPIC_FACTS, WITHIN, Topics
from knowledge.understanding.line_scorer import LineScorer
from knowledge.understanding.linear_model import Linear
from knowledge.understanding.parts import Parts
from knowledge.understanding.passages import Passages
from knowledge.understanding.understander import knowing

SURE = 0.85
FACTS = (*DOING, *DOING_BRIEFLY, *TOPIC_FACTS)
ASKING = "asking"
LEARNT_FROM = (TURNS, *FOR_PARTS, *OTHER_WRITERS)
WORTH = {ASKING: 0.05, **dict.fromkeys(FOR_PARTS, 1.0), **dict.fromkeys(OTHER_WRITERS, 0.05)}  # turns of talks count three times
WORTH_OF_A_TURN = 3.0
Heard = tuple[str, Example, Evidence]


@dataclass(frozen=True)
class Listener:
    """Hears messages in a talk with the models of one folder."""

    library: Library
    topics: Topics
    hearing: Witnesses

    @classmethod
    def of(cls, library: Library, root: Path = ROOT) -> Listener:
        language = knowing(Language.load(root), library)
        learned = LineScorer(library, language, root=root)
        parts = Parts(library, language, learned.searcher.rarity, root)
        topics = Topics(library=library, language=language, parts=parts, passages=Passages(library.services, language, root))
        return cls(library, topics, witnesses(learned.searcher, learned, language, Linear.load(root / "models" / "acts.npz"), root))

    def hear(self, kind: str, example: Example, topic: str) -> Heard:
        evidence = self.hearing.hear(example.matter, example.office)
        return kind, example, replace(evidence, facts={**evidence.facts, **self.topics.facts(evidence, topic)})


def train(listener: Listener, without: Container[str] = ()) -> dict[str, Any]:
    """The table, as it is stored; `without`: writers whose turns are left out."""
    return fitted([*beside(listener), *turns(listener)], without)


def fitted(heard: Sequence[Heard], without: Container[str] = ()) -> dict[str, Any]:
    kept = [each for each in heard if each[1].source not in without]
    worth = {**WORTH, **{example.source: WORTH_OF_A_TURN for _, example, _ in kept if example.source not in WORTH}}
    return {**table(kept, FACTS, worth), "sure": SURE}


def turns(listener: Listener) -> Iterator[Heard]:
    """The turns of talks in which a service is talked about; the source is their writer."""
    for line in lines(TURNS):
        example = Example(line["text"], line["kind"], (), line["writer"], line["office"])
        if example.matter and line["topic"] in listener.library.services:
            yield listener.hear(line["kind"], example, line["topic"])


def beside(listener: Listener) -> Iterator[Heard]:
    """Questions on details of a standard that does not need to be named, ways of asking for a part, and first messages in a talk about another service."""
    for example in (example for name in FOR_PARTS for example in questions(name)):
        if len(example.services) == 1 and example.matter:
            heard = listener.hear(WITHIN, replace(example, office=example.services[0].partition("/")[0]), example.services[0])
            if not heard[2].facts["topic named"]:
                yield heard
    services = sorted(listener.library.services)
    for text, _ in ways_of_asking():
        topic = random.Random(text).choice(services)
        example = Example(text, WITHIN, (), ASKING, topic.partition("/")[0])
        if example.matter:
            yield listener.hear(WITHIN, example, topic)
    yield from _first_messages(listener)


def _first_messages(listener: Listener) -> Iterator[Heard]:
    for example in (example for name in OTHER_WRITERS for example in questions(name)):
        others = [
            service for service in listener.library.services if service.startswith(f"{example.office}/") and service not in example.services
        ]
        if not others or not example.matter or example.kind == "emergency" or (example.kind in ASK and not example.services):
            continue
        yield listener.hear("ask" if example.kind in ASK else example.kind, example, random.Random(example.text).choice(sorted(others)))


def main() -> None:
    listener = Listener.of(load())
    if "--store" in sys.argv:
        about = {
            "made by": "python -m bench.following",
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
            "sets": [TURNS, *FOR_PARTS, *OTHER_WRITERS],
        }
        store(ROOT, about, train(listener))
        return
    others, own = list(beside(listener)), list(turns(listener))
    counts = Counter(pair for writer in sorted({example.source for _, example, _ in own}) for pair in _read(others, own, writer))
    for (kind, reading), count in sorted(counts.items()):
        print(f"{kind:<10} read as {reading:<10} {count}")
    print(f"right: {sum(count for (kind, reading), count in counts.items() if kind == reading) / counts.total():.1%}")


def _read(others: Sequence[Heard], own: Sequence[Heard], writer: str) -> Iterator[tuple[str, str]]:
    """(kind, reading) of each of this writer's turns."""
    unread = Table.of(fitted([*others, *own], {writer}))
    for kind, example, evidence in own:
        if example.source == writer:
            shares = unread.shares(evidence.facts)
            yield kind, max(shares, key=lambda name: shares[name])


def store(root: Path, about: Mapping[str, object], made: Mapping[str, Any]) -> None:
    """Stores the table with the mark of the labelled sets that it has learnt from."""
    content = {"about": {**about, "sets": LEARNT_FROM, "labelled": mark()}, **made}
    (root / "models" / "following.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def mark() -> str:
    """One short name for today's state of the labelled sets of this table."""
    return provenance.stamp(provenance.labelled(LEARNT_FROM))


if __name__ == "__main__":
    main()
