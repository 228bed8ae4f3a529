"""What an office says about itself beside its services: contacts, pledge, decree, rooms, limits for complaints."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers.asking import cue_words, inquiry
from handlers.talking.buttons import AskOfficer, Menu, Services
from handlers.talking.message import Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, day, say, words
from knowledge.standards.office import Office

LONGEST = 9  # words in a question for a number or a fact; a longer one asks for a service


def reach(turn: Turn) -> Outcome | None:
    """The answer to "nomornya?", "telp seksi pembangunan": the contacts of the topic, else of the office; None where more is asked."""
    office = _talked_about(turn)
    if office is None or not cue_words.says(turn, "reach"):
        return None
    units = {word for unit in office.units for word in cue_words.spoken(unit.name)}
    beside = {*words("cues.courtesy"), *words("cues.beside_reach"), *units, *words("cues.reach")}
    if not set(cue_words.spoken(turn.text)) <= beside:
        return None
    if turn.topic and turn.topic.component("pengaduan").given:
        return inquiry.answer(turn, turn.topic.id, "pengaduan")
    return inquiry.office_matter(turn, office.id)


def fact(turn: Turn) -> Outcome | None:
    """The fact about the office that is asked for; None where none is."""
    office = _talked_about(turn)
    if office is None or len(turn.text.split()) > LONGEST:
        return None
    asked = next((made for cue, made in _FACTS.items() if cue_words.says(turn, cue)), None)
    fact_text = asked(office) if asked else None
    if not fact_text:
        return None
    head = say("inquiry.office", office=office.full_name)
    text = Text.join([head, fact_text, inquiry.source_line(office.source)])
    return outcome(turn, reply(text, button(Services(), "services"), button(AskOfficer(), "human"), button(Menu(), "menu")))


def _talked_about(turn: Turn) -> Office | None:
    """The chosen office, else the office of the topic."""
    return turn.office or (turn.library.office_of(turn.topic.id) if turn.topic else None)


def _pledge(office: Office) -> Text:
    return say("office.pledge", pledge=office.pledge) if office.pledge else say("office.unwritten")


def _decree(office: Office) -> Text:
    decree = office.decree
    if decree is None:
        return say("office.unwritten")
    signed = ", ".join(filter(None, [decree.signed_by, decree.position]))
    facts = {"number": decree.number, "day": day(decree.issued) if decree.issued else "", "about": decree.subject, "signer": signed}
    return Text.join([say(f"office.decree_{key}", **{key: value}) for key, value in facts.items() if value], between="\n")


def _rooms(office: Office) -> Text:
    """What holds for all services of the office; where it is written for each of them, the service says it."""
    rooms = office.general_components.get("sarana")
    return say("office.rooms", rooms=inquiry.in_one_line(rooms)) if rooms and rooms.given else Text()


def _limits(office: Office) -> Text:
    lines = [f"{category.name}: {category.limit.words}" for category in office.policy.categories.values()]
    return Text.join([say("office.limits"), bullets(lines)], between="\n")


_FACTS: Mapping[str, Callable[[Office], Text]] = {
    "pledge_asked": _pledge,
    "decree_asked": _decree,
    "rooms_asked": _rooms,
    "limits_asked": _limits,
}
