"""What an office says about itself beside its services: contacts, pledge, decree, rooms, limits for complaints."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import cast

from handlers.asking import compound, cue_words, inquiry, office_contacts
from handlers.talking.buttons import AskOfficer, Menu, Services
from handlers.talking.message import Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, day, say, words
from knowledge.standards.office import Office
from knowledge.standards.standard import ComponentKey
from knowledge.understanding.understander import Understanding

_CLAUSES = re.compile(r"[.,;!?\n]+")
LONGEST = 9  # words in a question for a number or a fact; a longer one asks for a service


def reach(turn: Turn) -> Outcome | None:
    """The answer to "nomornya?", "telp seksi pembangunan", "kasih nomornya biar saya telepon": the contacts of the topic, else of the office; None
    where more is asked.
    """
    office = _talked_about(turn)
    if office is None or not cue_words.says(turn, "reach") or cue_words.says(turn, "to_what_end"):
        return None
    if (named := compound.services_named(turn)) and (turn.topic is None or turn.topic not in named):
        return None
    clauses = [clause for clause in _CLAUSES.split(turn.text) if cue_words.says(turn, "reach", clause)]
    units = {word for unit in office.units for word in cue_words.spoken(unit.name)}
    beside = {*words("cues.courtesy"), *words("cues.beside_reach"), *units, *words("cues.reach")}
    if not any(set(cue_words.spoken(cue_words.before_purpose(clause))) <= beside for clause in clauses):
        return None
    if turn.topic and turn.topic.component("pengaduan").given:
        return inquiry.answer(turn, turn.topic.id, "pengaduan")
    return office_contacts.office_matter(turn, office.id)


def fact(turn: Turn) -> Outcome | None:
    """The fact about the office that is asked for; None where none is."""
    office = _talked_about(turn)
    if office is None or len(turn.text.split()) > LONGEST:
        return None
    asked = next((made for cue, made in _FACTS.items() if cue_words.says(turn, cue)), None)
    fact_text = asked(office) if asked else None
    if not fact_text:
        return None
    return _said_of(turn, office, fact_text)


def for_all_services(turn: Turn, understood: Understanding) -> Outcome | None:
    """What the office writes once for all its services (`komponen_umum`): a thing such as a toilet, or, where no service is talked about, a part
    that is asked by name. None where neither is asked, or nothing is written.
    """
    office = _talked_about(turn)
    if office is None or understood.kind == "complaint" or len(turn.text.split()) > LONGEST:
        return None
    part = next((part for cue, part in _THINGS.items() if cue_words.says(turn, cue)), None) or _part_of_no_service(turn, understood)
    component = office.general_components.get(cast(ComponentKey, part))
    if component is None or not component.given:
        return None
    lines = [*map(inquiry.item_line, component.items), *component.notes]
    text = bullets(lines) if len(lines) > 1 else inquiry.in_one_line(component)
    return _said_of(turn, office, say("office.general", part=inquiry.part_name(str(part)), text=text))


def _part_of_no_service(turn: Turn, understood: Understanding) -> str | None:
    """The part that is named where no service is: "siapa yang mengawasi pelayanan di sini?"."""
    if turn.topic or understood.kind not in {"clarify", "none"} or understood.elsewhere:
        return None
    return None if compound.names_candidate(turn, understood) else turn.knowledge.understander.component(turn.text)


def _said_of(turn: Turn, office: Office, fact_text: Text) -> Outcome:
    text = Text.join([say("inquiry.office", office=office.full_name), fact_text, inquiry.source_line(office.source)])
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


def _limits(office: Office) -> Text:
    lines = [f"{category.name}: {category.limit.words}" for category in office.policy.categories.values()]
    return Text.join([say("office.limits"), bullets(lines)], between="\n")


_THINGS = {"rooms_asked": "sarana", "touts_asked": "jaminan_keamanan"}
"""The part that holds a thing which is asked for by its own name, by cue."""
_FACTS: Mapping[str, Callable[[Office], Text]] = {
    "pledge_asked": _pledge,
    "decree_asked": _decree,
    "limits_asked": _limits,
}
