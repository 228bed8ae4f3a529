"""Whether an answer helped; what did not is collected without who asked, for the office's admin."""

from __future__ import annotations

import re

from handlers.message import Outcome
from handlers.turn import Turn, outcome, reply
from handlers.wording import button, say

_PERSONAL = re.compile(r"\S+@\S+|\+?\d[\d .-]{4,}\d")


def scrubbed(text: str) -> str:
    """Without numbers and addresses that could be somebody's."""
    return _PERSONAL.sub("…", text)[:500]


async def feedback(turn: Turn, mark: str) -> Outcome:
    """👍 ends it; 👎 is collected, and a word about it is welcome."""
    if mark == "up":
        return outcome(turn, reply(say("survey.thanks_up"), button("menu", "menu")))
    await collect(turn, "down", turn.state.get("asked", ""))
    choices = (button("human", "human"), button("services", "services"), button("menu", "menu"))
    return outcome(turn, reply(say("survey.what_was_missing"), *choices), active="opinion")


async def opinion(turn: Turn) -> Outcome:
    """The optional word after a 👎."""
    await collect(turn, "opinion", turn.text)
    choices = (button("human", "human"), button("menu", "menu"))
    return outcome(turn, reply(say("survey.thanks_down"), *choices), active=None)


async def collect(turn: Turn, why: str, text: str) -> None:
    if text.strip():
        await turn.ports.questions.collect(scrubbed(text), turn.office_id or "", why, turn.state.get("topic", ""))
