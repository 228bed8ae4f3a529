"""Counts cases for the picture. All counts use the narrow rows of `case_facts` and their indexes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.store.databases.database import Reading, maybe_moment, stamp
from bot.store.offices import month_counts, unanswered
from bot.store.offices.eyes import Condition
from bot.store.offices.month_counts import Days
from bot.store.offices.scope import Scope, Within
from handlers.desk import picture
from handlers.desk.picture import Judged, Now, Shares

_OPEN = "('received', 'in_progress', 'waiting')"
"""The states of `OPEN`, written exactly as in the index of open cases."""


class Dimension(Enum):
    """The property by which cases are counted."""

    CATEGORY = "category"
    UNIT = "unit"
    SERVICE = "service"
    CHANNEL = "channel"


_RATINGS = (1, 2, 3, 4)
_PARTS = ("kept", "late", "other", "open")


async def of_period(reading: Reading, scope: Scope, by: Dimension, days: Days, now: datetime) -> list[Shares]:
    """The cases received on the days, grouped by `by` and by what became of their limits; the largest group first.

    Each pair of key and outcome is a range of an index, which is counted without sorting.
    """
    group = f"{by.value} = keys.key"
    counts, values = scope.counts([(f"{group} AND outcome = '{part}'", []) for part in _PARTS], days.received)
    late, of_late = scope.counts(
        [(f"{group} AND outcome = 'open' AND due_at < ?", [stamp(now)])], Days.uncounted(days.since, days.until).received
    )
    sql = f"SELECT key, {counts}, {late} FROM keys WHERE key IS NOT NULL"  # noqa: S608 - fixed words
    rows = await scope.ask(reading, sql, [*values, *of_late], keys_of=by.value)
    before = await month_counts.counted(reading, scope, days, by.value)
    shares = [
        _shares(key, [count + before[key, part] for part, count in zip(_PARTS, parts, strict=True)], passed) for key, *parts, passed in rows
    ]
    return sorted((row for row in shares if row.n), key=lambda row: (-row.n, row.key))


def _shares(key: str, parts: Sequence[int], passed: int) -> Shares:
    """`passed`: the open cases whose limit has passed."""
    in_time, late, other, still = parts
    return Shares(key=key, kept=in_time, late=late + passed, running=still - passed, other=other)


async def judged(reading: Reading, scope: Scope, days: Days) -> list[Judged]:
    """The cases received on the days, by rating, and those reopened by their reporters."""
    counts, values = scope.counts([*((f"rating = {stars}", []) for stars in _RATINGS), ("reopened > 0", [])], days.received)
    ((*rated, again),) = await scope.ask(reading, f"SELECT {counts}", values)
    before = await month_counts.counted(reading, scope, days, "rating")
    tallies = [
        Judged(reopened=False, rating=stars, count=count + before[str(stars), ""]) for stars, count in zip(_RATINGS, rated, strict=True)
    ]
    again += (await month_counts.counted(reading, scope, days, "reopened"))["", ""]
    return [tally for tally in (*tallies, Judged(reopened=True, rating=None, count=again)) if tally.count]


async def hours_of_week(reading: Reading, scope: Scope, days: Days, zone: ZoneInfo) -> Counter[str]:
    """The number of cases received in each local hour of the week (`1-16`: Tuesday from four in the afternoon)."""
    groups, values = scope.groups("hour", days.hours)
    came = {row[0]: row[1] for row in await scope.ask(reading, groups, values)} if days.spans or scope.eyes.has_singles else {}
    before = await month_counts.counted(reading, scope, days, "hour")
    totals = picture.hours_of_week(came, zone)
    totals.update({hour: count for (hour, _), count in before.items()})
    return +totals


async def weekly(reading: Reading, scope: Scope, mondays: Sequence[datetime]) -> list[tuple[int, int]]:
    """The number of cases received and ended in each week that begins at one of these moments; the last moment only ends a week."""
    weeks = [[stamp(monday), stamp(following)] for monday, following in pairwise(mondays)]
    moments = ("received_at", "ended_at")
    counts, values = scope.counts([(f"{moment} >= ? AND {moment} < ?", week) for week in weeks for moment in moments])
    (row,) = await scope.ask(reading, f"SELECT {counts}", values)
    return [(row[place], row[place + 1]) for place in range(0, len(row), 2)]


async def last_received(reading: Reading, scope: Scope) -> datetime | None:
    """When the last case was received; None where there is none."""
    where, values = scope.condition()
    rows = await reading.fetch(f"SELECT MAX(received_at) FROM case_facts WHERE {where}", *values)  # noqa: S608 - fixed words
    return maybe_moment(rows[0][0])


async def reasons(reading: Reading, scope: Scope, since: datetime, until: datetime) -> list[tuple[str, int]]:
    """Why cases that ended in [since, until) got no answer, most frequent first."""
    ended = ("reason <> '' AND ended_at >= ? AND ended_at < ?", [stamp(since), stamp(until)])
    groups, values = scope.groups("reason", Within(parts=[ended], whole=ended))
    rows = [(row[0], row[1]) for row in await scope.ask(reading, groups, values) if row[1]]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


async def living(reading: Reading, scope: Scope, now: datetime, day_ends: datetime) -> Now:
    """What is open now."""
    parts: dict[str, Condition] = {
        "all": ("1 = 1", []),
        "late": ("due_at < ?", [stamp(now)]),
        "today": ("due_at >= ? AND due_at < ?", [stamp(now), stamp(day_ends)]),
        "untaken": ("officer IS NULL", []),
        "urgent": ("urgent = 1", []),
        "waiting": ("state = 'waiting'", []),
    }
    still_open = [(f"{condition} AND state IN {_OPEN}", values) for condition, values in parts.values()]
    counts, values = scope.counts([*still_open, ("state = 'resolved'", [])])
    (row,) = await scope.ask(reading, f"SELECT {counts}", values)
    return Now(**dict(zip((*parts, "answered"), row, strict=True)))


async def questions(reading: Reading, office: str, since: datetime, most: int, until: datetime) -> list[tuple[str, int]]:
    """The questions asked most in [since, until) and not answered well, in the same words."""
    asked = sorted(await unanswered.between(reading, office, since, until))
    counted = Counter(text.lower() for text in asked)
    as_written = {text.lower(): text for text in reversed(asked)}
    return [(as_written[text], count) for text, count in counted.most_common(most)]
