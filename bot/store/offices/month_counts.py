"""Counts of closed months, made once by night. A month of which a case changed is counted directly until the next night."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.store.databases.database import Database, Reading, Row, hour_of, marks, repeated, stamp
from bot.store.offices.eyes import Condition
from bot.store.offices.scope import Scope, Within
from handlers.desk.picture import hour_of_week

MOST_MONTHS = 24
_FACTS = "circle, unit, category, service, channel, outcome, hour, rating, reopened"
_KEPT = "office, since_at, circle, unit, dimension, key, outcome, n"
Span = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days [since, until). `months`: the beginnings of whole months within them that are already counted; `spans`: the rest, which is
    counted directly.
    """

    since: datetime
    until: datetime
    spans: tuple[Span, ...]
    months: tuple[datetime, ...] = ()

    @classmethod
    def uncounted(cls, since: datetime, until: datetime) -> Days:
        return cls(since=since, until=until, spans=((since, until),))

    @property
    def received(self) -> Within:
        """As conditions on when a case was received."""
        return Within(parts=[_received(*span) for span in self.spans], whole=_received(self.since, self.until))

    @property
    def hours(self) -> Within:
        """As conditions on the hour in which a case was received."""
        return Within(parts=[_hours(*span) for span in self.spans], whole=_hours(self.since, self.until))


def _received(since: datetime, until: datetime) -> Condition:
    return "received_at >= ? AND received_at < ?", [stamp(since), stamp(until)]


def _hours(since: datetime, until: datetime) -> Condition:
    return "hour >= ? AND hour < ?", [hour_of(since), hour_of(until)]


async def days_of(reading: Reading, scope: Scope, since: datetime, until: datetime) -> Days:
    """The days, with those of their months that are already counted."""
    if not scope.is_counted_by_month:
        return Days.uncounted(since, until)
    sql = "SELECT since_at, until_at FROM counted_months WHERE office = ? AND since_at >= ? AND until_at <= ? ORDER BY since_at"
    rows = await reading.fetch(sql, scope.office, stamp(since), stamp(until))
    months = [(datetime.fromisoformat(row[0]), datetime.fromisoformat(row[1])) for row in rows]
    return Days(since=since, until=until, spans=tuple(_between(since, until, months)), months=tuple(month for month, _ in months))


def _between(since: datetime, until: datetime, months: Iterable[Span]) -> Iterator[Span]:
    """The parts of [since, until) that lie outside the months."""
    for first, following in months:
        if since < first:
            yield since, first
        since = following
    if since < until:
        yield since, until


async def counted(reading: Reading, scope: Scope, days: Days, dimension: str) -> Counter[tuple[str, str]]:
    """The number of cases of the scope in the counted months, by (key, outcome)."""
    if not days.months:
        return Counter()
    where, values = scope.of_circles()
    months = [stamp(month) for month in days.months]
    rows = await reading.fetch(
        f"SELECT key, outcome, CAST(SUM(n) AS INTEGER) FROM month_counts WHERE {where} AND dimension = ?"  # noqa: S608 - fixed words
        f" AND since_at IN ({marks(months)}) GROUP BY key, outcome",
        *(*values, dimension, *months),
    )
    return Counter({(key, outcome): count for key, outcome, count in rows})


async def count_months(database: Database, office: str, zone: ZoneInfo, now: datetime) -> None:
    """Counts those closed months of the last two years that are not counted yet."""
    months = [*closed_months(now, zone)]
    begins = [stamp(since) for since, _ in months]
    async with database.transaction() as transaction:
        for table in ("counted_months", "month_counts"):
            others = f"office = ? AND since_at NOT IN ({marks(begins)})"
            await transaction.execute(f"DELETE FROM {table} WHERE {others}", office, *begins)  # noqa: S608 - fixed words
    rows = await database.fetch("SELECT since_at, until_at FROM counted_months WHERE office = ?", office)
    already = {(since, until) for since, until in rows}
    for month in months:
        if tuple(map(stamp, month)) not in already:
            await repeated(_count_month, database, office, zone, month)


def closed_months(now: datetime, zone: ZoneInfo) -> Iterator[Span]:
    """The last closed months in this zone, newest first, as moments [since, until) in UTC."""
    first = now.astimezone(zone).date().replace(day=1)
    for _ in range(MOST_MONTHS):
        before = (first - timedelta(days=1)).replace(day=1)
        yield _midnight(before, zone), _midnight(first, zone)
        first = before


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


async def _count_month(database: Database, office: str, zone: ZoneInfo, month: Span) -> None:
    since, until = map(stamp, month)
    async with database.transaction() as transaction:
        if await transaction.fetch("SELECT 1 FROM counted_months WHERE office = ? AND since_at = ? AND until_at = ?", office, since, until):
            return
        sql = f"SELECT {_FACTS} FROM case_facts WHERE office = ? AND received_at >= ? AND received_at < ?"  # noqa: S608 - fixed words
        counts = await asyncio.to_thread(_tallied, await transaction.fetch(sql, office, since, until), zone)
        for table in ("counted_months", "month_counts"):
            await transaction.execute(f"DELETE FROM {table} WHERE office = ? AND since_at = ?", office, since)  # noqa: S608 - fixed words
        rows = [(office, since, *key, count) for key, count in counts.items()]
        await transaction.many(f"INSERT INTO month_counts ({_KEPT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 - fixed words
        await transaction.execute("INSERT INTO counted_months (office, since_at, until_at) VALUES (?, ?, ?)", office, since, until)


def _tallied(rows: Sequence[Row], zone: ZoneInfo) -> Counter[tuple[str, ...]]:
    """The number of cases of each circle, unit, dimension, key and outcome."""
    counts: Counter[tuple[str, ...]] = Counter()
    for circle, unit, category, service, channel, outcome, hour, rating, reopened in rows:
        by_outcome = {"category": category, "unit": unit, "service": service, "channel": channel}
        counts.update((circle, unit, dimension, key, outcome) for dimension, key in by_outcome.items())
        counts[circle, unit, "hour", hour_of_week(hour, zone), ""] += 1
        if rating is not None:
            counts[circle, unit, "rating", str(rating), ""] += 1
        if reopened > 0:
            counts[circle, unit, "reopened", "", ""] += 1
    return counts
