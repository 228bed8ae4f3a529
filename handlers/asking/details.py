"""A question within a standard. The bot shows the lines that answer it; where the standard is silent, it says what is missing and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from handlers.asking import amounts, cue_words, inquiry, silence
from handlers.asking.compound import VERY_SURE
from handlers.asking.silence import LISTS
from handlers.talking.message import Outcome, Text
from handlers.talking.turn import Turn
from handlers.talking.wording import plain, say, words
from knowledge.standards.standard import ComponentKey, Service
from knowledge.understanding.passages import LEAST, Hit, StandardMatch
from knowledge.understanding.understander import Understanding

WHAT = "apa"
STAFF = "jumlah_pelaksana"
PLEDGE = "jaminan_pelayanan"
MOST_ITEMS = 5
AS_GOOD = 0.8  # of the best hit's score
SAID = 0.5  # a hit of this score shows that the message is about this standard
FEW = 6  # words
FEW_ABOUT_A_PAPER = 4  # words: "buku nikah perlu?"
IN_MANY_WORDS = ("waktu", "biaya")
GUESSED = frozenset({*LISTS, "dasar_hukum", "sarana", "kompetensi", "pengawasan", "evaluasi"})  # parts that people seldom call by name
_OF_THE_OFFICE = frozenset({"prosedur", "sarana", "dasar_hukum", "kompetensi", "pengawasan", "evaluasi", "jaminan_keamanan"})
"""Parts that list no paper of the citizen."""
_DURATION = re.compile(r"\d[^.;,]{0,20}\b(?:menit|jam|hari|minggu|bulan|tahun)\b", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:tanggal|setiap|tiap|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|jadwal)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\b(?:rp|rupiah|kg|kilo\w*|liter|persen|juta|ribu)\b|%", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A message as a question to one standard. `part`: the part that it asks for."""

    part: str | None
    match: StandardMatch

    @property
    def is_answered(self) -> bool:
        """Whether the standard mentions what the message is about."""
        return bool(self.match.hits) and self.match.hits[0].score >= SAID


def question(turn: Turn, topic: Service) -> Question:
    """The message as a question to this standard."""
    part = part_asked(turn)
    match = turn.knowledge.understander.within(topic.id, turn.text, part)
    return Question(part=match.part or part, match=match)


async def answer(turn: Turn, topic: Service, understood: Understanding, asked: Question) -> Outcome | None:
    """The lines that answer, or the named part, or a sentence that the standard is silent; None where nothing of the standard is asked."""
    if amounts.asks_amount(turn) or amounts.asks_unwritten_wages(turn, asked.match):
        return await _amount(turn, topic, understood, asked)
    if not asked.match.by_saying and (whole := await _whole(turn, topic, understood, asked)) is not None:
        return whole
    part, match = asked.part, asked.match
    if match.by_saying and not match.hits:
        return await silence.say_silent(turn, topic, None, match, understood)
    if _is_unlisted_paper(turn, asked):
        return await silence.say_silent(turn, topic, None, match, understood)
    if hits := _best(turn, match, part):
        return _items(turn, topic, hits, understood)
    asks = cue_words.questions(turn) or cue_words.supposes(turn)
    if match.missing and not match.names_part:
        if not asks:
            return None
        part = part if part in GUESSED or cue_words.given(turn, "how_much") else None
    if part and not (inquiry.has_part(topic, part) and _is_particular(turn, part, match)):
        return inquiry.answer(turn, topic.id, part)
    if part and (other := _sibling(turn, topic, part, match, understood)) is not None:
        return other
    if part == "biaya" and amounts.pays_somebody(turn, match):
        return await silence.say_silent(turn, topic, None, match, understood)
    if part and part not in LISTS:
        return await silence.beside_part(turn, topic, part, match)
    if part in {None, "prosedur"} and match.asked and _asks_steps(turn) and inquiry.has_part(topic, "prosedur"):
        return await silence.beside_part(turn, topic, "prosedur", match)
    if part or (asks and match.asked):
        return _items(turn, topic, match.near, understood) if match.near else await silence.say_silent(turn, topic, part, match, understood)
    return None


