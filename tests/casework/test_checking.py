"""A second pair of eyes on final answers: which ones, by whom, and what a return makes of the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.store.cases.event_data import payload
from handlers.casework.access import StaffMember, actor
from handlers.casework.checking import drawn
from handlers.casework.complaint import CLOCK, Actor, Closing, Complaint, Refused
from handlers.casework.deciding import TAKE_BACK, allowed, decide
from handlers.casework.evolving import evolve
from handlers.casework.moves import Action, Role, State
from handlers.casework.payloads import Answered, ClosingConfirmed, Payload, Rejected
from handlers.telling import notices
from tests.casework.cases import after, at, filed, member, rules_of

NOW = at("2026-11-24 09:00")
LATER = NOW + timedelta(hours=2)
RULES = rules_of("juai")
OFFICER, COLLEAGUE, ELSEWHERE, SUPERVISOR, HEAD, ADMIN, CONFIDANT = (
    member(12, "petugas"),
    member(13, "petugas"),
    member(14, "petugas", units=frozenset({"umum"})),
    member(21, "pengawas"),
    member(31, "pimpinan"),
    member(41, "admin"),
    member(15, "petugas", sensitive=True),
)


def taken(**more: Any) -> Complaint:
    return after(filed(RULES, NOW, **more), RULES, Action.TAKE, 12, Role.OFFICER, NOW)


def answered(*, check: bool = True, **more: Any) -> Complaint:
    return after(taken(**more), RULES, Action.ANSWER, 12, Role.HANDLER, NOW, text="Sudah kami perbaiki kemarin.", to_check=check)


@pytest.mark.parametrize(
    ("data", "percent", "lot", "looked_at"),
    [
        (Answered(text="Sudah selesai."), 0, 0, False),
        (Answered(text="Sudah selesai.", doubts=("foto lama",)), 0, 0, False),
        (Answered(text="Sudah selesai."), 100, 99, True),
        (Answered(text="Sudah selesai."), 20, 19, True),
        (Answered(text="Sudah selesai."), 20, 20, False),
        (Answered(text="Sudah selesai.", doubts=("foto lama",)), 20, 99, True),
    ],
)
def test_so_many_of_a_hundred_are_looked_at_and_each_with_doubtful_photos(data: Payload, percent: int, lot: int, looked_at: bool) -> None:
    assert isinstance(chosen := drawn(data, percent, lambda _: lot), Answered)
    assert chosen.to_check is looked_at


def test_only_answers_are_drawn() -> None:
    assert drawn(Rejected(text="Iklan."), 100, lambda _: 0) == Rejected(text="Iklan.")


@pytest.mark.parametrize(
    ("who", "more", "may"),
    [
        (OFFICER, {}, False),
        (COLLEAGUE, {}, True),
        (ELSEWHERE, {}, False),
        (SUPERVISOR, {}, True),
        (HEAD, {}, True),
        (ADMIN, {}, False),
        (COLLEAGUE, {"reporter": 13}, False),
        (SUPERVISOR, {"accused": [21]}, False),
        (replace(COLLEAGUE, stands_in_for=frozenset({12})), {}, False),
        (COLLEAGUE, {"confidential": True}, False),
        (CONFIDANT, {"confidential": True}, True),
    ],
)
def test_who_had_no_hand_in_the_case_and_sees_it_looks_at_its_answer(who: StaffMember, more: dict[str, Any], may: bool) -> None:
    case = answered(**more)
    found = set(allowed(case, actor(who.person, case, who)))
    assert (found & {Action.CONFIRM_CLOSING, Action.RETURN_CLOSING} == {Action.CONFIRM_CLOSING, Action.RETURN_CLOSING}) is may


def test_who_answered_it_or_had_it_before_does_not_look_at_it() -> None:
    given = after(taken(), RULES, Action.ASSIGN, 21, Role.SUPERVISOR, NOW, officer=13)
    case = after(given, RULES, Action.ANSWER, 21, Role.SUPERVISOR, NOW, text="Sudah kami perbaiki.", to_check=True)
    for one in (OFFICER, COLLEAGUE, SUPERVISOR):
        with pytest.raises(Refused, match="handled_yourself"):
            decide(case, ClosingConfirmed(), actor(one.person, case, one), LATER, RULES)
    assert Action.CONFIRM_CLOSING in allowed(case, actor(31, case, HEAD))


@pytest.mark.parametrize(
    ("by", "staff", "hear"),
    [
        (12, (OFFICER, COLLEAGUE, SUPERVISOR, HEAD, ADMIN), {21}),
        (21, (OFFICER, COLLEAGUE, SUPERVISOR, HEAD, ADMIN), {13, 31}),
        (12, (OFFICER, COLLEAGUE, replace(SUPERVISOR, away_until=LATER), HEAD), {13, 31}),
        (12, (OFFICER, ELSEWHERE, ADMIN), set()),
    ],
    ids=["supervisor", "supervisor-answered", "supervisor-away", "nobody"],
)
def test_who_may_look_hears_that_an_answer_waits_when_it_can_be_taken_back_no_more(
    by: int, staff: Sequence[StaffMember], hear: set[int]
) -> None:
    before, data = taken(), Answered(text="Sudah kami perbaiki.", to_check=True)
    event = decide(before, data, Actor(person=by, roles=frozenset({Role.HANDLER if by == 12 else Role.SUPERVISOR})), NOW, RULES)
    told = notices.of_event(before=before, after=evolve(before, event), event=event, staff=staff, rules=RULES)
    waits = [one for one in told if one.event == "to_check"]
    assert {one.person for one in waits} == hear
    assert all(one.not_before == NOW + TAKE_BACK for one in waits)


def test_what_was_not_drawn_or_was_looked_at_waits_for_nobody() -> None:
    seen = after(answered(), RULES, Action.CONFIRM_CLOSING, 13, Role.OFFICER, LATER)
    for case in (answered(check=False), seen):
        assert case.unchecked is None and case.state is State.RESOLVED
        with pytest.raises(Refused, match="nothing_to_check"):
            decide(case, ClosingConfirmed(), actor(13, case, COLLEAGUE), LATER, RULES)


def test_a_return_has_a_reason_and_brings_the_case_back_to_its_officer_with_the_limit_it_had() -> None:
    case = answered()
    with pytest.raises(Refused, match="reason_missing"):
        decide(case, payload(Action.RETURN_CLOSING, {}), actor(13, case, COLLEAGUE), LATER, RULES)
    back = after(case, RULES, Action.RETURN_CLOSING, 13, Role.OFFICER, LATER, text="Fotonya bukan tiang itu.")
    assert (back.state, back.officer, back.ended, back.unchecked) == (State.IN_PROGRESS, 12, None, None)
    assert back.due == taken().due, "an ending that does not hold buys no time"


def test_a_return_after_the_limit_leaves_it_missed_until_it_is_really_answered() -> None:
    case = taken()
    assert case.due
    late = case.due + timedelta(days=1)
    told = after(case, RULES, Action.ANSWER, 12, Role.HANDLER, late, text="Sudah kami perbaiki.", to_check=True)
    assert told.missed[0].until == late
    back = after(told, RULES, Action.RETURN_CLOSING, 13, Role.OFFICER, late + timedelta(hours=1), text="Belum dikerjakan.")
    assert back.missed[0].until is None and back.due == case.due
    assert RULES.next_moment(back, after=late + timedelta(hours=1)), "its ladder goes on"


def test_an_answer_given_while_the_reporter_was_awaited_has_a_limit_again_when_it_comes_back() -> None:
    asked = after(taken(), RULES, Action.ASK, 12, Role.HANDLER, NOW, text="Di tiang nomor berapa?")
    told = after(asked, RULES, Action.ANSWER, 12, Role.HANDLER, NOW, text="Sudah kami perbaiki.", to_check=True)
    assert told.due is None
    assert after(told, RULES, Action.RETURN_CLOSING, 13, Role.OFFICER, LATER, text="Belum dikerjakan.").due is not None
    assert after(told, RULES, Action.RETRACT, 12, Role.HANDLER, NOW).due is not None


def test_a_case_that_nobody_has_any_more_goes_back_to_the_unit() -> None:
    case = replace(answered(), officer=None)
    back = after(case, RULES, Action.RETURN_CLOSING, 13, Role.OFFICER, LATER, text="Ini belum selesai.")
    assert (back.state, back.officer, back.untaken_since) == (State.IN_PROGRESS, None, LATER)


@pytest.mark.parametrize("action", [Action.ACCEPT, Action.REOPEN])
def test_a_reporter_who_answers_for_it_has_looked_at_it(action: Action) -> None:
    assert after(answered(), RULES, action, 1, Role.REPORTER, LATER, text="Masih mati.").unchecked is None


def test_silence_looks_at_nothing() -> None:
    case = answered()
    lapsed = evolve(case, decide(case, payload(Action.LAPSE, {}), CLOCK, LATER, RULES))
    assert lapsed.unchecked == Closing(by=12, at=NOW)
    assert after(lapsed, RULES, Action.RETURN_CLOSING, 13, Role.OFFICER, LATER, text="Belum dikerjakan.").state is State.IN_PROGRESS
