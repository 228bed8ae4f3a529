"""What somebody reads who has acted on a case: that it is done and what can be done next, or why it was refused."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.case import (
    cards,
    case_changes,
)
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Actor, Complaint, Refused
from handlers.casework.moves import Action, Role
from handlers.casework.payloads import (
    Answered,
    ClosingReturned,
    Merged,
    Payload,
    Rejected,
)
from handlers.talking.buttons import Menu, OpenCase, Rate
from handlers.talking.message import Choice, Outcome, Reply, Text
from handlers.talking.staff_buttons import Act, Desk
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, has, plain, say
from handlers.telling.case_words import category_name, due_words, officer_name, proposed


async def confirmation(turn: Turn, done: case_changes.Done, before: Complaint) -> Reply:
    """The reply to the person who acted, with what can be done next; `before`: the case as it was."""
    complaint = done.complaint
    who = await case_changes.role_of(turn, complaint)
    key = await _key(turn, done)
    officer = officer_name(complaint, await turn.ports.people.staff(complaint.office))
    text = say(f"acted.{key}", number=complaint.number, officer=officer, **_facts(turn, complaint, done.event.data, before))
    doubts = done.event.data.doubts if isinstance(done.event.data, Answered) else ()
    warned = Text.join([text, say("acted.doubts"), bullets(list(doubts))]) if doubts else text
    retract = [button(Act(Action.RETRACT, complaint.number), "c_retract")] if done.event.action is Action.ANSWER else []
    return reply(warned, *retract, *_next(complaint, who))


async def _key(turn: Turn, done: case_changes.Done) -> str:
    """The key of the sentence under `acted` in the wording; it never says that a reporter was told who was not."""
    action = done.event.action
    if action is Action.REOPEN and done.complaint.for_supervisor:
        return "reopen_again"
    if isinstance(done.event.data, ClosingReturned) and done.event.data.unsent:
        return "return_unsent"
    main = await case_changes.answering(turn, done.complaint) if action is Action.MERGE else None
    concerned = [case.reporter for case in (done.complaint, main) if case]
    is_told = not has(f"acted.without_chat.{action}") or all([await turn.ports.addresses.of(person) for person in concerned])
    return action if is_told else f"without_chat.{action}"


def _next(complaint: Complaint, who: Actor) -> list[Choice]:
    if cards.is_staff(who):
        return [*cards.choices(complaint, who), button(Desk(), "desk")]
    rated = Role.REPORTER in who.roles and not complaint.alive and complaint.rating is None
    first = [button(Rate(complaint.number), "rate")] if rated else []
    return [*first, button(OpenCase(complaint.number), "details"), button(Menu(), "menu")]


def _facts(turn: Turn, complaint: Complaint, data: Payload, before: Complaint) -> dict[str, str]:
    rules = turn.rules(complaint.office)
    return {
        "state": plain(f"states.{complaint.state}"),
        "category": category_name(complaint.category, rules),
        "unit": rules.office.unit(complaint.unit).name,
        "due": due_words(complaint.due, rules),
        "proposed": proposed(before if before.pending else complaint, turn.rules(before.office), reason=True),
        "into": data.into if isinstance(data, Merged | Rejected) else "",
        "to": turn.library.offices[complaint.offered.office].full_name if complaint.offered else "",
    }


async def refuse(turn: Turn, refused: Refused, number: str) -> Outcome:
    """Says why the action is not possible, and what happened to the case meanwhile."""
    text = await refusal(turn, refused, number)
    return outcome(turn, reply(text, button(OpenCase(number), "open"), button(Menu(), "menu")))


async def refusal(turn: Turn, refused: Refused, number: str) -> Text:
    """Why it was refused; the officer and the state of the case by their names."""
    facts = dict(refused.facts)
    if "state" in facts:
        facts["state"] = plain(f"states.{facts['state']}")
    if "officer" in facts:
        complaint = await turn.ports.complaints.get(number)
        staff = await turn.ports.people.staff(complaint.office) if complaint else []
        facts["officer"] = plain("cases.yourself") if facts["officer"] == turn.person else _handler_name(complaint, staff)
    return say(f"refused.{refused.why}", number=number, **facts)


def _handler_name(complaint: Complaint | None, staff: Iterable[StaffMember]) -> str:
    return officer_name(complaint, staff) if complaint else plain("cases.nobody_yet")
