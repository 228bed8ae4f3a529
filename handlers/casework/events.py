"""The lines of a history: who did what and when. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.casework.moves import CITIZENS, Action, Role
from handlers.casework.payloads import Absorbed, ClosingReturned, Filed, Followed, Payload


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of the append-only history. `at` is UTC; `actor` is a person, or None for the clock."""

    at: datetime
    actor: int | None
    role: Role
    data: Payload

    @property
    def action(self) -> Action:
        return self.data.action


def without_taken_back(events: Sequence[Event]) -> tuple[Event, ...]:
    """The history that its reporter may read: without answers that were taken back before they were sent, and without their taking back."""
    visible: list[Event] = []
    for event in events:
        if event.action is Action.RETRACT or (isinstance(event.data, ClosingReturned) and event.data.unsent):
            last = max((place for place, event_ in enumerate(visible) if event_.action is Action.ANSWER), default=len(visible))
            del visible[last : last + 1]
        else:
            visible.append(event)
    return tuple(visible)


def with_person_renamed(event: Event, old: int, new: int) -> Event:
    """The same event after the citizen `old` turned out to be `new`. The actor stays."""
    match event.data:
        case Filed(reporter=person) if person == old:
            return replace(event, data=replace(event.data, reporter=new))
        case Followed(person=person) | Absorbed(person=person) if person == old:
            return replace(event, data=replace(event.data, person=new))
        case _:
            return event


def files_of_staff(events: Sequence[Event]) -> frozenset[str]:
    """The references of the files that only the office sent, such as the photo below an answer: no evidence of the reporter."""
    told, shown = set[str](), set[str]()
    for event in events:
        (told if event.role in CITIZENS else shown).update(file.ref for file in event.data.attachments)
    return frozenset(shown - told)
