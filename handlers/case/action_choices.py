"""The questions of an action to which something is chosen: an office or unit, a category, a member of staff, a reason, another complaint."""

from __future__ import annotations

from collections.abc import Callable

from handlers.casework import number as numbers
from handlers.casework.moves import Action
from handlers.talking.buttons import Option, option
from handlers.talking.dialogue import Again, Answers, Step, Taken, value
from handlers.talking.message import Choice, Reply
from handlers.talking.turn import Turn, reply
from handlers.talking.wording import plain, say

REJECT_REASONS = ("elsewhere", "duplicate", "too_little", "spam")


def choice_of(key: str, wording: str, options: Callable[[Turn, Answers], list[Choice]]) -> Step:
    """The step with one choice of several; the id of the choice carries the value."""

    def ask(turn: Turn, answers: Answers) -> Reply:
        return reply(say(wording, number=answers["number"]), *options(turn, answers))

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        chosen = value(turn.inbound, key)
        keys = {choice.id for choice in options(turn, answers)}
        return Taken({key: chosen}) if chosen and Option(key, chosen).id in keys else Again(say("intake.choose_or_yes"))

    return Step(key=key, ask=ask, take=take)


def targets(turn: Turn, answers: Answers) -> list[Choice]:
    """A button for each other unit of the office, then for each other office."""
    here = turn.library.offices[answers["office"]]
    units = [option("target", f"u.{unit.id}", unit.name) for unit in here.units if unit.id != answers["unit"]]
    others = [turn.library.offices[office] for office in answers["receivers"] if office != here.id]
    return units + [option("target", f"o.{other.id}", other.name) for other in others]


def categories(turn: Turn, answers: Answers) -> list[Choice]:
    by_key = turn.rules(answers["office"]).policy.categories
    return [
        option("category", key, category.name, description=category.limit.words)
        for key, category in by_key.items()
        if key != answers["category"]
    ]


def officers(turn: Turn, answers: Answers) -> list[Choice]:
    return [option("officer", person, name) for person, name in answers["officers"]]


def colleagues(turn: Turn, answers: Answers) -> list[Choice]:
    return [option("person", person, name) for person, name in answers["colleagues"]]


def reasons(turn: Turn, answers: Answers) -> list[Choice]:
    return [option("kind", key, plain(f"reject.{key}")) for key in REJECT_REASONS]


def other_number(action: Action, needed: Callable[[Answers], bool] = lambda answers: True) -> Step:
    """The step that asks for the number of another complaint, typed or chosen from similar ones."""

    def ask(turn: Turn, answers: Answers) -> Reply:
        choices = [option("into", number, number) for number in answers.get("alike", ())]
        return reply(say(f"acting.{action}_into", number=answers["number"]), *choices)

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        typed = numbers.find(value(turn.inbound, "into") or turn.text)
        if typed == answers["number"]:
            return Again(say("acting.same_number"))
        return Taken({"into": typed}) if typed else Again(say("tracking.number_form"))

    return Step(key="into", ask=ask, take=take, needed=needed)


def agency() -> Step:
    """The step that asks which agency a matter belongs to."""

    def ask(turn: Turn, answers: Answers) -> Reply:
        others = [office for office in turn.library.offices.values() if office.id != answers["office"]]
        return reply(say("acting.where"), *(option("where", other.id, other.name) for other in others))

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        office = turn.library.offices.get(value(turn.inbound, "where") or "")
        where = office.full_name if office else " ".join(turn.text.split())[:300]
        return Taken({"where": where}) if where else Again(say("intake.words_please"))

    return Step(key="where", ask=ask, take=take, needed=lambda answers: answers.get("kind") == "elsewhere")
