"""Answers to the survey of satisfaction. Nothing in them leads to who answered: no person, no moment, no order; only the day.

When a person answered last stands in a table of its own, so that nobody is asked again too soon.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.store.database import Reading, Transaction, stamp
from handlers.survey.elements import Element

PAUSE = timedelta(days=90)
_COLUMNS = ", ".join(Element)


async def may_answer(transaction: Transaction, person: int, office: str, now: datetime) -> bool:
    sql = "SELECT 1 FROM survey_people WHERE person = ? AND office = ? AND answered_at > ?"
    return not await transaction.fetch(sql, person, office, stamp(now - PAUSE))


async def keep(transaction: Transaction, office: str, day: date, points: Mapping[Element, int], words: str) -> None:
    marks = ", ".join("?" for _ in Element)
    sql = f"INSERT INTO survey_answers (id, office, day, {_COLUMNS}, words) VALUES (?, ?, ?, {marks}, ?)"  # noqa: S608 - fixed words
    values = [points.get(element) for element in Element]
    await transaction.execute(sql, secrets.token_hex(8), office, day.isoformat(), *values, words)


async def note_answered(transaction: Transaction, person: int, office: str, now: datetime) -> None:
    sql = (
        "INSERT INTO survey_people (person, office, answered_at) VALUES (?, ?, ?)"
        " ON CONFLICT (person, office) DO UPDATE SET answered_at = excluded.answered_at"
    )
    await transaction.execute(sql, person, office, stamp(now))


async def answers(reading: Reading, office: str, first: date, last: date) -> list[dict[Element, int]]:
    """What people answered from the first day to the last, both included."""
    sql = f"SELECT {_COLUMNS} FROM survey_answers WHERE office = ? AND day BETWEEN ? AND ? ORDER BY id"  # noqa: S608 - fixed words
    rows = await reading.fetch(sql, office, first.isoformat(), last.isoformat())
    return [{element: points for element, points in zip(Element, row, strict=True) if points is not None} for row in rows]
