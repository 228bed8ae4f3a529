"""The report of the survey: what PermenPANRB 14/2017 (chapter IV) wants it to hold, as values. Pure.

What fewer than `FEWEST` people have said is shown to nobody: it could be told whose answer it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from handlers.survey.elements import Element
from handlers.survey.index import Answers, Result, result
from handlers.survey.sample import sample_size
from handlers.survey.stretches import Stretch

FEWEST = 5


@dataclass(frozen=True, kw_only=True)
class Response:
    """What one person answered, about which unit of the office (empty: the whole office)."""

    unit: str
    points: Answers


@dataclass(frozen=True, kw_only=True)
class Quota:
    """How far the sample of one unit is. `population`: the people it served in the stretch, as the office gives it; None: not given."""

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
    """The index of one stretch in the trend; None where too few have answered."""

    stretch: Stretch
    n: int
    result: Result | None


@dataclass(frozen=True, kw_only=True)
class Report:
    """`result` is None where too few have answered. `asked`: how many answered each element, also where its mean is not shown."""

    stretch: Stretch
    n: int
    result: Result | None
    asked: Mapping[Element, int]
    quotas: tuple[Quota, ...]
    trend: tuple[Point, ...]
    plans: Mapping[Element, str]

    @property
    def lowest(self) -> tuple[tuple[Element, Fraction, str], ...]:
        """The three elements to be improved first: mean, and what the office plans."""
        found = self.result.lowest() if self.result else ()
        means = self.result.means if self.result else {}
        return tuple((element, mean, self.plans.get(element, "")) for element in found if (mean := means[element]) is not None)


def shown(people: Sequence[Answers]) -> Result | None:
    """What they come to, without elements that fewer than `FEWEST` answered; None where too few answered anything."""
    asked = counted(people)
    enough = {element for element, count in asked.items() if count >= FEWEST}
    kept = [{element: points for element, points in person.items() if element in enough} for person in people]
    return result(kept) if sum(map(bool, kept)) >= FEWEST else None


def counted(people: Sequence[Answers]) -> dict[Element, int]:
    """How many answered each element."""
    found = Counter(element for person in people for element in person)
    return {element: found[element] for element in Element}


def quotas(people: Sequence[Response], populations: Mapping[str, int], units: Sequence[str]) -> tuple[Quota, ...]:
    """The whole office first (every answer counts for it), then each unit."""
    by_unit = Counter(person.unit for person in people)
    whole = Quota(unit="", population=populations.get(""), answered=len(people))
    return (whole, *(Quota(unit=unit, population=populations.get(unit), answered=by_unit[unit]) for unit in units))


def trend(points: Mapping[Stretch, Sequence[Answers]]) -> tuple[Point, ...]:
    """The index of each stretch, the oldest first."""
    return tuple(
        Point(stretch=stretch, n=len(points[stretch]), result=shown(points[stretch]))
        for stretch in sorted(points, key=lambda stretch: stretch.first)
    )
