"""The bars of the decision, on tables small enough to be read."""

from __future__ import annotations

from math import log

import pytest

from knowledge.understanding.decision import Decision

BARS = {"emergency": 0.2, "unlisted": 0.9, "uncovered": 0.3, "answer": 0.5, "close": 0.5, "about": 0.5}


def decision(shares: dict[str, float], asked: float) -> Decision:
    """One that finds these kinds so likely whatever it hears, and every question clear."""
    doing = {"kinds": list(shares), "facts": ["words"], "weights": [[0.0] * len(shares)], "bias": [log(share) for share in shares.values()]}
    asking = {"kinds": ["answer", "clarify"], "facts": ["words"], "weights": [[0.0, 0.0]], "bias": [2.0, 0.0]}
    return Decision.of({"doing": doing, "asking": asking, "thresholds": {**BARS, "asked": asked}})


@pytest.mark.parametrize(
    ("asked", "complaint", "kind"), [(0.65, 0.25, "answer"), (0.65, 0.4, "complaint"), (0.5, 0.4, "answer"), (0.65, 0.0, "answer")]
)
def test_what_may_as_well_be_a_complaint_is_not_answered_and_what_may_be_anything_else_is(
    asked: float, complaint: float, kind: str
) -> None:
    shares = {"ask": 0.5, "complaint": complaint + 1e-9, "file": 0.45 - complaint, "none": 0.04, "emergency": 0.01}
    facts = {"words": 1.0, "danger alone": 0.0, "danger": 0.0, "said": 1.0, "late": 0.0, "billed": 0.0}
    assert decision(shares, asked).decide(facts, [0.9, 0.1]).kind == kind


def test_who_is_unsure_whether_it_is_covered_still_hears_of_the_service() -> None:
    shares = {"ask": 0.6, "none": 0.35, "complaint": 0.04, "emergency": 0.01}
    facts = {"words": 1.0, "danger alone": 0.0, "danger": 0.0, "said": 1.0, "late": 0.0, "billed": 0.0}
    verdict = decision(shares, 0.65).decide(facts, [0.9, 0.1])
    assert (verdict.kind, verdict.offered) == ("none", 1)


@pytest.mark.parametrize(
    ("clear", "combined", "likely", "kind"),
    [(1.0, 1.0, 0.04, "emergency"), (0.0, 1.0, 0.04, "answer"), (1.0, 0.0, 0.04, "answer"), (1.0, 1.0, 0.01, "answer")],
)
def test_danger_said_with_who_and_what_is_not_silenced_by_the_question_beside_it(
    clear: float, combined: float, likely: float, kind: str
) -> None:
    shares = {"ask": 0.99 - likely, "none": 0.01, "emergency": likely}
    said = {"danger alone": 0.0, "danger": 1.0, "danger clear": clear, "who and what": combined}
    assert decision(shares, 0.5).decide({"words": 1.0, "said": 9.0, "late": 0.0, "billed": 0.0, **said}, [0.9, 0.1]).kind == kind


def test_less_is_enough_for_an_answer_where_the_message_says_the_circumstance_of_a_near_twin() -> None:
    table = {"kinds": ["answer", "clarify"], "facts": ["doubt"], "weights": [[0.0, 1.0]], "bias": [0.2, 0.0]}
    doing = {"kinds": ["ask", "emergency", "none"], "facts": ["doubt"], "weights": [[0.0, 0.0, 0.0]], "bias": [5.0, 0.0, 0.0]}
    bars = {"emergency": 0.5, "unlisted": 0.9, "uncovered": 0.5, "asked": 0.0, "answer": 0.68, "close": 0.5}
    decision = Decision.of({"doing": doing, "asking": table, "thresholds": bars})
    facts = dict.fromkeys(
        ("doubt", "danger alone", "danger", "said", "danger clear", "who and what", "late", "billed", "circumstance", "circumstance told"),
        0.0,
    )
    kinds = [decision.decide({**facts, "circumstance": told, "circumstance told": told}, [1.0, 0.9]).kind for told in (0.0, 1.0)]
    assert kinds == ["clarify", "answer"], "54 of 100 are enough beside it"
    assert decision.decide({**facts, "circumstance": 1.0, "circumstance told": 1.0, "doubt": 1.0}, [1.0, 0.9]).kind == "clarify"
