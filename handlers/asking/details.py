"""A question within a standard. The bot shows the lines that answer it; where the standard is silent, it says what is missing and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from handlers.asking import cue_words, inquiry, menu, opinion
from handlers.asking.compound import VERY_SURE
from handlers.talking.buttons import AskOfficer, Menu, ShowPart
from handlers.talking.message import Choice, Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say, words
from knowledge.standards.standard import COMPONENTS, ComponentKey, Service
from knowledge.understanding.passages import Hit, StandardMatch
from knowledge.understanding.understander import Understanding

MOST_ITEMS = 5
AS_GOOD = 0.8  # of the best hit's score
SAID = 0.5  # a hit of this score shows that the message is about this standard
SHORT_PART = 300  # letters; a part up to this length is shown beside "not written"
LONGEST_MISSING = 6  # words
FEW = 6  # words
IN_MANY_WORDS = ("waktu", "biaya")
LISTS = ("persyaratan", "prosedur", "produk")  # parts of which a single line may be asked
GUESSED = frozenset({*LISTS, "dasar_hukum", "sarana", "kompetensi", "pengawasan", "evaluasi"})  # parts that people seldom call by name
_AMOUNT = re.compile(r"\b(?:rp|rupiah|kg|kilo\w*|liter|persen|juta|ribu)\b|%", re.IGNORECASE)


async def answer(turn: Turn, topic: Service, understood: Understanding) -> Outcome | None:
    """The lines that answer, or the named part, or a sentence that the standard is silent; None where nothing of the standard is asked."""
    if _asks_amount(turn):
        return await _amount(turn, topic, understood)
    part, match = part_asked(turn), within(turn, topic)
    if part and (_asks_whole(turn, part, match) or (not match.hits and not match.missing)):
        return inquiry.answer(turn, topic.id, part)
    if hits := _best(turn, match, part):
        return _items(turn, topic, hits, understood)
    asks = cue_words.questions(turn) or cue_words.given(turn, "supposing")
    if match.missing and not match.names_part:
        if not asks:
            return None
        part = part if part in GUESSED or cue_words.given(turn, "how_much") else None
    if part and not (_has_part(topic, part) and _is_particular(turn, part, match)):
        return inquiry.answer(turn, topic.id, part)
    if part and (other := _sibling(turn, topic, part, match, understood)) is not None:
        return other
    if part and part not in LISTS:
        return await _part_with_missing(turn, topic, part, match)
    if part in {None, "prosedur"} and match.asked and _asks_steps(turn) and _has_part(topic, "prosedur"):
        return await _part_with_missing(turn, topic, "prosedur", match)
    if part or (asks and match.asked):
        return await _silent(turn, topic, part, match, understood)
    return None


def _asks_steps(turn: Turn) -> bool:
    """Whether it is asked who does something, where one goes, or what comes next: the steps are worth showing beside "not written"."""
    return any(cue_words.given(turn, cue) for cue in ("of_steps", "in_order"))


def _sibling(turn: Turn, topic: Service, part: str, match: StandardMatch, understood: Understanding) -> Outcome | None:
    """The other service of the office whose title holds the missing word: "kalau pemberhentian syaratnya?" after the appointment. None where there
    is none.
    """
    missing = {word.lower() for word in match.missing} - set(cue_words.spoken(topic.title))
    likely = (turn.library.services[candidate.service] for candidate in understood.candidates)
    others = [candidate for candidate in likely if candidate.id != topic.id and candidate.office == topic.office]
    sibling = next((other for other in others if missing & set(cue_words.spoken(other.title))), None)
    return inquiry.answer(turn, sibling.id, part) if sibling else None


def _asks_whole(turn: Turn, part: str, match: StandardMatch) -> bool:
    """Whether a whole list is asked for, not one of its lines: "lampirannya apa saja", "habis dari camat ke mana"."""
    listed = any(pair == ("apa", "saja") for pair in pairwise(cue_words.tokens(turn)))
    return match.only_part or (part == "persyaratan" and listed) or (part == "prosedur" and cue_words.given(turn, "in_order"))


def _is_particular(turn: Turn, part: str, match: StandardMatch) -> bool:
    """Whether one thing is asked that the part does not say, rather than the part in many words."""
    asks_one = any(cue_words.given(turn, sign) for sign in ("needed", "whether", "lacking", "supposing", "how_much"))
    return bool(match.missing) and (part not in LISTS or asks_one or not match.names_part)


def within(turn: Turn, topic: Service) -> StandardMatch:
    """How the standard matches the message."""
    return turn.knowledge.understander.within(topic.id, turn.text, part_asked(turn))


def most_said(turn: Turn, topic: Service) -> float:
    """The share of the message that one line of the standard covers, from 0 to about 1."""
    hits = within(turn, topic).hits
    return hits[0].score if hits else 0.0


def is_said(turn: Turn, topic: Service) -> bool:
    """Whether the standard mentions what the message is about."""
    return most_said(turn, topic) >= SAID


def part_asked(turn: Turn) -> str | None:
    """The part that the message asks for; the question where to complain counts as contacts, in whatever words.

    What is told in many words asks for a part only by a word for it: "saya jualan, ga bisa lama ninggal lapak" asks no time.
    """
    if cue_words.given(turn, "to_complain"):
        return "pengaduan"
    part = turn.knowledge.understander.component(turn.text)
    return part if part and (_asks(turn) or turn.knowledge.understander.calls_part(turn.text)) else None


def _asks(turn: Turn) -> bool:
    """Whether it is put as a question or as an if, or is too short to tell anything."""
    asks = (
        cue_words.interrogates(turn)
        or cue_words.says(turn, "either_or")
        or any(cue_words.given(turn, cue) for cue in ("interrogative_tokens", "supposing"))
    )
    return asks or len(turn.text.split()) <= FEW


def _best(turn: Turn, match: StandardMatch, part: str | None) -> list[Hit]:
    """The hits that answer: those about as good as the best one; only those of the asked part, if the best is there, or if time or cost is asked."""
    own = [hit for hit in match.hits if hit.component == part]
    hits = own if (part in IN_MANY_WORDS and cue_words.questions(turn)) or (own and own[0] == match.hits[0]) else match.hits
    return [hit for hit in hits if hit.score >= hits[0].score * AS_GOOD]


def asked_item(turn: Turn, service: Service, understood: Understanding) -> Outcome | None:
    """The line that answers a question that names its service and is clearly about one line, such as "surat ahli waris perlu KK?"; None otherwise."""
    match = turn.knowledge.understander.within(service.id, cue_words.without_name(turn, service), part_asked(turn))
    is_clear = match.hits and match.hits[0].score >= VERY_SURE and turn.knowledge.understander.names(turn.text, service.id)
    hits = _best(turn, match, part_asked(turn)) if is_clear else []
    return _items(turn, service, hits, understood) if hits else None


def condition(turn: Turn, service: Service, part: str) -> str:
    """A line of another part about the citizen's own case, such as "jika KTP hilang …"; empty where there is none."""
    left = cue_words.without_name(turn, service)
    if not turn.knowledge.understander.specific(left):
        return ""
    starts = tuple(words("cues.conditions"))
    hits = turn.knowledge.understander.within(service.id, left).hits
    return next((hit.text for hit in hits if hit.score >= SAID and hit.component != part and hit.text.lower().startswith(starts)), "")


