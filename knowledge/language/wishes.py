"""Wishes about the talk itself: for a person, to stop, to correct, to forget. They match whole words at certain positions; the words are in
wishes.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import product
from pathlib import Path

from knowledge.language.clauses import PhraseTable, Sentence
from knowledge.language.words import ROOT, read
from knowledge.standards.data_files import Data


class WishKind(Enum):
    """What is wished. The values are keys of wishes.yaml."""

    PERSON = "orang"
    CANCEL = "batal"
    FORGET = "hapus"
    REPEAT = "ulangi"
    CORRECT = "koreksi"
    SAFE = "aman"


@dataclass(frozen=True)
class Wish:
    """A wish and what follows it: the right word after "eh salah", the matter after "mau bicara dengan petugas soal"."""

    kind: WishKind
    content: str = ""


class Wishes:
    def __init__(self, root: Path = ROOT) -> None:
        data = read("wishes", root)
        self._wishes = PhraseTable((phrase, kind.value) for kind in WishKind for phrase in (*data[kind.value], *_composed(data, kind)))
        self._alone = PhraseTable((phrase, kind.value) for kind in WishKind for phrase in data.get(f"{kind.value}_sendiri", ()))
        self._before = PhraseTable((phrase, "") for phrase in data["awalan"])
        self._behind = PhraseTable((phrase, "") for phrase in data["akhiran"])
        self._about = PhraseTable((phrase, "") for phrase in data["isi"])
        self._with_content = frozenset(map(WishKind, data["dengan_isi"]))

    def of(self, clause: Sentence) -> Wish | None:
        """The wish in this clause; None where it says anything else."""
        return self._as_a_whole(clause) or self._at(clause, self._past(self._before, clause, 0)) or self._at(clause, 0)

    def _as_a_whole(self, clause: Sentence) -> Wish | None:
        hit = self._alone.at(clause, 0)
        if hit and self._past(self._behind, clause, hit[0]) == len(clause):
            return Wish(WishKind(hit[1]))
        return None

    def _at(self, clause: Sentence, start: int) -> Wish | None:
        hit = self._wishes.at(clause, start) if start < len(clause) else None
        if hit is None:
            return None
        kind, end = WishKind(hit[1]), self._past(self._behind, clause, start + hit[0])
        if end == len(clause):
            return Wish(kind)
        if kind is WishKind.CORRECT or (kind in self._with_content and self._about.at(clause, end)):
            return Wish(kind, " ".join(word.written for word in clause[start + hit[0] :]))
        return None

    @staticmethod
    def _past(table: PhraseTable, clause: Sentence, start: int) -> int:
        """The end of the table's phrases that begin here."""
        while start < len(clause) and (hit := table.at(clause, start)):
            start += hit[0]
        return start


def _composed(data: Data, kind: WishKind) -> list[str]:
    """Every phrase with one word of each list: "sambungkan", "ke", "petugas"."""
    lists = data.get(f"{kind.value}_susunan", {}).values()
    return [" ".join(filter(None, words)) for words in product(*lists)] if lists else []
