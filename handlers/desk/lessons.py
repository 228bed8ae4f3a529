"""What an office can learn from a week: which promise was broken most, which requirement is complained about. Counts, no people. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers.casework.complaint import Complaint
from handlers.casework.masking import masked
from handlers.talking.wording import words
from handlers.telling.case_words import excerpt

MOST = 5
LONGEST = 110


@dataclass(frozen=True, kw_only=True)
class ToldCase:
    """A case with what its service's standard promises of the very thing it complains of; empty where nothing was promised."""

    case: Complaint
    promise: str


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """So many cases of a service say the same. `what` is the promise; `example` words of one of them, without numbers and names known to us."""

    service: str
    title: str
    count: int
    what: str = ""
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Lessons:
    promises: tuple[Lesson, ...]
    requirements: tuple[Lesson, ...]

    def __bool__(self) -> bool:
        return bool(self.promises or self.requirements)


def of_cases(told: Iterable[ToldCase], titles: Mapping[str, str]) -> Lessons:
    """`titles`: the office's services by id; a case without a service teaches nothing about one."""
    known = [told_case for told_case in told if told_case.case.service in titles]
    return Lessons(
        promises=_counted(known, titles, lambda settled: bool(settled.promise)),
        requirements=_counted(known, titles, lambda settled: is_about_requirements(settled.case.text)),
    )


def is_about_requirements(text: str) -> bool:
    said = text.casefold()
    return any(cue in said for cue in words("cues.requirements"))


def _counted(told: Sequence[ToldCase], titles: Mapping[str, str], wanted: Callable[[ToldCase], bool]) -> tuple[Lesson, ...]:
    """The services with most such cases first."""
    found: defaultdict[str, list[ToldCase]] = defaultdict(list)
    for case in told:
        if wanted(case):
            found[case.case.service or ""].append(case)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST]
    return tuple(
        Lesson(service=service, title=titles[service], count=len(cases), what=cases[0].promise, example=_example(cases))
        for service, cases in ranked
    )


def _example(told: Sequence[ToldCase]) -> str:
    """Of an open report alone: words of somebody protected could tell who it is."""
    open_ones = (settled.case for settled in told if not settled.case.shielded)
    case = next(open_ones, None)
    return excerpt(masked(case.text), LONGEST) if case else ""
