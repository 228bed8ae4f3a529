"""An open question about a case: it never takes words that were meant for something else."""

from __future__ import annotations

import re

from handlers.case.action_steps import STEPS
from handlers.casework import number as numbers
from handlers.casework.moves import BY_CITIZENS
from handlers.talking.buttons import Navigate, OpenCase, Option
from handlers.talking.message import Reply
from handlers.talking.press import Press
from handlers.talking.staff_buttons import Act, Desk
from handlers.talking.state import ClosedQuestion
from handlers.talking.turn import Turn, reply
from handlers.talking.wording import button, plain, say

_FEW = 3  # words; a message that is only a number: "buka JUAI-2611-7K3FQ"
_COMMAND = re.compile(r"/\w+\W*")
_ACTIONS = {f"act_{action}": action for action in STEPS}
"""The action of each dialogue that `actions` makes of these steps, by its name."""


def interrupted(turn: Turn, press: Press) -> tuple[Turn, Reply | None]:
    """Ends an open question about a case when another button is pressed, so that it cannot take words meant for another case. Returns the turn and
    a reply about it.
    """
    standing = turn.state.dialogue
    action = _ACTIONS.get(standing.name) if standing else None
    if standing is None or action is None or isinstance(press, Navigate | Option):
        return turn, None
    number = str(standing.answers["number"])
    if press == Act(action, number):
        return turn.with_state(dialogue=None), None
    closed = ClosedQuestion(action=action, number=number, at=turn.now) if turn.staff and action not in BY_CITIZENS else None
    left = turn.with_state(dialogue=None, closed_question=closed)
    reply_text = say("acting.interrupted", action=plain(f"buttons.c_{action}"), number=number)
    return left, reply(reply_text, button(Act(action, number), f"c_{action}"))


def asked_of_staff(turn: Turn) -> bool:
    """Whether the open question takes an officer's words for a case."""
    standing = turn.state.dialogue
    action = _ACTIONS.get(standing.name) if standing else None
    return bool(turn.staff and standing and action and action not in BY_CITIZENS and standing.step == "text")


def meant_elsewhere(turn: Turn) -> Press | None:
    """The button that a bare case number or an unknown /command stands for while such a question is open; those are never taken as its words. None
    otherwise.
    """
    if not asked_of_staff(turn):
        return None
    if (number := numbers.find(turn.text)) and len(turn.text.split()) <= _FEW:
        return OpenCase(number)
    return Desk() if _COMMAND.fullmatch(turn.text) else None
