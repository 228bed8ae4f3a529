"""Counts cases for the picture. All counts use the narrow rows of `case_facts` and their indexes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import pairwise

from bot.store.databases.database import Reading, maybe_moment, stamp
from bot.store.offices import unanswered
from bot.store.offices.eyes import OUTSIDE, Eyes
from handlers.desk.picture import Judged, Now, Shares

_OPEN = "('received', 'in_progress', 'waiting')"
"""The states of `OPEN`, written exactly as in the index of open cases."""


class Dimension(Enum):
    """The property by which cases are counted."""

    CATEGORY = "category"
    UNIT = "unit"
    SERVICE = "service"
    CHANNEL = "channel"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which cases are counted. `all_eyes`: also those about the supervisor, which only the head may see."""

    office: str
    unit: str = ""
    service: str = ""
    channel: str = ""
    eyes: Eyes = OUTSIDE

    def condition(self) -> tuple[str, list[object]]:
        chosen = [(name, getattr(self, name)) for name in ("office", "unit", "service", "channel") if getattr(self, name)]
        seen, values = self.eyes.condition()
        return " AND ".join([*(f"{name} = ?" for name, _ in chosen), seen]), [*(value for _, value in chosen), *values]


_RATINGS = (1, 2, 3, 4)
_PARTS = ("kept", "late", "other", "open")


async def of_period(reading: Reading, scope: Scope, by: Dimension, since: datetime, until: datetime, now: datetime) -> list[Shares]:
    """The cases received in [since, until), grouped by `by` and by what became of their limits; the largest group first.

    Each pair of key and outcome is a range of an index, which is counted without sorting.
    """
    where, values = scope.condition()
    part = (
        f"(SELECT COUNT(*) FROM case_facts WHERE {where} AND {by.value} = ? AND outcome = ?"  # noqa: S608 - fixed words
        " AND received_at >= ? AND received_at < ?"
    )
    select = f"SELECT CAST(? AS TEXT), {', '.join([part + ')'] * len(_PARTS))}, {part} AND due_at < ?)"
    days = [stamp(since), stamp(until)]
    keys = await _keys(reading, scope.office, by)
    asked = [value for key in keys for value in _parameters(key, values, days, now)]
    rows = await reading.fetch(" UNION ALL ".join([select] * len(keys)), *asked) if keys else []
    shares = [
        Shares(key=key, kept=in_time, late=late + passed, running=still - passed, other=other)
        for key, in_time, late, other, still, passed in rows
    ]
    return sorted((row for row in shares if row.n), key=lambda row: (-row.n, row.key))


def _parameters(key: str, values: Sequence[object], days: Sequence[str], now: datetime) -> list[object]:
    """The parameters for one key: of each outcome, and of open cases past their limit."""
    return [key, *(value for part in _PARTS for value in (*values, key, part, *days)), *values, key, "open", *days, stamp(now)]


async def _keys(reading: Reading, office: str, by: Dimension) -> list[str]:
    """The different values among the office's cases, each found with one step in the index."""
    following = f"SELECT MIN({by.value}) FROM case_facts WHERE office = ?"  # noqa: S608 - fixed words
    rows = await reading.fetch(
        f"WITH RECURSIVE keys (key) AS ({following} UNION ALL SELECT ({following} AND {by.value} > keys.key) FROM keys"  # noqa: S608
        " WHERE keys.key IS NOT NULL) SELECT key FROM keys WHERE key IS NOT NULL",
        *(office, office),
    )
    return [row[0] for row in rows]


async def judged(reading: Reading, scope: Scope, since: datetime, until: datetime) -> list[Judged]:
    """The cases received in [since, until), by rating, and those reopened by their reporters."""
    where, values = scope.condition()
    days = [stamp(since), stamp(until)]
    select = f"SELECT 0, ?, COUNT(*) FROM case_facts WHERE {where} AND rating = ? AND received_at >= ? AND received_at < ?"  # noqa: S608
    again = f"SELECT 1, NULL, COUNT(*) FROM case_facts WHERE {where} AND reopened > 0 AND received_at >= ? AND received_at < ?"  # noqa: S608
    asked = [value for rating in _RATINGS for value in (rating, *values, rating, *days)]
    rows = await reading.fetch(" UNION ALL ".join([*[select] * len(_RATINGS), again]), *asked, *values, *days)
    return [Judged(reopened=bool(row[0]), rating=row[1], count=row[2]) for row in rows if row[2]]


