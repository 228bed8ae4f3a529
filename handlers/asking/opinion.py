"""Whether an answer helped; what did not is collected without who asked, for the office's admin."""

from __future__ import annotations

import re

from handlers.asking import cue_words
from handlers.talking.message import Outcome
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say
from knowledge.understanding import Understanding

_PERSONAL = re.compile(r"\S+@\S+|\+?\d[\d .-]{4,}\d")


def scrubbed(text: str) -> str:
    """Without numbers and addresses that could be somebody's."""
    return _PERSONAL.sub("…", text)[:500]


async def feedback(turn: Turn, mark: str) -> Outcome:
    """👍 ends it; 👎 is collected, and a word about it is welcome."""
    if mark == "up":
        return outcome(turn, reply(say("survey.thanks_up"), button("menu", "menu")))
    await collect(turn, "down", turn.state.get("asked") or _shown(turn))
    choices = (button("human", "human"), button("services", "services"), button("menu", "menu"))
    return outcome(turn, reply(say("survey.what_was_missing"), *choices), active="opinion")


def is_something_else(turn: Turn, understood: Understanding) -> bool:
    """Whether what is written after a 👎 is no word about it, but a new question or a greeting."""
    asks = understood.kind in {"answer", "clarify"} and cue_words.asks(turn)
    return asks or understood.kind in {"complaint", "status", "smalltalk"}


async def opinion(turn: Turn) -> Outcome:
    """The optional word after a 👎."""
    await collect(turn, "opinion", turn.text)
    choices = (button("human", "human"), button("menu", "menu"))
    return outcome(turn, reply(say("survey.thanks_down"), *choices), active=None)


def _shown(turn: Turn) -> str:
    """What was looked at without a question in words."""
    topic = turn.library.services.get(turn.state.get("topic", ""))
    return f"{topic.title}: {turn.state.get('part', '')}" if topic else ""


async def collect(turn: Turn, why: str, text: str) -> None:
    """Keeps the words for the admin of the office that was chosen or talked about; of nobody knows which, for all."""
    topic = turn.state.get("topic", "")
    if text.strip():
        await turn.ports.questions.collect(scrubbed(text), turn.office_id or topic.partition("/")[0], why, topic)
