"""Wishes to report in few words, and the no to it: "lapor. saya …", "mohon dicatat", "lapornya jangan dulu"."""

from __future__ import annotations

import re

from handlers.asking import cue_words
from handlers.talking.turn import Turn
from handlers.talking.wording import words

_CLAUSES = re.compile(r"[,.;:!\n]+")


def opens_report(turn: Turn) -> bool:
    """Whether the message begins with the word for reporting alone, and tells behind it: "Lapor. Saya …", "izin melapor pak, …"."""
    first, *behind = _CLAUSES.split(turn.text.lower())
    beside = {word for key in ("courtesy", "opening_report") for word in words(f"cues.{key}")}
    left = [word for word in cue_words.spoken(first) if word not in beside]
    return len(left) == 1 and left[0] in words("cues.reporting") and any(behind) and not cue_words.interrogates(turn)


def asks_to_note(turn: Turn) -> bool:
    """Whether a clause asks to note what is told as a report: "mohon dicatat sebagai laporan", "dicatat ya"; not "nama saya jangan dicatat"."""
    return not cue_words.interrogates(turn) and any(_asks_to_note(turn, clause) for clause in _CLAUSES.split(turn.text.lower()))


def _asks_to_note(turn: Turn, clause: str) -> bool:
    spoken, note = cue_words.spoken(clause), words("cues.noting")
    at = next((at for at, word in enumerate(spoken) if word in note), None)
    if at is None or (at and spoken[at - 1] in words("cues.speaker")):
        return False
    keys = ("noting", "courtesy", "speaker", "behind_yes", "beside_reporting", "requests", "beside_noting", "reporting")
    return set(spoken) <= {word for key in keys for phrase in words(f"cues.{key}") for word in phrase.split()}


def denies_behind(turn: Turn) -> bool:
    """Whether nothing but a no stands behind the word for reporting: "lapor jangan dulu", "lapornya ga usah lg ya"; not "lapor tidak ditanggapi"."""
    if cue_words.interrogates(turn):
        return False
    no, beside = (cue_words.single_tokens(turn, *keys) for keys in (("denial", "puts_off"), ("courtesy", "wishing", "beside_declining")))
    report = {*words("cues.reporting"), *words("cues.complaint_words")}
    for clause in _CLAUSES.split(turn.text.lower()):
        spoken = cue_words.spoken(clause)
        at = next((at for at, word in enumerate(spoken) if word in report), len(spoken))
        behind = set(cue_words.tokens(turn, " ".join(spoken[at + 1 :])))
        if behind <= no | beside and not no.isdisjoint(behind):
            return True
    return False
