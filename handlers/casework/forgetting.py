"""What of a complaint's history is a reporter's own words, and how a line looks without them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.casework.complaint import Event
from handlers.casework.moves import Role

WORDS = frozenset({"text", "occurred", "place", "attachments"})
"""Where a line keeps words and files of the person who acted."""


def forgotten(history: Sequence[Event]) -> list[Event]:
    """The history of a complaint whose reporter wants to be forgotten: what citizens said is gone, who did what when stays."""
    return [_without_words(event) if event.role in {Role.REPORTER, Role.FOLLOWER} else event for event in history]


def forgotten_joined(history: Sequence[Event], number: str) -> list[Event]:
    """The history of the main complaint, without what the reporter of the merged complaint `number` added to it."""
    return [_without_words(event) if event.role is Role.JOINED and event.data.get("mine") == number else event for event in history]


def _without_words(event: Event) -> Event:
    return replace(event, data={**event.data, **dict.fromkeys(WORDS & event.data.keys(), "")})
