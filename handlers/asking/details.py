"""A question within a standard: what the standard says of it, wherever it stands; where it is silent, just what is missing and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from handlers.asking import cue_words, inquiry, menu, opinion
from handlers.asking.compound import SURE, VERY_SURE
from handlers.talking.buttons import AskOfficer, Menu, ShowPart
from handlers.talking.message import Choice, Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say, words
from knowledge.standards.standard import COMPONENTS, ComponentKey, Service
from knowledge.understanding.passages import Hit, Said
from knowledge.understanding.understander import Understanding

MOST_ITEMS = 5
AS_GOOD = 0.8  # of the best hit's score
SAID = 0.5  # a hit by which a message is held to be about this standard
SHORT_PART = 300  # letters of a part that is worth showing beside "not written"
LONGEST_MISSING = 6  # words
IN_MANY_WORDS = ("waktu", "biaya")
LISTS = ("persyaratan", "prosedur", "produk")  # of which one item may be asked
GUESSED = frozenset({*LISTS, "dasar_hukum", "sarana", "kompetensi", "pengawasan", "evaluasi"})  # parts whose name is seldom said
_AMOUNT = re.compile(r"\b(?:rp|rupiah|kg|kilo\w*|liter|persen|juta|ribu)\b|%", re.IGNORECASE)


async def answer(turn: Turn, topic: Service, understood: Understanding) -> Outcome | None:
    """The items that answer, the part that is named, or that the standard is silent; None where nothing of it is asked."""
    if _asks_amount(turn):
        return await _amount(turn, topic, understood)
    part, said = _part(turn), within(turn, topic)
    if part and (_asks_whole(turn, part, said) or (not said.hits and not said.missing)):
        return inquiry.answer(turn, topic.id, part)
    if hits := _best(turn, said, part):
        return _items(turn, topic, hits, understood)
    asks = cue_words.questions(turn) or cue_words.given(turn, "supposing")
    if said.missing and not said.names_part:
        if not asks:
            return None
        part = part if part in GUESSED or cue_words.given(turn, "how_much") else None
    if part and not (_given(topic, part) and _is_particular(turn, part, said)):
        return inquiry.answer(turn, topic.id, part)
    if part and (other := _sibling(turn, topic, part, said, understood)) is not None:
        return other
    if part and part not in LISTS:
        return await _part_with_missing(turn, topic, part, said)
    if part or (asks and said.asked):
        return await _silent(turn, topic, part, said, understood)
    return None


def _sibling(turn: Turn, topic: Service, part: str, said: Said, understood: Understanding) -> Outcome | None:
    """ "kalau pemberhentian syaratnya?" after the appointment: the other service of the office that is called by what is missing here."""
    missing = {word.lower() for word in said.missing} - set(cue_words.spoken(topic.title))
    likely = (turn.library.services[candidate.service] for candidate in understood.candidates)
    others = [candidate for candidate in likely if candidate.id != topic.id and candidate.office == topic.office]
    found = next((other for other in others if missing & set(cue_words.spoken(other.title))), None)
    return inquiry.answer(turn, found.id, part) if found else None


def _asks_whole(turn: Turn, part: str, said: Said) -> bool:
    """ "lampirannya apa saja", "hasilnya apa, dapat surat?", "habis dari camat ke mana": the list itself, not one of its lines."""
    listed = any(pair == ("apa", "saja") for pair in pairwise(cue_words.tokens(turn)))
    return said.only_part or (part == "persyaratan" and listed) or (part == "prosedur" and cue_words.given(turn, "in_order"))


def _is_particular(turn: Turn, part: str, said: Said) -> bool:
    """Whether one thing is asked that the part does not say, rather than the part in many words."""
    asks_one = any(cue_words.given(turn, sign) for sign in ("needed", "whether", "lacking", "supposing", "how_much"))
    return bool(said.missing) and (part not in LISTS or asks_one or not said.names_part)


def within(turn: Turn, topic: Service) -> Said:
    """What the standard says of the message."""
    return turn.knowledge.understander.within(topic.id, turn.text, _part(turn))


def most_said(turn: Turn, topic: Service) -> float:
    """How much of the message the standard speaks of in one line, from 0 to about 1."""
    hits = within(turn, topic).hits
    return hits[0].score if hits else 0.0


def is_said(turn: Turn, topic: Service) -> bool:
    """Whether the standard speaks of what the message is about."""
    return most_said(turn, topic) >= SAID


def _part(turn: Turn) -> str | None:
    """The part that is named; where to complain is the one for contacts, in whatever words."""
    return "pengaduan" if cue_words.given(turn, "to_complain") else turn.knowledge.understander.component(turn.text)


def _best(turn: Turn, said: Said, part: str | None) -> list[Hit]:
    """The hits that answer: about as good as the best; of the part that is asked for, where the best is there or it is time or cost."""
    own = [hit for hit in said.hits if hit.component == part]
    hits = own if (part in IN_MANY_WORDS and cue_words.questions(turn)) or (own and own[0] == said.hits[0]) else said.hits
    return [hit for hit in hits if hit.score >= hits[0].score * AS_GOOD]


def asked_item(turn: Turn, service: Service, understood: Understanding) -> Outcome | None:
    """The item that answers "surat ahli waris perlu KK?", a question that names its service and is clearly about one item."""
    said = turn.knowledge.understander.within(service.id, cue_words.without_name(turn, service), _part(turn))
    is_clear = said.hits and said.hits[0].score >= VERY_SURE and turn.knowledge.understander.names(turn.text, service.id)
    return _items(turn, service, _best(turn, said, _part(turn)), understood) if is_clear else None


def condition(turn: Turn, service: Service, part: str) -> str:
    """A condition of the standard that is the citizen's own case, such as "jika KTP hilang …", where it stands in another part."""
    left = cue_words.without_name(turn, service)
    if not turn.knowledge.understander.specific(left):
        return ""
    starts = tuple(words("cues.conditions"))
    hits = turn.knowledge.understander.within(service.id, left).hits
    return next((hit.text for hit in hits if hit.score >= SAID and hit.component != part and hit.text.lower().startswith(starts)), "")


