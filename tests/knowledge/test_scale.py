"""What a large library costs and how well it is understood: ratios within one run, never absolute times."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bench.examples import lines
from bench.figures import Result
from bench.scale import enlarged
from knowledge.language.words import Language
from knowledge.standards.library import Library, load
from knowledge.understanding.line_scorer import LineScorer
from knowledge.understanding.matters import Matter
from knowledge.understanding.search import Question
from knowledge.understanding.understander import Understander

LARGE = 400


def processor_time(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def test_in_a_library_ten_times_as_large_an_office_is_understood_alike_at_the_same_cost() -> None:
    real, large = Understander(load()), Understander(enlarged(load(), LARGE))  # nothing is remembered yet
    questions = [line for line in lines("questions_bare_lead") if line["office"]]
    alone, among = ([Result(line, bot.understand(line["text"], line["office"])) for line in questions] for bot in (real, large))
    assert sum(r.first_action_right for r in among) >= sum(r.first_action_right for r in alone) - 2
    assert sum(r.wrong_answer for r in among) <= sum(r.wrong_answer for r in alone) + 1
    asked = [(line["text"], line["office"]) for line in lines("questions_bare_writer2") if line["office"]][:120]
    small_cost, large_cost = (processor_time(lambda: [bot.understand(*each) for each in asked]) for bot in (real, large))  # noqa: B023 - called at once
    assert large_cost < 2 * small_cost


def test_building_grows_no_faster_than_the_library() -> None:
    few, many = (enlarged(load(), size) for size in (100, 400))
    Understander(few)
    assert processor_time(lambda: Understander(many)) < 4 * 1.5 * processor_time(lambda: Understander(few))


def test_the_made_library_varies_what_its_services_say() -> None:
    made = [s for s in enlarged(load(), 120).services.values() if s.office.startswith("kantor-")]
    assert len({s.phrases for s in made}) == len(made)
    assert len({s.title for s in made}) > len(made) / 2


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


def test_what_is_learned_speaks_for_the_service_whose_lines_are_near(library: Library) -> None:
    language = Language.load()
    learned = LineScorer(library, language)
    scores = learned.scores(Question("", language.tokens("syarat dispensasi nikah")))
    assert learned.searcher.catalogue.ids[int(scores.argmax())] == "juai/dispensasi-nikah"


def test_a_shared_matter_speaks_for_all_its_services_and_for_itself(library: Library) -> None:
    language = Language.load()
    pair = ("juai/dispensasi-nikah", "juai/ahli-waris")
    learned = LineScorer(library, language, [Matter(pair, ("kereta gantung", "naik kereta gantung"))])
    scores, shared = learned.judge(Question("", language.tokens("kereta gantung"), "juai"))
    low, _ = learned.searcher.catalogue.scope("juai")
    best = {learned.searcher.catalogue.ids[low + at] for at in scores.argsort()[-2:]}
    assert best == set(pair) == set(shared.services)
    assert shared.score > 0.5


def test_words_that_nobody_has_written_speak_for_no_service(library: Library) -> None:
    learned = LineScorer(library, Language.load())
    assert not learned.scores(Question("", ("xqzwv",))).any()
