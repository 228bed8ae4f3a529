"""What differs between two matters that are named: "bedanya ahli waris sama santunan kematian apa". Each is told by its own standard alone."""

from __future__ import annotations

import re

from handlers.asking import compound, cue_words
from handlers.talking.buttons import AskOfficer, Menu, ShowService, choice
from handlers.talking.message import Choice, Outcome, Text
from handlers.talking.turn import Turn, outcome, reply, saying
from handlers.talking.wording import button, say
from knowledge.standards.standard import Service

LONGEST = 14  # words
_BETWEEN = re.compile(r"\b(?:dan|sama|dengan|dg|dgn|ama|vs|atau|karo|lawan|wan)\b", re.IGNORECASE)


def compared(turn: Turn) -> Outcome | None:
    """Title and purpose of both, or who serves what this office does not; None where not two known matters are compared."""
    if len(turn.text.split()) > LONGEST or not cue_words.says(turn, "compared"):
        return None
    halves = [saying(turn, half.strip()) for half in _BETWEEN.split(turn.text, maxsplit=1)]
    named = [_named(half) for half in halves]
    lines = [_line(half, service) for half, service in zip(halves, named, strict=True)]
    if len(halves) != 2 or not all(lines) or lines[0] == lines[1]:
        return None
    shown: list[Choice] = [choice(ShowService(service.id), label=service.title) for service in named if service]
    return outcome(turn, reply(Text.join([*lines, say("inquiry.compared")]), *shown, button(AskOfficer(), "human"), button(Menu(), "menu")))


def _line(turn: Turn, service: Service | None) -> Text:
    """The line about this half of the question: from the standard of the service that it names, else who serves it elsewhere; empty where unknown."""
    if service is not None:
        return say("inquiry.is_for", title=service.title, purpose=service.summary or service.applicant or service.title)
    elsewhere = turn.knowledge.understander.understand(turn.text, turn.office_id).elsewhere
    return say("inquiry.elsewhere", advice=elsewhere.answer) if elsewhere else Text()


def _named(turn: Turn) -> Service | None:
    """The one service that the words name."""
    named = compound.services_named(turn)
    return named[0] if len(named) == 1 else None
