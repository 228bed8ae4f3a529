"""Tracking a complaint: the chat that filed it sees everything; from another chat number and PIN are needed."""

from __future__ import annotations

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from handlers.asking import compound, cue_words, office_contacts
from handlers.case import cards, case_changes, history_lines
from handlers.casework import number as numbers
from handlers.casework.complaint import Actor, Complaint, Refused
from handlers.casework.moves import Role
from handlers.casework.payloads import Added, Filed, Followed
from handlers.reporting import plausibility
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import AskOfficer, CaseHistory, ExplainDue, Menu, OpenCase, Report, Resume, Track, TrackMore, choice, parse
from handlers.talking.dialogue import Again, Answers, Dialogue, Step
from handlers.talking.message import Audience, LetterKind, Notice, Outcome, Reply, Text
from handlers.talking.ports import Filter, PinCheck
from handlers.talking.staff_buttons import Desk
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, moment, say
from handlers.telling.case_words import due_words

SHOWN = 8
FEW_WORDS = 6
_PIN_ALONE = re.compile(r"\bpin\b\D*(?:\d{6}|\d{4})(?!\d)", re.IGNORECASE)
_PIN = re.compile(r"(?<!\d)(?:\d{3}[ .-]?\d{3}|\d{4})(?!\d)")  # older PINs have four digits
_PIN_BESIDE = re.compile(r"(?<!\d)\d{3}[ .-]?\d{3}(?!\d)|\bpin\b\D{0,10}\d{4}(?!\d)", re.IGNORECASE)
"""A PIN beside the number in one message; four digits alone are a year."""


def _waiting(step: str, number: str = "") -> Standing:
    return Standing(name="tracking", step=step, answers={"number": number})


async def mine(turn: Turn, page: int = 0) -> Outcome:
    """One page of the cases that the person reported or follows, running ones first; without any, asks for a number."""
    mine = await turn.ports.complaints.find(Filter(citizen=turn.person))
    cases = sorted(mine, key=lambda case: (case.alive, case.received), reverse=True)
    if not cases:
        draft = [button(Resume(), "resume")] if turn.state.unfinished else []
        return outcome(
            turn, reply(say("tracking.none"), *draft, button(Report(), "report"), button(Menu(), "menu")), dialogue=_waiting("number")
        )
    page_of_cases = cases[page * SHOWN : (page + 1) * SHOWN] or cases[:SHOWN]
    choices = [
        choice(
            OpenCase(complaint.number),
            label=complaint.number,
            description=cards.state_words(complaint, own=turn.person == complaint.reporter),
        )
        for complaint in page_of_cases
    ]
    more = [button(TrackMore(page + 1), "more")] if len(cases) > (page + 1) * SHOWN else []
    return outcome(turn, reply(say("tracking.mine"), *choices, *more, button(Menu(), "menu")), dialogue=_waiting("number"))


async def show(turn: Turn, number: str) -> Outcome:
    """The card of a case with its buttons. A stranger is asked for the PIN, in the same words for a number that does not exist."""
    complaint = await turn.ports.complaints.get(number)
    who = await case_changes.role_of(turn, complaint) if complaint else Actor(person=turn.person, roles=frozenset())
    if complaint and who.roles:
        return await _card(turn, complaint, who)
    if complaint and case_changes.is_colleague(turn, complaint):
        return outcome(turn, reply(say("refused.not_your_unit", number=number), button(Desk(), "desk")), dialogue=None)
    if pin := _PIN_BESIDE.search(numbers.without(turn.text)) if numbers.find(turn.text) == number else None:
        return await _open_with_pin(turn, number, digits(pin[0]))
    return outcome(turn, reply(say("tracking.pin", number=number), button(Menu(), "menu")), dialogue=_waiting("pin", number))


def digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


async def _card(turn: Turn, complaint: Complaint, who: Actor) -> Outcome:
    back = button(Desk(), "desk") if cards.is_staff(who) else button(Menu(), "menu")
    text = await cards.card(turn, complaint, who)
    files = tuple(await turn.ports.complaints.attachments(complaint.number)) if cards.is_staff(who) else ()
    card_reply = reply(text, *cards.choices(complaint, who, await case_changes.answering(turn, complaint)), back)
    return outcome(turn, replace(card_reply, attachments=files), dialogue=None)


async def how_long(turn: Turn) -> Outcome | None:
    """The due date of a case: after "berapa lama diproses?" below a case that is shown or was just filed, or "kapan dibalas" about the only running
    one; None otherwise.
    """
    if len(turn.text.split()) > FEW_WORDS or office_contacts.asks_office(turn) or not cue_words.interrogates(turn):
        return None
    number = await _case_of_words(turn)
    complaint = await case_changes.visible(turn, number) if number else None
    if complaint is None or not complaint.alive:
        return None
    rules = turn.rules(complaint.office)
    category = rules.policy.all_categories.get(complaint.category)
    key = "due" if complaint.due else "due_waits"
    text = say(f"tracking.{key}", number=number, due=due_words(complaint.due, rules), limit=category.limit.words if category else "")
    if cue_words.says(turn, "past_promise"):
        text = Text.join([text, say("tracking.past_due")], between="\n")
    return outcome(turn, reply(text, button(OpenCase(complaint.number), "details"), button(Menu(), "menu")))


