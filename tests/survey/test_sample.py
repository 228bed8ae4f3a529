"""The sample by Krejcie and Morgan, held against their published table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.survey.sample import sample_size

TABLE = {10: 10, 50: 44, 100: 80, 200: 132, 500: 217, 1_000: 278, 5_000: 357, 10_000: 370, 50_000: 381}


@pytest.mark.parametrize(("population", "sample"), TABLE.items())
def test_the_published_table(population: int, sample: int) -> None:
    assert sample_size(population) == sample


@given(st.integers(1, 10_000_000))
def test_never_more_than_there_are_and_never_fewer_for_more(population: int) -> None:
    assert 1 <= sample_size(population) <= population
    assert sample_size(population) <= sample_size(population + 1)


def test_nobody_has_no_sample() -> None:
    with pytest.raises(ValueError, match="no sample"):
        sample_size(0)
