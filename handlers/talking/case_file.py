"""The content of a printed case, for the archive and for an outside agency. Holds values only; `bot/papers` does the layout."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.talking.message import Attachment

Lines = tuple[tuple[str, str], ...]
"""Labels with what belongs to them."""


@dataclass(frozen=True, kw_only=True)
class PastStep:
    """One line of the history: when, who did what, and the words that were written."""

    at: str
    who: str
    what: str
    said: str


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """A case as one reader may see it; what this reader may not know is left out."""

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
    """A report to the Ombudsman as Law 37/2008, article 24, requires it. An empty value is printed as a line to fill in by hand.

    `reporter` (1a); `about` and `story` (1b); `before`: what was asked of the office first, and the result (1c); `limit`: the limit of two years (2).
    """

    number: str
    to: str
    reporter: Lines
    about: Lines
    story: str
    before: tuple[str, ...]
    limit: str
    files: tuple[str, ...]