def _has_part(topic: Service, part: str) -> bool:
    return part in COMPONENTS and topic.component(part).given


def _items(turn: Turn, topic: Service, hits: Sequence[Hit], understood: Understanding) -> Outcome:
    """The lines that answer. If they do not fit on one screen, the bot says that there are more, unless a note covers them all."""
    part = hits[0].component
    lines = list(dict.fromkeys(_line(topic, hit) for hit in hits))
    if len(lines) > MOST_ITEMS:
        lines = [line for line in lines if line in topic.component(cast(ComponentKey, part)).notes] or lines
    more = [say("inquiry.more_lines", count=len(lines) - MOST_ITEMS)] if len(lines) > MOST_ITEMS else []
    if not any(_answers(turn, hit) for hit in hits):
        more.append(_nothing_more(turn, topic, understood))
    shown_part = inquiry.answer_reply(
        turn, topic, [part] if len(lines) <= MOST_ITEMS else [], items=lines[:MOST_ITEMS], more=Text.join(more)
    )
    return inquiry.talked_about(turn, topic, shown_part, part)


def _line(topic: Service, hit: Hit) -> str:
    """The line with its remarks and its group, as shown in its part."""
    items = topic.component(cast(ComponentKey, hit.component)).all_items
    line = next((inquiry.item_line(item) for item in items if item.text == hit.text), hit.text)
    return f"{hit.group}: {line}" if hit.group else line


