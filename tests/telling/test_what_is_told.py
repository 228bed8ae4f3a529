"""What officers and reporters read of a case, and who of them. Pure: rules, complaints and staff made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.store.cases.event_data import payload
from handlers.case import cards, history_lines
from handlers.casework.complaint import Actor, Closing, Complaint, Pending
from handlers.casework.deciding import decide
from handlers.casework.events import Event
from handlers.casework.evolving import evolve
from handlers.casework.moves import Action, Role, State
from handlers.casework.rungs import Point, When
from handlers.talking.message import Notice
from handlers.telling import departures, notices, reminders
from handlers.telling.case_words import proposed
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


def test_who_returned_an_ending_is_named_to_its_officer() -> None:
    answered = replace(TAKEN, state=State.RESOLVED, since=NOW, unchecked=Closing(by=OFFICER, at=NOW))
    text = text_to(OFFICER, told(answered, Action.RETURN_CLOSING, COLLEAGUE, Role.OFFICER, text="Fotonya dari bulan lalu."))
    assert "diperiksa Rini dan dikembalikan" in text and "rekan" not in text


ASKED = evolve(
    TAKEN,
    decide(
        TAKEN,
        payload(Action.REQUEST_EXTENSION, {"until": at("2026-12-10 16:00").isoformat(), "text": "Menunggu suku cadang."}),
        Actor(person=OFFICER, roles=frozenset({Role.HANDLER})),
        NOW,
        RULES,
    ),
)
RECATEGORISED = replace(
    ASKED, pending=Pending(kind=Action.REQUEST_CATEGORY, value="tidak_berkadar_pengawasan", reason="Perlu kerja lapangan.", by=OFFICER)
)


@pytest.mark.parametrize(
    ("case", "new"),
    [(ASKED, "Kamis, 10 Desember 2026"), (RECATEGORISED, "Tidak berkadar pengawasan, tenggat Senin, 14 Desember 2026")],
    ids=["an extension", "a category"],
)
def test_what_is_approved_is_told_with_the_old_and_the_new_date(case: Complaint, new: str) -> None:
    old = "(semula Rabu, 2 Desember 2026 pukul 16.00 WITA)"
    assert case.pending
    shown = proposed(case, RULES, reason=True)
    for text in (shown, text_to(OFFICER, told(case, Action.APPROVE, SUPERVISOR, Role.SUPERVISOR))):
        assert new in text and old in text
    assert case.pending.reason in shown


def test_a_silent_urgent_case_asks_for_news_and_for_no_extension() -> None:
    case = replace(TAKEN, urgent=True, urgent_since=NOW, acted=NOW)
    silent = Point(at=NOW, when=When.SILENT, to=frozenset({Role.HANDLER}), key="senyap:0")
    (reminder,) = reminders.of_points(complaint=case, points=[silent], staff=STAFF, rules=RULES, now=NOW)
    assert [choice.label for choice in reminder.notice.reply.choices] == ["Kabari pelapor", "Jawab & selesai", "Buka"]


WAITING = replace(TAKEN, state=State.WAITING, due=None, pauses=((NOW, None),))


@pytest.mark.parametrize(
    ("case", "asked"), [(TAKEN, False), (WAITING, True)], ids=["in the leaver's hands", "while the reporter is asked something"]
)
def test_the_cases_of_who_left_are_free_at_once_and_unit_and_supervisor_are_told(case: Complaint, asked: bool) -> None:
    staff = [one for one in STAFF if one.person != OFFICER]
    assert departures.is_without_officer(case, staff) and not departures.is_without_officer(case, STAFF)
    (freed,) = departures.freed([case], staff, RULES, NOW)
    assert freed.complaint.state is State.RECEIVED and freed.complaint.officer is None and freed.complaint.due is not None
    letters = departures.departure_notices([freed.complaint], staff, RULES, NOW)
    assert {letter.person for letter in letters} == {COLLEAGUE, SUPERVISOR}
    (to_reporter,) = freed.notices
    assert to_reporter.person == REPORTER
    assert ("Jawaban Bapak/Ibu tetap boleh dikirim" in to_reporter.reply.text.plain) is asked
    assert ("Jawab sekarang" in [choice.label for choice in to_reporter.reply.choices]) is asked


def test_the_card_says_that_nobody_may_ring_to_the_staff_alone() -> None:
    case, staff, reporter = replace(TAKEN, no_calls=True), frozenset({Role.HANDLER}), frozenset({Role.REPORTER})
    assert cards.calls_line(case, Actor(person=OFFICER, roles=staff)) and not cards.calls_line(TAKEN, Actor(person=OFFICER, roles=staff))
    assert not cards.calls_line(case, Actor(person=REPORTER, roles=reporter))


def photo(ref: str) -> dict[str, object]:
    return {"kind": "photo", "ref": ref, "name": f"{ref}.jpg"}


@pytest.mark.parametrize(
    ("person", "role", "refs"),
    [
        (OFFICER, Role.HANDLER, ["own", "theirs", "first", "second"]),
        (REPORTER, Role.REPORTER, ["own", "second"]),
        (9, Role.JOINED, ["own", "theirs", "second"]),
    ],
    ids=["an officer", "the reporter, without an answer that was taken back", "who sent one"],
)
def test_the_files_of_a_history_open_for_who_may_read_their_line(person: int, role: Role, refs: list[str]) -> None:
    lines = [
        (Action.FILE, REPORTER, Role.REPORTER, "own"),
        (Action.ADD, 9, Role.JOINED, "theirs"),
        (Action.ANSWER, OFFICER, Role.HANDLER, "first"),
        (Action.RETRACT, OFFICER, Role.HANDLER, ""),
        (Action.ANSWER, OFFICER, Role.HANDLER, "second"),
    ]
    story = [filing(NOW, attachments=[photo("own")])]
    story += [
        Event(at=NOW, actor=who, role=role_then, data=payload(action, {"text": "x", "attachments": [photo(ref)] if ref else []}))
        for action, who, role_then, ref in lines[1:]
    ]
    files = history_lines.files(story, Actor(person=person, roles=frozenset({role})))
    assert [file.ref for file in files] == refs


@pytest.mark.parametrize(
    ("action", "person", "role", "hear"),
    [
        (Action.TAKE, OFFICER, Role.OFFICER, {COLLEAGUE, SUPERVISOR}),
        (Action.ASSIGN, SUPERVISOR, Role.SUPERVISOR, {COLLEAGUE}),
        (Action.ASSIGN, HEAD, Role.HEAD, {COLLEAGUE, SUPERVISOR}),
    ],
    ids=["taken", "given by the supervisor", "given by the head"],
)
def test_whoever_was_rung_for_an_urgent_case_hears_who_has_it_and_nobody_twice(
    action: Action, person: int, role: Role, hear: set[int]
) -> None:
    urgent = replace(CASE, urgent=True, urgent_since=NOW)
    letters = told(urgent, action, person, role, **({"officer": OFFICER} if action is Action.ASSIGN else {}))
    assert {letter.person for letter in letters if "(darurat)" in letter.reply.text.plain and "Budi" in letter.reply.text.plain} == hear
    assert len([letter for letter in letters if letter.person == OFFICER]) == (action is Action.ASSIGN)
