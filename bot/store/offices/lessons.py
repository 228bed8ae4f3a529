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
        promises=await _ranked(reading, scope, since, titles, _BROKEN_PROMISE),
        requirements=await _ranked(reading, scope, since, titles, _REQUIREMENTS),
    )


async def _ranked(reading: Reading, scope: Scope, since: datetime, titles: Mapping[str, str], lesson: str) -> tuple[Lesson, ...]:
    """The services with the most such cases first."""
    seen, of_scope = scope.condition()
    where, values = f"{seen} AND received_at > ? AND {lesson}", [*of_scope, stamp(since)]
    rows = await reading.fetch(
        f"SELECT service, COUNT(*) FROM case_facts WHERE {where} AND service any_of(?) GROUP BY service"  # noqa: S608 - fixed words
        " ORDER BY COUNT(*) DESC, service LIMIT ?",
        *(*values, json.dumps([*titles]), MOST),
    )
    return tuple([await _lesson(reading, service, titles[service], count, where, values) for service, count in rows])


async def _lesson(reading: Reading, service: str, title: str, count: int, where: str, values: Sequence[object]) -> Lesson:
    newest = f"FROM case_facts WHERE {where} AND service = ?"
    order = "ORDER BY received_at DESC, number DESC LIMIT ?"
    cases = await reading.fetch(f"SELECT number, promise {newest} {order}", *values, service, MOST_NUMBERS)
    example = f"SELECT body FROM complaints WHERE number = (SELECT number {newest} AND shielded = 0 {order})"  # noqa: S608 - fixed words
    bodies = await reading.fetch(example, *values, service, 1)
    return Lesson(
        service=service,
        title=title,
        count=count,
        numbers=tuple(number for number, _ in cases),
        what=cases[0][1],
        example=example_of(BODY.validate_json(bodies[0][0])) if bodies else "",
    )
