"""The same words sent twice, from two open pages or by a second press, are one act. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from handlers.casework.events import Event
from handlers.casework.moves import Action

SAME_FOR = timedelta(hours=1)
"""Who sends the same words again after this means them again."""
_SAYS = frozenset({Action.NOTE, Action.ASK, Action.INFORM, Action.ANSWER})


def said_already(past: Sequence[Event], person: int, action: Action, text: str, now: datetime, files: Iterable[str] = ()) -> Event | None:
    """The person's last act on the case, if it said just this; None once anybody did something else since, such as the reporter who wrote or the
    supervisor who gave an answer back; notes of others are nothing. `files`: references of files that come with the words; those that came with
    them before are no news.
    """
    acts = (event for event in reversed(past) if event.actor is not None and (event.actor == person or event.action is not Action.NOTE))
    last = next(acts, None)
    if last is None or (last.actor, last.action, last.data.text) != (person, action, text):
        return None
    has_files = {file.ref for file in last.data.attachments}.issuperset(files)
    return last if action in _SAYS and has_files and now - last.at <= SAME_FOR else None
