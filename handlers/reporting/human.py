"""A question to a human: kept like a complaint of its own category, so that it has a number, a limit and a ladder too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.asking import smalltalk
from handlers.asking.compound import SURE
from handlers.casework.complaint import Identity
from handlers.reporting.intake import file_complaint
from handlers.reporting.intake_steps import ask_office, take_office
from handlers.talking import dialogue
from handlers.talking.dialogue import Again, Answers, Dialogue, Standing, Step, Taken
from handlers.talking.message import Outcome, Reply
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, moment, plain, say
from handlers.telling import notices
from knowledge.policy import INQUIRY


def _ask_question(turn: Turn, answers: Answers) -> Reply:
    return reply(say("human.question", when=_read_when(turn, answers["office"])))


def _read_when(turn: Turn, office_id: str) -> str:
    """When somebody will read it: now if the office is open, else from its next opening."""
    calendar = turn.library.calendar(office_id)
    if calendar.is_open(turn.now):
        return plain("human.open_now")
    return plain("human.read_from", when=moment(calendar.next_opening_moment(turn.now), turn.library.offices[office_id].zone))


def _ask_office(turn: Turn, answers: Answers) -> Reply:
    return replace(ask_office(turn, answers), text=say("human.office"))


def _take_question(turn: Turn, answers: Answers) -> Taken | Again:
    """A greeting is no question yet."""
    is_nothing = len(turn.text) < 3 or smalltalk.is_courtesy(turn)
    return Again(say("intake.words_please")) if is_nothing else Taken({"story": turn.text})


HUMAN = Dialogue(
    name="human",
    steps=(
        Step(key="office", ask=_ask_office, take=take_office, needed=lambda a: "office_fixed" not in a),
        Step(key="question", ask=_ask_question, take=_take_question, free_text=True, needed=lambda a: not a.get("story")),
    ),
)


def start(turn: Turn) -> Outcome:
    """ "Bicara dengan petugas": a question that an officer answers through the bot."""
    topic = turn.library.services.get(turn.state.get("topic", ""))
    office = topic.office if topic else turn.office_id
    answers: dict[str, Any] = {"office": office, "office_fixed": True} if office else {}
    if topic:
        answers |= {"service": topic.id, "unit": topic.unit}
    return _kept(turn, dialogue.begin(HUMAN, turn, answers))


async def go_on(turn: Turn) -> Outcome:
    progress = dialogue.advance(HUMAN, turn, Standing.of(turn.state["human"]))
    if progress.finished and progress.standing:
        return await _ask_human(turn, progress.standing.answers)
    return _kept(turn, progress)


def _kept(turn: Turn, progress: dialogue.Progress) -> Outcome:
    standing = progress.standing.as_json() if progress.standing else None
    return outcome(turn, *progress.replies, human=standing, active="human" if standing else None)


async def _ask_human(turn: Turn, answers: Answers) -> Outcome:
    whole = {**_for_unit(turn, answers), "category": INQUIRY, "identity": Identity.ANONYMOUS.value}
    filed = await file_complaint(turn.with_state(human=None, active=None), whole)
    rules = turn.rules(answers["office"])
    number = filed.replies[0].choices[0].id.removeprefix("case:")
    complaint = await turn.ports.complaints.get(number)
    due = notices.due_words(complaint.due if complaint else None, rules)
    text = say("human.sent", number=number, due=due, when=_read_when(turn, answers["office"]))
    parked = [button("resume", "resume")] if "intake" in turn.state else []
    answer = reply(text, button(f"case:{number}", "open"), *parked, button("menu", "menu"))
    return Outcome(replies=(answer,), notices=filed.notices, state={**filed.state, **_parked(turn)})


def _for_unit(turn: Turn, answers: Answers) -> Answers:
    """A question that clearly names a service goes to the unit of that service."""
    if answers.get("service"):
        return answers
    understood = turn.knowledge.understander.understand(answers["story"], answers["office"])
    if understood.kind != "answer" or understood.score < SURE:
        return answers
    service = turn.library.services[understood.service or ""]
    return {**answers, "service": service.id, "unit": service.unit}


def _parked(turn: Turn) -> dict[str, Any]:
    """A complaint that was being told stays as it is."""
    return {"intake": turn.state["intake"]} if "intake" in turn.state else {}
