"""A second pair of eyes on what was ended: the office has all of it looked at, or a sample, by somebody who did not handle the case. Pure.

Which ending is looked at is drawn when it happens and stands in its event, so that nobody can tell before and no history changes after.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.casework.complaint import Actor, Complaint
from handlers.casework.events import Answered, Payload, Rejected
from handlers.casework.moves import Role


def drawn(data: Payload, percent: int, draw: Callable[[int], int]) -> Payload:
    """The ending with whether it is looked at: `percent` of a hundred by lot, and each whose photos raise doubts. `draw(n)`: 0 to n - 1."""
    if not isinstance(data, Answered | Rejected) or percent <= 0:
        return data
    doubtful = isinstance(data, Answered) and bool(data.doubts)
    return replace(data, to_check=doubtful or draw(100) < percent)


def had_a_hand_in(complaint: Complaint, actor: Actor) -> bool:
    """Whether this one handled the case, now or ever, ended it, or stands in for who has it."""
    ended_by = complaint.unchecked.by if complaint.unchecked else None
    return Role.HANDLER in actor.roles or actor.person in (ended_by, *complaint.handlers)
