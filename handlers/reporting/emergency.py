"""Danger now: help first, in one short message; then the urgent path."""

from __future__ import annotations

from dataclasses import replace

from handlers.reporting import intake
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import AskOfficer, Menu, Report, ReportUrgent, Safe
from handlers.talking.message import Outcome, Reply, Text
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, say
from knowledge.policy import DangerNumber, Policy
from knowledge.understanding import Understanding

MOST_NUMBERS = 4
LONGEST = 2000


def help_first(turn: Turn, understanding: Understanding) -> Outcome:
    """The numbers that fit, and the offer to report it as urgent."""
    policy = _policy(turn)
    fitting = [one for one in policy.danger_numbers if set(one.kinds) & set(understanding.dangers)] or list(policy.danger_numbers)
    lines = bullets([f"{one.number} {one.name}" for one in _most_special(fitting)[:MOST_NUMBERS]])
    text = Text.join([say("emergency.now"), lines, say("emergency.then")])
    return outcome(
        turn,
        reply(text, button(ReportUrgent(), "urgent_report"), button(Safe(), "am_safe")),
        danger=turn.text[:LONGEST],
        dialogue=_with_words(turn),
    )


def _with_words(turn: Turn) -> Standing | None:
    """The words that told of danger belong to the story of a complaint that is being told."""
    standing = turn.state.dialogue
    if standing is None or standing.name != intake.INTAKE.name:
        return standing
    return replace(standing, answers=intake.with_story(turn, standing.answers, turn.text))


def _policy(turn: Turn) -> Policy:
    office = turn.office or next(iter(turn.library.offices.values()))
    return office.policy


def _most_special(numbers: list[DangerNumber]) -> list[DangerNumber]:
    """The general number first, then those made for the fewest kinds of danger."""
    general, *rest = sorted(numbers, key=lambda one: -len(one.kinds))
    return [general, *sorted(rest, key=lambda one: len(one.kinds))]


def safe(turn: Turn) -> Reply:
    """Good; what else can be done."""
    return reply(say("emergency.safe"), button(Report(), "report"), button(AskOfficer(), "human"), button(Menu(), "menu"))


ACTIVITY = Activity(presses=(On(ReportUrgent, lambda turn, press: intake.start_urgent(turn)),))
