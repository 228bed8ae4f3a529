"""Questions that were not answered well, grouped by likeness."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.store.database import Reading, Transaction

ALIKE = 75


@dataclass(frozen=True, kw_only=True)
class Question:
    id: int
    text: str
    office: str
    why: str


async def open_ones(reading: Reading, office: str | None = None) -> list[Question]:
    """What nobody has looked at yet: of one office with what was asked before any was chosen, or of all."""
    which = "" if office is None else " AND office IN (?, '')"
    sql = f"SELECT id, text, office, why FROM unanswered WHERE handled = 0{which} ORDER BY id LIMIT 5000"  # noqa: S608 - fixed words only
    rows = await reading.fetch(sql, *([] if office is None else [office]))
    return [Question(id=row[0], text=row[1], office=row[2], why=row[3]) for row in rows]


def grouped(questions: Iterable[Question]) -> list[list[Question]]:
    """Alike questions of one office together, the largest group first."""
    groups: list[list[Question]] = []
    for one in questions:
        home = next(
            (group for group in groups if group[0].office == one.office and fuzz.token_set_ratio(group[0].text, one.text) >= ALIKE), None
        )
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return sorted(groups, key=len, reverse=True)


async def settle(transaction: Transaction, ids: Iterable[int]) -> None:
    """They need no more looking at."""
    await transaction.many("UPDATE unanswered SET handled = 1 WHERE id = ?", [(one,) for one in ids])
