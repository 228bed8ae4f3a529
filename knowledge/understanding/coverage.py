"""Whether a service covers what is wanted: both act and thing must fit. A witness beside the similarity of words.

"Bikin paspor di kantor camat, syaratnya apa" has many words of a service and one that no service mentions. The words after the act are the thing; a
thing that the likeliest service never mentions speaks against an answer, however many other words fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from knowledge.language.words import ROOT, Language, Tokens, read

REACH = 3  # words after an act within which its thing is expected
COMMON = 1.2
_SENTENCE = re.compile(r"(?<=[.!?\n])\s+|\n")


@dataclass(frozen=True)
class Coverage:
    """How well a service covers what is wanted. `things`: the share of wanted things that it mentions. `foreign`: the rarity of the rarest thing
    it never mentions. `asked`: the share of the rare words of the asking sentence that it uses.
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

    def of(self, text: str, tokens: Tokens, used: Callable[[Tokens], Sequence[bool]]) -> Coverage:
        """The coverage by a service. `used` tells for each word whether the service uses it anywhere."""
        things = self._things(tokens)
        asked = [token for token in dict.fromkeys(self.asking(text, tokens)) if self._rarity(token) > COMMON]
        is_used = dict(zip((*things, *asked), used((*things, *asked)), strict=True))
        return Coverage(
            things=sum(is_used[thing] for thing in things) / len(things) if things else 1.0,
            foreign=max((self._rarity(thing) for thing in things if not is_used[thing]), default=0.0),
            asked=self._share(asked, is_used),
        )

    def asking(self, text: str, tokens: Tokens) -> Tokens:
        """The words of the sentence that asks; of the last sentence where none asks."""
        sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
        if len(sentences) < 2:
            return tokens
        asking = [sentence for sentence in sentences if sentence.rstrip().endswith("?")] or sentences
        return self._language.tokens(asking[-1])

    def _share(self, words: Sequence[str], is_used: dict[str, bool]) -> float:
        mass = sum(map(self._rarity, words)) or 1.0
        return sum(self._rarity(word) for word in words if is_used[word]) / mass

    def _things(self, tokens: Tokens) -> list[str]:
        """The first words after each act that may be a thing."""
        things: list[str] = []
        for at, token in enumerate(tokens):
            if token in self._acts:
                behind = (word for word in tokens[at + 1 : at + 1 + REACH] if self._may_be_thing(word))
                things.extend(word for word in behind if word not in things)
        return things

    def _may_be_thing(self, word: str) -> bool:
        return word not in self._acts and word not in self._no_things and len(word) > 2 and not word.isdigit()
