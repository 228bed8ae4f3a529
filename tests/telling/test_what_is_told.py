"""What officers and reporters read of a case, and who of them. Pure: rules, complaints and staff made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.store.cases.event_data import payload
from handlers.casework.complaint import Actor, Complaint
from handlers.casework.deciding import decide
from handlers.casework.evolving import evolve
from handlers.casework.ladder import Point, When
from handlers.casework.moves import Action, Role, State
from handlers.talking.message import Notice
from handlers.telling import notices, reminders
from tests.casework.cases import REPORTER, at, filed, filing, member, rules_of

RULES = rules_of("juai")
NOW = at("2026-11-24 10:00")
OFFICER, COLLEAGUE, SUPERVISOR, HEAD = 11, 12, 13, 14
STAFF = [
    member(OFFICER, "petugas", name="Budi"),
    member(COLLEAGUE, "petugas", name="Rini"),
    member(SUPERVISOR, "pengawas", name="Pak Camat"),
    member(HEAD, "pimpinan", name="Bu Sekda"),
]
CASE = filed(RULES, at("2026-11-24 09:00"), text="lampu jalan mati di depan pasar")
TAKEN = replace(CASE, state=State.IN_PROGRESS, officer=OFFICER, taken=NOW, handlers=(OFFICER,))


def told(before: Complaint, action: Action, person: int | None, role: Role, **data: Any) -> tuple[Notice, ...]:
    """All that is told when this person does this."""
    event = decide(before, payload(action, data), Actor(person=person, roles=frozenset({role})), NOW, RULES)
    return notices.of_event(before=before, after=evolve(before, event), event=event, staff=STAFF, rules=RULES)


def text_to(person: int, letters: tuple[Notice, ...]) -> str:
    return "\n".join(letter.reply.text.plain for letter in letters if letter.person == person)


def test_that_the_reporter_must_not_be_rung_up_stands_in_each_message_that_could_lead_to_a_call() -> None:
    case = replace(CASE, urgent=True, urgent_since=CASE.received, no_calls=True)
    ring = Point(at=NOW, when=When.URGENT, to=frozenset({Role.OFFICER}), key="darurat:0")
    (first, *_) = reminders.of_points(complaint=case, points=[ring], staff=STAFF, rules=RULES, now=NOW)
    assigned = told(case, Action.ASSIGN, SUPERVISOR, Role.SUPERVISOR, officer=OFFICER)
    filed_event = replace(filing(NOW, no_calls=True), data=replace(filing(NOW, no_calls=True).data, due=NOW))
    new = notices.of_event(before=case, after=replace(case, urgent=False), event=filed_event, staff=STAFF, rules=RULES)
    for text in (first.notice.reply.text.plain, text_to(OFFICER, assigned), text_to(OFFICER, new)):
        assert "Jangan menelepon pelapor" in text
    assert "Jangan menelepon" not in text_to(REPORTER, assigned)


@pytest.mark.parametrize(
    ("case", "hear"),
    [(TAKEN, {OFFICER}), (replace(CASE, urgent=True, urgent_since=CASE.received), {OFFICER, COLLEAGUE, SUPERVISOR})],
    ids=["the officer who has it", "all who were called to an urgent case"],
)
def test_who_says_later_that_nobody_should_ring_is_heard_at_once_by_who_might(case: Complaint, hear: set[int]) -> None:
    letters = told(case, Action.ADD, REPORTER, Role.REPORTER, text="jangan telepon, dia di sebelah saya", no_calls=True)
    assert {letter.person for letter in letters} == hear and all(letter.urgent for letter in letters)
    assert all("Jangan menelepon pelapor" in letter.reply.text.plain for letter in letters)
    added = decide(
        case, payload(Action.ADD, {"text": "x", "no_calls": True}), Actor(person=1, roles=frozenset({Role.REPORTER})), NOW, RULES
    )
    later = decide(case, payload(Action.ADD, {"text": "di gang"}), Actor(person=1, roles=frozenset({Role.REPORTER})), NOW, RULES)
    assert evolve(evolve(case, added), later).no_calls, "what is added later does not lift it"


@pytest.mark.parametrize(
    ("case", "said"), [(CASE, "ditangani seorang petugas di"), (TAKEN, "ditangani petugas lain")], ids=["nobody had it", "another had it"]
)
def test_a_reporter_hears_of_another_officer_only_where_there_was_one(case: Complaint, said: str) -> None:
    assert said in text_to(REPORTER, told(case, Action.ASSIGN, SUPERVISOR, Role.SUPERVISOR, officer=COLLEAGUE))
