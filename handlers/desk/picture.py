"""The picture of an office, computed from counted rows: what is open, what became of a period's cases, how they come and go. Pure.

No average stands alone: each share comes with its number of cases, `n`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKS = 12
FEWEST = 5
"""A cell with fewer cases is not shown outside the office, because it could be about a person."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """How many cases of the period got this rating, or were reopened by their reporters; a case can count in both."""

    reopened: bool
    rating: int | None
    count: int


@dataclass(frozen=True, kw_only=True)
class Now:
    """The running cases at this moment."""

    all: int
    late: int
    today: int
    untaken: int
    urgent: int
    waiting: int
    answered: int  # and the reporter has not responded yet

    @property
    def unended(self) -> int:
        return self.all + self.answered


@dataclass(frozen=True, kw_only=True)
class Shares:
    """One row: of `n` cases, how many were answered in time, are late, still run, or ended otherwise."""

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
        """The share answered in time, in percent of the cases whose limit is decided; None where there are none."""
        return round(100 * self.kept / self.decided) if self.decided else None

    @property
    def decided(self) -> int:
        return self.kept + self.late


@dataclass(frozen=True, kw_only=True)
class Week:
    """The week that begins on this Monday: how many cases came, how many ended, how many were open at its end."""

    monday: date
    came: int
    ended: int
    open: int

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


def whole(rows: Iterable[Shares]) -> Shares:
    """The sum of all rows."""
    total = Counter({"kept": 0, "late": 0, "running": 0, "other": 0})
    for row in rows:
        total.update({"kept": row.kept, "late": row.late, "running": row.running, "other": row.other})
    return Shares(key="", **total)


def reopened(judged: Iterable[Judged]) -> int:
    """How many cases their reporters reopened."""
    return sum(tally.count for tally in judged if tally.reopened)


def stars(judged: Iterable[Judged]) -> Mapping[int, int]:
    """How often each of the four values was given."""
    totals: Counter[int] = Counter()
    for tally in judged:
        if tally.rating:
            totals[tally.rating] += tally.count
    return {value: totals[value] for value in (4, 3, 2, 1)}


def weeks(counts: Sequence[tuple[int, int]], mondays: Sequence[datetime], open_now: int, zone: ZoneInfo) -> list[Week]:
    """The weeks with the cases that came and ended in each. The number open at the end of each is computed backwards from now."""
    still, weeks_found = open_now, []
    for (came, ended), monday in zip(reversed(counts), reversed(mondays[:-1]), strict=True):
        weeks_found.append(Week(monday=monday.astimezone(zone).date(), came=came, ended=ended, open=still))
        still = still - came + ended
    return weeks_found[::-1]


def mondays(now: datetime, zone: ZoneInfo) -> list[datetime]:
    """The beginnings of the last twelve weeks, and the end of the current one (UTC)."""
    today = now.astimezone(zone).date()
    last = today - timedelta(days=today.weekday())
    days = [last + timedelta(weeks=count) for count in range(1 - WEEKS, 2)]
    return [datetime.combine(day, time(), tzinfo=zone).astimezone(UTC) for day in days]


def hour_of_week(hour: str, zone: ZoneInfo) -> str:
    """The local weekday, with Monday 0, and the local hour of an hour of UTC (`2026-11-24T08`): `1-16`."""
    local = _moment(hour).astimezone(zone)
    return f"{local.weekday()}-{local.hour:02d}"


def hours_of_week(came: Mapping[str, int], zone: ZoneInfo) -> Counter[str]:
    """How many cases came in each hour of the week, of those that came in each hour of UTC."""
    totals: Counter[str] = Counter()
    for hour, count in came.items():
        totals[hour_of_week(hour, zone)] += count
    return totals


def hidden(count: int) -> int | None:
    """The number for the public; None where it is so small that it could be about a person."""
    return None if 0 < count < FEWEST else count


def public_rows(rows: Sequence[Shares]) -> list[Shares]:
    """The rows for the public, without those whose sum or parts could be about a person."""
    return [row for row in rows if all(hidden(part) is not None for part in (row.kept, row.late, row.running, row.other))]


def _moment(hour: str) -> datetime:
    return datetime.fromisoformat(f"{hour}:00:00+00:00")
