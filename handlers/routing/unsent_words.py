"""Words of an officer that no question asked for. They never reach a citizen by mistake; the bot says that they were not sent."""

from __future__ import annotations

from handlers.asking import cue_words, smalltalk
from handlers.case import cards, case_changes, quoting
from handlers.case.action_steps import LONG_PAUSE
from handlers.casework import number as numbers
from handlers.casework.moves import BY_CITIZENS
from handlers.desk import absence, enrolment, work_lists
from handlers.reporting import plausibility, tracking
from handlers.talking.buttons import CaseHistory, ExplainDue, OpenCase, SomethingElse, parse
from handlers.talking.message import Outcome
from handlers.talking.press import Press
from handlers.talking.staff_buttons import Absent, Act, BackAgain, Desk, ListCases, Recap
from handlers.talking.state import ClosedQuestion
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say
from knowledge.understanding.understander import Understanding

SHORT = 4  # words: rather the name of a service than a report of work
FEW = 6  # words in a wish about the desk
_DESK = (Act, Desk, ListCases, Recap, Absent, BackAgain, OpenCase, CaseHistory, ExplainDue)
_OF_CASE = (Act, OpenCase, CaseHistory, ExplainDue)


def noted(turn: Turn, press: Press | None) -> Turn:
    """The turn with the time of the last press of a staff button. A citizen's button clears it; a button that no longer exists leaves it."""
    of_desk = press is None or (isinstance(press, _DESK) and not (isinstance(press, Act) and press.action in BY_CITIZENS))
    return turn.with_state(at_desk=turn.now) if turn.staff and of_desk else turn.with_state(at_desk=None)


async def words(turn: Turn, understood: Understanding | None) -> Outcome | None:
    """Tells the officer that the words were not sent, and how to send them; None where a citizen wrote. Words for no case are handled by "Hal
    lain".
    """
    is_empty = not (turn.text or turn.inbound.attachments or turn.inbound.location)
    is_courtesy = smalltalk.is_courtesy(turn) and len(turn.text.split()) <= SHORT
    if not turn.staff or is_empty or is_courtesy:
        return None
    closed = turn.state.closed_question
    if closed and turn.now - closed.at <= LONG_PAUSE:
        return _to_question(turn, closed)
    if tracking.is_mistyped(turn) or (numbers.find(turn.text) and len(turn.text.split()) <= SHORT):
        return None  # a number opens its case
    if turn.state.at_desk is None or turn.now - turn.state.at_desk > LONG_PAUSE:
        return None
    if (wished := await _wished(turn)) is not None:
        return wished
    if (number := _case_shown(turn)) and _asks_of_card(turn):
        return await tracking.show(turn, number)
    return await _below_case(turn, number) if _tells(turn, understood) else None


async def _wished(turn: Turn) -> Outcome | None:
    """The outcome of a wish about the desk in own words: "besok saya cuti", "yang lewat tenggat apa aja", "undang petugas baru"; None otherwise."""
    if len(turn.text.split()) > FEW:
        return None
    office = turn.staff[0].office
    if cue_words.says(turn, "asks_late"):
        return await work_lists.show_list(turn, office, "late", 0)
    if cue_words.says(turn, "asks_away"):
        return await absence.choose(turn, office)
    if cue_words.says(turn, "i_am_away"):
        return await absence.start(turn, office)
    return await enrolment.ask_role(turn) if cue_words.says(turn, "invites") else None


def _to_question(turn: Turn, closed: ClosedQuestion) -> Outcome:
    remark = quoting.remark_of(turn, closed.number)
    text = say("acting.nowhere", text=quoting.excerpt_of(remark), action=plain(f"buttons.c_{closed.action}"), number=closed.number)
    again = button(Act(closed.action, closed.number), f"c_{closed.action}")
    return outcome(turn, reply(text, again, button(SomethingElse(), "something_else")), remark=remark)


def _tells(turn: Turn, understood: Understanding | None) -> bool:
    """Whether the words tell something, rather than ask, or report as a citizen does."""
    is_name = understood is not None and understood.kind in {"answer", "clarify"} and len(turn.text.split()) <= SHORT
    if cue_words.says(turn, "not_sent"):
        return True
    return not (is_name or cue_words.questions(turn) or plausibility.wants_to_report(turn))


def _asks_of_card(turn: Turn) -> bool:
    """Whether the words ask what the card of the case tells: "siapa pelapornya?", "tenggatnya kapan"."""
    return len(turn.text.split()) <= FEW and cue_words.says(turn, "of_card")


def _case_shown(turn: Turn) -> str | None:
    """The number of the one case that the last screen is about."""
    pressed = (parse(choice) for choice, _ in turn.state.choices)
    numbers = {press.number for press in pressed if isinstance(press, _OF_CASE)}
    return numbers.pop() if len(numbers) == 1 else None


async def _below_case(turn: Turn, number: str | None) -> Outcome | None:
    """Below a case that the officer may act on, the bot asks what the words are meant as. Otherwise they are not sent. None below a report of
    one's own.
    """
    complaint = await case_changes.visible(turn, number) if number else None
    if complaint is None:
        return _nowhere(turn)
    who = await case_changes.role_of(turn, complaint)
    return quoting.of_staff(turn, complaint, who) if cards.is_staff(who) else None


def _nowhere(turn: Turn) -> Outcome:
    remark = quoting.remark_of(turn, "")
    text = say("acting.nowhere_open", text=quoting.excerpt_of(remark))
    return outcome(turn, reply(text, button(Desk(), "desk"), button(SomethingElse(), "something_else")), remark=remark)