def _is_unlisted_paper(turn: Turn, asked: Question) -> bool:
    """Whether a paper is asked for of which only a common word stands outside the requirements: "buku nikah perlu?" beside "buku register"."""
    elsewhere = all(hit.component in _OF_THE_OFFICE for hit in asked.match.hits) and len(turn.text.split()) <= FEW_ABOUT_A_PAPER
    return bool(asked.match.hits and asked.match.missing) and elsewhere and cue_words.given(turn, "needed")


async def _whole(turn: Turn, topic: Service, understood: Understanding, asked: Question) -> Outcome | None:
    """A whole part where it is asked for; with the time, the lines elsewhere that give one; None where a line or another thing is asked."""
    if _asks_staff(turn, asked) and inquiry.has_part(topic, STAFF):
        return inquiry.answer(turn, topic.id, STAFF)
    part, match = "persyaratan" if _asks_list(turn, asked.part) and not _is_of_a_line(turn, asked) else asked.part, asked.match
    if part is None:
        return None
    if part == _part_by_phrase(turn):
        return inquiry.answer(turn, topic.id, part)
    if part == "waktu" and cue_words.given(turn, "dates") and not _DATE.search(inquiry.in_one_line(topic.component("waktu"))):
        dated = [hit for hit in match.hits if _DATE.search(hit.text)]
        return _items(turn, topic, dated, understood) if dated else await silence.say_silent(turn, topic, None, _LACKS_DATE, understood)
    if _asks_whole(turn, part, match) or not (match.hits or match.missing):
        return inquiry.answer(turn, topic.id, part)
    return _with_durations(turn, topic, match) if part == "waktu" else None


_LACKS_DATE = StandardMatch(missing=("tanggal",))


def _with_durations(turn: Turn, topic: Service, match: StandardMatch) -> Outcome | None:
    """The time, and the lines of other parts about what is asked that also give one; None where there are none."""
    lines = [
        _line(topic, hit)
        for hit in match.hits
        if hit.score >= VERY_SURE and hit.component in {"prosedur", "produk"} and _DURATION.search(hit.text)
    ]
    if not lines or not inquiry.has_part(topic, "waktu"):
        return None
    return inquiry.talked_about(turn, topic, inquiry.answer_reply(turn, topic, ["waktu"], more=inquiry.listed(lines[:MOST_ITEMS])), "waktu")


def _asks_list(turn: Turn, part: str | None) -> bool:
    """Whether all papers are asked for, not one of them: "bawa berkas apa", "syarat biar masuk DTKS apa?"."""
    if part not in {None, "persyaratan"}:
        return False
    tokens = cue_words.tokens(turn, turn.knowledge.understander.matter(turn.text))
    first = tokens[1:] if cue_words.leans_on_talk(turn) else tokens
    at_an_end = bool(first) and WHAT in {first[0], first[-1]} and turn.knowledge.understander.calls_part(turn.text)
    return cue_words.given(turn, "whole_list") or (at_an_end and not cue_words.given(turn, "allowed"))


def _is_of_a_line(turn: Turn, asked: Question) -> bool:
    """Whether a line of another part says what is listed: "lima meja itu apa saja", not "syaratnya apa saja"."""
    hits = asked.match.hits
    is_called = turn.knowledge.understander.calls_part(turn.text) or not cue_words.particular(turn)
    return asked.is_answered and hits[0].component != "persyaratan" and not is_called


def _asks_staff(turn: Turn, asked: Question) -> bool:
    """Whether it is asked how many people do the work: "petugasnya berapa orang", not "saksi berapa orang"."""
    counts = cue_words.given(turn, "how_many_people") and cue_words.given(turn, "staff") and asked.part != "biaya"
    return counts and (asked.part == STAFF or not (asked.match.hits and cue_words.has_number(asked.match.hits[0].text)))


