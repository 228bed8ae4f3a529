"""The same words sent twice, from two open pages or by a second press, are one act. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from handlers.casework.events import Event
from handlers.casework.moves import CITIZENS, Action

SAME_FOR = timedelta(hours=1)
"""Who sends the same words again after this means them again."""
_SAYS = frozenset({Action.NOTE, Action.ASK, Action.INFORM, Action.ANSWER})


def said_already(past: Sequence[Event], person: int, action: Action, text: str, now: datetime, files: Iterable[str] = ()) -> Event | None:
    """The person's last act on the case, if it said just this; None once they did something else since, or a citizen wrote. `files`: references
    of files that come with the words; those that came with them before are no news.
    """
    last = next((event for event in reversed(past) if event.actor == person or event.role in CITIZENS), None)
    if last is None or action not in _SAYS or last.action is not action or last.data.text != text or now - last.at > SAME_FOR:
        return None
    return last if {file.ref for file in last.data.attachments}.issuperset(files) else None
