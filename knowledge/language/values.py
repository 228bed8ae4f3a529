"""Values in a text of which one can replace another of its kind: a period, a day, an hour, money, a count, "rt 4". The words are in
corrections.yaml under `nilai`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.language.words import ROOT, read


@dataclass(frozen=True, kw_only=True)
class Value:
    """One value as written, from `start` to `end` in the text. Two values of one `kind` can replace each other."""

    kind: str
    text: str
    start: int
    end: int


class Values:
    """Finds values in words."""

    def __init__(self, root: Path = ROOT) -> None:
        lists = read("corrections", root)["nilai"]
        number = rf"(?:\d+(?:[.,]\d+)?|{_any(lists['angka'])}(?:\s+{_any(lists['puluhan'])})*)"
        weekday, month = _any(lists["nama_hari"]), _any(lists["bulan"])
        of_day = rf"(?:\s+{_any(lists['bagian_hari'])})?"
        numbered, named = lists["bernomor"], lists["bernama"]
        date = rf"(?:{weekday},\s*)?(?:tanggal\s+|tgl\s+)?\d{{1,2}}\s+{month}(?:\s+\d{{4}})?|(?:tanggal|tgl)\s+\d{{1,2}}"
        alone = _any([name for name in lists["nama_hari"] if name != "minggu"])  # "minggu" alone is mostly a week
        day = rf"{date}|{_any(lists['hari'])}|hari\s+{weekday}|{alone}"
        patterns = {
            "hour": rf"(?:jam|pukul|pkl)\s*{number}(?:[.:]\d\d)?{of_day}",
            "day": rf"(?:{day})(?:\s+(?:{day}))*",
            "money": rf"rp\.?\s*\d[\d.,]*\d(?:\s*{_any(lists['uang'])})?|{number}\s*{_any(lists['uang'])}",
            "period": rf"(?:se|{number}\s*){_any(lists['lamanya'])}",
        }
        patterns |= {f"count_{at}": rf"{number}\s+{re.escape(noun)}" for at, noun in enumerate(lists["hitungan"])}
        patterns |= {f"no_{place}": rf"{re.escape(place)}\.?\s*(?:\d+\w?|{_any(lists['angka'])})" for place in numbered}
        ends = rf"(?=\s*(?:$|[,.;]|\b{_any([*numbered, *named, 'sejak', 'dari', 'sudah', 'di', 'yang'])}\b))"
        patterns |= {f"named_{place}": rf"{re.escape(place)}\.?\s+\w+(?:\s+\w+){{0,2}}?{ends}" for place in named}
        self._kinds = list(patterns)
        self._pattern = re.compile(
            "|".join(rf"(?P<v{at}>\b(?:{pattern})\b)" for at, pattern in enumerate(patterns.values())), re.IGNORECASE
        )
        slips = read("corrections", root)["terpeleset"]
        self._first = re.compile(rf"^\W*(?:{_any(slips['awal'])})\b", re.IGNORECASE)
        self._last = re.compile(rf"\b(?:{_any(slips['akhir'])})\W*$", re.IGNORECASE)

    def read(self, text: str) -> tuple[Value, ...]:
        """All values, in their order; none lies within another."""
        return tuple(self._read(text))

    def _read(self, text: str) -> Iterator[Value]:
        for hit in self._pattern.finditer(text):
            kind = self._kinds[int((hit.lastgroup or "v0")[1:])]
            yield Value(kind=kind, text=hit[0], start=hit.start(), end=hit.end())

    def slips(self, text: str) -> bool:
        """Whether the words begin or end as those of somebody who corrects a slip: "eh rt 4", "75 ribu deng"."""
        return bool(self._first.search(text) or self._last.search(text))

    def without(self, text: str, values: Sequence[Value]) -> str:
        """The text without these values and without the words of a slip."""
        for value in reversed(values):
            text = f"{text[: value.start]} {text[value.end :]}"
        while (left := self._last.sub(" ", self._first.sub(" ", text))) != text:
            text = left
        return text


def _any(phrases: Sequence[str]) -> str:
    """A pattern for one of the phrases, the longest first."""
    spaced = (r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True))
    return f"(?:{'|'.join(spaced)})"
