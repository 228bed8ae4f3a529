"""A message that tells only of fear gets a kind answer and a way to report, before the talk goes on."""

from __future__ import annotations

from handlers.asking import cue_words
from handlers.talking.buttons import AskOfficer, Menu, Report
from handlers.talking.message import Outcome
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say

FEW = 4  # words in a message of fear alone


def heard(turn: Turn) -> Outcome | None:
    """The outcome for "aku takut"; None where the message tells or asks more."""
    if len(turn.text.split()) > FEW or cue_words.interrogates(turn) or not cue_words.says(turn, "distress"):
        return None
    return outcome(turn, reply(say("smalltalk.comfort"), button(Report(), "report"), button(AskOfficer(), "human"), button(Menu(), "menu")))
