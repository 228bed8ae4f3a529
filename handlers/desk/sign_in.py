"""The way into the desk in the browser: a one-time link, sent to nobody but the staff's own chat; and the yes that its gravest acts wait for."""

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
    """The link. One that a browser asked for opens in that browser only."""
    if not turn.staff:
        return outcome(turn, reply(say("desk.not_staff"), button(Menu(), "menu")))
    link = await turn.ports.entrances.offer(turn.person, browser)
    return outcome(turn, reply(say("sign_in.browser" if browser else "sign_in.link", link=link), button(Desk(), "desk")))


def question(person: int, code: str, what: str) -> Notice:
    """Whether it was the person who asked for this at the desk."""
    shown = reply(say("sign_in.sure", what=what, code=code), button(ConfirmAct(code), "confirm_act"), button(DenyAct(), "deny_act"))
    shown = replace(shown, template="petugas_kabar", parameters=(plain("sign_in.sure_about"),))
    return Notice(person=person, reply=shown, key=f"sure:{person}:{code}", kind=LetterKind.STAFF, audience=Audience.STAFF, event="sure")


async def confirm(turn: Turn, code: str) -> Outcome:
    known = bool(turn.staff) and await turn.ports.entrances.say_yes(code, turn.person)
    return outcome(turn, reply(say("sign_in.confirmed" if known else "sign_in.nothing_waits"), button(Desk(), "desk")))


async def deny(turn: Turn) -> Outcome:
    """Somebody else sits at the desk in this one's name: they are out at once."""
    if turn.staff:
        await turn.ports.entrances.end_all(turn.person)
        await turn.ports.audit.write(turn.person, "sessions_ended", "desk")
    return outcome(turn, reply(say("sign_in.denied" if turn.staff else "desk.not_staff"), button(Menu(), "menu")))


ACTIVITY = Activity(presses=(On(ConfirmAct, lambda turn, press: confirm(turn, press.code)), On(DenyAct, lambda turn, press: deny(turn))))
