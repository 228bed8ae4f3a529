"""What a standard promises of the very thing that a citizen complains of: the time it takes, or what it costs."""

from __future__ import annotations

from handlers.asking import cue_words, inquiry
from handlers.talking.turn import Turn
from knowledge.standard import ComponentKey, Service


def broken(turn: Turn, service: Service | None, complaint: str) -> str:
    """ "katanya 15 menit, saya 3 hari" → the time that the standard names; "kok diminta 50 ribu" → the fee. Empty where neither is meant."""
    waited = cue_words.given(turn, "late", complaint) or (cue_words.has_number(complaint) and cue_words.given(turn, "periods", complaint))
    meant: dict[ComponentKey, bool] = {"waktu": waited, "biaya": cue_words.given(turn, "charged", complaint)}
    found = [key for key, is_meant in meant.items() if service and is_meant and service.component(key).given]
    return "; ".join(inquiry.in_one_line(service.component(key)) for key in found) if service else ""
