"""Wishes about the talk itself: for a person, to stop, to correct, to forget. They match whole words at certain positions; the words are in
wishes.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from knowledge.language.clauses import PhraseTable, Sentence
from knowledge.language.words import ROOT, read


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
        self._wishes = PhraseTable((phrase, kind.value) for kind in WishKind for phrase in data[kind.value])
        self._composed = {kind: tuple(map(_Slot, data.get(f"{kind.value}_susunan", {}).values())) for kind in WishKind}
        self._alone = PhraseTable((phrase, kind.value) for kind in WishKind for phrase in data.get(f"{kind.value}_sendiri", ()))
        self._before = PhraseTable((phrase, "") for phrase in data["awalan"])
        self._behind = PhraseTable((phrase, "") for phrase in data["akhiran"])
        self._about = PhraseTable((phrase, "") for phrase in data["isi"])
        self._reasons = PhraseTable((phrase, "") for phrase in data["sebab"])
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
        hit = self._longest(clause, start) if start < len(clause) else None
        if hit is None:
            return None
        kind, wish_end = hit
        end = self._past(self._behind, clause, wish_end)
        if end == len(clause) or (kind is WishKind.FORGET and self._reasons.at(clause, end)):
            return Wish(kind)
        if kind is WishKind.CORRECT or (kind in self._with_content and self._about.at(clause, end)):
            return Wish(kind, " ".join(word.written for word in clause[wish_end:]))
        return None

    def _longest(self, clause: Sentence, start: int) -> tuple[WishKind, int] | None:
        """The wish whose words reach farthest from here, and where they end."""
        hits = [(end, kind) for kind, slots in self._composed.items() if slots and (end := _filled(slots, clause, start))]
        if listed := self._wishes.at(clause, start):
            hits.append((start + listed[0], WishKind(listed[1])))
        end, kind = max(hits, key=lambda hit: hit[0], default=(0, None))
        return (kind, end) if kind else None

    @staticmethod
    def _past(table: PhraseTable, clause: Sentence, start: int) -> int:
        """The end of the table's phrases that begin here."""
        while start < len(clause) and (hit := table.at(clause, start)):
            start += hit[0]
        return start


class _Slot:
    """One place of a composed wish and the phrases that fill it; an empty one among them lets it be left out."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self.table, self.may_lack = PhraseTable((phrase, "") for phrase in phrases if phrase), "" in phrases


def _filled(slots: Sequence[_Slot], clause: Sentence, start: int) -> int | None:
    """The end of the words that fill every slot in order: "sambungkan", "saya", "ke", "petugas"."""
    for slot in slots:
        hit = slot.table.at(clause, start) if start < len(clause) else None
        if hit is None and not slot.may_lack:
            return None
        start += hit[0] if hit else 0
    return start
