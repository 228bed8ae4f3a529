"""New due dates after a calendar changed: more than five to one member of the staff are one message; each reporter hears of the own case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.casework.events import Event
from handlers.casework.moves import Role
from handlers.casework.payloads import UNSET, Recalculated
from handlers.talking.message import Audience, LetterKind, Notice, Reply, Text
from handlers.telling.recalculation import heard_due, of_the_net, reason, told_together
from handlers.telling.timeouts import Elapsed
from tests.casework.cases import at, filed, filing, rules_of

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


def test_a_reporter_is_told_nothing_where_the_due_moment_is_again_the_one_that_they_know() -> None:
    (one,) = moved(1)
    assert of_the_net(one, CASE.due).notices == one.notices
    assert [notice.audience for notice in of_the_net(one, one.complaint.due).notices] == [Audience.OFFICER]


@pytest.mark.parametrize(("minutes", "is_known"), [(3, True), (30, False)])
def test_what_the_reporter_knows_is_the_due_moment_of_before_moves_that_nobody_was_told(minutes: int, is_known: bool) -> None:
    first = filing(CASE.received)
    later = Event(at=CASE.received + timedelta(hours=1), actor=None, role=Role.CLOCK, data=Recalculated(text="", due=CASE.received))
    known = heard_due([first, later], later.at + timedelta(minutes=minutes))
    assert (known is not UNSET) is is_known and known != CASE.received


def test_the_reason_names_only_days_that_are_new() -> None:
    before, after = {"closed": {"2026-11-25": "Libur A"}}, {"closed": {"2026-11-25": "Libur A", "2026-11-26": "Libur B"}}
    assert "Libur B" in reason(before, after) and "Libur A" not in reason(before, after)
