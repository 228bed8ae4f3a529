"""A case as it is printed: for the archive, and for the next door outside. Values only; how it looks is the printer's matter."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.talking.message import Attachment

Lines = tuple[tuple[str, str], ...]
"""Labels with what belongs to them."""


@dataclass(frozen=True, kw_only=True)
class PastStep:
    """One line of the history: when, who did what, and the words."""

    at: str
    who: str
    what: str
    said: str


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """As one reader may see it: what is not theirs to know is not in it."""

    number: str
    office: str
    facts: Lines
    missed: tuple[str, ...]
    story: str
    answer: str
    past: tuple[PastStep, ...]
    files: tuple[Attachment, ...]
    made: str  # when and for whom


@dataclass(frozen=True, kw_only=True)
class OutsideForm:
    """A report to the Ombudsman as Law 37/2008, article 24, wants it. An empty value is a line to be filled in by hand.

    `reporter` (1a), `about` and `story` (1b), `before`: what was asked of the office first and what came of it (1c), `limit`: the two years (2).
    """

    number: str
    to: str
    reporter: Lines
    about: Lines
    story: str
    before: tuple[str, ...]
    limit: str
    files: tuple[str, ...]
