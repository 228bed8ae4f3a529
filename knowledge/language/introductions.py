"""What people tell of themselves beside their name: "pensiunan pegawai pos", "tulisan saya agak lambat". Where nothing else is said, it is no matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.language.clauses import Sentence, Word, clauses, fold, sentences
from knowledge.standards.data_files import Data

LONGEST = 9  # words of a clause about oneself


class Introductions:
    """Finds the clauses in which somebody who has given a name says what they are. The words are in courtesy.yaml."""

    def __init__(self, data: Data) -> None:
        self._roles, self._own, self._origin, self._others = (
            frozenset(map(fold, data[key])) for key in ("peran", "tentang_diri", "asal_usul", "bukan_perkenalan")
        )
        self._stops = re.compile(rf"\b({'|'.join(data['gelar'])})\.(?= [A-Z])", re.IGNORECASE)

    def tells_only_of_oneself(self, text: str) -> bool:
        """Whether every clause of the text says what the writer is, where from, or how they write."""
        read = [clause for sentence in sentences(text) for clause in clauses(sentence)]
        return bool(read) and "?" not in text and all(map(self._is_of_oneself, read))

    def without_stops_of_titles(self, text: str) -> str:
        """The text, equally long, without the full stop behind a title before a name: "H. Syamsuri" is one sentence."""
        return self._stops.sub(lambda stop: f"{stop[1]} ", text)

    def words_before_role(self, words: Sentence) -> int:
        """The number of words of a name before a word for a role: 2 of "Bu Tumini kader posyandu"; 0 where it is no name and role."""
        at = next((at for at, word in enumerate(words) if word.folded in self._roles), 0)
        return at if all(word.is_capital for word in words[:at]) else 0

    def _is_of_oneself(self, clause: Sequence[Word]) -> bool:
        folded = [word.folded for word in clause]
        if len(folded) > LONGEST or not self._others.isdisjoint(folded):
            return False
        begins = folded[0] in self._roles | self._origin
        return begins or not self._own.isdisjoint(folded)
