"""The picture, the public page and all offices at a glance count on indexes alone, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.store.cases import search
from bot.store.databases.database import Database, Row, Transaction
from bot.store.offices import tallies
from bot.store.offices.eyes import Eyes
from bot.store.offices.month_counts import days_of
from bot.store.offices.scope import Scope
from bot.store.offices.tallies import Dimension
from handlers.casework.circles import CIRCLES
from handlers.desk import picture
from handlers.talking.ports import Lateness, Wanted
from tests.world import WITA

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
SINCE = NOW - timedelta(days=90)
SCOPES = [Scope(office="juai"), Scope(office="juai", eyes=Eyes(circles=frozenset(CIRCLES))), Scope(office="juai", unit="trantibum")]


class Watched:
    """Asks the database how it would go about each question; PostgreSQL as if the table were too large to read."""

    def __init__(self, transaction: Transaction, explain: str) -> None:
        self._transaction, self._explain = transaction, explain
        self.steps: list[str] = []

    async def fetch(self, sql: str, *parameters: object) -> list[Row]:
        self.steps += [str(row[-1]) for row in await self._transaction.fetch(f"{self._explain} {sql}", *parameters)]
        return await self._transaction.fetch(sql, *parameters)


async def asked(reading: Watched) -> None:
    """All that the pages ask."""
    for scope in SCOPES:
        await tallies.living(reading, scope, NOW, NOW)
        await tallies.weekly(reading, scope, picture.mondays(NOW, WITA))
        days = await days_of(reading, scope, SINCE, NOW)
        await tallies.judged(reading, scope, days)
        await tallies.hours_of_week(reading, scope, days, WITA)
        await tallies.reasons(reading, scope, SINCE, NOW)
        await tallies.last_received(reading, scope)
        for by in Dimension:
            await tallies.of_period(reading, scope, by, days, NOW)


async def test_no_question_of_the_pictures_reads_every_case(database: Database, address: str) -> None:
    async with database.transaction() as transaction:
        if address:
            await transaction.execute("SET LOCAL enable_seqscan = off")
        reading = Watched(transaction, "EXPLAIN" if address else "EXPLAIN QUERY PLAN")
        await asked(reading)
    assert any("case_facts" in step for step in reading.steps)
    assert [step for step in reading.steps if "SCAN case_facts" in step or "Seq Scan on case_facts" in step] == []


async def test_the_lists_behind_the_numbers_are_found_by_an_index(database: Database, address: str) -> None:
    wanted = [
        *(Wanted(office="juai", now=NOW, since=SINCE, until=NOW, lateness=one) for one in Lateness),
        Wanted(office="juai", now=NOW, unended_at=SINCE),
        Wanted(office="juai", now=NOW, hours=("2026-11-24T01", "2026-11-17T01")),
    ]
    async with database.transaction() as transaction:
        if address:
            await transaction.execute("SET LOCAL enable_seqscan = off")
        reading = Watched(transaction, "EXPLAIN" if address else "EXPLAIN QUERY PLAN")
        for one in wanted:
            where, values = search.conditions(one)
            sql = f"SELECT f.number FROM case_facts f WHERE {where} ORDER BY f.received_at DESC, f.number DESC LIMIT 51"
            await reading.fetch(sql, *values)
    assert reading.steps
    assert [step for step in reading.steps if step.startswith("SCAN f") or "Seq Scan on case_facts" in step] == []
