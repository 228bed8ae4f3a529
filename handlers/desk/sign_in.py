"""The way into the desk in the browser: a one-time link, sent to nobody but the staff's own chat."""

from __future__ import annotations

import re

from handlers.talking.buttons import Menu
from handlers.talking.message import Outcome
from handlers.talking.staff_buttons import Desk
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say

_SHAPE = re.compile(r"/?masuk(@\w+)?(\s+(?P<browser>[0-9a-f]{6}))?", re.IGNORECASE)


def browser_asked(text: str) -> str | None:
    """The code of the browser in `/masuk 4F7A2C`; empty for `/masuk` alone, None for other words."""
    asked = _SHAPE.fullmatch(text)
    return (asked["browser"] or "").upper() if asked else None


async def enter(turn: Turn, browser: str = "") -> Outcome:
    """The link. One that a browser asked for opens in that browser only."""
    if not turn.staff:
        return outcome(turn, reply(say("desk.not_staff"), button(Menu(), "menu")))
    link = await turn.ports.entrances.offer(turn.person, browser)
    return outcome(turn, reply(say("sign_in.browser" if browser else "sign_in.link", link=link), button(Desk(), "desk")))
