"""The picture's figures, reckoned from counted rows."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.desk.picture import FEWEST, Judged, Shares, hidden, hours_of_week, mondays, public_rows, reopened, stars, weeks, whole

WITA = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def row(key: str = "x", kept: int = 0, late: int = 0, running: int = 0, other: int = 0) -> Shares:
    return Shares(key=key, kept=kept, late=late, running=running, other=other)


def test_the_share_of_kept_is_of_those_whose_limit_is_decided() -> None:
    assert row(kept=3, late=1, running=50, other=7).kept_percent == 75
    assert row(running=5).kept_percent is None
    assert row(kept=3, late=1, running=50, other=7).n == 61


def test_the_whole_is_the_sum_of_its_rows() -> None:
    assert whole([row("a", 1, 2, 3, 4), row("b", 10, 20, 30, 40)]) == row("", 11, 22, 33, 44)
    assert whole([]).n == 0


def test_twelve_weeks_end_with_the_present_one_in_the_offices_days() -> None:
    moments = mondays(NOW, WITA)
    assert len(moments) == 13
    assert moments[-2].astimezone(WITA).isoformat() == "2026-11-23T00:00:00+08:00"
    assert moments[-1].astimezone(WITA).isoformat() == "2026-11-30T00:00:00+08:00"
    early = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # Monday half past midnight in Juai
    assert mondays(early, WITA) == moments


@given(counts=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=12, max_size=12), now=st.integers(0, 1000))
def test_what_is_open_at_the_end_of_a_week_is_what_was_open_before_and_came_and_did_not_end(
    counts: list[tuple[int, int]], now: int
) -> None:
    found = weeks(counts, mondays(NOW, WITA), now, WITA)
    assert [(one.came, one.ended) for one in found] == counts
    assert found[-1].open == now
    for before, after in pairwise(found):
        assert after.open == before.open + after.came - after.ended


def test_reopened_and_stars_are_counted() -> None:
    judged = [
        Judged(reopened=True, rating=None, count=2),
        Judged(reopened=True, rating=1, count=3),
        Judged(reopened=False, rating=4, count=5),
    ]
    assert reopened(judged) == 5
    assert stars(judged) == {4: 5, 3: 0, 2: 0, 1: 3}


def test_hours_are_those_of_the_office() -> None:
    assert hours_of_week({"2026-11-22T16": 1, "2026-11-23T01": 2, "2026-11-30T01": 1}, WITA) == {"0-00": 1, "0-09": 3}


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (FEWEST - 1, None), (FEWEST, FEWEST)])
def test_few_are_hidden_from_the_public(count: int, shown: int | None) -> None:
    assert hidden(count) == shown


def test_a_row_of_which_any_part_is_small_is_not_public() -> None:
    large, small = row("a", 5, 0, 9, 0), row("b", 50, 1, 9, 0)
    assert public_rows([large, small]) == [large]