async def _case_of_words(turn: Turn) -> str | None:
    """The number of the case whose end is asked for; None where the words may be about a standard."""
    asks_answer = cue_words.says(turn, "reply_asked") or (cue_words.says(turn, "past_promise") and turn.topic is None)
    names_service = compound.names_service(turn, plausibility.understood(turn))
    if names_service or not (asks_answer or turn.knowledge.understander.component(turn.text) == "waktu"):
        return None
    presses = (parse(choice) for choice, _ in turn.state.choices)
    if number := next((press.number for press in presses if isinstance(press, OpenCase)), None):
        return number
    own = await turn.ports.complaints.find(Filter(citizen=turn.person)) if asks_answer else []
    running = [complaint.number for complaint in own if complaint.alive]
    return running[0] if len(running) == 1 else None


async def explain(turn: Turn, number: str) -> Outcome:
    """The outcome of "Hitung tenggat": how the due date was computed."""
    complaint = await case_changes.visible(turn, number)
    if complaint is None:
        return await show(turn, number)
    rules = turn.rules(complaint.office)
    text = Text.join([say("cases.head", marks="", number=number), cards.due_of_case(complaint, rules)])
    return outcome(turn, reply(text, button(OpenCase(number), "open"), button(Menu(), "menu")))


async def log(turn: Turn, number: str) -> Outcome:
    complaint = await case_changes.visible(turn, number)
    if complaint is None:
        return await show(turn, number)
    events = await turn.ports.complaints.history(number)
    if complaint.merged_into:  # later additions are in the history of the report that answers it
        theirs = await turn.ports.complaints.history(complaint.merged_into)
        events = sorted(
            [*events, *(event for event in theirs if isinstance(event.data, Added) and event.data.mine == number)],
            key=lambda event_: event_.at,
        )
    who = await case_changes.role_of(turn, complaint)
    sees = cards.sees_words(complaint, who)
    text = Text.join([say("cases.head", marks="", number=number), await history_lines.history(turn, complaint, events, who, words=sees)])
    log_reply = reply(text, button(OpenCase(number), "open"), button(Menu(), "menu"))
    return outcome(turn, replace(log_reply, attachments=history_lines.files(events, who) if sees else ()))


async def _hear_first(turn: Turn, standing: Standing) -> Outcome | tuple[Turn, Standing]:
    """Handles a number, or the PIN that was asked for."""
    if number := numbers.find(turn.text):
        return await show(turn, number)
    if is_mistyped(turn):
        return mistyped(turn)
    if standing.step == "pin" and (pin := _PIN.search(turn.text)) and len(turn.text.split()) <= FEW_WORDS:
        return await _open_with_pin(turn, standing.answers["number"], digits(pin[0]))
    return turn, standing


def of_words(turn: Turn) -> Outcome | None:
    """The outcome of a mistyped number, one of another portal, a PIN without a number, or a forgotten PIN; None otherwise."""
    if is_mistyped(turn):
        return mistyped(turn)
    if numbers.is_of_another_portal(turn.text):
        return outcome(
            turn, reply(say("tracking.of_another_portal"), button(Track(), "track"), button(AskOfficer(), "human"), button(Menu(), "menu"))
        )
    if cue_words.says(turn, "pin_forgotten"):
        return outcome(
            turn, reply(say("tracking.pin_forgotten"), button(Track(), "track"), button(AskOfficer(), "human"), button(Menu(), "menu"))
        )
    if turn.state.dialogue is None and len(turn.text.split()) <= FEW_WORDS and _PIN_ALONE.search(turn.text):
        return outcome(
            turn, reply(say("tracking.number_for_pin"), button(AskOfficer(), "human"), button(Menu(), "menu")), dialogue=_waiting("number")
        )
    return None


def is_mistyped(turn: Turn) -> bool:
    return numbers.is_mistyped(turn.text, (office.code for office in turn.library.offices.values()))


def mistyped(turn: Turn) -> Outcome:
    """Says that the words look like a number and are none, and asks for the number."""
    hint = reply(say("tracking.mistyped"), button(AskOfficer(), "human"), button(Menu(), "menu"))
    return outcome(turn, hint, dialogue=turn.state.dialogue or _waiting("number"))


