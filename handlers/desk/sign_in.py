"""The way into the desk in the browser: a one-time link, sent only to the staff's own chat; and the confirmation that its gravest acts need."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Menu
from handlers.talking.message import Audience, LetterKind, Notice, Outcome
from handlers.talking.staff_buttons import ConfirmAct, DenyAct, Desk
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say

_SHAPE = re.compile(r"/?masuk(@\w+)?(\s+(?P<browser>[0-9a-f]{6}))?", re.IGNORECASE)


def browser_asked(text: str) -> str | None:
    """The code of the browser in `/masuk 4F7A2C`; empty for `/masuk` alone, None for other words."""
    asked = _SHAPE.fullmatch(text)
    return (asked["browser"] or "").upper() if asked else None


async def enter(turn: Turn, browser: str = "") -> Outcome:
    """Sends the link. If a browser asked for it, it opens only in that browser."""
    if not turn.staff:
        return outcome(turn, reply(say("desk.not_staff"), button(Menu(), "menu")))
    link = await turn.ports.entrances.offer(turn.person, browser)
    return outcome(turn, reply(say("sign_in.browser" if browser else "sign_in.link", link=link), button(Desk(), "desk")))


def question(person: int, code: str, what: str) -> Notice:
    """Asks the person whether they requested this at the desk."""
    reply_ = reply(say("sign_in.sure", what=what, code=code), button(ConfirmAct(code), "confirm_act"), button(DenyAct(), "deny_act"))
    reply_ = replace(reply_, template="petugas_kabar", parameters=(plain("sign_in.sure_about"),))
    return Notice(person=person, reply=reply_, key=f"sure:{person}:{code}", kind=LetterKind.STAFF, audience=Audience.STAFF, event="sure")


async def confirm(turn: Turn, code: str) -> Outcome:
    is_confirmed = bool(turn.staff) and await turn.ports.entrances.say_yes(code, turn.person)
    return outcome(turn, reply(say("sign_in.confirmed" if is_confirmed else "sign_in.nothing_waits"), button(Desk(), "desk")))


async def deny(turn: Turn) -> Outcome:
    """Ends the sessions of this person, because somebody else uses the desk in their name."""
    if turn.staff:
        await turn.ports.entrances.end_all(turn.person)
        await turn.ports.audit.write(turn.person, "sessions_ended", "desk")
    return outcome(turn, reply(say("sign_in.denied" if turn.staff else "desk.not_staff"), button(Menu(), "menu")))


ACTIVITY = Activity(presses=(On(ConfirmAct, lambda turn, press: confirm(turn, press.code)), On(DenyAct, lambda turn, press: deny(turn))))
