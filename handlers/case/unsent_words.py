"""What an officer writes after the question on a case was closed: it goes nowhere, and that is said."""

from __future__ import annotations

from handlers.asking import smalltalk
from handlers.case import quoting
from handlers.case.action_steps import LONG_PAUSE
from handlers.talking.buttons import SomethingElse
from handlers.talking.message import Outcome
from handlers.talking.staff_buttons import Act
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say
from handlers.telling.case_words import excerpt


def words(turn: Turn) -> Outcome | None:
    """The way back to the question; None where none was closed of late. Words that were no answer to it are heard by "Hal lain"."""
    closed = turn.state.closed_question
    if not turn.staff or closed is None or turn.now - closed.at > LONG_PAUSE or smalltalk.is_courtesy(turn):
        return None
    remark = quoting.remark_of(turn, closed.number)
    if not (remark.text or remark.files):
        return None
    shown = excerpt(remark.text) or plain("cases.only_files")
    told = say("acting.nowhere", text=shown, action=plain(f"buttons.c_{closed.action}"), number=closed.number)
    again = button(Act(closed.action, closed.number), f"c_{closed.action}")
    return outcome(turn, reply(told, again, button(SomethingElse(), "something_else")), remark=remark)