def _given(topic: Service, part: str) -> bool:
    return part in COMPONENTS and topic.component(part).given


def _items(turn: Turn, topic: Service, hits: Sequence[Hit], understood: Understanding) -> Outcome:
    """The lines that answer; what does not fit on a screen is said to be there, unless a note says it of all."""
    part = hits[0].component
    lines = list(dict.fromkeys(_line(topic, hit) for hit in hits))
    if len(lines) > MOST_ITEMS:
        lines = [line for line in lines if line in topic.component(cast(ComponentKey, part)).notes] or lines
    more = [say("inquiry.more_lines", count=len(lines) - MOST_ITEMS)] if len(lines) > MOST_ITEMS else []
    if not any(_answers(turn, hit) for hit in hits):
        more.append(_nothing_more(turn, topic, understood))
    shown = inquiry.answer_reply(turn, topic, [part] if len(lines) <= MOST_ITEMS else [], found=lines[:MOST_ITEMS], more=Text.join(more))
    return inquiry.talked_about(turn, topic, shown, part)


def _line(topic: Service, hit: Hit) -> str:
    """The item with its remarks and its group, as it is shown in its part."""
    items = topic.component(cast(ComponentKey, hit.component)).all_items
    line = next((inquiry.item_line(item) for item in items if item.text == hit.text), hit.text)
    return f"{hit.group}: {line}" if hit.group else line


def _answers(turn: Turn, hit: Hit) -> bool:
    """Whether the item can be the answer: "kalau KK belum jadi?" and "umur berapa?" are not answered by a line that only holds the word."""
    conditions = cue_words.tokens(turn, " ".join(words("cues.conditions")))
    if cue_words.given(turn, "supposing") and set(cue_words.tokens(turn, hit.text)).isdisjoint(conditions):
        return False
    return not cue_words.given(turn, "how_much") or cue_words.has_number(hit.text)


