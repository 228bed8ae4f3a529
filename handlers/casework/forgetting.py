"""Which parts of a history are a reporter's own words, and the lines without them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.casework.events import Event
from handlers.casework.moves import Role
from handlers.casework.payloads import Added, Filed


def forgotten(history: Sequence[Event]) -> list[Event]:
    """The history after its reporter was forgotten: citizens' words are removed; who did what and when stays."""
    return [_without_words(event) if event.role in {Role.REPORTER, Role.FOLLOWER} else event for event in history]


def forgotten_joined(history: Sequence[Event], number: str) -> list[Event]:
    """The history of the main complaint without the additions by the reporter of the merged complaint `number`."""
    return [_without_words(event) if event.role is Role.JOINED and _is_about(event, number) else event for event in history]


def _is_about(event: Event, number: str) -> bool:
    return isinstance(event.data, Added) and event.data.mine == number


def _without_words(event: Event) -> Event:
    """The event without the actor's words and files."""
    bare = replace(event.data, text="", attachments=())
    if isinstance(bare, Filed):
        bare = replace(bare, occurred="", place="", reach="")
    return replace(event, data=replace(bare, reach="") if isinstance(bare, Added) else bare)
