"""What a citizen says to what the office answered, without a press: a typed label, thanks, "tapi masih diminta ijazah". It is the response, in whatever words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from handlers.asking import cue_words, smalltalk
from handlers.case import actions, case_changes
from handlers.casework.complaint import Complaint
from handlers.casework.deciding import allowed
from handlers.casework.moves import ALIVE, Action, State
from handlers.reporting import case_remarks, rating
from handlers.talking.buttons import Menu, SayAs, SomethingElse, choice
from handlers.talking.message import Outcome
from handlers.talking.staff_buttons import Act
from handlers.talking.state import Remark
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say
from handlers.telling.case_words import excerpt
from knowledge.understanding.understander import Understanding

LONGEST_LABEL = 5  # words
LONGEST_DISPUTE = 25  # words; in more a matter of its own is told
FRESH = timedelta(days=2)
"""So long after the answer words that may be anything are offered as the response to it."""
_LABELS: Mapping[str, Action] = {
    "content": Action.ACCEPT,
    "not_content": Action.REOPEN,
    "rate": Action.RATE,
    "reply_now": Action.REPLY,
    "c_reply": Action.REPLY,
    "c_add": Action.ADD,
    "c_withdraw": Action.WITHDRAW,
}
"""Labels of buttons below notices, by their key."""


async def label(turn: Turn) -> Outcome | None:
    """The label of a notice's button, typed hours later: done where one case allows it, else asked for which."""
    said = cue_words.without_courtesy(turn.text)
    if not said or len(said) > LONGEST_LABEL:
        return None
    action = next((action for key, action in _LABELS.items() if cue_words.spoken(plain(f"buttons.{key}")) == said), None)
    if action is None:
        return None
    possible = [
        complaint
        for complaint in await case_remarks.own(turn, (*ALIVE, State.CLOSED))
        if action in allowed(complaint, await case_changes.role_of(turn, complaint))
    ]
    if len(possible) == 1:
        return await _done(turn, action, possible[0])
    if not possible:
        return None
    choices = [choice(Act(action, complaint.number), label=complaint.number, description=excerpt(complaint.text)) for complaint in possible]
    return outcome(turn, reply(say("spoken.which"), *choices, button(Menu(), "menu")))


async def _done(turn: Turn, action: Action, complaint: Complaint) -> Outcome:
    if action is Action.RATE:
        return await rating.start(turn, complaint.number)
    return await actions.start(turn, action, complaint.number, {})


async def words(turn: Turn, understood: Understanding) -> Outcome | None:
    """The response to the one answer that waits for it; None where none waits, or where something else is asked."""
    if understood.kind not in {"complaint", "smalltalk", "none", "status"} or (cue_words.interrogates(turn) and not _disputes(turn)):
        return None
    answered = await case_remarks.own(turn, (State.RESOLVED,))
    if len(answered) != 1:
        return None
    (case,) = answered
    if _disputes(turn):
        return await actions.start(turn, Action.REOPEN, case.number, {"text": turn.text})
    if cue_words.says(turn, "content"):
        is_half = cue_words.says(turn, "not_quite")
        return _asked(turn, case, understood) if is_half else await actions.start(turn, Action.ACCEPT, case.number, {})
    is_fresh = case.since is not None and turn.now - case.since <= FRESH
    return _asked(turn, case, understood) if is_fresh and understood.kind != "status" else None


def _disputes(turn: Turn) -> bool:
    """ "tapi kok barusan masih tutup", "belum beres ini", "belum, …": what speaks against the answer stands at the beginning."""
    said = cue_words.without_courtesy(turn.text)
    denies = cue_words.says(turn, "begins_denial", " ".join(said[:1])) and not cue_words.says(turn, "not_seen_yet")
    begins = denies or cue_words.says(turn, "dispute", " ".join(said[:2]))
    return len(said) <= LONGEST_DISPUTE and (begins or cue_words.says(turn, "not_content"))


def _asked(turn: Turn, case: Complaint, understood: Understanding) -> Outcome:
    """Whether it is the response; thanks alone are returned with the same question."""
    content, reopen = button(Act(Action.ACCEPT, case.number), "content"), button(SayAs(Action.REOPEN, case.number), "not_content")
    if smalltalk.is_closing(turn, understood) or smalltalk.is_courtesy(turn):
        text = say("spoken.thanked", number=case.number)
        return outcome(turn, reply(text, content, button(Act(Action.REOPEN, case.number), "not_content"), button(Menu(), "menu")))
    text = say("spoken.response", number=case.number, text=excerpt(turn.text))
    asked = reply(text, content, reopen, button(SomethingElse(), "something_else"))
    return outcome(turn, asked, remark=Remark(text=turn.text, number=case.number))
