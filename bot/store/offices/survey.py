"""Answers to the survey of satisfaction. Nothing in them identifies who answered: no person, time or order; only the day.

A separate table holds when a person last answered, so that nobody is asked again too soon.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.store.databases.database import Reading, Transaction, stamp
from handlers.survey.elements import Element
from handlers.survey.report import Response
from handlers.survey.stretches import Stretch

PAUSE = timedelta(days=90)
_ELEMENTS = tuple(Element)
_COLUMNS = ", ".join(_ELEMENTS)


@dataclass(frozen=True, kw_only=True)
class Place:
    """What an answer is about: an office, or one of its units."""

    office: str
    unit: str = ""


async def may_answer(transaction: Transaction, person: int, office: str, now: datetime) -> bool:
    sql = "SELECT 1 FROM survey_people WHERE person = ? AND office = ? AND answered_at > ?"
    return not await transaction.fetch(sql, person, office, stamp(now - PAUSE))


async def keep(transaction: Transaction, place: Place, day: date, points: Mapping[Element, int], words: str) -> None:
    marks = ", ".join("?" for _ in Element)
    sql = f"INSERT INTO survey_answers (id, office, day, {_COLUMNS}, words, unit) VALUES (?, ?, ?, {marks}, ?, ?)"  # noqa: S608 - fixed words
    values = [points.get(element) for element in Element]
    await transaction.execute(sql, secrets.token_hex(8), place.office, day.isoformat(), *values, words, place.unit)


async def count_network(transaction: Transaction, office: str, day: date, network_hash: str, most: int) -> bool:
    """Counts one more answer of the network on this day; False where it has given so many already."""
    rows = await transaction.fetch(
        "INSERT INTO survey_networks (office, day, network_hash, answers) VALUES (?, ?, ?, 1) ON CONFLICT (office, day, network_hash)"
        " DO UPDATE SET answers = survey_networks.answers + 1 WHERE survey_networks.answers < ? RETURNING answers",
        *(office, day.isoformat(), network_hash, most),
    )
    return bool(rows)


async def forget_networks(transaction: Transaction, now: datetime) -> None:
    """Deletes the counts of networks of before yesterday, in whatever zone."""
    await transaction.execute("DELETE FROM survey_networks WHERE day < ?", (now.date() - timedelta(days=1)).isoformat())


async def note_answered(transaction: Transaction, person: int, office: str, now: datetime) -> None:
    sql = (
        "INSERT INTO survey_people (person, office, answered_at) VALUES (?, ?, ?)"
        " ON CONFLICT (person, office) DO UPDATE SET answered_at = excluded.answered_at"
    )
    await transaction.execute(sql, person, office, stamp(now))


async def answers(reading: Reading, office: str, first: date, last: date) -> list[dict[Element, int]]:
    """The answers from the first day to the last, both included."""
    sql = f"SELECT {_COLUMNS} FROM survey_answers WHERE office = ? AND day BETWEEN ? AND ? ORDER BY id"  # noqa: S608 - fixed words
    rows = await reading.fetch(sql, office, first.isoformat(), last.isoformat())
    return [_points(row) for row in rows]


async def responses(reading: Reading, office: str, first: date, last: date) -> list[Response]:
    """The same answers, each with its unit."""
    sql = f"SELECT unit, {_COLUMNS} FROM survey_answers WHERE office = ? AND day BETWEEN ? AND ? ORDER BY id"  # noqa: S608 - fixed words
    rows = await reading.fetch(sql, office, first.isoformat(), last.isoformat())
    return [Response(unit=unit, points=_points(points)) for unit, *points in rows]


async def words(reading: Reading, office: str, first: date, last: date) -> list[str]:
    """The free remarks, in an order without meaning."""
    sql = "SELECT words FROM survey_answers WHERE office = ? AND day BETWEEN ? AND ? AND words <> '' ORDER BY id"
    return [str(row[0]) for row in await reading.fetch(sql, office, first.isoformat(), last.isoformat())]


def _points(row: Sequence[int | None]) -> dict[Element, int]:
    return {element: points for element, points in zip(_ELEMENTS, row, strict=True) if points is not None}


async def populations(reading: Reading, office: str, stretch: Stretch) -> dict[str, int]:
    """The number of people that the office (unit "") and its units served in the period, as far as the office has stated it."""
    sql = "SELECT unit, people FROM survey_populations WHERE office = ? AND stretch = ?"
    return {row[0]: row[1] for row in await reading.fetch(sql, office, stretch.key)}


async def plans(reading: Reading, office: str, stretch: Stretch) -> dict[Element, str]:
    """What the office plans for each element."""
    sql = "SELECT element, plan FROM survey_plans WHERE office = ? AND stretch = ?"
    return {Element(row[0]): row[1] for row in await reading.fetch(sql, office, stretch.key)}


async def put_populations(transaction: Transaction, office: str, stretch: Stretch, people: Mapping[str, int]) -> None:
    await transaction.execute("DELETE FROM survey_populations WHERE office = ? AND stretch = ?", office, stretch.key)
    rows = [(office, stretch.key, unit, count) for unit, count in people.items()]
    await transaction.many("INSERT INTO survey_populations (office, stretch, unit, people) VALUES (?, ?, ?, ?)", rows)


async def put_plans(transaction: Transaction, office: str, stretch: Stretch, plans: Mapping[Element, str]) -> None:
    await transaction.execute("DELETE FROM survey_plans WHERE office = ? AND stretch = ?", office, stretch.key)
    rows = [(office, stretch.key, element.value, plan) for element, plan in plans.items()]
    await transaction.many("INSERT INTO survey_plans (office, stretch, element, plan) VALUES (?, ?, ?, ?)", rows)
