"""The only module that reads the clock; everywhere else the time is an argument."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

TOLERATED = timedelta(seconds=60)
"""A larger difference is a jump. A machine without network drifts less in a day."""
HOLD_SECONDS = 600.0
"""For this long a jump is disbelieved; a wrong time corrected within it has no effect."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def counted_seconds() -> float:
    """The machine's own count of seconds since it started, including sleep where the system tells it. Nobody can set it."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class SteadyClock:
    """The wall clock, checked against the machine's own count of seconds. After a jump the old time continues until the new one has lasted.

    `jumps` counts the jumps in each direction; `off`: by how much the wall clock is disbelieved now.
    """

    def __init__(self, wall: Callable[[], datetime] = utc_now, counted: Callable[[], float] = counted_seconds) -> None:
        self._wall, self._counted = wall, counted
        self._believed, self._at = wall(), counted()
        self._since = 0.0
        self.off: timedelta | None = None
        self.jumps = 0

    def __call__(self) -> datetime:
        wall, counted = self._wall(), self._counted()
        expected = self._believed + timedelta(seconds=counted - self._at)
        off = wall - expected
        if abs(off) <= TOLERATED:
            return self._believe(wall, counted)
        if self.off is None or abs(off - self.off) > TOLERATED:
            self.off, self._since = off, counted
            self.jumps += 1
        elif counted - self._since >= HOLD_SECONDS:
            return self._believe(wall, counted)
        return expected

    def _believe(self, wall: datetime, counted: float) -> datetime:
        if self.off is not None:
            self.off, self.jumps = None, self.jumps + 1
        self._believed, self._at = wall, counted
        return wall


@dataclass
class Clock:
    """The office's clock (UTC). In the local mode `offset` moves it forward."""

    source: Callable[[], datetime]
    offset: timedelta = timedelta()

    def __call__(self) -> datetime:
        return self.source() + self.offset

    @property
    def jumps(self) -> int:
        return self.source.jumps if isinstance(self.source, SteadyClock) else 0

    @property
    def off(self) -> timedelta | None:
        """By how much the machine's clock is disbelieved now; None where it is believed."""
        return self.source.off if isinstance(self.source, SteadyClock) else None
