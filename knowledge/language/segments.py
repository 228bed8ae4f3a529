"""Splits a message before it is understood: courtesy, identity, wishes about the talk, and the matter.

A quarter of real messages have a greeting before and thanks after the matter. Neither says what a person wants, so both are set aside and answered in
kind. The phrases are in courtesy.yaml and wishes.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from knowledge.language.clauses import PhraseTable, Sentence, clauses, fold, sentences
from knowledge.language.forms import Forms
from knowledge.language.introductions import Introductions
from knowledge.language.wishes import Wish, Wishes
from knowledge.language.words import ROOT, read
from knowledge.standards.data_files import Data

LONGEST_INTRODUCTION = 12
LONGEST_SELF = 9
NEAR = 4


class Part(Enum):
    """What a range of a message is. The values are keys of courtesy.yaml where there is one."""

    GREETING = "salam"
    THANKS = "terima_kasih"
    APOLOGY = "maaf"
    ADDRESS = "sapaan"
    OPENING = "pembuka"
    CLOSING = "penutup"
    FILLER = "pengisi"
    ACKNOWLEDGEMENT = "tanggapan"
    INTRODUCTION = "perkenalan"
    IDENTITY = "identitas"
    FORM = "isi"
    WISH = "wish"
    MATTER = "matter"


@dataclass(frozen=True)
class Segment:
    """One range of the message as it was written."""

    part: Part
    text: str
    wish: Wish | None = None


@dataclass(frozen=True, kw_only=True)
class Courtesy:
    """Polite words beside the matter, so that they can be answered in kind.

    `greeting`: how it is returned ("Waalaikumsalam"); None without one. `condolence`: a relative of the person died.
    """

    greeting: str | None = None
    has_thanks: bool = False
    has_apology: bool = False
    condolence: bool = False


PLAIN = Courtesy()


@dataclass(frozen=True, kw_only=True)
class Segments:
    """The ranges in the order of the message; `matter`: the rest to be understood, empty where there is none."""

    parts: tuple[Segment, ...] = ()
    matter: str = ""
    courtesy: Courtesy = PLAIN

    @property
    def wishes(self) -> tuple[Wish, ...]:
        return tuple(segment.wish for segment in self.parts if segment.wish)

    def of(self, part: Part) -> tuple[str, ...]:
        """The texts of one part."""
        return tuple(segment.text for segment in self.parts if segment.part is part)


class Segmenter:
    """Splits messages by the phrases of courtesy.yaml and wishes.yaml."""

    def __init__(self, root: Path = ROOT) -> None:
        data = read("courtesy", root)
        greetings = [(entry["jawab"], phrase) for key in ("salam", "salam_sendiri") for entry in data[key] for phrase in entry["frasa"]]
        self._returned: dict[tuple[str, ...], str] = {tuple(map(fold, phrase.split())): answer for answer, phrase in greetings}
        self._free = PhraseTable(_labelled(data, ""))
        self._bounded = PhraseTable(_labelled(data, "_sendiri"))
        self._introduction = PhraseTable((phrase, Part.INTRODUCTION.value) for phrase in data["perkenalan"])
        self._self = PhraseTable((phrase, Part.INTRODUCTION.value) for phrase in data["diri"])
        self._origin = frozenset(map(fold, data["asal"]))
        self._thanked_for = frozenset(map(fold, data["atas"]))
        self._mourning = {key: frozenset(map(fold, words)) for key, words in data["duka"].items()}
        self._of_oneself = Introductions(data)
        self._forms = Forms(data["label"])
        self._wishes = Wishes(root)

    def split(self, text: str) -> Segments:
        left, parts = self._without_forms(self._of_oneself.without_stops_of_titles(text))
        sentence_list = sentences(left)
        for words in sentence_list:
            parts.extend(self._sentence(left, words))
        parts = self._without_oneself(parts)
        matter = " ".join(segment.text for segment in parts if segment.part is Part.MATTER)
        return Segments(parts=tuple(parts), matter=matter, courtesy=self._courtesy(parts, any(map(self._mourns, sentence_list))))

    def _without_forms(self, text: str) -> tuple[str, list[Segment]]:
        """The text with forms and identity replaced by blanks, so that positions stay valid, and what was replaced."""
        parts: list[Segment] = []
        for field in self._forms.fields(text):
            parts.append(Segment(Part.IDENTITY if field.is_identity else Part.FORM, text[field.start : field.end].strip()))
            text = text[: field.start] + "\n" + " " * (field.end - field.start - 1) + text[field.end :]
        return text, parts

    def _without_oneself(self, parts: list[Segment]) -> list[Segment]:
        """The ranges with what is told beside the own name as introduction, if the message says nothing else."""
        matters = [segment for segment in parts if segment.part is Part.MATTER]
        is_presented = any(segment.part is Part.INTRODUCTION for segment in parts)
        if not (is_presented and all(self._of_oneself.tells_only_of_oneself(segment.text) for segment in matters)):
            return parts
        return [Segment(Part.INTRODUCTION, segment.text) if segment in matters else segment for segment in parts]

    def _sentence(self, text: str, words: Sentence) -> list[Segment]:
        front, start = self._front(text, words)
        back, end = self._back(text, words, start)
        middle = words[start:end]
        if not middle:
            return [*front, *back]
        return [*front, *self._middle(text, middle, _marks_end(text, words[end - 1].end)), *back]

    def _middle(self, text: str, words: Sentence, stop: int) -> list[Segment]:
        """The matter, and the wishes in it that are clauses of their own."""
        segments: list[Segment] = []
        begin = words[0].start
        for clause in clauses(words):
            wish = self._wishes.of(clause)
            if wish is None:
                continue
            segments.extend(_matter(text[begin : clause[0].start]))
            segments.append(Segment(Part.WISH, text[clause[0].start : clause[-1].end], wish))
            segments.extend(_matter(wish.content))
            begin = clause[-1].end
        return [*segments, *_matter(text[begin:stop])]

    def _front(self, text: str, words: Sentence) -> tuple[list[Segment], int]:
        """The courtesy before the matter, and where the matter begins."""
        segments: list[Segment] = []
        start = 0
        while start < len(words) and (hit := self._courteous(words, start) or self._presented(words, start, segments)):
            many, part = hit
            segments.append(Segment(part, text[words[start].start : words[start + many - 1].end]))
            start += many
        return segments, start

    def _back(self, text: str, words: Sentence, start: int) -> tuple[list[Segment], int]:
        """The courtesy after the matter, and where the matter ends."""
        segments: list[Segment] = []
        end = len(words)
        while end > start and (hit := self._closing(words, end, start)):
            many, part = hit
            segments.insert(0, Segment(part, text[words[end - many].start : words[end - 1].end]))
            end -= many
        return segments, end

    def _courteous(self, words: Sentence, start: int) -> tuple[int, Part] | None:
        """The number of words and the part of the courtesy that begins here; None where there is none."""
        if hit := self._free.at(words, start):
            many, part = hit[0], Part(hit[1])
            return (many + self._reason(words, start + many) if part is Part.THANKS else many), part
        if hit := self._bounded.at(words, start):
            end = start + hit[0]
            if words[end - 1].closes or self._courteous(words, end):
                return hit[0], Part(hit[1])
        return None

    def _closing(self, words: Sentence, end: int, start: int) -> tuple[int, Part] | None:
        if (hit := self._free.until(words, end)) and hit[0] <= end - start:
            return hit[0], Part(hit[1])
        if (
            (hit := self._bounded.until(words, end))
            and hit[0] <= end - start
            and (_is_short(hit[1], words, end) or words[end - hit[0]].opens)
        ):
            return hit[0], Part(hit[1])
        reason = next((at for at in range(max(start, end - LONGEST_INTRODUCTION), end) if self._reason(words, at) == end - at), None)
        if reason and (hit := self._free.until(words, reason)) and Part(hit[1]) is Part.THANKS and hit[0] <= reason - start:
            return end - reason + hit[0], Part.THANKS
        return None

    def _reason(self, words: Sentence, start: int) -> int:
        """How many words say what the thanks are for, such as "atas perhatian dan kerja samanya"; praise does not count."""
        if start + 1 >= len(words) or words[start].folded != "atas" or words[start + 1].folded not in self._thanked_for:
            return 0
        return _clause_end(words, start) - start

    def _presented(self, words: Sentence, start: int, before: Sequence[Segment]) -> tuple[int, Part] | None:
        """A self-introduction as a clause of its own, or a place of origin after a name; None where there is none."""
        end = _clause_end(words, start)
        if before and before[-1].part is Part.INTRODUCTION and words[start].folded in self._origin and self._is_name(words[start:end]):
            return end - start, Part.INTRODUCTION
        if self._introduction.at(words, start) and end - start <= LONGEST_INTRODUCTION:
            return end - start, Part.INTRODUCTION
        if (hit := self._self.at(words, start)) and end - start <= LONGEST_SELF and self._is_name(words[start + hit[0] : end]):
            return end - start, Part.INTRODUCTION
        if hit and (named := self._of_oneself.words_before_role(words[start + hit[0] : end])):
            return hit[0] + named, Part.INTRODUCTION
        return None

    def _is_name(self, words: Sentence) -> bool:
        """Whether these words are only a name and a place of origin, by their capital letters."""
        if not words or all(word.written.isupper() for word in words):
            return False
        named = [word.is_capital or word.folded in self._origin or word.folded.isdecimal() for word in words]
        return all(named) and any(word.is_capital for word in words)

    def _courtesy(self, parts: Sequence[Segment], condolence: bool) -> Courtesy:
        present = {segment.part for segment in parts}
        return Courtesy(
            greeting=next((self._reply(segment.text) for segment in parts if segment.part is Part.GREETING), None),
            has_thanks=Part.THANKS in present,
            has_apology=Part.APOLOGY in present,
            condolence=condolence,
        )

    def _reply(self, greeting: str) -> str:
        words = (word.folded for sentence in sentences(greeting) for word in sentence)
        return self._returned.get(tuple(words), "Halo")

    def _mourns(self, words: Sentence) -> bool:
        """Whether the words say that a relative died."""
        folded = [word.folded for word in words]
        if not self._mourning["bukan"].isdisjoint(folded):
            return False
        relatives = [at for at, word in enumerate(folded) if word in self._mourning["orang"]]
        return any(not self._mourning["wafat"].isdisjoint(folded[at + 1 : at + 1 + NEAR]) for at in relatives)


def _labelled(data: Data, ending: str) -> list[tuple[str, str]]:
    """The phrases of all parts whose key ends so, each with the value of its part."""
    listed: list[tuple[str, str]] = []
    for part in Part:
        for entry in data.get(part.value + ending, ()):
            phrases = entry["frasa"] if isinstance(entry, Mapping) else [entry]
            listed.extend((phrase, part.value) for phrase in phrases)
    return listed


def _is_short(label: str, words: Sentence, end: int) -> bool:
    """Whether the end of the sentence is an address of up to three letters ("pak", "bu"), which means nothing else there."""
    return Part(label) is Part.ADDRESS and len(words[end - 1].folded) <= 3


def _clause_end(words: Sentence, start: int) -> int:
    return next((at + 1 for at in range(start, len(words)) if words[at].closes), len(words))


def _marks_end(text: str, end: int) -> int:
    """The end of the punctuation after a word: a question keeps its question mark."""
    while end < len(text) and text[end] in "?!.,":
        end += 1
    return end


def _matter(text: str) -> list[Segment]:
    """The text as matter, if it holds a word."""
    text = text.strip(" ,\t")
    return [Segment(Part.MATTER, text)] if any(map(str.isalnum, text)) else []