async def _open_with_pin(turn: Turn, number: str, pin: str) -> Outcome:
    match await turn.ports.complaints.check_pin(number, pin):
        case PinCheck.RIGHT:
            complaint = await turn.ports.complaints.get(number)
            assert complaint is not None
            if await _came_without_chat(turn, complaint) and await turn.ports.people.claim(complaint.reporter, turn.person):
                return await show(turn, number)
            opened = await _adopted(turn, complaint)
            return replace(opened, notices=(*opened.notices, *_notice_to_reporter(turn, complaint, "opened_elsewhere")))
        case PinCheck.LOCKED | PinCheck.LOCKED_NOW as checked:
            complaint = await turn.ports.complaints.get(number) if checked is PinCheck.LOCKED_NOW else None
            notices_ = _notice_to_reporter(turn, complaint, "pin_locked") if complaint else ()
            text = say("tracking.locked", number=number, until=await _lock_ends(turn, number))
            return outcome(turn, reply(text, button(AskOfficer(), "human"), button(Menu(), "menu")), notices=notices_, dialogue=None)
        case _:
            return outcome(turn, reply(say("tracking.wrong_pin"), button(Menu(), "menu")))


async def _lock_ends(turn: Turn, number: str) -> str:
    """When the lock ends, in the zone of the office of which the number bears the code."""
    until = await turn.ports.complaints.locked_until(number) or turn.now
    zone = next((office.zone for office in turn.library.offices.values() if office.code == number.partition("-")[0]), ZoneInfo("UTC"))
    return moment(until, zone)


async def _came_without_chat(turn: Turn, complaint: Complaint) -> bool:
    """Whether the case came to the counter and its reporter has no other case. Then the slip alone proves who the reporter is, and reveals nothing
    else.
    """
    first, *_ = await turn.ports.complaints.history(complaint.number)
    return (
        isinstance(first.data, Filed)
        and bool(first.data.via)
        and len(await turn.ports.complaints.find(Filter(citizen=complaint.reporter))) == 1
    )


def _notice_to_reporter(turn: Turn, complaint: Complaint, event: str) -> tuple[Notice, ...]:
    """Tells the reporter what somebody did with the number from another chat."""
    if complaint.reporter == turn.person:
        return ()
    text = Reply(
        text=say(f"notices.reporter.{event}", number=complaint.number),
        choices=(button(OpenCase(complaint.number), "details"),),
        template="status_berubah",
        parameters=(complaint.number,),
    )
    notice = Notice(
        person=complaint.reporter,
        reply=text,
        key=f"{event}:{complaint.number}:{turn.now.isoformat()}",
        kind=LetterKind.CASE,
        audience=Audience.REPORTER,
        event=event,
        complaint=complaint.number,
    )
    return (notice,)


async def _adopted(turn: Turn, complaint: Complaint) -> Outcome:
    """Number and PIN prove the reporter: this address may read and follow the case from now on."""
    reporter = Actor(person=turn.person, roles=frozenset({Role.REPORTER, Role.FOLLOWER}))
    if complaint.alive and turn.person not in complaint.followers:
        try:
            done = await case_changes.act(turn, complaint, Followed(person=turn.person, proven=True), by=reporter)
            complaint = done.complaint
        except Refused:
            pass  # a finished case is only shown
    card_text = await cards.card(turn, replace(complaint, proven=(*complaint.proven, turn.person)), reporter)
    answer = reply(card_text, button(OpenCase(complaint.number), "details"), button(Menu(), "menu"))
    return outcome(turn, answer, dialogue=None)


def _ask_pin(turn: Turn, answers: Answers) -> Reply:
    return reply(say("tracking.pin", number=answers["number"]), button(AskOfficer(), "human"))


def _is_like_a_number(turn: Turn, answers: Answers) -> bool:
    """Whether the message is a few words with digits that may be a number or a PIN, such as "pin saya 8679"."""
    return cue_words.has_number(turn.text) and not plausibility.is_question(turn) and len(turn.text.split()) <= FEW_WORDS


TRACKING = Dialogue(
    name="tracking",
    steps=(
        Step(
            key="number",
            ask=lambda turn, answers: reply(say("tracking.number"), button(AskOfficer(), "human")),
            take=lambda turn, answers: Again(say("tracking.number_form")),
            accepts=_is_like_a_number,
            lets_go=True,
        ),
        Step(
            key="pin",
            ask=_ask_pin,
            take=lambda turn, answers: Again(say("tracking.pin_form")),
            accepts=_is_like_a_number,
            lets_go=True,
        ),
    ),
    finish=lambda turn, answers: mine(turn),
    listen=_hear_first,
)
_TRACK = Track()
ACTIVITY = Activity(
    presses=(
        On(Track, lambda turn, press: mine(turn)),
        On(TrackMore, lambda turn, press: mine(turn, press.page)),
        On(OpenCase, lambda turn, press: show(turn, press.number)),
        On(ExplainDue, lambda turn, press: explain(turn, press.number)),
        On(CaseHistory, lambda turn, press: log(turn, press.number)),
    ),
    commands=dict.fromkeys(
        ("status", "cek status", "cek laporan", "cek pengaduan", "cek aduan", "lihat pengaduan", "lihat laporan"), _TRACK
    ),
    dialogues=(TRACKING,),
)
