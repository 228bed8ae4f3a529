"""A question beside what is told of a report: "boleh ga ktp saya diambil orang lain, saya takut ketemu dia". It is answered, never written into
the story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.asking import cue_words
from handlers.reporting import plausibility
from handlers.reporting.intake import ADDS
from handlers.talking.turn import Turn, saying
from handlers.talking.wording import words

FEWEST = 4  # words of a question
LONGEST_TAIL = 5  # words from "ada" to "ga"
AT = ADDS - {"consent"}
"""Steps at which a story is told on; before them it is only begun."""
_PIECES = re.compile(r"(?<=\?)\s*|[.,;!\n]+\s*")


@dataclass(frozen=True)
class Beside:
    """The question, and what of the message belongs to the story: what stands before it, or complains behind it."""

    question: str
    told: str


def read(turn: Turn, step: str) -> Beside | None:
    """The question and what is told beside it; None where the message is no such mixture."""
    if step not in AT:
        return None
    if (alone := _tail(turn)) is not None:
        return Beside(alone, "")
    pieces = [piece for piece in _PIECES.split(turn.text) if piece.strip()]
    at = next((index for index, piece in enumerate(pieces) if _asks(saying(turn, piece))), None)
    if at is None or plausibility.is_question(turn):
        return None
    behind = [piece for piece in pieces[at + 1 :] if _complains(saying(turn, piece)) and not cue_words.begins(piece, "hearsay")]
    return Beside(pieces[at], ", ".join([*pieces[:at], *behind]))


def _asks(turn: Turn) -> bool:
    """Whether a piece asks: "boleh ga ktp saya diambil orang lain", "itu bener ya ktp gratis?"; not "kok disuruh bayar?", "dia nanya mana uangnya?"."""
    if len(turn.text.split()) < FEWEST or cue_words.begins(turn.text, "reproaching") or cue_words.says(turn, "quoting_speech"):
        return False
    return plausibility.is_question(turn) or (turn.text.endswith("?") and cue_words.says(turn, "whether_true"))


def _tail(turn: Turn) -> str | None:
    """The question at the end of a longer sentence: "ada bantuan sembako ga" of "saya janda anak 3 makan saja susah ada bantuan sembako ga"."""
    spoken, last = turn.text.split(), cue_words.without_courtesy(turn.text)[-1:]
    starts = [at for at, word in enumerate(spoken) if word.lower() in words("cues.whether") and at >= len(spoken) - LONGEST_TAIL]
    if not starts or len(spoken) <= plausibility.SHORT or last[0] not in words("cues.whether_at_all"):
        return None
    question = " ".join(spoken[starts[0] :])
    return question if _asks(saying(turn, question)) and not _complains(turn) else None


def reworded(turn: Turn) -> Beside | None:
    """The question that was asked just before, in other words: "maksudnya bantuan sembako buat orang susah"; a number corrects something."""
    before, rest = turn.state.last_text, turn.text.split()[1:]
    is_put_again = before and cue_words.begins(turn.text, "meaning_it") and cue_words.interrogates(saying(turn, before))
    is_other = len(rest) < FEWEST or cue_words.has_number(turn.text) or _complains(turn)
    return Beside(" ".join(rest), "") if is_put_again and not is_other else None


def _complains(turn: Turn) -> bool:
    meant = plausibility.understood(turn)
    return meant.kind == "complaint" and meant.score >= plausibility.CERTAIN