def _nothing_more(turn: Turn, topic: Service, understood: Understanding) -> Text:
    """That no more is written, who gives what is missing ("kalau belum punya akta kematian?"), and whom to ask."""
    missing = Text.of(understood.elsewhere.answer) if understood.elsewhere else Text()
    return Text.join([say("inquiry.nothing_more"), missing, inquiry.whom_to_ask(turn.library.office_of(topic.id), topic)])


def _missing(turn: Turn, said: Said) -> str:
    """What is nowhere written, as the citizen said it: from the first such word to the last, with the number before it; else the question.

    Nothing where that were long: single words of a long question say nothing.
    """
    first, last = re.escape(said.missing[0]), re.escape(said.missing[-1])
    stretch = re.search(rf"(?:\d+ )?\b{first}\b(?:.*\b{last}\b)?", turn.text, re.IGNORECASE | re.DOTALL)
    if not stretch and said.missing[0].lower() not in turn.text.lower():
        return said.missing[0]  # the name of what is missing, no word of the question
    spoken = stretch[0] if stretch else turn.knowledge.understander.matter(turn.text).strip(" ?.!")
    return spoken if len(spoken.split()) <= LONGEST_MISSING else ""


async def _part_with_missing(turn: Turn, topic: Service, part: str, said: Said) -> Outcome:
    """The part that was asked for, and below it what of the question stands nowhere."""
    await opinion.collect(turn, "silent", turn.text)
    whom = inquiry.whom_to_ask(turn.library.office_of(topic.id), topic)
    missing = _missing(turn, said)
    more = Text.join([say("inquiry.not_said", what=missing) if missing else say("inquiry.nothing_more"), whom])
    return inquiry.talked_about(turn, topic, inquiry.answer_reply(turn, topic, [part], more=more), part)


def _asks_amount(turn: Turn) -> bool:
    """ "dapat berapa rupiah?", "insentifnya berapa?": how much is given, which is neither the fee nor the number of the staff."""
    return cue_words.says(turn, "amount") and cue_words.given(turn, "received") and not cue_words.given(turn, "counted")


async def _amount(turn: Turn, topic: Service, understood: Understanding) -> Outcome:
    hits = [hit for hit in within(turn, topic).hits if _AMOUNT.search(hit.text)]
    if hits:
        return _items(turn, topic, hits, understood)
    return await _silent(turn, topic, "produk", Said(missing=(plain("inquiry.the_amount"),)), understood)


async def _silent(turn: Turn, topic: Service, part: str | None, said: Said, understood: Understanding) -> Outcome:
    """The standard does not say it, and the bot does not guess; what little it does say of the part asked is shown, else the part offered."""
    await opinion.collect(turn, "silent", turn.text)
    known = cast(ComponentKey, part) if part and _given(topic, part) else None
    beside = inquiry.component_text(topic, known) if known else Text()
    is_asked = part not in LISTS or said.names_part
    is_short = is_asked and len(beside.plain) <= SHORT_PART
    missing = _missing(turn, said) if said.missing else ""
    text = Text.join(
        [
            say("inquiry.not_in_standard", what=missing, title=topic.title) if missing else say("inquiry.not_written", title=topic.title),
            beside if is_short else Text(),
            inquiry.whom_to_ask(turn.library.office_of(topic.id), topic),
            inquiry.source_line(topic.source),
        ]
    )
    offered = [inquiry.part_choice(topic, known)] if known and not is_short else []
    offered += _other_service(turn, topic, understood)
    choices = (button(AskOfficer(), "human"), *offered, button(ShowPart(topic.id, inquiry.ALL), "everything"), button(Menu(), "menu"))
    return outcome(turn, reply(text, *choices), asked=turn.text[:500])


def _other_service(turn: Turn, topic: Service, understood: Understanding) -> list[Choice]:
    """Another service that may be meant, where the message speaks for one."""
    near = [
        turn.library.services[candidate.service]
        for candidate in understood.candidates
        if understood.kind == "answer" and understood.score >= SURE
    ]
    return [menu.service_choice(service) for service in near[:1] if service.id != topic.id]
