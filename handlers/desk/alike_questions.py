"""Groups similar questions that were not answered well. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from handlers.talking.ports import Question

ALIKE = 75
"""Two questions with at least this share of common words (percent) count as the same."""


def grouped(questions: Iterable[Question]) -> list[list[Question]]:
    """Similar questions of one office together, the largest group first."""
    groups: list[list[Question]] = []
    for question in questions:
        home = next((group for group in groups if _are_alike(group[0], question)), None)
        if home is None:
            groups.append([question])
        else:
            home.append(question)
    return sorted(groups, key=len, reverse=True)


def _are_alike(question: Question, other: Question) -> bool:
    return question.office == other.office and fuzz.token_set_ratio(question.text, other.text) >= ALIKE
