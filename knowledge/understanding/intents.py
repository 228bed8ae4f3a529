"""Signs of intent: asking, asking after a file, finding fault, praising, telling about oneself. The words are in intents.yaml.

Models weigh them beside the words. Two decide by themselves: late work, and money that who serves asks for, are complaints (`is_late`, `is_billed`;
`decision.py`).
"""

from __future__ import annotations

from pathlib import Path

from knowledge.language.phrases import Combinations, Phrases
from knowledge.language.words import ROOT, Language, Tokens, read

REQUESTS = frozenset({"bertanya", "ingin", "nasib", "keluhan"})
"""Signs that something is wanted. A message with none of them and no question mark only tells."""
LATE, ASKS, BILLED, COMPLAINS = "=terlambat", "=bertanya", "=uang ditagih", "=keluhan"
SHOPS = "=belanja"
"""Goods are asked for, as in a shop."""


class Intents:
    def __init__(self, language: Language, root: Path = ROOT) -> None:
        content = read("intents", root) or {}
        self._phrases = Phrases(language, ((sign, phrase) for sign, phrases in content.get("frasa", {}).items() for phrase in phrases))
        self._combinations = Combinations(language, content.get("kelompok", {}), content.get("gabungan", ()))

    def marks(self, text: str, tokens: Tokens) -> tuple[str, ...]:
        """One feature for each sign."""
        signs = [sign for sign, _ in (*self._phrases.find(tokens), *self._combinations.find(tokens))]
        wants = "?" in text or not REQUESTS.isdisjoint(signs)
        return (*(f"={sign}" for sign in dict.fromkeys(signs)), *(() if wants else ("=nothing wanted",)))


def is_late(text: str, marks: Tokens) -> bool:
    """Whether work is said to be late, rather than asked when it is ready: "ktp saya sudah 3 minggu belum jadi"."""
    return LATE in marks and ASKS not in marks and "?" not in text


def is_billed(text: str, marks: Tokens) -> bool:
    """Whether somebody complains that who serves asked for money, rather than asks what it costs: "petugas minta duit waktu urus ktp"."""
    return {BILLED, COMPLAINS} <= {*marks} and ASKS not in marks and "?" not in text
