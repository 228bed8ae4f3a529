"""The index of satisfaction: mean of each element, equal weights, times 25; and its grade (PermenPANRB 14/2017, chapter III)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from handlers.survey.elements import Element

Answers = Mapping[Element, int]  # one person's answers, 1 to 4; a missing element was not answered

FACTOR = 25  # a mean of 1 to 4 becomes an index of 25 to 100


class Grade(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"


FLOORS = {Grade.A: Fraction("88.31"), Grade.B: Fraction("76.61"), Grade.C: Fraction("65.00")}


def graded(index: Fraction) -> Grade:
    """The grade of the unrounded index."""
    return next((grade for grade, floor in FLOORS.items() if index >= floor), Grade.D)


@dataclass(frozen=True, kw_only=True)
class Result:
    """The result of `n` people's answers. An element that nobody answered has no mean and no weight."""

    n: int
    means: Mapping[Element, Fraction | None]
    index: Fraction

    @property
    def grade(self) -> Grade:
        """The grade of the unrounded index."""
        return graded(self.index)

    @property
    def published(self) -> str:
        """The index for publication: two decimals, halves rounded up."""
        return str((Decimal(self.index.numerator) / self.index.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP))

    def lowest(self, count: int = 3) -> tuple[Element, ...]:
        """The elements with the lowest means, which need improvement first."""
        answered = {element: mean for element, mean in self.means.items() if mean is not None}
        return tuple(sorted(answered, key=lambda element: answered[element])[:count])


def result(people: Iterable[Answers]) -> Result:
    """Computes the result exactly, in fractions. Raises ValueError where nobody answered anything."""
    answered = [answers for answers in people if answers]
    if not answered:
        raise ValueError("no answers")
    means = {element: _mean([answers[element] for answers in answered if element in answers]) for element in Element}
    given_means = [mean for mean in means.values() if mean is not None]
    return Result(n=len(answered), means=means, index=sum(given_means, Fraction()) / len(given_means) * FACTOR)


def _mean(points: list[int]) -> Fraction | None:
    return Fraction(sum(points), len(points)) if points else None
