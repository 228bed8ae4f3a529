"""The one place that reads the time; everywhere else it is an argument."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

TOLERATED = timedelta(seconds=60)
"""So far a clock may run wrong before it has jumped: more than a machine without network drifts in a day."""
HOLD_SECONDS = 600.0
"""So long a jump is not believed: a wrong hour that is set right within it has never been."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def counted_seconds() -> float:
    """The machine's own count since it was started, with the time that it slept where the system tells it; nobody can set it."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class SteadyClock:
    """The wall clock, held against the machine's own count of seconds: after a jump the old time goes on until the new one has lasted.

    `jumps` counts what was noticed, each way; `off` is by how much the wall clock is not believed now.
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
    """The office's clock, UTC. In the local mode it can be moved forward by `offset`."""

    source: Callable[[], datetime]
    offset: timedelta = timedelta()

    def __call__(self) -> datetime:
        return self.source() + self.offset

    @property
    def jumps(self) -> int:
        return self.source.jumps if isinstance(self.source, SteadyClock) else 0

    @property
    def off(self) -> timedelta | None:
        """By how much the machine's clock is not believed now."""
        return self.source.off if isinstance(self.source, SteadyClock) else None
