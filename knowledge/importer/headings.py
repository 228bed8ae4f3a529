"""Finds which of the lines before a service is its title, and which heading stands above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.importer import title_text, titles
from knowledge.importer.pages import Line

LAST = 6
"""So many lines before a service are looked at."""
GOES_ON = re.compile(r"(?i)\b(dan|di|ke|mengenai|untuk|dengan|bagi|dari|dana|tentang|pada|oleh|dinas|terkait|bersama|umkm)$")
"""A title that ends so goes on in the next line."""


def title_line(before: Sequence[Line]) -> Line | None:
    """The line that is most likely the title, among the last lines before a service."""
    last = before[-LAST:]
    begun = [line for at, line in enumerate(last) if not (at and line.wrapped) or _below_office(last[at - 1], line)]
    candidates = titles.below_groups([line for line in begun if titles.can_be(line)])
    scored = [(titles.worth(line), index, line) for index, line in enumerate(candidates)]
    good = [candidate for candidate in scored if candidate[0] >= 1] or [candidate for candidate in scored[-1:] if candidate[0] > -3]
    return max(good, key=lambda rated: rated[:2])[2] if good else None


def whole_title(before: Sequence[Line], best: Line) -> str:
    """The title, joined with the lines on which it continues."""
    text = best.text
    for line in before[before.index(best) + 1 :]:
        loose = not title_text.NUMBER.match(line.text) and titles.can_be(line) and not titles.is_explicit(line.text)
        open_end = not line.new or bool(line.wrapped) or GOES_ON.search(text.strip())
        if not loose or not (open_end or (text.isupper() and line.text.isupper() and best.heading == line.heading)):
            break
        text = f"{text.strip()} {line.text}"
    return title_text.cleaned(text)


def above(before: Sequence[Line], best: Line) -> str | None:
    """The heading above the title, under which a document puts several cases; None if there is none."""
    headings = [
        line for line in before[: before.index(best)] if titles.can_be(line) and titles.worth(line) >= 1 and not titles.unit_in(line.text)
    ]
    return title_text.cleaned(headings[-1].text) if headings else None


def marker(text: str) -> str:
    """The kind of list marker at the beginning: `1`, `a` or `A`; empty if there is none."""
    match = re.match(r"^\W*(?:(\d+)|([a-z])|([A-Z]))\s*[.)]", text)
    return "" if not match else "1" if match[1] else "a" if match[2] else "A"


def _below_office(before: Line, line: Line) -> bool:
    """Whether the line before is the office's name in a letterhead and this line begins a title, however small the gap between them."""
    return bool(titles.OFFICE_LINE.match(before.text) and titles.WORDS.match(line.text))
