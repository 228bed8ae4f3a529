"""Wrong tries of a complaint's PIN lock it, each time for longer. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

WRONG_TRIES = 5
"""This many wrong tries in a row lock the number."""
LOCKS = (timedelta(hours=1), timedelta(hours=4), timedelta(days=1))
"""How long the first, the second and every further lock lasts."""


@dataclass(frozen=True, kw_only=True)
class PinTries:
    """The tries at one number since the last right PIN."""

    wrong: int = 0
    locks: int = 0
    locked_until: datetime | None = None

    def is_locked(self, now: datetime) -> bool:
        return self.locked_until is not None and now < self.locked_until


def after_wrong_try(tries: PinTries, now: datetime) -> PinTries:
    """The tries with one more wrong one; the fifth locks the number and starts the count again."""
    wrong = tries.wrong + 1
    if wrong < WRONG_TRIES:
        return replace(tries, wrong=wrong)
    length = LOCKS[min(tries.locks, len(LOCKS) - 1)]
    return PinTries(wrong=0, locks=tries.locks + 1, locked_until=now + length)
