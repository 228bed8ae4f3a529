"""Whether a service covers what is wanted: act and thing must fit. A witness of its own, beside likeness of words.

"Bikin paspor di kantor camat, syaratnya apa" has many words of a service and one that none speaks of. What stands behind the act is
the thing; a thing that the likeliest service never mentions speaks against an answer, however many other words fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from knowledge.language.words import ROOT, Language, Tokens, read

REACH = 3  # words behind an act in which its thing may stand
COMMON = 1.2
_SENTENCE = re.compile(r"(?<=[.!?\n])\s+|\n")


@dataclass(frozen=True)
class Coverage:
    """How far a service speaks of what is wanted. `things`: share of the wanted things it mentions; `foreign`: the rarity of the rarest
    thing it never mentions; `asked`: share of the rare words of the asking sentence that it uses.
    """

    things: float = 1.0
    foreign: float = 0.0
    asked: float = 0.0


class Covering:
    def __init__(self, language: Language, rarity: Callable[[str], float], root: Path = ROOT) -> None:
        data = read("coverage", root) or {}
        self._language, self._rarity = language, rarity
        self._acts, self._no_things = (
            frozenset(chain.from_iterable(map(language.tokens, data.get(key, ())))) for key in ("tindakan", "bukan_benda")
        )

    def of(self, text: str, tokens: Tokens, used: Callable[[Sequence[str]], Sequence[bool]]) -> Coverage:
        """`used` says of words whether the service uses them anywhere."""
        things = self._things(tokens)
        asked = [token for token in dict.fromkeys(self.asking(text, tokens)) if self._rarity(token) > COMMON]
        known = dict(zip((*things, *asked), used((*things, *asked)), strict=True))
        return Coverage(
            things=sum(known[thing] for thing in things) / len(things) if things else 1.0,
            foreign=max((self._rarity(thing) for thing in things if not known[thing]), default=0.0),
            asked=self._share(asked, known),
        )

    def asking(self, text: str, tokens: Tokens) -> Tokens:
        """The words of the sentence that asks; of the last one where none does."""
        sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
        if len(sentences) < 2:
            return tokens
        asking = [sentence for sentence in sentences if sentence.rstrip().endswith("?")] or sentences
        return self._language.tokens(asking[-1])

    def _share(self, words: Sequence[str], known: dict[str, bool]) -> float:
        mass = sum(map(self._rarity, words)) or 1.0
        return sum(self._rarity(word) for word in words if known[word]) / mass

    def _things(self, tokens: Tokens) -> list[str]:
        """The first words behind each act that may be a thing."""
        found: list[str] = []
        for at, token in enumerate(tokens):
            if token in self._acts:
                behind = (word for word in tokens[at + 1 : at + 1 + REACH] if self._may_be_thing(word))
                found.extend(word for word in behind if word not in found)
        return found

    def _may_be_thing(self, word: str) -> bool:
        return word not in self._acts and word not in self._no_things and len(word) > 2 and not word.isdigit()
