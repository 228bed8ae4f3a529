"""Who guesses a PIN is locked out, longer each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.casework.pin import PinTries, after_wrong_try

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


def wrong(tries: PinTries, times: int, now: datetime = NOW) -> PinTries:
    for _ in range(times):
        tries = after_wrong_try(tries, now)
    return tries


def test_four_wrong_tries_lock_nothing() -> None:
    assert not wrong(PinTries(), 4).is_locked(NOW)


@pytest.mark.parametrize(("tries", "hours"), [(5, 1), (10, 4), (15, 24), (20, 24)])
def test_each_fifth_locks_longer_than_the_one_before(tries: int, hours: int) -> None:
    locked = wrong(PinTries(), tries)
    end = NOW + timedelta(hours=hours)
    assert locked.is_locked(end - timedelta(seconds=1))
    assert not locked.is_locked(end)


def test_after_a_lock_the_count_begins_anew() -> None:
    later = NOW + timedelta(hours=2)
    assert not wrong(wrong(PinTries(), 5), 4, later).is_locked(later)
