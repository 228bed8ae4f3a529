"""What an office can learn from a week: the promise broken most often, the requirement complained about most. Counts only, no people. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.casework.complaint import Complaint
from handlers.casework.masking import masked
from handlers.talking.wording import words
from handlers.telling.case_words import excerpt

MOST = 5
MOST_NUMBERS = 50
LONGEST = 110


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """Cases of one service that say the same, with the numbers of the newest. `what`: the one promise that all of them say was broken. `example`: words of one case, without known
    numbers and names.
    """

    service: str
    title: str
    count: int
    numbers: tuple[str, ...]
    what: str = ""
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """The most such cases first."""

    promises: tuple[Lesson, ...]
    requirements: tuple[Lesson, ...]

    def __bool__(self) -> bool:
        return bool(self.promises or self.requirements)


def is_about_requirements(text: str) -> bool:
    lower_text = text.casefold()
    return any(cue in lower_text for cue in words("cues.requirements"))


def example_of(complaint: Complaint) -> str:
    """Words of an open report only: those of a protected reporter could reveal who they are."""
    return "" if complaint.shielded else excerpt(masked(complaint.text), LONGEST)
