"""Checks the answers of a form against what the chat would have offered, so that nothing is missing or invented."""

from __future__ import annotations

from handlers.case.action_choices import REJECT_REASONS
from handlers.case.action_steps import is_bare_date
from handlers.casework import number as numbers
from handlers.casework.complaint import Complaint, Refused
from handlers.casework.moves import Action
from handlers.talking.dialogue import Answers
from handlers.talking.turn import Turn

_EMPTY = {
    Action.NOTE: "note_empty",
    Action.ASK: "question_empty",
    Action.INFORM: "news_empty",
    Action.ANSWER: "answer_empty",
}
"""What is missing where the words are no reason."""


async def check(turn: Turn, complaint: Complaint, action: Action, answers: Answers) -> None:
    """Raises `Refused` where an answer is missing or unknown. The rules of a complaint are checked in `deciding`."""
    if "text" in answers and not answers["text"]:
        raise Refused(_EMPTY.get(action, "reason_missing"))
    match action:
        case Action.ASSIGN if not _is_person(answers["officer"]):
            raise Refused("choose_officer")
        case Action.ACCUSE | Action.ABSOLVE if not _is_person(answers["person"]):
            raise Refused("choose_accused")
        case Action.TRANSFER if not _is_place(turn, complaint, answers["target"]):
            raise Refused("choose_target")
        case Action.REJECT:
            await _check_rejection(turn, complaint, answers)
        case Action.REQUEST_EXTENSION if is_bare_date(turn, complaint.office, answers["text"]):
            raise Refused("reason_no_date")
        case Action.MERGE if numbers.find(answers["into"]) is None:
            raise Refused("tail_unclear" if numbers.tail(answers["into"]) else "number_form")


def _is_person(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


def _is_place(turn: Turn, complaint: Complaint, target: str) -> bool:
    """Whether the target is a unit of the office (`u.<unit>`) or another office (`o.<office>`)."""
    where, _, name = target.partition(".")
    units = {unit.id for unit in turn.library.offices[complaint.office].units} - {complaint.unit}
    return name in {"u": units, "o": set(turn.library.offices) - {complaint.office}}.get(where, set())


async def _check_rejection(turn: Turn, complaint: Complaint, answers: Answers) -> None:
    kind = answers["kind"]
    if kind not in REJECT_REASONS:
        raise Refused("choose_kind")
    if kind == "elsewhere" and not answers["where"]:
        raise Refused("where_missing")
    if kind == "duplicate":
        into = numbers.find(answers["into"])
        other = await turn.ports.complaints.get(into) if into else None
        if other is None or other.office != complaint.office or other.number == complaint.number:
            raise Refused("unknown_target")
