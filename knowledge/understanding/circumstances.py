"""What tells near twins apart in an office known only by its document: the circumstance that a title names, and the circumstance that a message says.

"KTP karena hilang" and "KTP karena rusak" share all but one word, and people use others: "dompet kecopetan". The words are in circumstances.yaml; ages and
periods are compared as quantities ("usia 0 sampai 5 tahun", "bayi delapan bulan").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.archetypes.proposing import Terms, Words
from knowledge.language.phrases import Phrases
from knowledge.language.words import ROOT, Language, Tokens, plain, read
from knowledge.understanding import derived
from knowledge.understanding.index import Floats
from knowledge.understanding.search import Question

AGES = "umur"
EVER = 1e6  # days
ALIKE = 0.3  # share of what the shorter of two titles names
DAYS = {
    "hari": 1.0,
    "hr": 1.0,
    "minggu": 7.0,
    "mgg": 7.0,
    "bulan": 30.0,
    "bln": 30.0,
    "tahun": 365.0,
    "thn": 365.0,
    "taun": 365.0,
    "th": 365.0,
}
UNITS = frozenset(DAYS)
_NUMBERS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
_UNIT = rf"(?P<unit>{'|'.join(DAYS)})\b"
_NUMBER = rf"(?P<number>\d+|se|(?:{'|'.join(_NUMBERS)})(?: belas| puluh)?)"
_PERIOD = re.compile(rf"\b{_NUMBER} ?{_UNIT}")
_RANGE = re.compile(rf"(\d+)\s*(?:tahun|hari)?\s*(?:sampai dengan|sampai|hingga|s\.?/?d\.?|-|–)\s*(\d+)\D{{0,25}}?{_UNIT}")
_ABOVE = re.compile(rf"(?:lebih|melampaui|di ?atas|lewat)\D{{0,25}}(\d+)\D{{0,25}}?{_UNIT}")
_BELOW = re.compile(rf"(?:sampai(?: dengan)?|kurang dari|paling lambat|dalam|di ?bawah)\D{{0,15}}(\d+)\D{{0,25}}?{_UNIT}")
_SHORT = re.compile(r"\(([A-Z][A-Z0-9/. -]+)\)")
_EXACT = re.compile(rf"(?:usia|umur)\D{{0,10}}(\d+)\D{{0,10}}?{_UNIT}")
Circumstance = tuple[str, str]
"""The respect and the circumstance: ("surat", "hilang")."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """The days that a title allows."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a message says that may tell twins apart. `days`: its ages and periods."""

    circumstances: frozenset[Circumstance]
    days: tuple[float, ...]


class CircumstanceList:
    """The circumstances of circumstances.yaml."""

    def __init__(self, language: Language, root: Path = ROOT) -> None:
        content: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]] = read("circumstances", root) or {}
        listed = [
            ((respect, circumstance), entry)
            for respect, circumstances in content.items()
            if respect != AGES
            for circumstance, entry in circumstances.items()
        ]
        self._titles = [(circumstance, re.compile(rf"\b(?:{'|'.join(entry['judul'])})\b")) for circumstance, entry in listed]
        self._phrases = [
            (circumstance, Phrases(language, ((circumstance[1], phrase) for phrase in entry["kata"]))) for circumstance, entry in listed
        ]
        self._terms = Terms.of(root.parent)
        self._ages = [(f" {name} ", age) for name, age in content.get(AGES, {}).items()]
        self.weak = frozenset(circumstance for circumstance, entry in listed if "lemah" in entry)

    def of_title(self, title: str) -> frozenset[Circumstance]:
        """The circumstances that a title names."""
        lowered = title.lower()
        return frozenset(circumstance for circumstance, pattern in self._titles if pattern.search(lowered))

    def subject(self, title: str) -> Words:
        """What a title names beside its circumstances, also in short: "(AK/I)" is what its twins say."""
        bare = " ".join((derived.core(title), *_SHORT.findall(title))).lower()
        for _, pattern in self._titles:
            bare = pattern.sub(" ", bare)
        return self._terms.words(bare) - UNITS

    def papers(self, title: str) -> Words:
        """The kinds of paper that a title names."""
        return self._terms.papers(title)

    def named(self, text: str) -> Words:
        """What a message names, and the kinds of paper in it."""
        return self._terms.words(text) | self.papers(text)

    def said(self, text: str, tokens: Tokens) -> Said:
        """The circumstances of a message; what is said too often does not count beside another circumstance of its respect."""
        circumstances = {circumstance for circumstance, phrases in self._phrases if phrases.find(tokens)}
        strong = {respect for respect, _ in circumstances - self.weak}
        return Said(
            circumstances=frozenset(
                circumstance for circumstance in circumstances if circumstance not in self.weak or circumstance[0] not in strong
            ),
            days=tuple(self._days(text)),
        )

    def _days(self, text: str) -> Iterator[float]:
        words = " ".join(re.findall(r"[a-z0-9]+", plain(text)))
        yield from (periods := [_days_of(hit["number"], hit["unit"]) for hit in _PERIOD.finditer(words)])
        if not periods:
            yield from (_days_of(*str(age).split()) for name, age in self._ages if name in f" {words} ")


