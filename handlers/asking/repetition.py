"""The same words again and again within minutes: another machine's away message. One last answer, then silence, so that two machines never talk for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.talking.buttons import AskOfficer, Menu
from handlers.talking.message import Outcome
from handlers.talking.state import Repeated
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say

MOST = 3
"""So many times the same words are answered."""
PAUSE = timedelta(minutes=10)
"""After which the same words are said anew."""
FEWEST = 3  # words; fewer are commands and answers, which people repeat
LONGEST = 500


def counted(turn: Turn) -> Turn:
    """The turn with how often these words have been said one after the other."""
    before, said = turn.state.repeated, turn.text[:LONGEST]
    if turn.inbound.choice or turn.inbound.signal or len(said.split()) < FEWEST:
        return turn.with_state(repeated=None) if before else turn
    is_same = before is not None and before.text == said and turn.state.said_at is not None and turn.now - turn.state.said_at < PAUSE
    times = before.times + 1 if before and is_same else 1
    return turn.with_state(repeated=Repeated(text=said, times=times))


def ended(turn: Turn) -> Outcome | None:
    """The last answer, then nothing; None where the words are to be answered. Whoever is in danger is always answered."""
    repeated = turn.state.repeated
    if repeated is None or repeated.times <= MOST or turn.state.danger:
        return None
    silent = outcome(turn, said_at=turn.now)
    if repeated.times > MOST + 1:
        return silent
    return replace(silent, replies=(reply(say("misc.same_words"), button(AskOfficer(), "human"), button(Menu(), "menu")),))
