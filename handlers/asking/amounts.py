"""Questions about money within a standard that are not its fee: what one receives, pay, and what is paid to somebody else."""

from __future__ import annotations

from itertools import pairwise

from handlers.asking import cue_words
from handlers.talking.turn import Turn
from handlers.talking.wording import words
from knowledge.understanding.passages import StandardMatch


def pays_somebody(turn: Turn, match: StandardMatch) -> bool:
    """Whether it is asked what is paid to somebody outside the office of whom the standard knows nothing: its own fee is no answer to "bayar berapa ke penghulu"."""
    spoken_words = cue_words.spoken(turn.text)
    payees = {after for before, after in pairwise(spoken_words) if before in words("cues.payee_after")}
    return not (payees.isdisjoint(word.lower() for word in match.missing) or cue_words.given(turn, "staff"))


def asks_amount(turn: Turn) -> bool:
    """Whether an amount of money is asked that is not the fee, or a number that is not the staff: "dapat berapa rupiah?", "insentifnya berapa?",
    "uangnya berapa juta".
    """
    is_received = cue_words.given(turn, "received") or (cue_words.says(turn, "money") and _gives_money(turn))
    asks_how_much = cue_words.says(turn, "sum") or (cue_words.says(turn, "amount") and is_received)
    return asks_how_much and not cue_words.given(turn, "counted")


def _gives_money(turn: Turn) -> bool:
    """Whether the service that is talked of gives somebody money or aid, by its title: "berapa rupiah?" after the death benefit."""
    return turn.topic is not None and cue_words.given(turn, "received", turn.topic.title)


def asks_unwritten_wages(turn: Turn, match: StandardMatch) -> bool:
    """Whether pay is asked about of which the standard says nothing: "ada honornya?"; not "perlu slip gaji?"."""
    return cue_words.given(turn, "wages", " ".join(match.missing)) and cue_words.questions(turn)


def doubts_payment(turn: Turn) -> bool:
    """Whether it is asked if a payment that somebody asked for is right: "katanya nambah seratus, resmi ga?"; the fee of the standard answers."""
    return cue_words.says(turn, "pays_more") and cue_words.says(turn, "doubts")
