"""Fear that is told and nothing else: heard as that, with a way to report, before the talk goes on."""

from __future__ import annotations

from handlers.asking import cue_words
from handlers.talking.buttons import AskOfficer, Menu, Report
from handlers.talking.message import Outcome
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say

FEW = 4  # words of fear and nothing else


def heard(turn: Turn) -> Outcome | None:
    """ "aku takut"; None where more is told, or something is asked."""
    if len(turn.text.split()) > FEW or cue_words.interrogates(turn) or not cue_words.says(turn, "distress"):
        return None
    return outcome(turn, reply(say("smalltalk.comfort"), button(Report(), "report"), button(AskOfficer(), "human"), button(Menu(), "menu")))
