"""The index of satisfaction by PermenPANRB 14/2017: equal weights of exactly a ninth, nothing rounded before the end."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.survey.elements import Element
from handlers.survey.index import Answers, Grade, Result, result

POINTS = st.integers(1, 4)
FULL = st.fixed_dictionaries(dict.fromkeys(Element, POINTS))
PARTIAL = st.dictionaries(st.sampled_from(Element), POINTS, min_size=1)


def same(points: int) -> dict[Element, int]:
    return dict.fromkeys(Element, points)


def with_index(index: str) -> Result:
    return Result(n=1, means={}, index=Fraction(index))


def test_955_points_of_29_people_are_91_475() -> None:
    short = 29 * 9 * 4 - 955  # points that are missing to full marks, taken from different people and elements
    people = [{element: 3 if number * 9 + place < short else 4 for place, element in enumerate(Element)} for number in range(29)]
    assert f"{float(result(people).index):.3f}" == "91.475"
    assert result(people).published == "91.48"


def test_full_marks_are_100_and_not_99() -> None:
    assert result([same(4)]).index == 100


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        ("100", Grade.A),
        ("88.31", Grade.A),
        ("88.3099999", Grade.B),
        ("88.305", Grade.B),
        ("76.61", Grade.B),
        ("76.6099999", Grade.C),
        ("65", Grade.C),
        ("64.9999999", Grade.D),
        ("25", Grade.D),
    ],
)
def test_the_grade_is_that_of_the_index_before_rounding(index: str, grade: Grade) -> None:
    assert with_index(index).grade is grade


@pytest.mark.parametrize(("index", "published"), [("88.305", "88.31"), ("76.604999", "76.60"), ("100", "100.00"), ("64.995", "65.00")])
def test_rounding_comes_last_and_halves_go_up(index: str, published: str) -> None:
    assert with_index(index).published == published


def test_what_was_not_answered_is_missing_and_not_zero() -> None:
    partial = result([same(4), {Element.WAKTU: 2}])
    assert partial.means[Element.WAKTU] == 3
    assert partial.means[Element.BIAYA] == 4


def test_an_element_that_nobody_answered_has_no_mean_and_no_weight() -> None:
    without = result([{element: 4 for element in Element if element is not Element.SARANA}])
    assert without.means[Element.SARANA] is None
    assert without.index == 100


def test_who_answered_nothing_does_not_count() -> None:
    assert result([same(3), {}]).n == 1
    with pytest.raises(ValueError, match="no answers"):
        result([{}])


def test_the_lowest_elements_come_first() -> None:
    assert result([same(4) | {Element.SARANA: 1, Element.BIAYA: 2, Element.WAKTU: 3}]).lowest() == (
        Element.SARANA,
        Element.BIAYA,
        Element.WAKTU,
    )


@given(st.lists(FULL, min_size=1, max_size=30))
def test_with_full_answers_it_is_the_mean_of_all_points_times_25(people: list[Answers]) -> None:
    points = [point for answers in people for point in answers.values()]
    assert result(people).index == Fraction(sum(points), len(points)) * 25


@given(st.lists(PARTIAL, min_size=1, max_size=30))
def test_the_index_lies_between_25_and_100_whoever_answers_first(people: list[Answers]) -> None:
    reckoned = result(people)
    assert 25 <= reckoned.index <= 100
    assert result(list(reversed(people))) == reckoned
