"""Signs of what somebody does with a message: asks, asks what became of a file, finds fault, praises, tells of themselves. The words are intents.yaml.

Models weigh them beside the words. One decides: work that is late is complained of (`is_late`, `decision.py`).
"""

from __future__ import annotations

from pathlib import Path

from knowledge.language.phrases import Combinations, Phrases
from knowledge.language.words import ROOT, Language, Tokens, read

REQUESTS = frozenset({"bertanya", "ingin", "nasib", "keluhan"})
"""Signs that something is wanted; without any of them and without a question mark a message only tells."""
LATE, ASKS = "=terlambat", "=bertanya"


class Intents:
    def __init__(self, language: Language, root: Path = ROOT) -> None:
        content = read("intents", root) or {}
        self._phrases = Phrases(language, ((sign, phrase) for sign, said in content.get("frasa", {}).items() for phrase in said))
        self._combinations = Combinations(language, content.get("kelompok", {}), content.get("gabungan", ()))

    def marks(self, text: str, tokens: Tokens) -> tuple[str, ...]:
        """One feature a sign."""
        found = [sign for sign, _ in (*self._phrases.find(tokens), *self._combinations.find(tokens))]
        wants = "?" in text or not REQUESTS.isdisjoint(found)
        return (*(f"={sign}" for sign in dict.fromkeys(found)), *(() if wants else ("=nothing wanted",)))


def is_late(text: str, marks: Tokens) -> bool:
    """Whether work is said to be late, and not asked when it is ready: "ktp saya sudah 3 minggu belum jadi"."""
    return LATE in marks and ASKS not in marks and "?" not in text