def _asks_steps(turn: Turn) -> bool:
    """Whether it is asked who does something, where one goes, or what comes next: the steps are worth showing beside "not written"."""
    return any(cue_words.given(turn, cue) for cue in ("of_steps", "in_order")) or cue_words.says(turn, "done_with_it")


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
    return match.only_part or _asks_list(turn, part) or (part == "prosedur" and cue_words.given(turn, "in_order"))


def _is_particular(turn: Turn, part: str, match: StandardMatch) -> bool:
    """Whether one thing is asked that the part does not say, rather than the part in many words."""
    asks_one = any(cue_words.given(turn, sign) for sign in ("needed", "whether", "lacking", "supposing", "how_much"))
    return bool(match.missing) and (part not in LISTS or asks_one or not match.names_part)


def most_said(turn: Turn, topic: Service) -> float:
    """The share of the message that one line of the standard covers, from 0 to about 1."""
    hits = question(turn, topic).match.hits
    return hits[0].score if hits else 0.0


def part_asked(turn: Turn) -> str | None:
    """The part that the message asks for, in whatever words: the question where to complain counts as contacts, whether a payment is official as
    cost, what follows when the promised time has passed as the pledge.

    What is told in many words asks for a part only by a word for it: "saya jualan, ga bisa lama ninggal lapak" asks no time.
    """
    declines = cue_words.given(turn, "not_complaining")
    if cue_words.given(turn, "to_complain") and not declines:
        return "pengaduan"
    part = turn.knowledge.understander.component(turn.text)
    if part == "waktu" and cue_words.says(turn, "the_old_one"):
        return None
    if declines and part == "pengaduan":
        return None
    if part == STAFF and cue_words.says(turn, "charged"):  # "bayar ke petugasnya berapa" asks for the fee
        return "biaya"
    if by_phrase := _part_by_phrase(turn):
        return by_phrase
    return part if part and (_asks(turn) or turn.knowledge.understander.calls_part(turn.text)) else None


def _part_by_phrase(turn: Turn) -> str | None:
    """The part for "itu resmi ga?" (the cost), "… lapor kemana" (the contacts) and "kalau lewat dari itu?" (the pledge), which name none."""
    if cue_words.says(turn, "whether_official") or amounts.doubts_payment(turn):
        return "biaya"
    if cue_words.says(turn, "complain_where"):
        return "pengaduan"
    has_pledge = turn.topic is not None and inquiry.has_part(turn.topic, PLEDGE)
    return PLEDGE if has_pledge and cue_words.says(turn, "past_promise") else None


def _asks(turn: Turn) -> bool:
    """Whether it is put as a question or as an if, or is too short to tell anything."""
    asks = (
        cue_words.interrogates(turn)
        or cue_words.says(turn, "either_or")
        or any(cue_words.given(turn, cue) for cue in ("interrogative_tokens", "supposing", "whole_list"))
    )
    return asks or len(turn.text.split()) <= FEW


def _best(turn: Turn, match: StandardMatch, part: str | None) -> list[Hit]:
    """The hits that answer: those about as good as the best one; only those of the asked part, if the best is there, or if time or cost is asked."""
    own = [hit for hit in match.hits if hit.component == part]
    is_own = part in IN_MANY_WORDS and (match.names_part or cue_words.questions(turn))
    hits = own if is_own or (own and own[0] == match.hits[0]) else match.hits
    return [hit for hit in hits if hit.score >= hits[0].score * AS_GOOD]


def asked_item(turn: Turn, service: Service, understood: Understanding) -> Outcome | None:
    """The line that answers a question that names its service and is clearly about one line, such as "surat ahli waris perlu KK?"; None otherwise."""
    part = part_asked(turn)
    if _asks_list(turn, part):
        return None
    match = turn.knowledge.understander.within(service.id, cue_words.without_name(turn, service), part)
    if match.hits and match.hits[0].component != part and turn.knowledge.understander.calls_part(turn.text):
        return None
    is_clear = match.hits and match.hits[0].score >= VERY_SURE and turn.knowledge.understander.names(turn.text, service.id)
    hits = _best(turn, match, part) if is_clear else []
    return _items(turn, service, hits, understood) if hits else None


