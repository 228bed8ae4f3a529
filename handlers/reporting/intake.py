"""Taking a complaint: a guided conversation from the first word to a number, a PIN and a date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from handlers.asking import cue_words, inquiry, service_promises, smalltalk
from handlers.case import case_changes, duplicates, photo_facts
from handlers.casework import misconduct
from handlers.casework import number as numbers
from handlers.casework.complaint import CLOCK, Complaint, Event, Identity
from handlers.casework.deciding import filed as first
from handlers.casework.evolving import file
from handlers.casework.moves import Action, Role
from handlers.reporting.intake_steps import STEPS, named
from handlers.talking import dialogue
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Menu, OpenCase, Report, ReportService, Resume
from handlers.talking.dialogue import Answers, Dialogue
from handlers.talking.message import Attachment, Notice, Outcome, Reply, Text
from handlers.talking.ports import ReporterIdentity
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say
from handlers.telling import notices, reminders
from handlers.telling.notices import for_history

CERTAIN = 0.9  # that a sentence without a question mark is a question


async def start(turn: Turn, story: str = "", service_id: str | None = None, files: tuple[Attachment, ...] = (), **more: Any) -> Outcome:
    """Opens the intake, with what is already known: the words that led here, the service talked about."""
    service = turn.library.services.get(service_id or "")
    office = service.office if service else turn.office_id
    answers: dict[str, Any] = {"story": story} if story else {}
    if allowed := turn.state.photo_facts:
        answers["photo_facts"] = allowed
    if office:
        answers |= {"office": office, "office_fixed": True}
    if service:
        answers["service"] = service.id
    if files:
        answers["files"] = photo_facts.noted(files, turn.state.photo_facts)
    return await dialogue.begin(INTAKE, turn, {**answers, **more})


async def resume(turn: Turn) -> Outcome:
    """The question where the intake was left, after minutes or days."""
    unfinished = turn.state.unfinished
    return await (dialogue.resume(INTAKE, turn, unfinished) if unfinished else start(turn))


async def _listen(turn: Turn, standing: Standing) -> Outcome | Standing:
    """What comes between: a question, or another's report that is followed instead."""
    if (aside := _question_between(turn, standing)) is not None:
        return outcome(turn, aside, dialogue.question(INTAKE, turn, standing))
    if number := duplicates.chosen(turn, standing.answers):
        return await duplicates.join(turn, number)
    return await _with_similar(turn, standing)


async def _with_similar(turn: Turn, standing: Standing) -> Standing:
    """Before the review, what others have already reported of the same matter."""
    if standing.step != "category" or "similar" in standing.answers:
        return standing
    return replace(standing, answers={**standing.answers, "similar": await duplicates.described(turn, standing.answers)})


def _question_between(turn: Turn, standing: Standing) -> Reply | None:
    """ "biaya ktp berapa?" in the middle of an intake is answered, and the intake goes on where it was; so is a "makasih"."""
    if turn.inbound.choice or not turn.text or dialogue.command(turn.inbound):
        return None
    if smalltalk.is_thanks(turn) and smalltalk.is_courtesy(turn):
        return reply(say("smalltalk.welcome"))
    if not cue_words.asks(turn):
        return None
    found = _answer_between(turn, standing)
    return reply(Text.join([say("intake.aside"), found])) if found else None


