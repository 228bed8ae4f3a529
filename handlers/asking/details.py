"""A question within a standard: the item that answers it, or, where the standard is silent, just that and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from handlers.asking import cue_words, inquiry, menu, opinion
from handlers.asking.compound import SURE, VERY_SURE
from handlers.talking.buttons import AskOfficer, Menu, ShowPart
from handlers.talking.message import Choice, Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say, words
from knowledge.parts import RankedItem
from knowledge.standard import COMPONENTS, ComponentKey, Service
from knowledge.understanding import Understanding

MOST_ITEMS = 3
LEANING = 6  # words that a follow-up hardly exceeds
ANSWERING: tuple[str, ...] = (
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "jaminan_pelayanan",
)  # also where another part seems asked
AS_GOOD = 0.7  # of the best item's score
SHORT_PART = 300  # letters of a part that is worth showing beside "not mentioned"
HOW_MANY = "jumlah_pelaksana"
IN_MANY_WORDS = ("waktu", "biaya")
LISTS = ("persyaratan", "prosedur", "produk")  # of which one item may be asked
_NUMBER = re.compile(r"\d+")


async def answer(turn: Turn, topic: Service, understood: Understanding) -> Outcome | None:
    """The item that answers, the part that is named, or that the standard is silent; None where nothing of it is asked."""
    left, part = cue_words.without_name(turn, topic), _part(turn)
    found = items(turn, topic)
    if _is_particular(turn, left, part) and (part or found or cue_words.asks(turn)):
        return _items(turn, topic, found, understood) if found else await _silent(turn, topic, part, understood)
    if part:
        found = [item for item in found if item.component == part]  # "siapa yang tanda tangan?"
    if found:
        return _items(turn, topic, found, understood)
    if part:
        return inquiry.answer(turn, topic.id, part)
    return await _silent(turn, topic, part, understood) if cue_words.asks(turn) else None


def _part(turn: Turn) -> str | None:
    """The part that is named; where to complain is the one for contacts, in whatever words."""
    return "pengaduan" if cue_words.given(turn, "to_complain") else turn.knowledge.understander.component(turn.text)


def asked_item(turn: Turn, service: Service, understood: Understanding) -> Outcome | None:
    """The item that answers "surat ahli waris perlu KK?", a question that names its service and is clearly about one item."""
    found = items(turn, service)
    is_clear = found and found[0].score >= VERY_SURE and turn.knowledge.understander.names(turn.text, service.id)
    return (
        _items(turn, service, found, understood) if is_clear and cue_words.particular(turn, cue_words.without_name(turn, service)) else None
    )


def items(turn: Turn, topic: Service) -> list[RankedItem]:
    """What the standard says of the matter, the nearest first: not what only shares a number or stands in a list of laws or staff."""
    understander = turn.knowledge.understander
    asked = (*ANSWERING, understander.component(turn.text))
    found = understander.items(topic.id, _NUMBER.sub(" ", cue_words.without_name(turn, topic)))
    beside = tuple(words("cues.about_the_document"))
    said = [item for item in found if item.component in asked and not item.text.lower().startswith(beside)]
    return [item for item in said if item.score >= said[0].score * AS_GOOD][:MOST_ITEMS]


def is_long_and_particular(turn: Turn, topic: Service) -> bool:
    """Whether so much is said that it hardly leans on what was said before."""
    left = cue_words.without(turn, cue_words.without_name(turn, topic), "of_the_part")
    return len(left.split()) > LEANING and cue_words.particular(turn, left)


def _is_particular(turn: Turn, left: str, part: str | None) -> bool:
    """Whether more is asked than a part: "bayarnya bisa transfer?", "izinnya berlaku berapa tahun?", unlike "jadi kapan selesainya?"."""
    if part in IN_MANY_WORDS:
        return cue_words.particular(turn, cue_words.without(turn, left, "of_the_part"))
    of_people = part == HOW_MANY and cue_words.given(turn, "how_much")  # "saksi berapa orang?" is not about the staff
    return cue_words.particular(turn, left) and (part in LISTS or part is None or of_people or cue_words.given(turn, "whether"))


def condition(turn: Turn, service: Service, part: str) -> str:
    """A condition of the standard that is the citizen's own case, such as "jika KTP hilang …", where it stands in another part."""
    left = cue_words.without_name(turn, service)
    if not turn.knowledge.understander.specific(left):
        return ""
    starts = tuple(words("cues.conditions"))
    found = turn.knowledge.understander.items(service.id, left)
    certain = (one.text for one in found if one.score >= VERY_SURE and one.component != part and one.text.lower().startswith(starts))
    return next(certain, "")


