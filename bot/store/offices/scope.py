"""The cases that a picture counts, and questions that count them on indexes alone."""

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


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which cases are counted. A count is that of whole circles, which is a range of an index, and the signs of the single cases."""

    office: str
    unit: str = ""
    service: str = ""
    channel: str = ""
    eyes: Eyes = OUTSIDE

    def condition(self) -> Condition:
        """All that may be counted, as one condition on `case_facts`."""
        chosen, values = self._chosen()
        seen, of_eyes = self.eyes.condition()
        return f"{chosen} AND {seen}", [*values, *of_eyes]

    def counts(self, conditions: Sequence[Condition]) -> Condition:
        """A list of columns: how many cases of the scope meet each condition; with its values."""
        columns = [self._count(*condition) for condition in conditions]
        return ", ".join(column for column, _ in columns), [value for _, values in columns for value in values]

    def groups(self, key: str, condition: str, values: Sequence[object]) -> Condition:
        """A question: the keys among the cases of the scope that meet the condition, each with its number; with its values."""
        parts = self._parts(condition, values)
        selects = [f"SELECT {key} AS key, {count} AS n FROM {where} GROUP BY {key}" for count, where, _ in parts]  # noqa: S608 - fixed words
        sql = f"SELECT key, CAST(SUM(n) AS INTEGER) FROM ({' UNION ALL '.join(selects)}) AS parts GROUP BY key HAVING SUM(n) > 0"  # noqa: S608
        return sql, [value for *_, part_values in parts for value in part_values]

    async def ask(self, reading: Reading, sql: str, values: Sequence[object], keys_of: str = "") -> list[Row]:
        """The answer to a question made of counts or groups. It may read the table `keys`: the different values of the column `keys_of`."""
        tables: list[Condition] = [(_keys(keys_of), [self.office, self.office])] if keys_of else []
        if self.eyes.has_singles:
            tables.append((_SINGLES, [json.dumps(self.eyes.without), json.dumps(self.eyes.besides)]))
        named = f"WITH RECURSIVE {', '.join(table for table, _ in tables)} " if tables else ""
        return await reading.fetch(named + sql, *(value for _, of_table in tables for value in of_table), *values)

    def _count(self, condition: str, values: Sequence[object]) -> Condition:
        parts = self._parts(condition, values)
        sums = [f"(SELECT {count} FROM {where})" for count, where, _ in parts]  # noqa: S608 - fixed words
        return f"({' + '.join(sums)})", [value for *_, part_values in parts for value in part_values]

    def _parts(self, condition: str, values: Sequence[object]) -> list[tuple[str, str, list[object]]]:
        """What is summed, the table with its condition, and the values: of the circles, and of the single cases where there are some."""
        chosen, of_chosen = self._chosen()
        seen, of_circles = self.eyes.of_circles()
        circles = ("COUNT(*)", f"case_facts WHERE {chosen} AND {seen} AND {condition}", [*of_chosen, *of_circles, *values])
        singles = ("COALESCE(SUM(sign), 0)", f"singles WHERE {chosen} AND {condition}", [*of_chosen, *values])
        return [circles, *([singles] if self.eyes.has_singles else [])]

    def _chosen(self) -> Condition:
        """The filters, without what the eyes say."""
        chosen = [(name, value) for name in ("office", "unit", "service", "channel") if (value := getattr(self, name))]
        return " AND ".join(f"{name} = ?" for name, _ in chosen), [value for _, value in chosen]


def _keys(column: str) -> str:
    """The different values of the column among the office's cases, each found with one step in the index."""
    following = f"SELECT MIN({column}) FROM case_facts WHERE office = ?"  # noqa: S608 - fixed words
    return f"keys (key) AS ({following} UNION ALL SELECT ({following} AND {column} > keys.key) FROM keys WHERE keys.key IS NOT NULL)"  # noqa: S608
