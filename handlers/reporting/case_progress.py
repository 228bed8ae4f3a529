"""Short remarks about a report that was sent and is open: nothing has changed ("masih gelap aja"), it is mended ("udah nyala"), "kapan diperbaiki"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from handlers.asking import compound, cue_words, kind_words, smalltalk
from handlers.case import cards
from handlers.casework.complaint import Complaint
from handlers.casework.moves import Action, State
from handlers.reporting import case_remarks
from handlers.talking.buttons import OpenCase, SayAs, SomethingElse, TellCase, parse
from handlers.talking.message import Outcome, Text
from handlers.talking.state import Remark
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say
from handlers.telling.case_words import due_words, excerpt
from knowledge.standards.policy import INQUIRY
from knowledge.understanding.understander import Understanding

LONGEST = 10  # words; in more of them something new is told
FEW = 6  # words; so few without an object complain of what was reported
SHORTEST_SHARED = 4  # letters of a word that the report and the remark share
_ENDING = re.compile(r"nya\b", re.IGNORECASE)
_NEVER = {"answer", "emergency"}
"""What the message is where it is no remark about a report."""


class News(Enum):
    """What a remark says about the report. The values are keys of the wording."""

    PRESSED = "pressed"
    SOLVED = "solved"
    UNCHANGED = "unchanged"
    URGED = "urged"
    WHEN = "when"


async def heard(turn: Turn, understood: Understanding) -> Outcome | None:
    """The state of the report that the remark is about, and the offer to pass the words on; None where they are about something else."""
    if not _may_be_remark(turn, understood):
        return None
    running = await case_remarks.own(turn, (State.RECEIVED, State.IN_PROGRESS))
    reports = [complaint for complaint in running if complaint.category != INQUIRY]
    named = [complaint for complaint in reports if _shares_a_word(turn, complaint)]
    news = _news(turn, names_report=bool(named))
    if news is None or not (named or _may_be_meant(turn, understood, reports)):
        return None
    meant = named or reports
    return _about(turn, news, meant[0]) if len(meant) == 1 else outcome(turn, case_remarks.which_case(meant), remark=Remark(text=turn.text))


def _may_be_remark(turn: Turn, understood: Understanding) -> bool:
    """Whether the words are few, and are neither thanks nor about a service."""
    is_other = understood.kind in _NEVER or understood.elsewhere or compound.named(turn)
    is_polite = smalltalk.is_courtesy(turn) or smalltalk.is_thanks(turn)
    return not (is_other or is_polite) and len(turn.text.split()) <= LONGEST


def _news(turn: Turn, *, names_report: bool) -> News | None:
    """What the words say of a report, if they say nothing else."""
    asks = cue_words.interrogates(turn)
    if asks and cue_words.says(turn, "progress.asked") and cue_words.says(turn, "report_asked.answered", _ENDING.sub("", turn.text)):
        return News.WHEN
    news = next((news for news in News if news is not News.WHEN and cue_words.given(turn, f"progress.{news.value}")), None)
    if news is None and names_report and kind_words.begins(turn, "progress.still"):
        return News.UNCHANGED
    return News.WHEN if news is News.SOLVED and asks else news


def _shares_a_word(turn: Turn, complaint: Complaint) -> bool:
    """Whether a word of the remark that tells reports apart stands in the report, with any ending and in any spelling: "lampunya"."""
    return not _telling_words(turn, turn.text).isdisjoint(_telling_words(turn, complaint.text))


def _telling_words(turn: Turn, text: str) -> set[str]:
    aside = cue_words.single_tokens(turn, "filler", "courtesy", "progress.still")
    return {word for word in cue_words.tokens(turn, text) if len(word) >= SHORTEST_SHARED and word not in aside}


def _may_be_meant(turn: Turn, understood: Understanding, reports: Sequence[Complaint]) -> bool:
    """Whether a remark without an object means the reports: the last screen showed one, or nothing else is talked of."""
    if any(isinstance(parse(choice), OpenCase) for choice, _ in turn.state.choices):
        return bool(reports)
    is_topic = turn.topic is None or any(complaint.service == turn.topic.id for complaint in reports)
    is_complaint = understood.kind == "complaint" and len(turn.text.split()) > FEW
    return bool(reports) and is_topic and not is_complaint


def _about(turn: Turn, news: News, complaint: Complaint) -> Outcome:
    """The sentence for this news, with a button that passes the words on; nothing is added without a press."""
    number, rules = complaint.number, turn.rules(complaint.office)
    state = say("progress.state", number=number, state=cards.state_words(complaint, own=True), due=due_words(complaint.due, rules))
    first, asked = say(f"progress.{news.value}", number=number), say(f"progress.pass_on.{news.value}", text=excerpt(turn.text))
    lines = [first, asked] if news in {News.SOLVED, News.PRESSED} else [first, state, asked]
    withdraw = [button(SayAs(Action.WITHDRAW, number), "c_withdraw")] if news is News.SOLVED else []
    ways = (button(TellCase(number), "pass_on"), *withdraw, button(OpenCase(number), "details"), button(SomethingElse(), "something_else"))
    return outcome(turn, reply(Text.join(lines, between="\n"), *ways), remark=Remark(text=turn.text, number=number))
