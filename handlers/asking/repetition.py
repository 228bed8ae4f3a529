"""The same words several times within minutes, as another machine's away message sends them. The bot gives one last answer, then is silent, so
that two machines never talk for ever.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.talking.buttons import AskOfficer, Menu
from handlers.talking.message import Outcome
from handlers.talking.state import Repeated
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say

MOST = 3
"""The same words are answered this many times."""
PAUSE = timedelta(minutes=10)
"""After this pause the count begins anew."""
FEWEST = 3  # words; shorter messages are commands and answers, which people repeat
LONGEST = 500


def counted(turn: Turn) -> Turn:
    """The turn with the number of times these words came in a row."""
    before, text = turn.state.repeated, turn.text[:LONGEST]
    if turn.inbound.choice or turn.inbound.signal or len(text.split()) < FEWEST:
        return turn.with_state(repeated=None) if before else turn
    is_same = before is not None and before.text == text and turn.state.last_at is not None and turn.now - turn.state.last_at < PAUSE
    times = before.times + 1 if before and is_same else 1
    return turn.with_state(repeated=Repeated(text=text, times=times))


def ended(turn: Turn) -> Outcome | None:
    """The last answer, then an empty outcome; None where the words should be answered. A danger is always answered."""
    repeated = turn.state.repeated
    if repeated is None or repeated.times <= MOST or turn.state.danger:
        return None
    silent = outcome(turn, last_at=turn.now)
    if repeated.times > MOST + 1:
        return silent
    return replace(silent, replies=(reply(say("misc.same_words"), button(AskOfficer(), "human"), button(Menu(), "menu")),))
