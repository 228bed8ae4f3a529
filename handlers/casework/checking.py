"""A second look at final answers: all of them or a sample are checked by somebody who did not handle the case. Pure.

The lot is drawn when the answer is given and stored in its event, so nobody can predict it and the history never changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.casework.complaint import Actor, Complaint
from handlers.casework.moves import Role
from handlers.casework.payloads import Answered, Payload


def drawn(data: Payload, percent: int, draw: Callable[[int], int]) -> Payload:
    """The event data of a final answer, marked for a second look in `percent` of a hundred cases, and always when its photos raise doubts.
    `draw(n)` returns 0 to n - 1.
    """
    if not isinstance(data, Answered) or percent <= 0:
        return data
    return replace(data, to_check=bool(data.doubts) or draw(100) < percent)


def had_a_hand_in(complaint: Complaint, actor: Actor) -> bool:
    """Whether the actor handles or ever handled the case, answered it, or stands in for its handler."""
    answered_by = complaint.unchecked.by if complaint.unchecked else None
    return Role.HANDLER in actor.roles or actor.person in (answered_by, *complaint.handlers)