def _hour(moment: datetime) -> str:
    """The hour (UTC) that contains the moment."""
    return stamp(moment)[:13]


async def came(reading: Reading, scope: Scope, since: datetime, until: datetime) -> Mapping[str, int]:
    """The number of cases received in each hour of [since, until) (UTC, `2026-11-24T08`)."""
    where, values = scope.condition()
    rows = await reading.fetch(
        f"SELECT substr(received_at, 1, 13), COUNT(*) FROM case_facts WHERE {where}"  # noqa: S608 - fixed words
        " AND substr(received_at, 1, 13) >= ? AND substr(received_at, 1, 13) < ? GROUP BY substr(received_at, 1, 13)",
        *(*values, _hour(since), _hour(until)),
    )
    return {row[0]: row[1] for row in rows}


async def weekly(reading: Reading, scope: Scope, mondays: Sequence[datetime]) -> list[tuple[int, int]]:
    """The number of cases received and ended in each week that begins at one of these moments; the last moment only ends a week."""
    where, values = scope.condition()
    select = (
        f"SELECT (SELECT COUNT(*) FROM case_facts WHERE {where} AND received_at >= ? AND received_at < ?),"  # noqa: S608 - fixed words
        f" (SELECT COUNT(*) FROM case_facts WHERE {where} AND ended_at >= ? AND ended_at < ?)"
    )
    weeks = [[stamp(monday), stamp(following)] for monday, following in pairwise(mondays)]
    asked = [value for week in weeks for value in (*values, *week, *values, *week)]
    rows = await reading.fetch(" UNION ALL ".join([select] * len(weeks)), *asked)
    return [(row[0], row[1]) for row in rows]


async def last_received(reading: Reading, scope: Scope) -> datetime | None:
    """When the last case was received; None where there is none."""
    where, values = scope.condition()
    rows = await reading.fetch(f"SELECT MAX(received_at) FROM case_facts WHERE {where}", *values)  # noqa: S608 - fixed words
    return maybe_moment(rows[0][0])


async def reasons(reading: Reading, scope: Scope, since: datetime, until: datetime) -> list[tuple[str, int]]:
    """Why cases that ended in [since, until) got no answer, most frequent first."""
    where, values = scope.condition()
    rows = await reading.fetch(
        f"SELECT reason, COUNT(*) FROM case_facts WHERE {where} AND reason <> '' AND ended_at >= ? AND ended_at < ?"  # noqa: S608
        " GROUP BY reason ORDER BY COUNT(*) DESC, reason",
        *(*values, stamp(since), stamp(until)),
    )
    return [(row[0], row[1]) for row in rows]


async def living(reading: Reading, scope: Scope, now: datetime, day_ends: datetime) -> Now:
    """What is open now."""
    where, values = scope.condition()
    rows = await reading.fetch(
        "SELECT COUNT(*), COUNT(*) FILTER (WHERE due_at < ?), COUNT(*) FILTER (WHERE due_at >= ? AND due_at < ?),"  # noqa: S608 - fixed words
        " COUNT(*) FILTER (WHERE officer IS NULL), COUNT(*) FILTER (WHERE urgent = 1), COUNT(*) FILTER (WHERE state = 'waiting')"
        f", (SELECT COUNT(*) FROM case_facts WHERE {where} AND state = 'resolved') FROM case_facts WHERE {where} AND state IN {_OPEN}",
        *(stamp(now), stamp(now), stamp(day_ends), *values, *values),
    )
    names = ("all", "late", "today", "untaken", "urgent", "waiting", "answered")
    return Now(**dict(zip(names, rows[0], strict=True)))


async def questions(reading: Reading, office: str, since: datetime, most: int, until: datetime) -> list[tuple[str, int]]:
    """The questions asked most in [since, until) and not answered well, in the same words."""
    asked = sorted(await unanswered.between(reading, office, since, until))
    counted = Counter(text.lower() for text in asked)
    as_written = {text.lower(): text for text in reversed(asked)}
    return [(as_written[text], count) for text, count in counted.most_common(most)]
