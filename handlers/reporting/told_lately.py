"""What was told minutes ago, before anything was to be reported: a danger, or what is wrong."""

from __future__ import annotations

from datetime import timedelta

from handlers.asking import cue_words
from handlers.reporting import plausibility
from handlers.talking.turn import Turn, saying

STILL = timedelta(minutes=15)
"""For this long after a danger was told, a cry or a report is about it."""
FEWEST_OF_A_STORY = 8  # words


def anything(turn: Turn) -> str:
    """What a mere "mau lapor" is about: a danger of minutes ago, or what the last message told; empty where it was neither."""
    return turn.state.danger or "" if danger(turn) else just_before(turn)


def just_before(turn: Turn, fewest: int = FEWEST_OF_A_STORY) -> str:
    """The last message, if it told what is wrong in at least so many words and was answered as a question: "mau lapor" means it."""
    text, at = turn.state.last_text, turn.state.last_at
    if not text or at is None or turn.now - at > STILL or len(text.split()) < fewest:
        return ""
    before = saying(turn, text)
    asks = plausibility.is_question(before) or cue_words.interrogates(before)
    meant = plausibility.understood(before)
    is_late = (meant.kind == "file" and cue_words.given(turn, "lacking", text)) or cue_words.denies_twice(before)
    is_told = not asks and meant.kind != "emergency" and plausibility.is_told(before)
    return text if meant.kind == "complaint" or is_late or is_told else ""


def danger(turn: Turn) -> bool:
    """Whether a danger was told minutes ago, reported or not."""
    at = turn.state.danger_at
    return at is not None and turn.now - at <= STILL
