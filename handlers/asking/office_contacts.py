"""How an office is reached, where it is and when it is open."""

from __future__ import annotations

import re

from handlers.asking import cue_words
from handlers.asking.inquiry import contact_values, in_one_line
from handlers.asking.opening_hours import Opening, opening
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import AskOfficer, Menu, OfficeContact, Services, choice
from handlers.talking.message import Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, say, words
from knowledge.standards.office import Office

OFFICE = "office"  # value of `unclear` while the office is unknown
SHORT_QUESTION = 6
_WORD = re.compile(r"[\w']+")
_PHONE = re.compile(r"\(?\+?\d[\d ()-]{6,}\d")


def office_matter(turn: Turn, office_id: str | None) -> Outcome:
    """Hours, address and contacts of the named office, else of the chosen one, else of the topic's; without any, asks which office."""
    topic = turn.topic
    chosen = office_id or turn.office_id or (topic.office if topic else None)
    if chosen is None or chosen not in turn.library.offices:
        choices = [choice(OfficeContact(office.id), label=office.name) for office in turn.library.offices.values()]
        return outcome(turn, reply(say("menu.offices"), *choices, button(Menu(), "menu")), unclear=OFFICE)
    return _contacts(turn.with_state(unclear=None), turn.library.offices[chosen])


def awaits_office(turn: Turn) -> bool:
    """Whether the bot has just asked for which office the hours and contacts are wanted."""
    return bool(turn.state.unclear == OFFICE)


def _contacts(turn: Turn, office: Office) -> Outcome:
    differs = say("inquiry.numbers_differ") if _numbers_differ(turn, office) else Text()
    text = Text.join([say("inquiry.office", office=office.full_name), opening_of(turn, office).text(), contact_lines(office), differs])
    return outcome(turn, reply(text, button(Services(), "services"), button(AskOfficer(), "human"), button(Menu(), "menu")))


def _numbers_differ(turn: Turn, office: Office) -> bool:
    """Whether a service of the office prints another telephone number than the office itself."""
    own = {_digits(contact.value) for contact in office.contacts}
    written = (in_one_line(service.component("pengaduan")) for service in turn.library.services_of(office.id))
    return any(_digits(number) not in own for line in written for number in _PHONE.findall(line))


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def asks_office(turn: Turn) -> bool:
    """Whether the words ask for opening hours or the place of the office itself; "trus kalo sabtu?" counts too."""
    lower_text, read = turn.text.lower(), cue_words.tokens(turn)
    is_day = len(lower_text.split()) <= SHORT_QUESTION and not set(_WORD.findall(lower_text)).isdisjoint(words("cues.days"))
    is_place = any(read[: len(cue)] == cue for cue in (cue_words.tokens(turn, cue) for cue in words("cues.whereabouts")))
    return is_day or is_place or any(cue in lower_text for cue in words("cues.office"))


def opening_of(turn: Turn, office: Office) -> Opening:
    """When the office is open, as its calendar stands today."""
    return opening(turn.rules(office.id), turn.now.astimezone(office.zone).date())


def contact_lines(office: Office) -> Text:
    """How to reach the office; the complaint channels where it prints no contacts."""
    return bullets(contact_values(office.contacts) or list(office.complaint_channels) or [office.full_name])


ACTIVITY = Activity(presses=(On(OfficeContact, lambda turn, press: office_matter(turn, press.office)),))
