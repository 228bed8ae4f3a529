"""What is said of one's own reports, sent or not: whether one can be taken back, whether it was sent, more of it, what became of it."""

from __future__ import annotations

from handlers.asking import cue_words
from handlers.reporting import case_progress, case_remarks, last_report, responses
from handlers.talking.buttons import Menu, Track
from handlers.talking.message import Outcome
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say
from knowledge.language.dialogue_acts import Act
from knowledge.understanding.understander import Understanding


async def heard(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer; None where something else is said."""
    return (
        _whether_taken_back(turn)
        or await case_remarks.of_urgent(turn, understood)
        or await _of_the_last(turn)
        or await case_remarks.more(turn)
        or await case_remarks.about_files(turn, understood)
        or await responses.label(turn)
        or await case_progress.heard(turn, understood)
    )


def _whether_taken_back(turn: Turn) -> Outcome | None:
    is_asked = cue_words.says(turn, "report_asked.take_back") and cue_words.says(turn, "whether_at_all")
    return outcome(turn, reply(say("intake.taken_back"), button(Track(), "track"), button(Menu(), "menu"))) if is_asked else None


async def _of_the_last(turn: Turn) -> Outcome | None:
    """How the last report stands, where it is asked whether something was done; taking it back."""
    if last_report.is_asked(turn):
        return await last_report.as_it_stands(turn)
    return await case_remarks.withdrawn(turn) if turn.knowledge.understander.act(turn.text) is Act.WITHDRAW else None
