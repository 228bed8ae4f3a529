"""How somebody may be reached: "jangan telepon", "hubungi adik saya 0812…", "jangan datang ke rumah". Officers read it as a line of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.asking import cue_words
from handlers.case import case_changes
from handlers.casework.complaint import Complaint
from handlers.casework.moves import OPEN
from handlers.casework.payloads import Added
from handlers.reporting import case_remarks, circumstances, plausibility
from handlers.reporting.changes import Change
from handlers.talking.buttons import Menu, OpenCase
from handlers.talking.dialogue import Answers, NewAnswers
from handlers.talking.message import Outcome
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, outcome, reply, saying
from handlers.talking.wording import button, plain, say

LONGEST = 18  # words; in more a story is told
LONGEST_LINE = 300  # letters of all wishes


@dataclass(frozen=True)
class ContactWish:
    """The words of the wish, and whether nobody is to telephone."""

    text: str
    no_calls: bool


def read(turn: Turn) -> ContactWish | None:
    """The wish in the message; None where it says anything else, or asks."""
    if len(turn.text.split()) > LONGEST or cue_words.interrogates(turn) or cue_words.says(turn, "told_of_officers"):
        return None
    no_calls, no_visits = (cue_words.given(turn, key) for key in ("no_calls", "no_visits"))
    names_number = cue_words.says(turn, "reach_me") and plausibility.contact_in(turn.text) is not None
    if not (no_calls or no_visits or names_number):
        return None
    return ContactWish(words(turn), no_calls and not names_number)


def noted(turn: Turn, answers: Answers) -> NewAnswers:
    """What the message adds to a report; empty where it wishes nothing."""
    wish = read(turn)
    if wish is None or wish.text in answers.get("reach", ""):
        return {}
    reach = "; ".join(filter(None, [answers.get("reach", ""), wish.text]))[:LONGEST_LINE]
    return {"reach": reach, "no_calls": bool(answers.get("no_calls")) or wish.no_calls}


def of_lines(turn: Turn, text: str) -> NewAnswers:
    """What all lines of a danger wish together."""
    answers: NewAnswers = {}
    for line in text.splitlines():
        answers |= noted(saying(turn, line), answers)
    return answers


def change(turn: Turn, standing: Standing) -> Change | None:
    """The report with the wish, said amid its questions."""
    wish = read(turn)
    new = noted(turn, standing.answers)
    is_own_number = wish is not None and plausibility.contact_in(turn.text) is not None and not standing.answers.get("express")
    if not new or is_own_number:
        return None
    answers = {**standing.answers, **new, **_named_beside(turn, standing)}
    text = say("intake.reach_noted", wish=words(turn))
    return Change(standing=replace(standing, answers=answers), text=text)


def _named_beside(turn: Turn, standing: Standing) -> NewAnswers:
    """The name that was asked for and stands before the wish: "Siti, ga usah telpon"; the chat is then the contact."""
    first = circumstances.pieces(turn.text)[0] if standing.step == "person" else ""
    name = plausibility.name_alone(saying(turn, first)) if first else None
    return {"name": name, "contact": standing.answers.get("contact") or plain("intake.only_chat")} if name else {}


def words(turn: Turn) -> str:
    """The words of the message on one line."""
    return " ".join(turn.text.split())


async def for_case(turn: Turn) -> Outcome | None:
    """The wish added to the report that was filed last and is open, and told at once; None where there is none."""
    wish = read(turn)
    running = await case_remarks.own(turn, tuple(OPEN)) if wish else []
    if wish is None or not running:
        return None
    latest: Complaint = max(running, key=lambda complaint: complaint.received)
    done = await case_changes.act_on(turn, latest.number, Added(text=wish.text, no_calls=wish.no_calls, reach=wish.text))
    sent = reply(
        say("spoken.reach", wish=wish.text, number=latest.number), button(OpenCase(latest.number), "details"), button(Menu(), "menu")
    )
    return outcome(turn, sent, notices=done.notices)
