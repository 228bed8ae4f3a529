"""What a standard promises of the very thing that a citizen complains of: the time it takes, or what it costs."""

from __future__ import annotations

from itertools import pairwise

from handlers.asking import cue_words, inquiry
from handlers.talking.turn import Turn
from handlers.talking.wording import words
from knowledge.standards.standard import ComponentKey, Service


def broken(turn: Turn, service: Service | None, complaint: str) -> str:
    """ "katanya 15 menit, saya 3 hari" → the time that the standard names; "kok diminta 50 ribu" → the fee. Empty where neither is meant.

    The counter's minutes promise nothing of money that is not paid out, and a fee nothing of what is embezzled.
    """
    if service is None or cue_words.given(turn, "embezzled", complaint):
        return ""
    waited = cue_words.given(turn, "late", complaint) or _tells_period(complaint)
    meant: dict[ComponentKey, bool] = {
        "waktu": waited and not cue_words.given(turn, "paid_out", complaint),
        "biaya": cue_words.given(turn, "charged", complaint),
    }
    found = [key for key, is_meant in meant.items() if is_meant and service.component(key).given]
    return "; ".join(inquiry.in_one_line(service.component(key)) for key in found)


def _tells_period(complaint: str) -> bool:
    """ "3 hari", "dua bulan": a number and then a period, not "hari Rabu ... 300 ribu"."""
    said = cue_words.spoken(complaint)
    periods, numbers = set(words("cues.periods")), set(words("cues.numbers"))
    return any((number.isdecimal() or number in numbers) and period in periods for number, period in pairwise(said))
