"""Words and files in reply to a message about a case. They belong to that case, whatever else is being discussed."""

from __future__ import annotations

from dataclasses import replace

from handlers.asking import cue_words, smalltalk
from handlers.case import action_steps, actions, cards, case_changes, open_question, photo_facts
from handlers.casework import number as numbers
from handlers.casework.complaint import Actor, Complaint
from handlers.casework.deciding import TAKE_BACK, allowed, says_something
from handlers.casework.moves import Action, State
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import OpenCase, SayAs, SomethingElse
from handlers.talking.message import Choice, Outcome
from handlers.talking.staff_buttons import Act
from handlers.talking.state import Remark
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say
from handlers.telling.case_words import excerpt

_BY_STAFF = (Action.INFORM, Action.ASK, Action.ANSWER, Action.NOTE)
"""What an officer's words can be meant as; only the officer knows which."""


def choices(turn: Turn) -> tuple[tuple[str, str], ...]:
    """Id and label of each button of the quoted message, whose labels may be typed."""
    return tuple((choice.id, choice.label) for choice in turn.quoted.reply.choices) if turn.quoted else ()


def case_of(turn: Turn) -> str | None:
    """The number of the case that the quoted message is about; None where it is about none or several."""
    if turn.quoted is None:
        return None
    named = numbers.every(" ".join([turn.quoted.reply.text.plain, *(choice.id for choice in turn.quoted.reply.choices)]))
    return turn.quoted.complaint or (named[0] if len(named) == 1 else None)


async def words(turn: Turn) -> Outcome | None:
    """The outcome of words that quote a message about a case; None where none was quoted, or where the words answer its open question."""
    number, standing = case_of(turn), turn.state.dialogue
    if number is None or (standing and standing.answers.get("number") == number) or smalltalk.is_courtesy(turn):
        return None
    complaint = await case_changes.visible(turn, number)
    if complaint is None or not (turn.text or turn.inbound.attachments or turn.inbound.location):
        return None
    turn, interrupted = open_question.interrupted(turn, OpenCase(number))
    turn = replace(turn, state=turn.state.left())
    who = await case_changes.role_of(turn, complaint)
    done = of_staff(turn, complaint, who) if cards.is_staff(who) else await _of_citizen(turn, complaint, who)
    return replace(done, replies=(*filter(None, [interrupted]), *done.replies))


def of_staff(turn: Turn, complaint: Complaint, who: Actor) -> Outcome:
    """Asks the officer what the words are meant as: news, a question, the final answer or a note. Where none is possible any more, the words are
    not sent.
    """
    remark = remark_of(turn, complaint.number)
    possible = [action for action in _BY_STAFF if action in allowed(complaint, who)]
    offered = [action for action in possible if action is not Action.ANSWER or says_something(remark.text)]
    take = [button(Act(Action.TAKE, complaint.number), "c_take")] if Action.TAKE in allowed(complaint, who) else []
    asked = say("quoted.staff" if offered or take else "quoted.nowhere", number=complaint.number, text=excerpt_of(remark))
    back = [button(Act(Action.RETRACT, complaint.number), "c_retract")] if _can_retract(turn, complaint, who) else []
    ways = (
        *back,
        *_as(offered, complaint.number),
        *take,
        button(OpenCase(complaint.number), "open"),
        button(SomethingElse(), "something_else"),
    )
    return outcome(turn, reply(asked, *ways), remark=remark)


async def _of_citizen(turn: Turn, complaint: Complaint, who: Actor) -> Outcome:
    """Handles the words as the answer that the case waits for, the response to the office's answer, or an addition; a question shows the case."""
    number, remark = complaint.number, remark_of(turn, complaint.number)
    may = allowed(complaint, who)
    if complaint.state is State.WAITING and Action.REPLY in may:
        return await _start(turn, Action.REPLY, remark)
    if cue_words.asks(turn):
        again = _as([Action.ADD], number) if Action.ADD in may else []
        return outcome(turn, reply(await cards.card(turn, complaint, who), *again, *cards.choices(complaint, who)), remark=remark)
    if complaint.state is State.RESOLVED and Action.REOPEN in may:
        content = button(Act(Action.ACCEPT, number), "content")
        asked = say("quoted.response", number=number, text=excerpt(remark.text))
        return outcome(turn, reply(asked, content, *_as([Action.REOPEN, Action.ADD], number)), remark=remark)
    if Action.ADD in may:
        return await _start(turn, Action.ADD, remark)
    over = say("quoted.over", number=number, state=plain(f"states.{complaint.state}"))
    return outcome(turn, reply(over, button(OpenCase(number), "details"), button(SomethingElse(), "something_else")), remark=remark)


def _can_retract(turn: Turn, complaint: Complaint, who: Actor) -> bool:
    """Whether the words may be meant to take the answer back, while that is possible."""
    fresh = complaint.since is not None and turn.now - complaint.since <= TAKE_BACK
    return fresh and Action.RETRACT in allowed(complaint, who)


def _as(offered: list[Action], number: str) -> list[Choice]:
    return [button(SayAs(action, number), f"c_{action}") for action in offered]


def remark_of(turn: Turn, number: str) -> Remark:
    """The words, files and place (in words) of this message, with the case that they may be for."""
    text = "\n".join(filter(None, [turn.text, action_steps.place_of(turn)]))
    return Remark(text=text, number=number, files=tuple(photo_facts.noted(turn.inbound.attachments, turn.state.photo_facts)))


def excerpt_of(remark: Remark) -> str:
    """The beginning of the words."""
    return excerpt(remark.text) or plain("cases.only_files")


async def say_as(turn: Turn, action: Action, number: str) -> Outcome:
    """Carries out the action with the words that were shown; asks for them where other words came since."""
    remark = turn.state.remark
    stored = remark if remark and remark.number == number else Remark(number=number)
    return await _start(turn, action, stored)


async def _start(turn: Turn, action: Action, remark: Remark) -> Outcome:
    answers: dict[str, object] = {"text": remark.text} if remark.text else {}
    if remark.files:
        answers = {"text": plain("cases.only_files"), **answers, "attachments": list(remark.files)}
    return await actions.start(turn.with_state(remark=None), action, remark.number, answers)


ACTIVITY = Activity(presses=(On(SayAs, lambda turn, press: say_as(turn, press.action, press.number)),))
