"""The periods of the survey's report: a year, half a year, a quarter. Shorter ones could reveal single people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_KEY = re.compile(r"(20\d\d)(?:-(S[12]|T[1-4]))?")


class Length(StrEnum):
    """The letter in the period's key; empty for a year."""

    YEAR = ""
    HALF = "S"
    QUARTER = "T"


MONTHS = {Length.YEAR: 12, Length.HALF: 6, Length.QUARTER: 3}


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """The period number `place` (from 1) of its length in the year."""

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
        """The period of the same length before this one."""
        return stretch_of(self.first - timedelta(days=1), self.length)


def stretch_of(day: date, length: Length) -> Stretch:
    """The period of this length that contains the day."""
    return Stretch(year=day.year, length=length, place=(day.month - 1) // MONTHS[length] + 1)


def read(key: str) -> Stretch | None:
    """The period of this key; None where it is no key."""
    match = _KEY.fullmatch(key)
    if not match:
        return None
    part = match[2] or "1"
    length = Length.YEAR if match[2] is None else Length(part[0])
    return Stretch(year=int(match[1]), length=length, place=int(part[-1]))


def choices(today: date) -> list[Stretch]:
    """The periods to choose from: this year and the last two, whole and in parts, newest first; none that has not begun."""
    parts = [
        Stretch(year=year, length=length, place=place)
        for year in (today.year, today.year - 1, today.year - 2)
        for length in Length
        for place in range(12 // MONTHS[length], 0, -1)
    ]
    return [part for part in parts if part.first <= today]