def said_elsewhere(turn: Turn, service: Service, understood: Understanding) -> Outcome | None:
    """The lines about what is asked where the asked part itself is not written; None where no line is about it."""
    asked = question(turn, service)
    return _items(turn, service, _best(turn, asked.match, None), understood) if asked.is_answered else None


def condition(turn: Turn, service: Service, part: str) -> str:
    """A line of another part about the citizen's own case, such as "jika KTP hilang …"; empty where there is none."""
    left = cue_words.without_name(turn, service)
    if not turn.knowledge.understander.specific(left):
        return ""
    starts = tuple(words("cues.conditions"))
    hits = turn.knowledge.understander.within(service.id, left).hits
    return next((hit.text for hit in hits if hit.score >= SAID and hit.component != part and hit.text.lower().startswith(starts)), "")


def _items(turn: Turn, topic: Service, hits: Sequence[Hit], understood: Understanding) -> Outcome:
    """The lines that answer. If they do not fit on one screen, the bot says that there are more, unless a note covers them all."""
    part = hits[0].component
    lines = list(dict.fromkeys(_line(topic, hit) for hit in hits))
    if len(lines) > MOST_ITEMS:
        lines = [line for line in lines if line in topic.component(cast(ComponentKey, part)).notes] or lines
    more = [say("inquiry.more_lines", count=len(lines) - MOST_ITEMS)] if len(lines) > MOST_ITEMS else []
    if not any(_answers(turn, hit) for hit in hits):
        more.append(silence.nothing_more(turn, topic, understood))
    elif understood.elsewhere and cue_words.given(turn, "of_steps"):
        more.append(Text.of(understood.elsewhere.answer))
    shown_part = inquiry.answer_reply(
        turn, topic, [part] if len(lines) <= MOST_ITEMS else [], items=lines[:MOST_ITEMS], more=Text.join(more)
    )
    return inquiry.talked_about(turn, topic, shown_part, part)


def lines(turn: Turn, topic: Service, clause: str) -> list[str]:
    """The lines of the standard that answer one clause of a message."""
    match = turn.knowledge.understander.within(topic.id, cue_words.before_purpose(clause))
    hits = _best(turn, match, None) if match.hits and match.hits[0].score >= SAID else []
    return [_line(topic, hit) for hit in hits[:MOST_ITEMS]]


def _line(topic: Service, hit: Hit) -> str:
    """The line with its remarks and its group, as shown in its part."""
    items = topic.component(cast(ComponentKey, hit.component)).all_items
    line = next((inquiry.item_line(item) for item in items if item.text == hit.text), hit.text)
    return f"{hit.group}: {line}" if hit.group else line


def _answers(turn: Turn, hit: Hit) -> bool:
    """Whether the line can be the answer, and covers enough of the question; "kalau KK belum jadi?" and "umur berapa?" are not answered by a line that merely holds the word."""
    if hit.score < LEAST:
        return False
    conditions = cue_words.tokens(turn, " ".join(words("cues.conditions")))
    if cue_words.given(turn, "supposing") and set(cue_words.tokens(turn, hit.text)).isdisjoint(conditions):
        return False
    if _lacks_what_is_asked(turn, hit):
        return False
    return not cue_words.given(turn, "how_much") or cue_words.has_number(hit.text)


def _lacks_what_is_asked(turn: Turn, hit: Hit) -> bool:
    """Whether it is asked how a paper has to be (stamped, signed by whom), and the line that names the paper does not say it."""
    asked, line = set(cue_words.tokens(turn)), set(cue_words.tokens(turn, hit.text))
    qualities = (set(cue_words.tokens(turn, quality)) for quality in words("cues.qualities"))
    return any(asked & quality and not line & quality for quality in qualities)


async def _amount(turn: Turn, topic: Service, understood: Understanding, asked: Question) -> Outcome:
    hits = [hit for hit in asked.match.hits if _AMOUNT.search(hit.text)]
    if hits:
        return _items(turn, topic, hits, understood)
    return await silence.say_silent(turn, topic, "produk", StandardMatch(missing=(plain("inquiry.the_amount"),)), understood)
