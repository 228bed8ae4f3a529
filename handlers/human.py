"""A question to a human: kept like a complaint of its own category, so that it has a number, a limit and a ladder too."""

from __future__ import annotations

from typing import Any

from handlers import dialogue, notices
from handlers.casework.complaint import Identity
from handlers.dialogue import Again, Answers, Dialogue, Standing, Step, Taken
from handlers.intake import file_complaint
from handlers.intake_steps import ask_office, take_office
from handlers.message import Outcome, Reply
from handlers.turn import Turn, outcome, reply
from handlers.wording import button, moment, plain, say
from knowledge.policy import INQUIRY


def _ask_question(turn: Turn, answers: Answers) -> Reply:
    return reply(say("human.question", when=_read_when(turn, answers["office"])))


def _read_when(turn: Turn, office_id: str) -> str:
    """When somebody will read it: now if the office is open, else from its next opening."""
    calendar = turn.library.calendar(office_id)
    if calendar.is_open(turn.now):
        return plain("human.open_now")
    return plain("human.read_from", when=moment(calendar.next_opening_moment(turn.now), turn.library.offices[office_id].zone))


def _take_question(turn: Turn, answers: Answers) -> Taken | Again:
    return Taken({"story": turn.text}) if len(turn.text) >= 3 else Again(say("intake.words_please"))


HUMAN = Dialogue(
    name="human",
    steps=(
        Step(key="office", ask=ask_office, take=take_office, needed=lambda a: "office_fixed" not in a),
        Step(key="question", ask=_ask_question, take=_take_question, free_text=True),
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
    whole = {**answers, "category": INQUIRY, "identity": Identity.ANONYMOUS.value}
    filed = await file_complaint(turn.with_state(human=None, active=None), whole)
    rules = turn.rules(answers["office"])
    number = filed.replies[0].choices[0].id.removeprefix("case:")
    complaint = await turn.ports.complaints.get(number)
    due = notices.due_words(complaint.due if complaint else None, rules)
    text = say("human.sent", number=number, due=due, when=_read_when(turn, answers["office"]))
    answer = reply(text, button(f"case:{number}", "details"), button("menu", "menu"))
    return Outcome(replies=(answer,), notices=filed.notices, state=filed.state)
