"""Which cases a picture counts, and queries that count them by indexes alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.store.databases.database import Reading, Row
from bot.store.offices.eyes import OUTSIDE, Condition, Eyes

_SINGLES = (
    "singles AS MATERIALIZED (SELECT -1 AS sign, left_out.* FROM case_facts AS left_out WHERE left_out.number any_of(?)"
    " UNION ALL SELECT 1, added.* FROM case_facts AS added WHERE added.number any_of(?))"
)
"""The few cases that are counted by themselves, with what each adds to the count of the circles. They are read once a question."""


ALL: Condition = ("1 = 1", [])


@dataclass(frozen=True, kw_only=True)
class Within:
    """Conditions on the counted days: `parts`, one for each span in which circles are counted, and `whole`, in which single cases are
    looked up.
    """

    parts: Sequence[Condition]
    whole: Condition


EVER = Within(parts=[ALL], whole=ALL)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which cases are counted. A count adds whole circles, each a range of an index, and then adds or subtracts the single cases."""

    office: str
    unit: str = ""
    service: str = ""
    channel: str = ""
    eyes: Eyes = OUTSIDE

    def condition(self) -> Condition:
        """Everything that may be counted, as one condition on `case_facts`."""
        chosen, values = self._chosen()
        seen, of_eyes = self.eyes.condition()
        return f"{chosen} AND {seen}", [*values, *of_eyes]

    @property
    def is_counted_by_month(self) -> bool:
        """Whether the counts of whole months can answer these filters."""
        return not (self.service or self.channel)

    def of_circles(self) -> Condition:
        """The filters and the circles, without the single cases, as a condition that is valid on `case_facts` and on `month_counts`."""
        chosen, values = self._chosen()
        seen, of_circles = self.eyes.of_circles()
        return f"{chosen} AND {seen}", [*values, *of_circles]

    def counts(self, conditions: Sequence[Condition], within: Within = EVER) -> Condition:
        """A query with one column for each condition: how many cases of the scope meet it. Returned with its values."""
        columns = [self._count(condition, within) for condition in conditions]
        return ", ".join(column for column, _ in columns), [value for _, values in columns for value in values]

    def groups(self, key: str, within: Within) -> Condition:
        """A query for the keys among the cases of the scope and the number of cases of each; single cases may reduce it, even to 0.
        Returned with its values.
        """
        parts = self._parts(within)
        selects = [f"SELECT {key} AS key, {count} AS n FROM {where} GROUP BY {key}" for count, where, _ in parts]  # noqa: S608 - fixed words
        sql = f"SELECT key, CAST(SUM(n) AS INTEGER) FROM ({' UNION ALL '.join(selects)}) AS parts GROUP BY key"  # noqa: S608 - fixed words
        return sql, [value for *_, part_values in parts for value in part_values]

    async def ask(self, reading: Reading, sql: str, values: Sequence[object], keys_of: str = "") -> list[Row]:
        """The rows of a query made of counts or groups. The query may read the table `keys`: the different values of the column `keys_of`."""
        tables: list[Condition] = [(_keys(keys_of), [self.office, self.office])] if keys_of else []
        if self.eyes.has_singles:
            tables.append((_SINGLES, [json.dumps(self.eyes.without), json.dumps(self.eyes.besides)]))
        named = f"WITH RECURSIVE {', '.join(table for table, _ in tables)} " if tables else ""
        return await reading.fetch(named + sql, *(value for _, of_table in tables for value in of_table), *values)

    def _count(self, condition: Condition, within: Within) -> Condition:
        parts = self._parts(within, condition)
        sums = [f"(SELECT {count} FROM {where})" for count, where, _ in parts]  # noqa: S608 - fixed words
        return f"({' + '.join(sums) or '0'})", [value for *_, part_values in parts for value in part_values]

    def _parts(self, within: Within, condition: Condition = ALL) -> list[tuple[str, str, list[object]]]:
        """What is added up, the table with its condition, and the values: once for the circles, and once for the single cases if there are
        any.
        """
        of_circles = [("COUNT(*)", "case_facts", [self.of_circles(), condition, part]) for part in within.parts]
        of_singles = [("COALESCE(SUM(sign), 0)", "singles", [self._chosen(), condition, within.whole])] * self.eyes.has_singles
        return [
            (
                count,
                f"{table} WHERE {' AND '.join(words for words, _ in conditions)}",
                [value for _, values in conditions for value in values],
            )
            for count, table, conditions in (*of_circles, *of_singles)
        ]

    def _chosen(self) -> Condition:
        """The filters alone, without what the member may see."""
        chosen = [(name, value) for name in ("office", "unit", "service", "channel") if (value := getattr(self, name))]
        return " AND ".join(f"{name} = ?" for name, _ in chosen), [value for _, value in chosen]


def _keys(column: str) -> str:
    """The different values of the column among the office's cases; the index finds each of them in one step."""
    following = f"SELECT MIN({column}) FROM case_facts WHERE office = ?"  # noqa: S608 - fixed words
    return f"keys (key) AS ({following} UNION ALL SELECT ({following} AND {column} > keys.key) FROM keys WHERE keys.key IS NOT NULL)"  # noqa: S608
