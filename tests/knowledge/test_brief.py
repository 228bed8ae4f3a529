"""The short messages that the training makes for itself."""

from __future__ import annotations

import pytest

from bench.brief import LONGEST, brief, by_name, material
from bench.deciding import NEVER_HELD, WEIGHT_OF_SOURCE
from bench.examples import Example, training_examples
from knowledge.standards.library import load


@pytest.fixture(scope="module")
def made() -> list[Example]:
    library = load()
    return list(brief(library, training_examples(library)))


def test_a_beginning_is_short_and_means_one_thing_only(made: list[Example]) -> None:
    beginnings = [example for example in made if example.source == "brief"]
    kinds: dict[str, set[str]] = {}
    for example in beginnings:
        kinds.setdefault(example.text, set()).add(example.kind)
    assert {"complaint", "status", "smalltalk"} == {example.kind for example in beginnings}
    assert [text for text, meant in kinds.items() if len(meant) > 1] == []
    assert max(len(example.text.split()) for example in beginnings) <= 6


def test_a_name_that_services_share_is_asked_back_in_its_frames_too(made: list[Example]) -> None:
    framed = {example.kind for example in made if example.group == "brief stunting"}
    assert framed == {"clarify"}
    assert {example.kind for example in made if example.group == "brief ahli waris"} == {"answer"}


def test_a_name_alone_is_heard_with_what_its_matter_is() -> None:
    shared = ("a/one", "a/two")
    plain = [
        Example("stunting", "answer", ("a/one",), "name"),
        Example("stunting", "clarify", shared, "ambiguous"),
        Example("paspor", "none", (), "elsewhere"),
        Example("kartu yang lama sekali hilang", "none", (), "elsewhere"),
        Example("mau tanya", "smalltalk", (), "kinds"),
        Example("tugas", "smalltalk", (), "brief"),
        Example("soal tugas", "smalltalk", (), "brief"),
    ]
    heard = {(example.source, example.text, example.kind, example.services) for example in by_name(plain)}
    assert heard == {
        ("known name", "stunting", "clarify", shared),
        ("known ambiguous", "stunting", "clarify", shared),
        ("known elsewhere", "paspor", "none", ()),
        ("known brief", "tugas", "smalltalk", ()),
    }


def test_longer_names_are_left_to_the_writers(made: list[Example]) -> None:
    names = {example.group.removeprefix("brief ") for example in made if example.source == "brief name"}
    assert names
    assert all(len(name.split()) <= LONGEST for name in names)


def test_every_kind_of_example_has_its_weight_in_the_decision() -> None:
    library = load()
    examples = material(library)
    sources = {example.source for example in (*examples, *by_name(examples))} - set(NEVER_HELD)
    assert sources <= WEIGHT_OF_SOURCE.keys()