def _answer_between(turn: Turn, standing: Standing) -> Text | None:
    """The answer where something is clearly asked: of a service, of the one talked about, of the office. What complains goes on."""
    understood = turn.knowledge.understander.understand(turn.text, standing.answers.get("office"))
    if understood.kind == "complaint":
        return None
    if understood.office_matter or inquiry.asks_office(turn.text):
        return inquiry.office_matter(turn, standing.answers.get("office")).replies[0].text
    if understood.kind == "answer" and understood.service and ("?" in turn.text or understood.score >= CERTAIN):
        part = understood.component or inquiry.SUMMARY
        return inquiry.answer_reply(turn, turn.library.services[understood.service], [part]).text
    topic = turn.topic
    named = turn.knowledge.understander.component(turn.text)
    leans = topic and named and not cue_words.particular(turn) and "?" in turn.text
    return inquiry.answer_reply(turn, topic, [named]).text if topic and named and leans else None


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A complaint that has come into being, and who is told. `pin` opens it from elsewhere."""

    complaint: Complaint
    pin: str
    notices: tuple[Notice, ...]


async def file_complaint(turn: Turn, answers: Answers) -> Filed:
    """Keeps the complaint with its number, its PIN, the first line of its history, its files and who reported it."""
    complaint, event = await _complaint(turn, answers)
    pin = numbers.new_pin(turn.random)
    identity = ReporterIdentity(name=answers.get("name") or "", contact=answers.get("contact") or "") if named(answers) else None
    await turn.ports.complaints.add(complaint, event, pin, identity)
    await turn.ports.addresses.opt_in(turn.inbound.channel, turn.inbound.address, "complaint")
    await turn.ports.complaints.attach(complaint.number, _evidence(answers), turn.person)
    staff = await turn.ports.people.staff(complaint.office)
    if complaint.accused and misconduct.examiner(complaint.accused, staff) is None:
        return await _sent_outside(turn, complaint, pin)
    told = notices.of_event(before=complaint, after=complaint, event=event, staff=staff, rules=turn.rules(complaint.office))
    return Filed(complaint=complaint, pin=pin, notices=told)


async def _sent_outside(turn: Turn, complaint: Complaint, pin: str) -> Filed:
    """Nobody in the office may judge it: the reporter hears where it can be taken, the office is not told."""
    doors = reminders.doors(turn.rules(complaint.office))
    done = await case_changes.act(
        turn, complaint, Action.REJECT, by=CLOCK, kind="elsewhere", text=plain("reject_said.outside", doors=doors)
    )
    to_reporter = tuple(notice for notice in done.notices if notice.person == complaint.reporter)
    return Filed(complaint=done.complaint, pin=pin, notices=to_reporter)


async def _finish(turn: Turn, answers: Answers) -> Outcome:
    """The reply that tells the number, the PIN, the date and what happens next."""
    filed = await file_complaint(turn, answers)
    complaint, rules = filed.complaint, turn.rules(filed.complaint.office)
    text = say(
        "intake.filed_urgent" if complaint.urgent else "intake.filed",
        number=complaint.number,
        pin=filed.pin,
        category=notices.category_name(complaint.category, rules),
        due=notices.due_words(complaint.due, rules),
        office=rules.office.name,
    )
    kept = complaint.confidential and answers["identity"] == Identity.NAMED
    text = Text.join([text, say("intake.kept_confidential")]) if kept else text
    answer = reply(text, button(OpenCase(complaint.number), "details"), button(Menu(), "menu"))
    allowed = answers.get("photo_facts") or turn.state.photo_facts
    return outcome(turn, answer, notices=filed.notices, office=complaint.office, photo_facts=allowed)


def _evidence(answers: Answers) -> list[Attachment]:
    hidden = answers["identity"] != Identity.NAMED
    return photo_facts.evidence(answers.get("files", ()), allowed=answers.get("photo_facts") == "yes", hide_names=hidden)


async def _complaint(turn: Turn, answers: Answers) -> tuple[Complaint, Event]:
    office = turn.library.offices[answers["office"]]
    calendar = turn.library.calendar(office.id)
    number = numbers.new(office.code, calendar.local_date(turn.now), turn.random)
    while await turn.ports.complaints.get(number):
        number = numbers.new(office.code, calendar.local_date(turn.now), turn.random)
    staff = await turn.ports.people.staff(office.id)
    examined = turn.rules(office.id).examined(answers["category"])
    named_staff = misconduct.accused(answers["story"], staff) if examined else ()
    examiner = (misconduct.examiner(named_staff, staff) or Role.HEAD).value if examined else None
    data = {
        "number": number,
        "accused": list(named_staff),
        "examined_by": examiner,
        "office": office.id,
        "unit": office.unit(answers.get("unit")).id,
        "category": answers["category"],
        "service": answers.get("service"),
        "text": answers["story"],
        "occurred": answers.get("occurred") or "",
        "place": answers.get("place") or "",
        "identity": answers["identity"],
        "urgent": bool(answers.get("urgent")),
        "confidential": bool(answers.get("confidential")),
        "reporter": turn.person,
        "promise": service_promises.broken(turn, turn.library.services.get(answers.get("service") or ""), answers["story"]),
        "attachments": [for_history(one) for one in _evidence(answers)],
    }
    event = first(Event(at=turn.now, actor=turn.person, role=Role.REPORTER, action=Action.FILE, data=data), turn.rules(office.id))
    return file(event), event


INTAKE = Dialogue(name="intake", steps=STEPS, finish=_finish, listen=_listen, keep=True)
_REPORT = Report()
ACTIVITY = Activity(
    presses=(
        On(Report, lambda turn, press: start(turn)),
        On(ReportService, lambda turn, press: start(turn, service_id=press.service)),
        On(Resume, lambda turn, press: resume(turn)),
    ),
    commands=dict.fromkeys(("lapor", "pengaduan", "mau lapor", "saya mau lapor", "mau mengadu", "mau ngadu", "buat pengaduan"), _REPORT),
    dialogues=(INTAKE,),
)
