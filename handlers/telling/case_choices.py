"""The buttons below a notice about a complaint: what its reader can do now. Pure."""

from __future__ import annotations

from handlers.casework.complaint import Complaint
from handlers.casework.moves import OPEN, Action, State
from handlers.talking.buttons import OpenCase, Rate
from handlers.talking.message import Choice
from handlers.talking.staff_buttons import Act, MarkDiscreet
from handlers.talking.wording import button


def merged_choices(mine: str, main: Complaint) -> tuple[Choice, ...]:
    return case_button(mine) if main.state in OPEN else (button(Rate(mine), "rate"), *case_button(mine))


def case_button(number: str) -> tuple[Choice, ...]:
    return (button(OpenCase(number), "details"),)


def reporter_choices(complaint: Complaint) -> tuple[Choice, ...]:
    number = complaint.number
    if complaint.state is State.RESOLVED:
        return (
            button(Act(Action.ACCEPT, number), "content"),
            button(Act(Action.REOPEN, number), "not_content"),
            button(OpenCase(number), "details"),
        )
    if complaint.state is State.WAITING:
        return (button(Act(Action.REPLY, number), "reply_now"), button(OpenCase(number), "details"))
    if complaint.state in {State.CLOSED, State.REJECTED} and complaint.merged_into is None:
        return (button(Rate(number), "rate"), button(OpenCase(number), "details"))
    return (button(OpenCase(number), "details"),)


def alone_choices(number: str) -> tuple[Choice, ...]:
    return (
        button(Act(Action.TAKE, number), "take"),
        button(MarkDiscreet(number), "mark_discreet"),
        button(Act(Action.LIFT, number), "c_lift"),
        button(OpenCase(number), "open"),
    )


def offer_choices(number: str) -> tuple[Choice, ...]:
    return (
        button(Act(Action.ACCEPT_OFFER, number), "c_accept_offer"),
        button(Act(Action.RETURN_OFFER, number), "c_return_offer"),
        button(OpenCase(number), "open"),
    )


def new_choices(number: str) -> tuple[Choice, ...]:
    return (button(Act(Action.TAKE, number), "take"), button(OpenCase(number), "open"))


def supervisor_choices(complaint: Complaint) -> tuple[Choice, ...]:
    open_case = button(OpenCase(complaint.number), "open")
    if complaint.pending:
        return (button(Act(Action.APPROVE, complaint.number), "approve"), button(Act(Action.DENY, complaint.number), "deny"), open_case)
    return (button(Act(Action.ASSIGN, complaint.number), "assign"), open_case) if complaint.state in OPEN else (open_case,)
