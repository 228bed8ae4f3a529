"""What who writes would do in anger: "saya bakar aja itu patok" is no fire. The words stand in danger.yaml under `ancaman`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.language.clauses import Sentence, clauses, fold, folded, sentences
from knowledge.standards.data_files import Data

NEAR = 3  # words behind the verb in which stands to whom it is done


class Threats:
    def __init__(self, data: Data) -> None:
        self._speaker, self._will, self._between, self._things, self._people, self._mere, self._spared = (
            frozenset(map(fold, data.get(name, ()))) for name in ("saya", "mau", "sela", "benda", "orang", "gertak", "kecuali")
        )
        self._joins = frozenset(map(fold, data.get("sambung", ()))) | self._between | self._will | self._speaker
        self._verb = re.compile("|".join(map(re.escape, self._things | self._people)) or "(?!)")

    def without(self, text: str) -> str:
        """The text without the verbs of threats, from its end to its beginning; most texts have no such verb and need not be read."""
        if not self._verb.search(folded(text)):
            return text
        cut = [word for sentence in sentences(text) for clause in clauses(sentence) for word in self._threatened(clause)]
        for start, end in sorted(cut, reverse=True):
            text = text[:start] + text[end:]
        return text

    def _threatened(self, clause: Sentence) -> Iterator[tuple[int, int]]:
        """Where the verbs stand: what is done to a thing is a threat by itself, what is done to somebody only where it is merely wished."""
        is_mere = any(word.folded in self._mere for word in clause)
        for at, word in enumerate(clause):
            is_threat = word.folded in self._things or (word.folded in self._people and is_mere)
            spared = any(behind.folded in self._spared for behind in clause[at + 1 : at + 1 + NEAR])
            if is_threat and not spared and self._by_speaker(clause, at):
                yield word.start, word.end

    def _by_speaker(self, clause: Sentence, at: int) -> bool:
        """Whether who writes does it: "saya mau … bakar", "kubakar", or "pengen bakar" at the beginning of the clause."""
        if clause[at].folded.startswith("ku"):
            return True
        before = at - 1
        while before >= 0 and clause[before].folded in self._between | self._will:
            before -= 1
        if before >= 0:
            is_possessive = before > 0 and clause[before - 1].folded not in self._joins  # "suami saya mau bakar …"
            return clause[before].folded in self._speaker and not is_possessive
        return any(word.folded in self._will for word in clause[:at])
