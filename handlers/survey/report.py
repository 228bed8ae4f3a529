"""The report of the survey as PermenPANRB 14/2017 (chapter IV) requires it, as values. Pure.

Results of fewer than `FEWEST` people are hidden, because they could reveal whose answers they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from handlers.survey.elements import Element
from handlers.survey.index import Answers, Result, result
from handlers.survey.sample import sample_size
from handlers.survey.stretches import Stretch

FEWEST = 5


@dataclass(frozen=True, kw_only=True)
class Response:
    """One person's answers, and the unit they are about (empty: the whole office)."""

    unit: str
    points: Answers


@dataclass(frozen=True, kw_only=True)
class Quota:
    """How complete the sample of one unit is. `population`: the people it served in the period, as the office states it; None: not stated."""

    unit: str
    population: int | None
    answered: int

    @property
    def sample(self) -> int | None:
        return sample_size(self.population) if self.population else None

    @property
    def missing(self) -> int | None:
        return None if self.sample is None else max(0, self.sample - self.answered)


@dataclass(frozen=True, kw_only=True)
class Point:
    """The index of one period in the trend; None where too few have answered."""

    stretch: Stretch
    n: int
    result: Result | None


@dataclass(frozen=True, kw_only=True)
class Report:
    """`result` is None where too few have answered. `asked`: the number of answers for each element, also where its mean is hidden."""

    stretch: Stretch
    n: int
    result: Result | None
    asked: Mapping[Element, int]
    quotas: tuple[Quota, ...]
    trend: tuple[Point, ...]
    plans: Mapping[Element, str]

    @property
    def lowest(self) -> tuple[tuple[Element, Fraction, str], ...]:
        """The three elements to improve first: element, mean, and what the office plans."""
        lowest_elements = self.result.lowest() if self.result else ()
        means = self.result.means if self.result else {}
        return tuple((element, mean, self.plans.get(element, "")) for element in lowest_elements if (mean := means[element]) is not None)


def published_result(people: Sequence[Answers]) -> Result | None:
    """The result without elements that fewer than `FEWEST` people answered; None where too few answered anything."""
    asked = counted(people)
    enough = {element for element, count in asked.items() if count >= FEWEST}
    published_answers = (
        people
        if len(enough) == len(Element)
        else [{element: points for element, points in person.items() if element in enough} for person in people]
    )
    return result(published_answers) if sum(map(bool, published_answers)) >= FEWEST else None


def counted(people: Sequence[Answers]) -> dict[Element, int]:
    """The number of answers for each element."""
    totals = Counter(chain.from_iterable(people))
    return {element: totals[element] for element in Element}


def quotas(people: Sequence[Response], populations: Mapping[str, int], units: Sequence[str]) -> tuple[Quota, ...]:
    """The quota of the whole office (every answer counts for it), then of each unit."""
    by_unit = Counter(person.unit for person in people)
    whole = Quota(unit="", population=populations.get(""), answered=len(people))
    return (whole, *(Quota(unit=unit, population=populations.get(unit), answered=by_unit[unit]) for unit in units))


def point(stretch: Stretch, people: Sequence[Answers]) -> Point:
    """What a period's answers say."""
    return Point(stretch=stretch, n=len(people), result=published_result(people))
