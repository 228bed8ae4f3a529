"""Whether an answer helped. A question that was answered badly is stored for the office's admin, without who asked."""

from __future__ import annotations

import re

from handlers.asking import cue_words
from handlers.talking import dialogue
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import AskOfficer, Feedback, Menu, Services
from handlers.talking.dialogue import Answers, Dialogue, Step, Taken
from handlers.talking.message import Outcome, Reply
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say

_PERSONAL = re.compile(r"\S+@\S+|\+?\d[\d .-]{4,}\d")


def scrubbed(text: str) -> str:
    """The text without numbers and addresses that may belong to somebody."""
    return _PERSONAL.sub("…", text)[:500]


async def feedback(turn: Turn, mark: str) -> Outcome:
    """👍 ends it; 👎 stores the question and invites a word about it."""
    if mark == "up":
        return outcome(turn, reply(say("survey.thanks_up"), button(Menu(), "menu")))
    await collect(turn, "down", turn.state.last_question or _last_answer(turn))
    return await dialogue.begin(OPINION, turn, {})


def _is_word(turn: Turn, answers: Answers) -> bool:
    """Whether the text after a 👎 is about the answer, not a new question or a greeting."""
    understood = turn.knowledge.understander.understand(turn.text, turn.office_id)
    asks = understood.kind in {"answer", "clarify"} and cue_words.asks(turn)
    return not asks and understood.kind not in {"complaint", "status", "smalltalk"}


def _ask(turn: Turn, answers: Answers) -> Reply:
    choices = (button(AskOfficer(), "human"), button(Services(), "services"), button(Menu(), "menu"))
    return reply(say("survey.what_was_missing"), *choices)


async def _thank(turn: Turn, answers: Answers) -> Outcome:
    await collect(turn, "opinion", answers["words"])
    return outcome(turn, reply(say("survey.thanks_down"), button(AskOfficer(), "human"), button(Menu(), "menu")))


OPINION = Dialogue(
    name="opinion",
    steps=(Step(key="words", ask=_ask, take=lambda turn, answers: Taken({"words": turn.text}), accepts=_is_word, lets_go=True),),
    finish=_thank,
)
"""Asks for an optional word after a 👎."""


ACTIVITY = Activity(
    presses=(On(Feedback, lambda turn, press: feedback(turn, press.mark)),),
    dialogues=(OPINION,),
)


def _last_answer(turn: Turn) -> str:
    """What the person looked at, where no question in words led there."""
    topic = turn.topic
    return f"{topic.title}: {turn.state.part or ''}" if topic else ""


async def collect(turn: Turn, why: str, text: str) -> None:
    """Stores the words for the admin of the chosen office or the topic's; without any, for all admins."""
    topic = turn.state.topic or ""
    if text.strip():
        await turn.ports.questions.collect(scrubbed(text), turn.office_id or topic.partition("/")[0], why, topic)
