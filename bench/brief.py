"""Messages of one to four words, made systematically: writers send few of them, and a model that has read only long ones guesses.

Names of services and of other agencies' matters with the everyday words around them, and the beginnings of brief.yaml.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

import yaml

from bench.examples import HERE, OTHER_WRITERS, Example, questions, training_examples
from knowledge.standards.library import Library

FRAMES = (
    *("urus {}", "mau urus {}", "bikin {}", "mau {}", "soal {}", "info {}", "tanya {}", "mau tanya {}", "butuh {}", "{} dong", "{} gimana"),
    *("cara {}", "syarat {}", "biaya {}", "lama {}", "daftar {}", "minta {}", "handak {}", "{} piye", "{} kumaha", "{} apa"),
)
FRAMES_A_NAME = 3
LONGEST = 3  # words of a name
LONGEST_KNOWN = {"name": 99, "elsewhere": 2, "ambiguous": 4, "brief": 1}  # words of what is heard by who knows it


def material(library: Library, sets: Iterable[str] = OTHER_WRITERS) -> list[Example]:
    """Everything that kinds and services are learnt from: the language data, short messages, and what the writers of these sets sent."""
    plain = training_examples(library)
    return [*plain, *brief(library, plain), *(example for name in sets for example in questions(name))]


def brief(library: Library, plain: Iterable[Example]) -> Iterator[Example]:
    """Short messages with what a good clerk would see in them; `plain`: what the language data say, which knows the shared names."""
    yield from _beginnings()
    shared = _shared(plain)
    for service in library.services.values():
        for name in service.names:
            if len(name.split()) <= LONGEST:
                services = shared.get(name.lower(), (service.id,))
                kind = "clarify" if len(services) > 1 else "answer"
                yield from (Example(text, kind, services, "brief name", group=f"brief {name}") for text in framed(name))


def by_name(plain: Iterable[Example]) -> Iterator[Example]:
    """What is said in a word or a few, as it is heard by who knows it: names of services, of matters that several share and of what is
    other agencies', and beginnings of one word.
    """
    plain = list(plain)
    shared = _shared(plain)
    for example in plain:
        services = shared.get(example.text.lower(), example.services) if example.source == "name" else example.services
        kind = "clarify" if len(services) > 1 else example.kind
        if len(example.text.split()) <= LONGEST_KNOWN.get(example.source, 0):
            yield replace(example, kind=kind, services=services, source=f"known {example.source}")


def _shared(plain: Iterable[Example]) -> dict[str, tuple[str, ...]]:
    """The services of a name that several share."""
    return {example.text.lower(): example.services for example in plain if example.source == "ambiguous"}


def framed(name: str) -> Iterator[str]:
    """The name in some everyday frames, always the same for the same name."""
    return (frame.format(name) for frame in random.Random(f"brief {name}").sample(FRAMES, FRAMES_A_NAME))


def _beginnings() -> Iterator[Example]:
    for entry in yaml.load((HERE / "brief.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        for head in entry["kepala"]:
            for before, after in product(entry["depan"], entry["belakang"]):
                yield Example(" ".join(filter(None, (before, head, after))), entry["kind"], (), "brief", group=f"brief {head}")
