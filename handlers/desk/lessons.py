"""What an office can learn from a week: the promise broken most often, the requirement complained about most. Counts only, no people. Pure."""

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
    """A case with the promise of its standard that the case complains about; empty where there is none."""

    case: Complaint
    promise: str


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """Cases of one service that say the same, by their numbers. `what`: the promise. `example`: words of one case, without known numbers and names."""

    service: str
    title: str
    numbers: tuple[str, ...]
    what: str = ""
    example: str = ""

    @property
    def count(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True, kw_only=True)
class Lessons:
    promises: tuple[Lesson, ...]
    requirements: tuple[Lesson, ...]

    def __bool__(self) -> bool:
        return bool(self.promises or self.requirements)


def of_cases(cases: Iterable[ToldCase], titles: Mapping[str, str]) -> Lessons:
    """The lessons of the cases. `titles`: the office's services by id; cases without a service are ignored."""
    cases_of_services = [told_case for told_case in cases if told_case.case.service in titles]
    return Lessons(
        promises=_counted(cases_of_services, titles, lambda settled: bool(settled.promise)),
        requirements=_counted(cases_of_services, titles, lambda settled: is_about_requirements(settled.case.text)),
    )


def is_about_requirements(text: str) -> bool:
    lower_text = text.casefold()
    return any(cue in lower_text for cue in words("cues.requirements"))


def _counted(told_cases: Sequence[ToldCase], titles: Mapping[str, str], wanted: Callable[[ToldCase], bool]) -> tuple[Lesson, ...]:
    """The services with the most such cases first."""
    by_service: defaultdict[str, list[ToldCase]] = defaultdict(list)
    for case in told_cases:
        if wanted(case):
            by_service[case.case.service or ""].append(case)
    ranked = sorted(by_service.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST]
    return tuple(
        Lesson(
            service=service,
            title=titles[service],
            numbers=tuple(told_case.case.number for told_case in cases),
            what=cases[0].promise,
            example=_example(cases),
        )
        for service, cases in ranked
    )


def _example(cases: Sequence[ToldCase]) -> str:
    """Words of an open report only: those of a protected reporter could reveal who they are."""
    open_ones = (settled.case for settled in cases if not settled.case.shielded)
    case = next(open_ones, None)
    return excerpt(masked(case.text), LONGEST) if case else ""