def _given(topic: Service, part: str) -> bool:
    return topic.component(cast(ComponentKey, part)).given


def _items(turn: Turn, topic: Service, found: Sequence[RankedItem], understood: Understanding) -> Outcome:
    part = found[0].component
    lines = list(dict.fromkeys(_line(topic, item) for item in found))
    more = None if all(_answers(turn, item) for item in found) else _nothing_more(turn, topic, understood)
    shown = inquiry.answer_reply(turn, topic, [part], found=lines, more=more)
    return inquiry.talked_about(turn, topic, shown, part)


def _line(topic: Service, found: RankedItem) -> str:
    """The item with its remarks, as it is shown in its part."""
    items = topic.component(cast(ComponentKey, found.component)).all_items
    return next((inquiry.item_line(item) for item in items if item.text == found.text), found.text)


def _answers(turn: Turn, item: RankedItem) -> bool:
    """Whether the item can be the answer: "kalau KK belum jadi?" and "umur berapa?" are not answered by a line that only holds the word."""
    if cue_words.given(turn, "supposing") and set(cue_words.tokens(turn, item.text)).isdisjoint(
        cue_words.tokens(turn, " ".join(words("cues.conditions")))
    ):
        return False
    return not cue_words.given(turn, "how_much") or cue_words.has_number(item.text)


def _nothing_more(turn: Turn, topic: Service, understood: Understanding) -> Text:
    """That no more is written, who gives what is missing ("kalau belum punya akta kematian?"), and whom to ask."""
    missing = Text.of(understood.elsewhere.answer) if understood.elsewhere else Text()
    return Text.join([say("inquiry.nothing_more"), missing, inquiry.whom_to_ask(turn.library.office_of(topic.id), topic)])


async def _silent(turn: Turn, topic: Service, part: str | None, understood: Understanding) -> Outcome:
    """The standard does not say it, and the bot does not guess; what little it does say of the part is shown, a long part offered."""
    await opinion.collect(turn, "silent", turn.text)
    known = part if part in COMPONENTS and _given(topic, part) else None
    beside = inquiry.component_text(topic, known) if known else Text()
    is_short = len(beside.plain) <= SHORT_PART
    text = Text.join(
        [
            say("inquiry.not_in_standard", title=topic.title),
            beside if is_short else Text(),
            inquiry.whom_to_ask(turn.library.office_of(topic.id), topic),
            inquiry.source_line(topic.source),
        ]
    )
    offered = [inquiry.part_choice(topic, known)] if known and not is_short else []
    offered += _instead(turn, topic, understood)
    choices = (button(AskOfficer(), "human"), *offered, button(ShowPart(topic.id, inquiry.ALL), "everything"), button(Menu(), "menu"))
    return outcome(turn, reply(text, *choices), asked=turn.text[:500])


def _instead(turn: Turn, topic: Service, understood: Understanding) -> list[Choice]:
    """Another service that may be meant, where the message speaks for one."""
    near = [turn.library.services[one.service] for one in understood.candidates if understood.kind == "answer" and understood.score >= SURE]
    return [menu.service_choice(service) for service in near[:1] if service.id != topic.id]
