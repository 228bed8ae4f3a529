"""Joins the words of a page to printed lines, each with its position and whether it continues the line before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from knowledge.importer.pages import Line, Place

Word = dict[str, Any]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A line with its position on the page."""

    line: Line
    x0: float
    x1: float
    top: float
    first_width: float
    size: float
    words: tuple[Word, ...] = ()


def printed(words: Sequence[Word], place: Place, right: float) -> list[Printed]:
    """The words as lines, from the top; each line knows whether it continues the one before."""
    lines = [_line(group, place) for group in groups(words)]
    made = lines[:1]
    for before, here in pairwise(lines):
        wrapped = before.x1 + here.first_width + here.size * 0.2 > right and here.top - before.top < here.size * 2.6
        made.append(replace(here, line=replace(here.line, wrapped=wrapped, new=not wrapped)))
    return made


def groups(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words at the same height, from left to right."""
    group: list[Word] = []
    for word in sorted(words, key=lambda word: (round(word["bottom"], 1), word["x0"])):
        if group and abs(word["bottom"] - group[0]["bottom"]) > 3:
            yield sorted(group, key=lambda word_box: float(word_box["x0"]))
            group = []
        group.append(word)
    if group:
        yield sorted(group, key=lambda word_box: float(word_box["x0"]))


def _line(words: list[Word], place: Place) -> Printed:
    first = words[0]
    strong = all("bold" in word["fontname"].lower() for word in words)
    text = re.sub(r"\(cid:\d+\)", "•", " ".join(word["text"] for word in words)).strip()
    return Printed(
        line=Line(text=text, place=place, strong=strong, wrapped=False),
        x0=first["x0"],
        x1=words[-1]["x1"],
        top=first["top"],
        first_width=first["x1"] - first["x0"],
        size=float(first["size"]),
        words=tuple(words),
    )
