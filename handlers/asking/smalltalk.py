"""Greetings, thanks, "who are you": short and friendly, always with the way on."""

from __future__ import annotations

import re

from handlers.asking import cue_words, inquiry, menu
from handlers.talking.buttons import AskOfficer, Menu
from handlers.talking.message import Outcome
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say, words

_THANKS = ("makasih", "terima kasih", "trims", "thanks", "thx", "suksma", "matur", "nuhun", "suwun", "mksh", "tengkyu", "👍", "🙏")
_ROBOT = ("robot", " bot ", "orang beneran", "manusia", "admin asli", "mesin", " ai ")
_HUMAN = (
    "bicara dengan petugas",
    "bicara sama petugas",
    "ngomong sama orang",
    "hubungi petugas",
    "tanya petugas",
    "chat petugas",
    "bicara petugas",
)


def answer(turn: Turn) -> Outcome:
    said = f" {turn.text.lower()} "
    if is_thanks(turn):
        return outcome(turn, reply(say("smalltalk.welcome"), button(Menu(), "menu")))
    if any(word in said for word in _ROBOT):
        return outcome(turn, reply(say("smalltalk.robot"), button(AskOfficer(), "human"), button(Menu(), "menu")))
    return hello(turn)


def hello(turn: Turn) -> Outcome:
    """The first screen: which office, that this is a machine, when the office is open, and the way to a person."""
    if turn.office is None:
        return menu.main(turn, say("smalltalk.hello_all", count=len(turn.library.offices)))
    return menu.main(turn, say("smalltalk.hello", office=turn.office.name, hours=inquiry.hours(turn.office)))


def is_thanks(turn: Turn) -> bool:
    return any(word in turn.text.lower() for word in _THANKS) or {"terima", "kasih"} <= set(cue_words.tokens(turn))


def is_courtesy(turn: Turn) -> bool:
    """Only thanks, "ok pak", a greeting or an emoji: kind, and no answer to anything."""
    said = re.findall(r"\w+", turn.text.lower())
    if not said:
        return bool(turn.text)
    return all(word in words("cues.courtesy") for word in said)


def wants_human(text: str) -> bool:
    return any(phrase in text.lower() for phrase in _HUMAN)
