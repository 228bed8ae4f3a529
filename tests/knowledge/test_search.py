"""The index finds services by what citizens and standards say, in one office or in all."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from knowledge.language.words import Language
from knowledge.standards.library import Library, load
from knowledge.understanding.index import Bags, Catalogue, Postings
from knowledge.understanding.office_words import names_of
from knowledge.understanding.search import Question, Searcher


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


@pytest.fixture(scope="module")
def searcher(library: Library) -> Searcher:
    return Searcher(library, language())


@cache
def language() -> Language:
    return Language.load()


def ask(searcher: Searcher, text: str, office: str | None = None) -> list[str]:
    question = Question(text, language().tokens(text), office)
    return [each.service for each in searcher.candidates(question)]


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("santunan kematian", "juai/santunan-kematian"),
        ("syarat dispensasi nikah", "juai/dispensasi-nikah"),
        ("batas desa kami dengan desa sebelah", "kaltara-dpmd/batas-desa"),
        ("izin operasional panti asuhan", "landak-dsp3akb/izin-panti-asuhan"),
        ("pembentukan posyantek", "kaltara-dpmd/posyantek"),
        ("bedah rumah lewat posyandu", "posyandu-spm/perumahan-rakyat"),
    ],
)
def test_a_service_is_found_by_its_name_among_all(searcher: Searcher, text: str, service: str) -> None:
    assert ask(searcher, text)[0] == service


def test_every_title_finds_its_own_service(searcher: Searcher, library: Library) -> None:
    lost = [service.id for service in library.services.values() if service.id not in ask(searcher, service.title)[:2]]
    assert lost == []


def test_a_chosen_office_answers_alone(searcher: Searcher) -> None:
    assert {service.partition("/")[0] for service in ask(searcher, "bumdes", "juai")} == {"juai"}


def test_an_unknown_office_limits_nothing(searcher: Searcher) -> None:
    assert ask(searcher, "bumdes", "tidak-ada") == ask(searcher, "bumdes")


def test_words_that_say_nothing_score_nothing(searcher: Searcher) -> None:
    assert not searcher.scores(Question("", ())).any()


def test_the_evidence_names_the_field_that_spoke(searcher: Searcher) -> None:
    best = searcher.candidates(Question("ktp hilang", ("ktp", "hilang")))[0]
    assert dict(best.why)["name"] > 0.9


def test_sums_of_a_slice_are_the_slice_of_the_sums() -> None:
    bags = Bags.of([[0, 1, 1], [1], [0], [2]])
    postings = Postings.of(bags.words, bags.owners, word_count=3, size=4)
    whole = postings.sums({0: 1.0, 1: 0.5}, 0, 4)
    assert np.allclose(whole, [1.5, 0.5, 1.0, 0.0])
    assert np.allclose(postings.sums({0: 1.0, 1: 0.5}, 1, 3), whole[1:3])


def test_the_nearest_lines_are_of_the_chosen_office(searcher: Searcher) -> None:
    rows = searcher.nearest(Question("", ("bumdes",), "juai"), 5)
    assert {searcher.catalogue.ids[at].partition("/")[0] for at in searcher.owners(rows)} == {"juai"}
    assert all(searcher.words["bumdes"] in searcher.lines[row] for row in rows)


def test_lines_beside_the_services_can_be_nearest_and_belong_to_none(library: Library) -> None:
    searcher = Searcher(library, language(), ["kereta gantung", "kapal selam"])
    rows = searcher.nearest(Question("", ("kapal", "selam")), 1)
    assert searcher.owners(rows).tolist() == [len(library.services) + 1]


def test_the_services_of_an_office_lie_side_by_side(library: Library) -> None:
    catalogue = Catalogue.of(library)
    for office in library.offices:
        low, high = catalogue.scope(office)
        assert {service.partition("/")[0] for service in catalogue.ids[low:high]} == {office}


@pytest.mark.parametrize("text", ["santunan kematian", "biaya", "dispensasi nikah gratis ga", "nikah dispensasi", "kartu", ""])
@pytest.mark.parametrize("office", [None, "juai"])
def test_the_services_that_words_may_name_are_those_whose_names_they_hold(
    searcher: Searcher, library: Library, text: str, office: str | None
) -> None:
    tokens, (low, high) = language().tokens(text), searcher.catalogue.scope(office)
    names = {
        service: [set(language().tokens(name)) for name in names_of(library.services[service])]
        for service in searcher.catalogue.ids[low:high]
    }
    named = [service for service in names if any(name and name <= set(tokens) for name in names[service])]
    assert searcher.perhaps_named(tokens, office) == named
