"""Whether the right line of a standard is found for a question within a talk: by frequent questions, and by the search for words.

The questions are turns of the talks in `sets/` with the lines that the talk's writer wanted; no frequent question was taken from them. Many of them
ask for a whole part ("biayanya?"), which the search for words leaves to the model of parts: its figure is low for that reason too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from knowledge.standards.library import load
from knowledge.understanding.frequent import Frequent
from knowledge.understanding.passages import StandardMatch
from knowledge.understanding.understander import Understander
from knowledge.understanding.within_standard import KNOWN

SET = Path(__file__).parent / "sets" / "within_talks.jsonl"
BARS = (0.2, 0.25, KNOWN, 0.35, 0.4, 0.5, 0.6)
AS_GOOD = 0.8  # of the best line's score: shown beside it


class Asked(TypedDict):
    set: str
    service: str
    text: str
    answers: list[str]


def main() -> None:
    asked: list[Asked] = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
    understander = Understander(load())
    frequent = Frequent(understander.library.services, understander.language)
    known = [_known(understander, frequent, each) for each in asked]
    print(f"{len(asked)} questions of {len({each['set'] for each in asked})} writers")
    for bar in BARS:
        answered = [is_right for likelihood, is_right in known if likelihood >= bar]
        print(f"  frequent questions from {bar:.2f}: answered {len(answered) / len(asked):.1%}, of these right {_share(answered):.1%}")
    found = [_found(understander, each) for each in asked]
    print(
        f"  search for words: found {sum(is_right is not None for is_right in found) / len(asked):.1%}, of these right {_share(found):.1%}"
    )


def _known(understander: Understander, frequent: Frequent, asked: Asked) -> tuple[float, bool]:
    """The likelihood of what frequent questions answer, and whether that is right."""
    text = understander.matter(asked["text"])
    answer = frequent.answer(asked["service"], text, understander.passages.content(asked["service"], text, understander.component(text)))
    if answer is None:
        return 0.0, False
    return answer.likelihood, _is_right(understander, asked, [answer.part] if answer.part else list(answer.lines))


def _found(understander: Understander, asked: Asked) -> bool | None:
    """Whether the best lines by their words are right; None where there are none."""
    match: StandardMatch = understander.passages.search(asked["service"], understander.matter(asked["text"]))
    best = [hit.text for hit in match.hits if hit.score >= match.hits[0].score * AS_GOOD]
    return _is_right(understander, asked, best) if best else None


def _is_right(understander: Understander, asked: Asked, answers: Sequence[str]) -> bool:
    """Whether a wanted line is among the answers, or stands in the part that answers, or the other way round."""
    part_of = {passage.text: passage.component for passage in understander.passages.of(asked["service"])}
    wanted = {*asked["answers"], *(part_of.get(answer, "") for answer in asked["answers"])}
    whole = {answer for answer in asked["answers"] if answer not in part_of}
    return any(answer in wanted or part_of.get(answer) in whole for answer in answers)


def _share(rights: Sequence[bool | None]) -> float:
    known = [is_right for is_right in rights if is_right is not None]
    return sum(known) / len(known) if known else 0.0


if __name__ == "__main__":
    main()
