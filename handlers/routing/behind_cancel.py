"""A cancel with something new behind it: "lupakan. satu lagi, syarat ahli waris apa". The cancel is done, and the rest is a message of its own."""

from __future__ import annotations

import re

from handlers.asking import compound, cue_words, office_facts
from handlers.reporting import plausibility
from handlers.talking.turn import Turn, saying
from knowledge.language.dialogue_acts import Act

FEW = 4  # words of a no
FEWEST = 3  # words of something new
_ENDS = re.compile(r"[.,;!\n]+\s*")


def parts(turn: Turn) -> tuple[str, str] | None:
    """The cancel and what is asked or named behind it; None where there is no cancel, or only a reason stands behind it."""
    for end in _ENDS.finditer(turn.text):
        first, rest = turn.text[: end.start()], turn.text[end.end() :]
        if _cancels(saying(turn, first)):
            return (first, rest) if _is_new(saying(turn, rest)) else None
    return None


def _cancels(turn: Turn) -> bool:
    """Whether the words cancel, or are a short no to reporting: "ga usah lapor2an"."""
    if turn.knowledge.understander.act(turn.text) is Act.WITHDRAW:
        return True
    asks_or_tells = cue_words.interrogates(turn) or cue_words.says(turn, "only_telling")
    return len(turn.text.split()) <= FEW and not asks_or_tells and plausibility.declines_to_report(turn)


def _is_new(turn: Turn) -> bool:
    """Whether the words stand for themselves: a question, a wish for a number, or a service by its name."""
    if len(turn.text.split()) < FEWEST or _cancels(turn):
        return False
    return cue_words.interrogates(turn) or bool(compound.services_named(turn)) or office_facts.reach(turn) is not None
