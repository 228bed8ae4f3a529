"""Violence and harassment that somebody tells of, whether it happens now or not. The words stand in harm.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.language.clauses import PhraseTable, Sentence, sentences
from knowledge.language.words import ROOT, read

NEAR = 8  # words between somebody and what is done
DONE_BY = 4  # words between "ditampar" and who did it, or between an officer and what they do


@dataclass(frozen=True)
class _Place:
    """A phrase in the message: its first word and the word behind its last."""

    start: int
    end: int


class Harm:
    def __init__(self, root: Path = ROOT) -> None:
        data = read("harm", root)
        self._tables = {name: PhraseTable((phrase, name) for phrase in phrases) for name, phrases in data.items()}

    def is_told(self, text: str) -> bool:
        """Whether violence between people who know one another is told of, or asked about: "suami suka mukul itu boleh lapor ga"."""
        for words in sentences(text):
            acts = list(self._outside_idioms("perbuatan", words))
            people = list(self._places("orang", words))
            if any(self._outside_idioms("sendiri", words)) or any(_is_near(act, someone) for act in acts for someone in people):
                return True
            if self._is_suffered_again(words, acts):
                return True
        return False

    def _is_suffered_again(self, words: Sentence, acts: list[_Place]) -> bool:
        """Whether somebody suffers it themselves, and not once, whoever does it: "saya dipukul kalau ketahuan"."""
        suffered = [act for act in acts if words[act.start].folded.startswith("di")]
        oneself = list(self._places("saya", words))
        by_me = any(0 <= act.start - person.end < DONE_BY for act in suffered for person in oneself)
        return by_me and any(self._places("berulang", words))

    def is_act(self, text: str) -> bool:
        """Whether a violent act is named, whoever does it: "cuma didorong aja sih"."""
        return any(True for words in sentences(text) for _ in self._outside_idioms("perbuatan", words))

    def is_by_staff(self, text: str) -> bool:
        """Whether staff hurt or harass somebody: "ditampar petugas", "pegawainya pegang-pegang"; not "petugas dipukul warga"."""
        for words in sentences(text):
            staff = list(self._places("petugas", words))
            suffered, done = (list(self._outside_idioms(name, words)) for name in ("dilakukan", "melakukan"))
            if any(0 <= person.start - act.end < DONE_BY for act in suffered for person in staff):
                return True
            if any(0 <= act.start - person.end < DONE_BY for act in done for person in staff):
                return True
        return False

    def _outside_idioms(self, name: str, words: Sentence) -> Iterator[_Place]:
        places = list(self._places(name, words))
        idioms = list(self._places("bukan", words)) if places else ()
        return (place for place in places if not any(_overlap(place, idiom) for idiom in idioms))

    def _places(self, name: str, words: Sentence) -> Iterator[_Place]:
        table = self._tables[name]
        return (_Place(at, at + hit[0]) for at in range(len(words)) if (hit := table.at(words, at)))


def _is_near(act: _Place, someone: _Place) -> bool:
    return not _overlap(act, someone) and max(act.start - someone.end, someone.start - act.end) < NEAR


def _overlap(place: _Place, other: _Place) -> bool:
    return place.start < other.end and other.start < place.end
