"""What a standard promises about the subject of a complaint: the time it takes, or what it costs."""

from __future__ import annotations

from itertools import pairwise

from handlers.asking import cue_words, inquiry
from handlers.talking.turn import Turn
from handlers.talking.wording import words
from knowledge.standards.standard import ComponentKey, Service


def broken(turn: Turn, service: Service | None, complaint: str) -> str:
    """The promise that the complaint says was broken: "katanya 15 menit, saya 3 hari" → the time; "kok diminta 50 ribu" → the fee. Empty where
    neither is meant.

    The promised minutes at the counter say nothing about money that is not paid out, nor of how long a lamp is out; a fee says nothing about
    embezzled money or a damage.
    """
    if service is None or cue_words.given(turn, "embezzled", complaint):
        return ""
    waited = cue_words.given(turn, "late", complaint) or (_tells_period(complaint) and not cue_words.given(turn, "at_a_stand", complaint))
    meant: dict[ComponentKey, bool] = {
        "waktu": waited and not cue_words.given(turn, "paid_out", complaint),
        "biaya": cue_words.given(turn, "charged", complaint) and not cue_words.given(turn, "damaged", complaint),
    }
    parts = [key for key, is_meant in meant.items() if is_meant and service.component(key).given]
    return "; ".join(inquiry.briefly(service.component(key)) for key in parts)


def part_of(service: Service, promise: str) -> ComponentKey:
    """The part of the standard that holds the promise; the time where it is of both, or no longer there."""
    return "biaya" if promise == inquiry.briefly(service.component("biaya")) else "waktu"


def _tells_period(complaint: str) -> bool:
    """Whether the words name a period, a number before a unit of time: "3 hari", "dua bulan"; not "hari Rabu ... 300 ribu"."""
    lower_words = cue_words.spoken(complaint)
    periods, numbers = set(words("cues.periods")), set(words("cues.numbers"))
    return any((number.isdecimal() or number in numbers) and period in periods for number, period in pairwise(lower_words))
