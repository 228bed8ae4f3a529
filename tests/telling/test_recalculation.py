"""New due dates after a calendar changed: more than five to one member of the staff are one message; each reporter hears of the own case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.talking.message import Audience, LetterKind, Notice, Reply, Text
from handlers.telling.recalculation import told_together
from handlers.telling.timeouts import Elapsed
from tests.casework.cases import at, filed, rules_of

RULES = rules_of("juai")
CASE = filed(RULES, at("2026-11-24 09:00"))


def moved(count: int) -> list[Elapsed]:
    """Cases that moved, each with a notice to the officer and one to its reporter."""
    return [
        Elapsed(
            complaint=replace(CASE, number=f"JUAI-{number}", due=CASE.due and CASE.due + timedelta(days=1)),
            notices=tuple(
                Notice(
                    person=person,
                    reply=Reply(text=Text.of("dihitung ulang")),
                    key=f"{number}:{person}",
                    kind=LetterKind.CASE,
                    audience=audience,
                )
                for person, audience in ((7, Audience.OFFICER), (100 + number, Audience.REPORTER))
            ),
            told=CASE.received,
            next_at=None,
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(("count", "letters"), [(5, 5), (6, 1), (28, 1)])
def test_more_than_five_are_one_message(count: int, letters: int) -> None:
    notices = [notice for elapsed in told_together(moved(count), RULES, "Hari tutup baru.") for notice in elapsed.notices]
    to_officer = [notice for notice in notices if notice.person == 7]
    assert len(to_officer) == letters and len(notices) - letters == count
    if letters == 1:
        words = to_officer[0].reply.text.plain
        assert f"{count} pengaduan" in words and "Hari tutup baru." in words and "JUAI-0" in words


def test_where_nothing_moved_nothing_is_told() -> None:
    assert told_together([], RULES, "") == []
