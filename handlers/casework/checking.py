"""A second pair of eyes on final answers: the office has all of them looked at, or a sample, by somebody who did not handle the case. Pure.

Which one is looked at is drawn when it is given and stands in its event, so that nobody can tell before and no history changes after.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.casework.complaint import Actor, Complaint
from handlers.casework.events import Answered, Payload
from handlers.casework.moves import Role


def drawn(data: Payload, percent: int, draw: Callable[[int], int]) -> Payload:
    """A final answer with whether it is looked at: `percent` of a hundred by lot, and each whose photos raise doubts. `draw(n)`: 0 to n - 1."""
    if not isinstance(data, Answered) or percent <= 0:
        return data
    return replace(data, to_check=bool(data.doubts) or draw(100) < percent)


def had_a_hand_in(complaint: Complaint, actor: Actor) -> bool:
    """Whether this one handled the case, now or ever, answered it, or stands in for who has it."""
    answered_by = complaint.unchecked.by if complaint.unchecked else None
    return Role.HANDLER in actor.roles or actor.person in (answered_by, *complaint.handlers)
