"""What the cases of some days teach an office: counted on the narrow rows, with the newest cases of each lesson."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.store.cases.complaints import BODY
from bot.store.databases.database import Reading, stamp
from bot.store.offices.scope import Scope
from handlers.desk.lessons import MOST, MOST_NUMBERS, Lesson, Lessons, example_of

_BROKEN_PROMISE, _REQUIREMENTS = "promise <> ''", "requirements = 1"
"""Written exactly as in the indexes."""


async def lessons_since(reading: Reading, scope: Scope, since: datetime, titles: Mapping[str, str]) -> Lessons:
    """The lessons of the cases of the scope that came since then. `titles`: the office's services by id; other cases are ignored."""
    return Lessons(
        promises=await _ranked(reading, scope, since, titles, _BROKEN_PROMISE, "promise"),
        requirements=await _ranked(reading, scope, since, titles, _REQUIREMENTS, "''"),
    )


async def _ranked(reading: Reading, scope: Scope, since: datetime, titles: Mapping[str, str], lesson: str, what: str) -> tuple[Lesson, ...]:
    """The services, each with one promise, that have the most such cases first."""
    seen, of_scope = scope.condition()
    where, values = f"{seen} AND received_at > ? AND {lesson}", [*of_scope, stamp(since)]
    rows = await reading.fetch(
        f"SELECT service, {what} AS what, COUNT(*) FROM case_facts WHERE {where} AND service any_of(?) GROUP BY service, what"  # noqa: S608 - fixed words
        " ORDER BY COUNT(*) DESC, service, what LIMIT ?",
        *(*values, json.dumps([*titles]), MOST),
    )
    newest = f"FROM case_facts WHERE {where} AND service = ? AND {what} = ?"
    return tuple([await _lesson(reading, service, titles[service], said, count, newest, values) for service, said, count in rows])


async def _lesson(reading: Reading, service: str, title: str, what: str, count: int, newest: str, values: Sequence[object]) -> Lesson:
    order = "ORDER BY received_at DESC, number DESC LIMIT ?"
    cases = await reading.fetch(f"SELECT number {newest} {order}", *values, service, what, MOST_NUMBERS)
    example = f"SELECT body FROM complaints WHERE number = (SELECT number {newest} AND shielded = 0 {order})"  # noqa: S608 - fixed words
    bodies = await reading.fetch(example, *values, service, what, 1)
    return Lesson(
        service=service,
        title=title,
        count=count,
        numbers=tuple(number for (number,) in cases),
        what=what,
        example=example_of(BODY.validate_json(bodies[0][0])) if bodies else "",
    )
