"""Questions that were not answered well, the alike ones together. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from handlers.talking.ports import Question

ALIKE = 75
"""From this share of common words on (percent), two questions count as the same."""


def grouped(questions: Iterable[Question]) -> list[list[Question]]:
    """Alike questions of one office together, the largest group first."""
    groups: list[list[Question]] = []
    for question in questions:
        home = next((group for group in groups if _are_alike(group[0], question)), None)
        if home is None:
            groups.append([question])
        else:
            home.append(question)
    return sorted(groups, key=len, reverse=True)


def _are_alike(one: Question, other: Question) -> bool:
    return one.office == other.office and fuzz.token_set_ratio(one.text, other.text) >= ALIKE
