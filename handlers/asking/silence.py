"""What is said where a standard is silent: what exactly is missing, what is written beside it, and whom to ask."""

from __future__ import annotations

import re
from typing import cast

from handlers.asking import inquiry, menu, opinion
from handlers.asking.compound import VERY_SURE
from handlers.talking.buttons import AskOfficer, Menu, ShowPart
from handlers.talking.message import Choice, Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say, words
from knowledge.standards.standard import ComponentKey, Service
from knowledge.understanding.passages import StandardMatch
from knowledge.understanding.understander import Understanding

SHORT_PART = 300  # letters; a part up to this length is shown beside "not written"
LONGEST_MISSING = 6  # words
LISTS = ("persyaratan", "prosedur", "produk")  # parts of which a single line may be asked


def missing_words(turn: Turn, match: StandardMatch) -> str:
    """The things of the question that the standard lacks, as the citizen wrote them, from the first to the last with a number before it; else the
    question.

    Empty where no thing is missing, only how it is or what is done, and for a long question, of which single words would say nothing.
    """
    if match.missing[0].lower() not in turn.text.lower():
        return match.missing[0]  # the name of the missing thing itself
    things = list(filter(turn.knowledge.understander.passages.is_thing, match.missing))
    if not things:
        return ""
    first, last = re.escape(things[0]), re.escape(match.missing[-1])
    stretch = re.search(rf"(?:\d+ )?\b{first}\b(?:[^,.;!?\n]*\b{last}\b)?", turn.text, re.IGNORECASE)
    spoken = _up_to_a_question(turn, stretch[0]) if stretch else turn.knowledge.understander.matter(turn.text).strip(" ?.!")
    return spoken if len(spoken.split()) <= LONGEST_MISSING else ""


def _up_to_a_question(turn: Turn, stretch: str) -> str:
    """The words up to the first that asks, or says what is done: "AD", of "AD harus ada ART"; but "sepupu ibu yang ngambilkan"."""
    is_thing = turn.knowledge.understander.passages.is_thing
    kept: list[str] = []
    for word in stretch.split():
        if word.lower() in words("cues.asking") or word.lower() in words("cues.after_a_thing"):
            break
        kept.append(word)
    while len(kept) > 1 and not is_thing(kept[-1]) and kept[-2] != "yang":
        kept.pop()
    return " ".join(kept)


def nothing_more(turn: Turn, topic: Service, understood: Understanding) -> Text:
    """Says that the standard holds no more, who issues the missing paper ("kalau belum punya akta kematian?"), and whom to ask."""
    missing = Text.of(understood.elsewhere.answer) if understood.elsewhere else Text()
    return Text.join([say("inquiry.nothing_more"), missing, inquiry.whom_to_ask(turn.library.office_of(topic.id), topic)])


async def beside_part(turn: Turn, topic: Service, part: str, match: StandardMatch) -> Outcome:
    """The part that was asked for, and below it the words of the question that the standard lacks."""
    await opinion.collect(turn, "silent", turn.text)
    whom = inquiry.whom_to_ask(turn.library.office_of(topic.id), topic)
    missing = missing_words(turn, match) if match.missing else ""
    more = Text.join([say("inquiry.not_said", what=missing) if missing else say("inquiry.nothing_more"), whom])
    return inquiry.talked_about(turn, topic, inquiry.answer_reply(turn, topic, [part], more=more), part)


async def say_silent(turn: Turn, topic: Service, part: str | None, match: StandardMatch, understood: Understanding) -> Outcome:
    """Says that the standard does not answer; the bot does not guess. A short asked part is shown, a long one offered."""
    await opinion.collect(turn, "silent", turn.text)
    given_part = cast(ComponentKey, part) if part and inquiry.has_part(topic, part) else None
    beside = inquiry.component_text(topic, given_part) if given_part else Text()
    is_asked = part not in LISTS or match.names_part
    is_short = is_asked and len(beside.plain) <= SHORT_PART
    missing = missing_words(turn, match) if match.missing else ""
    text = Text.join(
        [
            say("inquiry.not_in_standard", what=missing, title=topic.title) if missing else say("inquiry.not_written", title=topic.title),
            beside if is_short else Text(),
            inquiry.whom_to_ask(turn.library.office_of(topic.id), topic),
            inquiry.source_line(topic.source),
        ]
    )
    offered = [inquiry.part_choice(topic, given_part)] if given_part and not is_short else []
    offered += _other_service(turn, topic, understood)
    choices = (button(AskOfficer(), "human"), *offered, button(ShowPart(topic.id, inquiry.ALL), "everything"), button(Menu(), "menu"))
    return outcome(turn, reply(text, *choices), last_question=turn.text[:500])


def _other_service(turn: Turn, topic: Service, understood: Understanding) -> list[Choice]:
    """A button for another service of the office that the message clearly means, where there is one."""
    if understood.kind != "answer" or understood.score < VERY_SURE:
        return []
    likeliest = turn.library.services[understood.candidates[0].service]
    return [menu.service_choice(likeliest)] if likeliest.id != topic.id and likeliest.office == topic.office else []