def span_of(title: str) -> Span | None:
    """The days within which a title holds: "usia 0 sampai 5 tahun", "lebih dari 60 hari"."""
    lowered = title.lower()
    if hit := _RANGE.search(lowered):
        return Span(low=int(hit[1]) * DAYS[hit["unit"]], high=int(hit[2]) * DAYS[hit["unit"]])
    if hit := _ABOVE.search(lowered):
        return Span(low=int(hit[1]) * DAYS[hit["unit"]], high=EVER)
    if hit := _BELOW.search(lowered):
        return Span(low=0, high=int(hit[1]) * DAYS[hit["unit"]])
    if hit := _EXACT.search(lowered):
        return Span(low=int(hit[1]) * DAYS[hit["unit"]], high=(int(hit[1]) + 1) * DAYS[hit["unit"]])
    return None


def _days_of(number: str, unit: str) -> float:
    first, *rest = number.split()
    count = 1 if first == "se" else int(first) if first.isdigit() else _NUMBERS.index(first)
    return (count * 10 if rest == ["puluh"] else count + 10 * bool(rest)) * DAYS[unit]


class Circumstances:
    """Whether each service of an office is of the circumstance that a message says: 1, or -1 where it is of another circumstance and a twin is of this one, or 0.

    Twins share much of what their titles name beside the circumstance; a service without twins needs no circumstance to be known by.
    """

    def __init__(self, offices: Mapping[str, Sequence[str]], listed: CircumstanceList) -> None:
        """`offices`: the titles of each office known by its document, in the catalogue's order."""
        self._listed = listed
        self._families = {office: _Family.of(titles, listed) for office, titles in offices.items()}

    def fits(self, question: Question, many: int) -> Floats:
        """For the services in scope, in the catalogue's order; 0 for all of an office that is known well."""
        family = self._families.get(question.office or "")
        if family is None:
            return np.zeros(many, dtype=np.float32)
        return family.fits(self._listed.said(question.text, question.tokens), self._listed.weak, self._listed.named(plain(question.text)))


@dataclass(frozen=True)
class _Family:
    """The circumstances of the services of one office, and which of them are twins."""

    circumstances: Sequence[frozenset[Circumstance]]
    spans: Sequence[Span | None]
    twins: NDArray[np.bool_]
    needs: NDArray[np.bool_]
    named: Sequence[Words]
    """What each title names beside its circumstances, and its kind of paper."""
    """Whether a service is known by its circumstance: it has a twin, or its title names nothing else."""

    @classmethod
    def of(cls, titles: Sequence[str], listed: CircumstanceList) -> _Family:
        subjects = [listed.subject(title) for title in titles]
        named = [subject | listed.papers(title) for subject, title in zip(subjects, titles, strict=True)]
        alike = [[one is not other and _alike(one, other) for other in subjects] for one in subjects]
        twins = np.array(alike, dtype=bool).reshape(len(titles), len(titles))
        needs = twins.any(axis=1) | np.array([not subject for subject in subjects], dtype=bool)
        return cls([listed.of_title(title) for title in titles], [span_of(title) for title in titles], twins, needs, named)

    def fits(self, said: Said, weak: frozenset[Circumstance], named: Words) -> Floats:
        """`named`: what the message names. A service of its circumstance which it does not name gives way to one that it names: "akta dimakan rayap" is no KK."""
        respects = {respect for respect, _ in said.circumstances - weak}
        own = np.array([self._is_of(at, said) for at in range(len(self.circumstances))], dtype=bool)
        is_named = np.array([bool(names & named) for names in self.named], dtype=bool)
        if (own & is_named & self.needs).any():
            own &= is_named
        other = np.array([self._is_other(at, said, respects) for at in range(len(self.circumstances))], dtype=bool)
        has_fitting_twin = self.twins @ own
        return np.asarray(1.0 * (own & self.needs) - 1.0 * (other & ~own & has_fitting_twin), dtype=np.float32)

    def _is_of(self, at: int, said: Said) -> bool:
        span = self.spans[at]
        return bool(self.circumstances[at] & said.circumstances) or (
            span is not None and any(span.low <= days < span.high for days in said.days)
        )

    def _is_other(self, at: int, said: Said, respects: Collection[str]) -> bool:
        return any(respect in respects for respect, _ in self.circumstances[at]) or (self.spans[at] is not None and bool(said.days))


def _alike(one: Words, other: Words) -> bool:
    return len(one & other) >= ALIKE * max(1, min(len(one), len(other)))
