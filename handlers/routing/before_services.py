"""What is recognised before a service is looked for: questions about reporting, the own report, and remarks that ask for nothing."""

from __future__ import annotations

from handlers.asking import application, compound, cue_words, menu, remarks, smalltalk
from handlers.casework.moves import OPEN
from handlers.reporting import case_remarks, plausibility, report_questions, tracking
from handlers.talking.buttons import AskOfficer, Menu, MyData, Report
from handlers.talking.message import Outcome
from handlers.talking.state import INVITED
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say
from knowledge.understanding.understander import Understanding

OUTCRY = 2  # words
LONGEST_ABOUT_CHAT = 9  # words
LONGEST_ANNOUNCEMENT = 8  # words


def about_reporting(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer to what is asked of reports while none is told, to a threat in anger, and to who declines to report; None otherwise."""
    if (of_reports := report_questions.unprompted(turn, understood)) is not None:
        unclear = INVITED if of_reports == say("intake.here") else turn.state.unclear
        told = reply(of_reports, button(Report(), "report"), button(MyData(), "my_data"), button(Menu(), "menu"))
        return outcome(turn, told, unclear=unclear)
    if _is_anger(turn, understood):
        return outcome(
            turn, reply(say("smalltalk.anger"), button(Report(), "report"), button(AskOfficer(), "human"), button(Menu(), "menu"))
        )
    if understood.kind in {"complaint", "status", "smalltalk"} and _only_declines(turn):
        return menu.main(turn, say("smalltalk.listening"))
    return None


async def of_own_case(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer to when the own report is answered, to its lost number, and to whose file is meant; None where none of these is asked."""
    if (due := await tracking.how_long(turn)) is not None:
        return due
    if _lost_number(turn) and await case_remarks.own(turn, tuple(OPEN)):
        return await tracking.mine(turn)
    return application.where_is(turn, understood) if turn.topic and application.names_owner(turn) else None


def remark(turn: Turn, understood: Understanding) -> Outcome | None:
    """The kind word for words that ask for nothing, and the answer to what is said of the bot; None for all others."""
    is_over = understood.kind == "none" and smalltalk.is_closing(turn, understood)
    if is_over or remarks.says_enough(turn) or smalltalk.introduces(turn, understood) or remarks.is_reaction(turn, understood):
        return smalltalk.answer(turn)
    is_outcry = len(turn.text.split()) <= OUTCRY and understood.kind != "emergency"
    return smalltalk.about_the_bot(turn) if is_outcry or understood.kind in {"smalltalk", "none", "clarify"} else None


def only_announces(turn: Turn) -> bool:
    """Whether few words only announce a question: "bu saya mau nanya tapi jangan marah"."""
    is_short = len(turn.text.split()) <= LONGEST_ANNOUNCEMENT and not compound.services_named(turn)
    return is_short and cue_words.says(turn, "wants_to_ask") and not cue_words.interrogates(turn) and not cue_words.says(turn, "reporting")


def _only_declines(turn: Turn) -> bool:
    """Whether the words decline to report and ask nothing besides."""
    return plausibility.declines_to_report(turn) and not cue_words.interrogates(turn)


def _is_anger(turn: Turn, understood: Understanding) -> bool:
    """Whether a threat is all that is said: "lama2 gue bakar juga tu kantor"; what is complained of beside it is reported."""
    is_alone = understood.kind not in {"complaint", "emergency"} and not understood.elsewhere and not cue_words.interrogates(turn)
    return is_alone and turn.knowledge.understander.threatens(turn.text)


def _lost_number(turn: Turn) -> bool:
    """Whether the person lost the number of their report: "nomornya tadi apa, kehapus layarnya"."""
    is_short = len(turn.text.split()) <= LONGEST_ABOUT_CHAT
    return is_short and cue_words.says(turn, "own_number") and cue_words.says(turn, "lost")
