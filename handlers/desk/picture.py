"""The picture of an office, reckoned from counted rows: what is now, what became of a period's cases, how they come and go. Pure.

No mean stands alone: each share has its number of cases, `n`, beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKS = 12
FEWEST = 5
"""Fewer than so many in a cell are shown to nobody outside the office: they could be people."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """So many cases of the period got this rating, or were reopened by their reporters; one that was both counts in both."""

    reopened: bool
    rating: int | None
    count: int


@dataclass(frozen=True, kw_only=True)
class Now:
    """The living cases at this moment."""

    all: int
    late: int
    today: int
    untaken: int
    urgent: int
    waiting: int
    answered: int  # and the reporter has not said yet whether that is all

    @property
    def unended(self) -> int:
        return self.all + self.answered


@dataclass(frozen=True, kw_only=True)
class Shares:
    """One row: of `n` cases so many were kept, are late, run on, or ended otherwise."""

    key: str
    kept: int
    late: int
    running: int
    other: int

    @property
    def n(self) -> int:
        return self.kept + self.late + self.running + self.other

    @property
    def kept_percent(self) -> int | None:
        """Of those whose limit is decided; None where none is."""
        decided = self.kept + self.late
        return round(100 * self.kept / decided) if decided else None


@dataclass(frozen=True, kw_only=True)
class Week:
    """The week from this Monday on: how many came, how many ended, how many were open at its end."""

    monday: date
    came: int
    ended: int
    open: int

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


def whole(rows: Iterable[Shares]) -> Shares:
    """All rows in one."""
    total = Counter({"kept": 0, "late": 0, "running": 0, "other": 0})
    for row in rows:
        total.update({"kept": row.kept, "late": row.late, "running": row.running, "other": row.other})
    return Shares(key="", **total)


def reopened(judged: Iterable[Judged]) -> int:
    """How many of them their reporters did not accept."""
    return sum(tally.count for tally in judged if tally.reopened)


def stars(judged: Iterable[Judged]) -> Mapping[int, int]:
    """How often each of the four values was given."""
    found: Counter[int] = Counter()
    for tally in judged:
        if tally.rating:
            found[tally.rating] += tally.count
    return {value: found[value] for value in (4, 3, 2, 1)}


def weeks(counts: Sequence[tuple[int, int]], mondays: Sequence[datetime], open_now: int, zone: ZoneInfo) -> list[Week]:
    """The weeks with what came and what ended in each. How many were open at the end of each is counted back from now."""
    still, found = open_now, []
    for (came, ended), monday in zip(reversed(counts), reversed(mondays[:-1]), strict=True):
        found.append(Week(monday=monday.astimezone(zone).date(), came=came, ended=ended, open=still))
        still = still - came + ended
    return found[::-1]


def mondays(now: datetime, zone: ZoneInfo) -> list[datetime]:
    """When the last twelve weeks began, and when the present one ends (UTC)."""
    today = now.astimezone(zone).date()
    last = today - timedelta(days=today.weekday())
    days = [last + timedelta(weeks=count) for count in range(1 - WEEKS, 2)]
    return [datetime.combine(day, time(), tzinfo=zone).astimezone(UTC) for day in days]


def hours_of_week(came: Mapping[str, int], zone: ZoneInfo) -> dict[tuple[int, int], list[str]]:
    """Weekday (Monday 0) and local hour → the UTC hours of the period that are it and in which something came."""
    found: dict[tuple[int, int], list[str]] = {}
    for hour in sorted(came):
        local = _moment(hour).astimezone(zone)
        found.setdefault((local.weekday(), local.hour), []).append(hour)
    return found


def hidden(count: int) -> int | None:
    """The number for the public; None where it is small enough to be about somebody."""
    return None if 0 < count < FEWEST else count


def public_rows(rows: Sequence[Shares]) -> list[Shares]:
    """The rows that can be shown outside: one whose whole or whose parts could be about somebody is left out."""
    return [row for row in rows if all(hidden(part) is not None for part in (row.kept, row.late, row.running, row.other))]


def _moment(hour: str) -> datetime:
    return datetime.fromisoformat(f"{hour}:00:00+00:00")
