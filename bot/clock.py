"""The one place that reads the time; everywhere else it is an argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Clock:
    """The office's clock, UTC. In the local mode it can be moved forward by `offset`."""

    source: Callable[[], datetime]
    offset: timedelta = timedelta()

    def __call__(self) -> datetime:
        return self.source() + self.offset
