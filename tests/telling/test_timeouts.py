"""What time alone does to a complaint. Pure: rules, complaints and staff made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.casework.moves import Action, State
from handlers.telling import departures, timeouts
from tests.casework.cases import REPORTER, at, filed, member, rules_of

RULES = rules_of("juai")
NOW = at("2026-11-24 10:00")
OFFICER, SUPERVISOR = 11, 13
STAFF = [member(OFFICER, "petugas"), member(SUPERVISOR, "pengawas")]
CASE = filed(RULES, at("2026-11-24 09:00"), text="lampu jalan mati di depan pasar")
TAKEN = replace(CASE, state=State.IN_PROGRESS, officer=OFFICER, taken=NOW, handlers=(OFFICER,))


def test_who_says_nothing_to_the_answer_for_ten_working_days_has_the_case_closed() -> None:
    answered = replace(TAKEN, state=State.RESOLVED, since=NOW, due=None, answer="Lampunya sudah menyala.")
    before = timeouts.until(NOW + timedelta(days=7), answered, NOW, STAFF, RULES)
    assert (before.complaint.state, before.events) == (State.RESOLVED, ())
    assert before.next_at
    after = timeouts.until(NOW + timedelta(days=21), answered, NOW, STAFF, RULES)
    assert ([event.action for event in after.events], after.complaint.state, after.next_at) == ([Action.LAPSE], State.CLOSED, None)
    assert REPORTER in {notice.person for notice in after.notices}


def test_a_reminder_that_nobody_can_hear_is_not_told_and_tried_again_once_the_office_is_open() -> None:
    untaken = NOW + timedelta(days=3)
    unheard = timeouts.until(untaken, CASE, NOW, [], RULES)
    assert (unheard.unheard, unheard.reminders, unheard.told) == (True, (), NOW)
    assert unheard.next_at == RULES.calendar.next_opening_moment(untaken + timeouts.ASK_AGAIN)
    heard = timeouts.until(unheard.next_at, CASE, unheard.told, STAFF, RULES)
    assert heard.reminders and not heard.unheard and heard.told == unheard.next_at


def test_an_alarm_that_nobody_can_hear_is_tried_again_after_ten_minutes_at_any_hour() -> None:
    night = at("2026-11-24 23:00")
    urgent = replace(CASE, urgent=True, urgent_since=night)
    unheard = timeouts.until(night + timedelta(minutes=15), urgent, night, [], RULES)
    assert (unheard.unheard, unheard.next_at) == (True, night + timedelta(minutes=25))


def test_a_case_freed_of_who_left_is_told_to_its_reporter_alone() -> None:
    (freed,) = departures.freed([TAKEN], STAFF, RULES, NOW)
    assert freed.complaint.officer is None
    assert {notice.person for notice in freed.notices} == {REPORTER}
