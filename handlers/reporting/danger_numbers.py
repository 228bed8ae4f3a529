"""The numbers that help in a danger, as the office's data give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handlers.asking import cue_words
from handlers.talking.message import Text
from handlers.talking.turn import Turn
from handlers.talking.wording import bullets, words
from knowledge.standards.policy import DangerNumber, Policy

VIOLENCE = "kekerasan"
LONGEST_QUESTION = 8  # words
MOST_GENERAL = 3  # numbers where the kind of the danger is not known


def policy(turn: Turn) -> Policy:
    """The policy of the chosen office, else of the first."""
    office = turn.office or next(iter(turn.library.offices.values()))
    return office.policy


def asked(turn: Turn) -> Text | None:
    """The numbers of whom the message names and asks the number: "ambulans nomor berapa"; None where no number is asked."""
    spoken = set(cue_words.spoken(turn.text))
    if len(spoken) > LONGEST_QUESTION or spoken.isdisjoint(words("cues.number_asked")):
        return None
    named = {name for line in words("cues.helpers") if not spoken.isdisjoint(names := line.split()) for name in names}
    fitting = [number for number in policy(turn).danger_numbers if not named.isdisjoint(cue_words.spoken(number.name))]
    return listed(fitting) if fitting else None


def listed(numbers: Iterable[DangerNumber]) -> Text:
    return bullets([f"{number.number} {number.name}" for number in numbers])


def kinds_of(turn: Turn) -> set[str]:
    """The kinds of danger that the words name; else the earlier words about it, else the title of the service talked of: "dia di depan pintu" amid
    questions about victims of violence. Empty where none of them does.
    """
    understand = turn.knowledge.understander.understand
    told: Iterator[set[str]] = (set(understand(text, turn.office_id).dangers) for text in (turn.text, turn.state.danger) if text)
    title = cue_words.spoken(turn.topic.title) if turn.topic else []
    of_topic: set[str] = {kind for number in policy(turn).danger_numbers for kind in number.kinds if kind in title}
    return next(filter(None, told), of_topic)


def for_kinds(turn: Turn, kinds: set[str]) -> list[DangerNumber]:
    """The numbers for these kinds of danger; where none is known, those that help in the most."""
    numbers = policy(turn).danger_numbers
    if not kinds:
        return sorted(numbers, key=lambda number: -len(number.kinds))[:MOST_GENERAL]
    return most_special(number for number in numbers if kinds & set(number.kinds))


def most_special(numbers: Iterable[DangerNumber]) -> list[DangerNumber]:
    """The general number first, then the numbers for the fewest kinds of danger."""
    general, *rest = sorted(numbers, key=lambda number: -len(number.kinds))
    return [general, *sorted(rest, key=lambda number: len(number.kinds))]


def companions(turn: Turn) -> list[DangerNumber]:
    """Who accompanies people who suffered violence: the numbers for the fewest kinds."""
    fitting = [number for number in policy(turn).danger_numbers if VIOLENCE in number.kinds]
    fewest = min((len(number.kinds) for number in fitting), default=0)
    return [number for number in fitting if len(number.kinds) == fewest]


def in_line(numbers: Iterable[DangerNumber]) -> str:
    """The numbers within a sentence: "129 (SAPA)"."""
    return ", ".join(f"{number.number} ({number.name.split(',')[0]})" for number in numbers)
