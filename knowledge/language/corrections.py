"""Parses a correction: what was wrong, what is right, and which field. The words are in corrections.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from knowledge.language.clauses import PhraseTable, Sentence, clauses, fold, sentences
from knowledge.language.words import ROOT, read

LONGEST = 22  # words; a longer message is a story
MEANT = "maksud"  # also after the right words: "pasar anyar maksudnya"
BARE = "salah"
"""After the name of a field this word may belong to a story: "nama saya salah di KTP"."""


class Field(Enum):
    """What is corrected. The values are keys of corrections.yaml and of the answers of a complaint."""

    OCCURRED = "occurred"
    PLACE = "place"
    NAME = "name"
    CONTACT = "contact"


@dataclass(frozen=True, kw_only=True)
class Correction:
    """`new` and `old` as written, empty where not given; `field` where it was named.

    `is_correcting`: a phrase says so; otherwise a field is only named ("tempatnya di pasar"). `is_said`: the words say that something is wrong;
    otherwise ("di pasar, bukan di sekolah") only the earlier answers can tell.
    """

    new: str = ""
    old: str = ""
    field: Field | None = None
    is_correcting: bool = False
    is_said: bool = False


class _Mark(Enum):
    """What a phrase of corrections.yaml does. The values are its keys."""

    WRONG = "keliru"
    NEW = "baru"
    OLD = "lama"
    NONE = "tidak_keliru"


@dataclass(frozen=True, kw_only=True)
class _Stretch:
    """Words up to a punctuation mark, and the phrase before them.

    `is_plain_before`: only fillers and names of fields stand between the beginning of the clause and the phrase.
    """

    mark: _Mark | None
    phrase: str
    words: Sentence
    fields: tuple[Field, ...]
    is_plain_before: bool

    @property
    def is_empty(self) -> bool:
        return not self.words


class Corrections:
    def __init__(self, root: Path = ROOT) -> None:
        data = read("corrections", root)
        self._marks = PhraseTable((phrase, mark.value) for mark in _Mark for phrase in data[mark.value])
        self._fields = PhraseTable((phrase, field.value) for field in Field for phrase in data["bidang"][field.value])
        self._of_value = frozenset(map(fold, data["bagian_nilai"]))
        self._edges = frozenset(map(fold, data["pinggir"]))
        self._only_joins = frozenset(map(fold, data["hanya_sambung"]))

    def read(self, text: str) -> Correction | None:
        """The correction in the message; None where it says anything else."""
        sentence_list = sentences(text)
        if not sentence_list or sum(map(len, sentence_list)) > LONGEST or "?" in text:
            return None
        stretches = [stretch for sentence in sentence_list for clause in clauses(sentence) for stretch in self._stretches(clause)]
        old = next((stretch for stretch in stretches if stretch.mark is _Mark.OLD and not stretch.is_empty), None)
        is_said = self._says_so(stretches)
        is_correcting = is_said or old is not None or self._tells_the_right(stretches)
        if not (is_correcting or self._names_a_field(stretches)):
            return None
        field = next((field for stretch in stretches for field in stretch.fields), None)
        old_words = _written(text, old)
        new = _from_the_same(_written(text, self._new(stretches)), old_words)
        return Correction(new=new, old=old_words, field=field, is_correcting=is_correcting, is_said=is_said)

    @staticmethod
    def _says_so(stretches: Sequence[_Stretch]) -> bool:
        """Whether a clause begins with "salah", "ralat", "maksud saya"; "nama saya salah di KTP" is no correction."""
        return any(
            stretch.mark is _Mark.WRONG
            and (stretch.is_plain_before or (stretch.is_empty and stretch.phrase.startswith(MEANT)))
            and (stretch.phrase != BARE or stretch.is_empty or not (at and stretches[at - 1].fields))
            for at, stretch in enumerate(stretches)
        )

    def _tells_the_right(self, stretches: Sequence[_Stretch]) -> bool:
        """Whether a clause begins with "yang benar …", "harusnya …"."""
        return any(
            stretch.mark is _Mark.NEW and stretch.is_plain_before and stretch.phrase not in self._only_joins and not stretch.is_empty
            for stretch in stretches
        )

    @staticmethod
    def _names_a_field(stretches: Sequence[_Stretch]) -> bool:
        """Whether the message is only a field and its value: "tempatnya di pasar"."""
        return len(stretches) == 1 and bool(stretches[0].fields) and stretches[0].mark is None

    @staticmethod
    def _new(stretches: Sequence[_Stretch]) -> _Stretch | None:
        """The words after "yang benar"; else those after "salah"; else the last words without a phrase."""
        filled = [stretch for stretch in stretches if not stretch.is_empty]
        by_mark = (next((stretch for stretch in reversed(filled) if stretch.mark is mark), None) for mark in (_Mark.NEW, _Mark.WRONG, None))
        return next(filter(None, by_mark), None)

    def _stretches(self, clause: Sentence) -> Iterator[_Stretch]:
        """The clause, cut before each phrase that marks something."""
        at, begin, mark, phrase, plain = 0, 0, None, "", True
        while at < len(clause):
            hit = self._marks.at(clause, at)
            if hit is None:
                at += 1
                continue
            if mark or at > begin:
                yield self._stretch(mark, phrase, clause[begin:at], plain)
            plain = self._says_nothing(clause[:at])
            mark, phrase = _Mark(hit[1]), " ".join(word.folded for word in clause[at : at + hit[0]])
            at = begin = at + hit[0]
        yield self._stretch(mark, phrase, clause[begin:], plain)

    def _stretch(self, mark: _Mark | None, phrase: str, words: Sentence, is_plain_before: bool) -> _Stretch:
        fields, left = self._without_fields(words)
        return _Stretch(mark=mark, phrase=phrase, words=self._trimmed(left), fields=fields, is_plain_before=is_plain_before)

    def _without_fields(self, words: Sentence) -> tuple[tuple[Field, ...], Sentence]:
        """The named fields, and the words after the last name that is no part of a value."""
        fields: list[Field] = []
        begin = at = 0
        while at < len(words):
            hit = self._fields.at(words, at)
            many = hit[0] if hit else 1
            if hit:
                fields.append(Field(hit[1]))
                begin = begin if words[at].folded in self._of_value else at + many
            at += many
        return tuple(fields), words[begin:]

    def _trimmed(self, words: Sentence) -> Sentence:
        """The words without fillers at both ends."""
        start, end = 0, len(words)
        while start < end and words[start].folded in self._edges - self._of_value:
            start += 1
        while end > start and words[end - 1].folded in self._edges:
            end -= 1
        return words[start:end]

    def _says_nothing(self, words: Sentence) -> bool:
        """Whether there are only fillers, names of fields and further phrases."""
        at = 0
        while at < len(words):
            hit = self._marks.at(words, at) or self._fields.at(words, at)
            if hit is None and words[at].folded not in self._edges:
                return False
            at += hit[0] if hit else 1
        return True


def _from_the_same(new: str, old: str) -> str:
    """The right words from where they say the same as the wrong ones: "loket 3", of "orangnya di loket 3 bukan loket 2"."""
    spoken, first = new.split(), next(iter(old.lower().split()), "")
    return " ".join(next((spoken[at:] for at, word in enumerate(spoken) if word.lower() == first), spoken))


def _written(text: str, stretch: _Stretch | None) -> str:
    return text[stretch.words[0].start : stretch.words[-1].end] if stretch and stretch.words else ""
