"""A citizen's response to the office's answer without a button: a typed label, thanks, "tapi masih diminta ijazah", in any words."""

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
LONGEST_DISPUTE = 25  # words; a longer message tells something of its own
FRESH = timedelta(days=2)
"""For this long after the answer, unclear words are offered as the response to it."""
_LABELS: Mapping[str, Action] = {
    "content": Action.ACCEPT,
    "not_content": Action.REOPEN,
    "rate": Action.RATE,
    "reply_now": Action.REPLY,
    "c_reply": Action.REPLY,
    "c_add": Action.ADD,
    "c_withdraw": Action.WITHDRAW,
}
"""The actions whose button labels below notices may be typed, by the key of the label."""


async def label(turn: Turn) -> Outcome | None:
    """The outcome of a typed label of a notice's button, even hours later; asks which case, where several allow it. None otherwise."""
    label_words = cue_words.without_courtesy(turn.text)
    if not label_words or len(label_words) > LONGEST_LABEL:
        return None
    action = next((action for key, action in _LABELS.items() if cue_words.spoken(plain(f"buttons.{key}")) == label_words), None)
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
    """The outcome of words that respond to the one answer that waits for a response; None where none waits, or where something else is asked."""
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
        return _question_whether_response(turn, case, understood) if is_half else await actions.start(turn, Action.ACCEPT, case.number, {})
    is_fresh = case.since is not None and turn.now - case.since <= FRESH
    return _question_whether_response(turn, case, understood) if is_fresh and understood.kind != "status" else None


def _disputes(turn: Turn) -> bool:
    """Whether the words begin by contradicting the answer: "tapi kok barusan masih tutup", "belum beres ini", "belum, …"."""
    lower_words = cue_words.without_courtesy(turn.text)
    denies = cue_words.says(turn, "begins_denial", " ".join(lower_words[:1])) and not cue_words.says(turn, "not_seen_yet")
    begins = denies or cue_words.says(turn, "dispute", " ".join(lower_words[:2]))
    return len(lower_words) <= LONGEST_DISPUTE and (begins or cue_words.says(turn, "not_content"))


def _question_whether_response(turn: Turn, case: Complaint, understood: Understanding) -> Outcome:
    """Asks whether the words are the response; thanks alone get thanks and the same question."""
    content, reopen = button(Act(Action.ACCEPT, case.number), "content"), button(SayAs(Action.REOPEN, case.number), "not_content")
    if smalltalk.is_closing(turn, understood) or smalltalk.is_courtesy(turn):
        text = say("spoken.thanked", number=case.number)
        return outcome(turn, reply(text, content, button(Act(Action.REOPEN, case.number), "not_content"), button(Menu(), "menu")))
    text = say("spoken.response", number=case.number, text=excerpt(turn.text))
    asked = reply(text, content, reopen, button(SomethingElse(), "something_else"))
    return outcome(turn, asked, remark=Remark(text=turn.text, number=case.number))
