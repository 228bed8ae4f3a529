"""What became of my complaint: from the chat that filed it everything; from elsewhere with number and PIN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.case import cards, case_changes
from handlers.casework import number as numbers
from handlers.casework.complaint import Actor, Complaint, Refused
from handlers.casework.moves import Action, Role
from handlers.talking.message import Choice, Outcome
from handlers.talking.ports import Filter, PinCheck
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say

SHOWN = 8


async def mine(turn: Turn) -> Outcome:
    """What I reported and what I follow, the running ones first; or the question for a number."""
    mine = await turn.ports.complaints.find(Filter(citizen=turn.person))
    found = sorted(mine, key=lambda one: (one.alive, one.received), reverse=True)[:SHOWN]
    if not found:
        return outcome(
            turn, reply(say("tracking.none"), button("report", "report"), button("menu", "menu")), active="tracking", tracking={}
        )
    choices = [Choice(id=f"case:{one.number}", label=one.number, description=plain(f"states.{one.state}")) for one in found]
    return outcome(turn, reply(say("tracking.mine"), *choices, button("menu", "menu")), active="tracking", tracking={})


async def show(turn: Turn, number: str) -> Outcome:
    """The card with what can be done; a stranger is asked for the PIN."""
    complaint = await turn.ports.complaints.get(number)
    if complaint is None:
        return outcome(turn, reply(say("tracking.unknown", number=number), button("track", "track"), button("human", "human")))
    who = await case_changes.role_of(turn, complaint)
    if not who.roles:
        return outcome(
            turn, reply(say("tracking.pin", number=number), button("menu", "menu")), active="tracking", tracking={"number": number}
        )
    return await _card(turn, complaint, who)


async def _card(turn: Turn, complaint: Complaint, who: Actor) -> Outcome:
    back = button("desk", "desk") if cards.is_staff(who) else button("menu", "menu")
    text = await cards.card(turn, complaint, who)
    files = tuple(await turn.ports.complaints.attachments(complaint.number)) if cards.is_staff(who) else ()
    shown = reply(text, *cards.choices(complaint, who, await case_changes.answering(turn, complaint)), back)
    return outcome(turn, replace(shown, attachments=files), active=None, tracking=None)


async def explain(turn: Turn, number: str) -> Outcome:
    """ "Hitung tenggat"."""
    complaint = await case_changes.visible(turn, number)
    if complaint is None:
        return await show(turn, number)
    rules = turn.rules(complaint.office)
    text = cards.due_of_case(complaint, rules)
    return outcome(turn, reply(text, button(f"case:{number}", "open"), button("menu", "menu")))


async def log(turn: Turn, number: str) -> Outcome:
    complaint = await case_changes.visible(turn, number)
    if complaint is None:
        return await show(turn, number)
    events = await turn.ports.complaints.history(number)
    if complaint.merged_into:  # what was added since lies with the one that answers it
        theirs = await turn.ports.complaints.history(complaint.merged_into)
        events = sorted([*events, *(one for one in theirs if one.data.get("mine") == number)], key=lambda one: one.at)
    who = await case_changes.role_of(turn, complaint)
    text = cards.history(events, turn.rules(complaint.office), who, words=cards.sees_words(complaint, who))
    return outcome(turn, reply(text, button(f"case:{number}", "open"), button("menu", "menu")))


async def go_on(turn: Turn) -> Outcome:
    """A number, or the PIN that was asked for."""
    asked: Mapping[str, Any] = turn.state.get("tracking", {})
    if number := numbers.find(turn.text):
        return await show(turn, number)
    if "number" in asked and turn.text.isdigit() and len(turn.text) == 4:
        return await _open_with_pin(turn, asked["number"], turn.text)
    return outcome(
        turn,
        reply(say("tracking.pin_form" if "number" in asked else "tracking.number_form"), button("menu", "menu"), button("human", "human")),
    )


async def _open_with_pin(turn: Turn, number: str, pin: str) -> Outcome:
    match await turn.ports.complaints.check_pin(number, pin):
        case PinCheck.RIGHT:
            complaint = await turn.ports.complaints.get(number)
            assert complaint is not None
            return await _adopted(turn, complaint)
        case PinCheck.LOCKED:
            return outcome(
                turn,
                reply(say("tracking.locked", number=number), button("human", "human"), button("menu", "menu")),
                active=None,
                tracking=None,
            )
        case _:
            return outcome(turn, reply(say("tracking.wrong_pin"), button("menu", "menu")))


async def _adopted(turn: Turn, complaint: Complaint) -> Outcome:
    """Number and PIN prove the reporter: from here the case can be read, and followed from this address too."""
    reporter = Actor(person=turn.person, roles=frozenset({Role.REPORTER, Role.FOLLOWER}))
    if complaint.alive and turn.person not in complaint.followers:
        try:
            done = await case_changes.act(turn, complaint, Action.FOLLOW, by=reporter, person=turn.person, proven=True)
            complaint = done.complaint
        except Refused:
            pass  # an ended case is only shown
    shown = await cards.card(turn, replace(complaint, proven=(*complaint.proven, turn.person)), reporter)
    answer = reply(shown, button(f"case:{complaint.number}", "details"), button("menu", "menu"))
    return outcome(turn, answer, active=None, tracking=None)