def _answers(turn: Turn, hit: Hit) -> bool:
    """Whether the line can be the answer; "kalau KK belum jadi?" and "umur berapa?" are not answered by a line that merely holds the word."""
    conditions = cue_words.tokens(turn, " ".join(words("cues.conditions")))
    if cue_words.given(turn, "supposing") and set(cue_words.tokens(turn, hit.text)).isdisjoint(conditions):
        return False
    return not cue_words.given(turn, "how_much") or cue_words.has_number(hit.text)


def _nothing_more(turn: Turn, topic: Service, understood: Understanding) -> Text:
    """Says that the standard holds no more, who issues the missing paper ("kalau belum punya akta kematian?"), and whom to ask."""
    missing = Text.of(understood.elsewhere.answer) if understood.elsewhere else Text()
    return Text.join([say("inquiry.nothing_more"), missing, inquiry.whom_to_ask(turn.library.office_of(topic.id), topic)])


def _missing(turn: Turn, match: StandardMatch) -> str:
    """The words of the question that the standard lacks, as the citizen wrote them, from the first to the last with a number before it; else the
    question.

    Empty for a long question, of which single words would say nothing.
    """
    first, last = re.escape(match.missing[0]), re.escape(match.missing[-1])
    stretch = re.search(rf"(?:\d+ )?\b{first}\b(?:[^,.;!?\n]*\b{last}\b)?", turn.text, re.IGNORECASE)
    if not stretch and match.missing[0].lower() not in turn.text.lower():
        return match.missing[0]  # the name of the missing thing itself
    spoken = stretch[0] if stretch else turn.knowledge.understander.matter(turn.text).strip(" ?.!")
    return spoken if len(spoken.split()) <= LONGEST_MISSING else ""


async def _part_with_missing(turn: Turn, topic: Service, part: str, match: StandardMatch) -> Outcome:
    """The part that was asked for, and below it the words of the question that the standard lacks."""
    await opinion.collect(turn, "silent", turn.text)
    whom = inquiry.whom_to_ask(turn.library.office_of(topic.id), topic)
    missing = _missing(turn, match) if match.missing else ""
    more = Text.join([say("inquiry.not_said", what=missing) if missing else say("inquiry.nothing_more"), whom])
    return inquiry.talked_about(turn, topic, inquiry.answer_reply(turn, topic, [part], more=more), part)


def _asks_amount(turn: Turn) -> bool:
    """Whether an amount of money is asked that is not the fee, or a number that is not the staff: "dapat berapa rupiah?", "insentifnya berapa?"."""
    return cue_words.says(turn, "amount") and cue_words.given(turn, "received") and not cue_words.given(turn, "counted")


async def _amount(turn: Turn, topic: Service, understood: Understanding) -> Outcome:
    hits = [hit for hit in within(turn, topic).hits if _AMOUNT.search(hit.text)]
    if hits:
        return _items(turn, topic, hits, understood)
    return await _silent(turn, topic, "produk", StandardMatch(missing=(plain("inquiry.the_amount"),)), understood)


async def _silent(turn: Turn, topic: Service, part: str | None, match: StandardMatch, understood: Understanding) -> Outcome:
    """Says that the standard does not answer; the bot does not guess. A short asked part is shown, a long one offered."""
    await opinion.collect(turn, "silent", turn.text)
    given_part = cast(ComponentKey, part) if part and _has_part(topic, part) else None
    beside = inquiry.component_text(topic, given_part) if given_part else Text()
    is_asked = part not in LISTS or match.names_part
    is_short = is_asked and len(beside.plain) <= SHORT_PART
    missing = _missing(turn, match) if match.missing else ""
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
