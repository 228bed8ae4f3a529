"""A question to an officer. It is stored like a complaint of its own category, so it has a number, a limit and reminders too."""

from __future__ import annotations

from dataclasses import replace

from handlers.asking import smalltalk
from handlers.asking.compound import SURE
from handlers.casework.complaint import Identity
from handlers.reporting import plausibility
from handlers.reporting.filing import file_complaint
from handlers.reporting.intake_steps import ask_office, names_office, take_office
from handlers.talking import dialogue
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import AskOfficer, Menu, OpenCase, Resume
from handlers.talking.dialogue import Again, Answers, Dialogue, Step, Taken
from handlers.talking.message import Outcome, Reply
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, moment, plain, say
from handlers.telling import case_words
from knowledge.standards.policy import INQUIRY


def _ask_question(turn: Turn, answers: Answers) -> Reply:
    return reply(say("human.question", when=_read_when(turn, answers["office"])))


def _read_when(turn: Turn, office_id: str) -> str:
    """When somebody will read it: now while the office is open, else from its next opening."""
    calendar = turn.library.calendar(office_id)
    if calendar.is_open(turn.now):
        return plain("human.open_now")
    return plain("human.read_from", when=moment(calendar.next_opening_moment(turn.now), turn.library.offices[office_id].zone))


def _ask_office(turn: Turn, answers: Answers) -> Reply:
    return replace(ask_office(turn, answers), text=say("human.office"))


def _take_question(turn: Turn, answers: Answers) -> Taken | Again:
    """Takes the question; a greeting alone is none."""
    is_nothing = len(turn.text) < 3 or smalltalk.is_courtesy(turn)
    return Again(say("intake.words_please")) if is_nothing else Taken({"story": turn.text})


async def start(turn: Turn, question: str = "") -> Outcome:
    """Starts "Bicara dengan petugas": a question that an officer answers through the bot."""
    topic = turn.topic
    office = topic.office if topic else turn.office_id
    answers: dict[str, object] = {"office": office, "office_fixed": True} if office else {}
    if question:
        answers["story"] = question
    if topic:
        answers |= {"service": topic.id, "unit": topic.unit}
    return await dialogue.begin(HUMAN, turn, answers)


async def _ask_human(turn: Turn, answers: Answers) -> Outcome:
    whole = {**_for_unit(turn, answers), "category": INQUIRY, "identity": Identity.ANONYMOUS.value}
    filed = await file_complaint(turn, whole)
    complaint = filed.complaint
    due = case_words.due_words(complaint.due, turn.rules(complaint.office))
    text = say("human.sent", number=complaint.number, due=due, when=_read_when(turn, complaint.office))
    parked = [button(Resume(), "resume")] if turn.state.parked else []
    answer = reply(text, button(OpenCase(complaint.number), "open"), *parked, button(Menu(), "menu"))
    return outcome(turn, answer, notices=filed.notices, office=complaint.office)


def _for_unit(turn: Turn, answers: Answers) -> Answers:
    """The answers with the unit of the service, if the question clearly names one."""
    if answers.get("service"):
        return answers
    understood = turn.knowledge.understander.understand(answers["story"], answers["office"])
    if understood.kind != "answer" or understood.score < SURE:
        return answers
    service = turn.library.services[understood.service or ""]
    return {**answers, "service": service.id, "unit": service.unit}


HUMAN = Dialogue(
    name="human",
    steps=(
        Step(key="office", ask=_ask_office, take=take_office, accepts=names_office, needed=lambda a: "office_fixed" not in a),
        Step(
            key="question",
            ask=_ask_question,
            take=_take_question,
            accepts=lambda turn, answers: not plausibility.is_courtesy(turn),
            needed=lambda a: not a.get("story"),
        ),
    ),
    finish=_ask_human,
)

ACTIVITY = Activity(
    presses=(On(AskOfficer, lambda turn, press: start(turn)),),
    commands={"petugas": AskOfficer(), "bicara dengan petugas": AskOfficer()},
    dialogues=(HUMAN,),
)
