"""The stretches of time that the survey is reported for: a year, half a year, a quarter. Whole ones only: days could be told apart to people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_KEY = re.compile(r"(20\d\d)(?:-(S[12]|T[1-4]))?")


class Length(StrEnum):
    """Its letter in a key; of a year none."""

    YEAR = ""
    HALF = "S"
    QUARTER = "T"


MONTHS = {Length.YEAR: 12, Length.HALF: 6, Length.QUARTER: 3}


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """The stretch `place` (from 1) of its length in the year."""

    year: int
    length: Length
    place: int

    @property
    def key(self) -> str:
        """`2026`, `2026-S2`, `2026-T4`."""
        return str(self.year) if self.length is Length.YEAR else f"{self.year}-{self.length}{self.place}"

    @property
    def first(self) -> date:
        return date(self.year, (self.place - 1) * MONTHS[self.length] + 1, 1)

    @property
    def last(self) -> date:
        after = self.place * MONTHS[self.length] + 1
        return (date(self.year + 1, 1, 1) if after > 12 else date(self.year, after, 1)) - timedelta(days=1)

    @property
    def before(self) -> Stretch:
        """The one of the same length that ended the day before it began."""
        return stretch_of(self.first - timedelta(days=1), self.length)


def stretch_of(day: date, length: Length) -> Stretch:
    """The stretch of this length in which the day lies."""
    return Stretch(year=day.year, length=length, place=(day.month - 1) // MONTHS[length] + 1)


def read(key: str) -> Stretch | None:
    """The stretch of this key; None where it is none."""
    found = _KEY.fullmatch(key)
    if not found:
        return None
    part = found[2] or "1"
    length = Length.YEAR if found[2] is None else Length(part[0])
    return Stretch(year=int(found[1]), length=length, place=int(part[-1]))


def choices(today: date) -> list[Stretch]:
    """What can be chosen: this year and the last two, in parts and whole, the newest first; nothing that has not begun."""
    parts = [
        Stretch(year=year, length=length, place=place)
        for year in (today.year, today.year - 1, today.year - 2)
        for length in Length
        for place in range(12 // MONTHS[length], 0, -1)
    ]
    return [part for part in parts if part.first <= today]
