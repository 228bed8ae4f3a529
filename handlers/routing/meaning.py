"""Answers words that are neither a button nor a command, by what they mean."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.asking import (
    application,
    checklist,
    compound,
    cue_words,
    details,
    differences,
    follow_up,
    inquiry,
    kind_words,
    menu,
    offers,
    office_contacts,
    office_facts,
    opinion,
    smalltalk,
    victims,
)
from handlers.asking.compound import VERY_SURE
from handlers.asking.topics import CLEARLY, FAR_MORE
from handlers.casework import number as numbers
from handlers.casework.moves import OPEN
from handlers.reporting import (
    case_remarks,
    comfort,
    emergency,
    human,
    intake,
    own_data,
    plausibility,
    responses,
    tracking,
)
from handlers.routing import before_services, grievance, own_reports
from handlers.talking.message import Outcome, Text
from handlers.talking.turn import Turn, saying
from handlers.talking.wording import say, words
from knowledge.language.wishes import WishKind
from knowledge.understanding.understander import Understanding

SHORT = 4  # words: rather a name than a question
OUTCRY = 2  # words
_MAY_REPORT = {"answer", "clarify", "complaint", "none", "smalltalk"}
"""What a wish to report may be taken for; a question for one's own report or for a file is none."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n")
LONGEST_ABOUT_CHAT = 9  # words
SURELY_A_REMARK = 0.8
LONGEST_MENTION = 20  # words
SURELY_NOTHING = 0.9  # from which nothing is asked, whatever is named


async def answer(turn: Turn, understood: Understanding) -> Outcome:
    """The answer to words that are neither a button nor a command, in the context of the talk."""
    if number := numbers.find(turn.text):
        return await tracking.show(turn, number)
    known = (
        tracking.of_words(turn) or offers.confirmed(turn) or await _wished(turn, understood) or await own_reports.heard(turn, understood)
    )
    if known is not None:
        return known
    if "?" in turn.text:
        return await case_remarks.with_offer(turn, await answer_by_meaning(turn, understood))
    offered = (await case_remarks.words(turn) or await responses.words(turn, understood)) if understood.kind != "emergency" else None
    done = offered or await answer_by_meaning(turn, understood)
    if smalltalk.is_thanks(turn):
        return case_remarks.with_unsent(turn, done)
    return (await case_remarks.told_on(turn) if smalltalk.is_unanswered(done) else None) or done


async def _wished(turn: Turn, understood: Understanding) -> Outcome | None:
    """The outcome of the wish for a person to talk to, and of the question what is stored of oneself."""
    if wants_person(turn, understood):
        return await human.start(turn, question_for_officer(understood))
    may_ask = understood.kind in {"smalltalk", "none", "clarify"} and not understood.elsewhere
    return await own_data.explain(turn) if may_ask and own_data.is_asked(turn) else None


async def answer_by_meaning(turn: Turn, understood: Understanding) -> Outcome:
    """The answer by meaning alone, even if a case of this person waits for words: what is asked of reporting comes first, then wrong that is told,
    remarks, the own report, facts about the office, and last the services.
    """
    if application.is_awaited(turn, understood) and (service := _named(turn)):
        understood = replace(understood, kind="file", service=service)
    if understood.kind == "file" and understood.score < VERY_SURE and (asking := _sentence_that_asks(turn)) is not None:
        turn, understood = asking
    return (
        before_services.about_reporting(turn, understood)
        or victims.answer(turn, understood)
        or await _told_wrong(turn, understood)
        or office_facts.reach(turn)
        or kind_words.heard(turn, understood)
        or await before_services.of_own_case(turn, understood)
        or before_services.remark(turn, understood)
        or differences.compared(turn)
        or _office(turn, understood)
        or office_facts.fact(turn)
        or await follow_up.answer_in_context(turn, understood)
        or await _of_kind(turn, understood)
    )


async def _told_wrong(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer to a wish to report to an office that is named, and to what is complained of; None where nothing is."""
    if understood.kind in _MAY_REPORT and (office := _addressed(turn)):
        return await _report_to(turn.with_state(office=office))
    if (receipt := application.receipt(turn, understood)) is not None:
        return receipt
    if understood.kind == "complaint" and before_services.only_announces(turn):
        return menu.main(turn, say("smalltalk.listening"))
    return await grievance.answer(turn, understood) if grievance.is_meant(turn, understood) else None


def _office(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer to what is not about a service: a begun checklist, the hours and contacts of an office, the choice of an office; None otherwise."""
    if turn.topic and cue_words.says(turn, "checklist_asked"):
        return checklist.show(turn, turn.topic.id)
    if turn.state.checklist and understood.kind != "complaint" and checklist.asks_missing(turn):
        return checklist.missing(turn)
    if understood.kind != "complaint" and (guide := _guide(turn)) is not None:
        return guide
    if (general := office_facts.for_all_services(turn, understood)) is not None:
        return general
    office, is_short = menu.named_office(turn), len(turn.text.split()) <= SHORT
    if understood.kind != "complaint" and office_contacts.asks_office(turn):
        return office_contacts.office_matter(turn, office)
    if office and is_short and office_contacts.awaits_office(turn):
        return office_contacts.office_matter(turn, office)
    if office and understood.kind in {"none", "smalltalk"} and is_short and not _asks_something(turn):
        return menu.choose_office(turn, office)
    if office and menu.is_office(turn, office) and all(candidate.service.startswith(f"{office}/") for candidate in understood.candidates):
        return menu.choose_office(turn, office)
    asks_time = turn.topic and turn.knowledge.understander.component(turn.text) == "waktu" and cue_words.says(turn, "lasting")
    return office_contacts.office_matter(turn, office) if understood.office_matter and not asks_time else None


def _guide(turn: Turn) -> Outcome | None:
    """The answer to questions about what can be done here and how the chat works; None otherwise."""
    if len(turn.text.split()) > LONGEST_ABOUT_CHAT:
        return None
    if cue_words.says(turn, "what_here") and not compound.services_named(turn):
        return menu.services(turn)
    return menu.help_(turn) if cue_words.says(turn, "how_to_use") else None


async def _of_kind(turn: Turn, understood: Understanding) -> Outcome:
    """The answer by the kind of the message, without context."""
    if understood.kind == "smalltalk" and (comforted := comfort.heard(turn)) is not None:
        return comforted
    if understood.kind == "smalltalk" and (service := _missed(turn)):
        return inquiry.answer(turn, service)
    if smalltalk.is_closing(turn, understood):
        return smalltalk.answer(turn)
    if (known := await _asked_often(turn, understood) or await _perhaps_told(turn, understood)) is not None:
        return known
    match understood.kind:
        case "answer" if understood.service and cue_words.says(turn, "plea") and understood.component in {None, inquiry.SUMMARY}:
            return inquiry.answer(turn, understood.service, "persyaratan")
        case "answer" if understood.service:
            return await follow_up.answer(turn, understood)
        case "clarify" if sister := _sister(turn, understood):
            return inquiry.answer(turn, sister, turn.knowledge.understander.component(turn.text) or turn.state.part or inquiry.SUMMARY)
        case "clarify" if cue_words.says(turn, "helping") and not _is_specific_beside(turn, "helping"):
            return menu.main(turn, say("inquiry.about_what"))
        case "clarify":
            return inquiry.ask_which(turn, [candidate.service for candidate in understood.candidates], understood.component)
        case "complaint":
            return await grievance.answer(turn, understood)
        case "status":
            return await tracking.mine(turn)
        case "file" if turn.topic and len(cue_words.without_courtesy(turn.text)) == 1:  # "berkasnya?" asks which papers are needed
            return inquiry.answer(turn, turn.topic.id, "persyaratan")
        case "file":
            return await _own_reports(turn) or application.where_is(turn, understood)
        case "emergency":
            return emergency.help_first(turn)
        case "smalltalk":
            return _remark(turn, understood)
        case _:
            return await _not_covered(turn, understood)


async def _asked_often(turn: Turn, understood: Understanding) -> Outcome | None:
    """The lines that people ask for in such words of the one service that is named, where nothing seems to be asked: "ktp saya ilang di angkot"."""
    may_tell = understood.kind in {"smalltalk", "none"} and not understood.elsewhere
    service = turn.library.services.get(_named(turn) or "") if may_tell else None
    asked = details.question(turn, service) if service else None
    if service is None or asked is None or not (asked.match.known and asked.match.hits):
        return None
    return await details.answer(turn, service, understood, asked)


async def _perhaps_told(turn: Turn, understood: Understanding) -> Outcome | None:
    """Where a first story asks nothing but one service stands out by far in it: what people ask of it if it is named, else whether it is meant:
    "bapak meninggal, kata tetangga ada santunannya".
    """
    may_tell = understood.kind in {"smalltalk", "none"} and understood.score < SURELY_NOTHING and not smalltalk.is_thanks(turn)
    is_known = turn.topic or turn.state.offered or understood.candidates or understood.elsewhere or understood.office_matter
    if not may_tell or is_known or len(turn.text.split()) <= SHORT:
        return None
    ranked = turn.knowledge.understander.ranked(turn.text, turn.office_id)
    if not ranked or ranked[0].score < max([CLEARLY, *(FAR_MORE * other.score for other in ranked[1:2])]):
        return None
    best = ranked[0]
    if _named(turn) == best.service:
        known = await follow_up.answer(turn, replace(understood, kind="answer", service=best.service, candidates=ranked[:3]))
        return offers.assumed(known, turn, ())
    service = turn.library.services[best.service]
    part = turn.knowledge.understander.component(turn.text, service.id) or inquiry.SUMMARY
    return None if cue_words.interrogates(turn) else inquiry.ask_whether(turn, service, part, Text())


def _remark(turn: Turn, understood: Understanding) -> Outcome:
    """The answer to a remark. What is named is told about unless it is sure that nothing is asked: "ktp saya hilang"."""
    service = _named(turn)
    if service and understood.score < SURELY_A_REMARK and not smalltalk.is_thanks(turn):
        return inquiry.answer(turn, service, turn.knowledge.understander.component(turn.text) or inquiry.SUMMARY)
    return smalltalk.answer(turn)


def _missed(turn: Turn) -> str | None:
    """The service of which somebody says, before anything else was talked about, not to have the paper: "saya belum punya ktp"."""
    has_none = turn.topic is None and cue_words.given(turn, "has_none")
    return _named(turn) if has_none and not smalltalk.is_thanks(turn) else None


def _named(turn: Turn) -> str | None:
    """The id of the one service that the message names."""
    named = compound.services_named(turn)
    return named[0].id if len(named) == 1 else None


def _is_specific_beside(turn: Turn, key: str) -> bool:
    """Whether a rare word is left beside the phrases under `cues.<key>`: none in "bisa bantu ga"."""
    return turn.knowledge.understander.specific(cue_words.without_phrases(turn, key))


async def _own_reports(turn: Turn) -> Outcome | None:
    """The answer to "petugasnya sudah jalan?", "laporanku tekan ngendi": the state of the person's report; None where a service with a file may be
    meant.
    """
    is_named = (turn.topic or compound.named(turn)) and not cue_words.says(turn, "my_report")
    return None if is_named or not await case_remarks.own(turn, tuple(OPEN)) else await tracking.mine(turn)


async def _not_covered(turn: Turn, understood: Understanding) -> Outcome:
    """The answer where no standard covers the message; a service that it also asks for is answered too. A mere remark gets a kind word."""
    only_announces = cue_words.says(turn, "wants_to_ask") and len(understood.matter.split()) <= OUTCRY  # "nak, nenek mau tanya"
    says_nothing = only_announces or cue_words.only_tells(turn) or not turn.knowledge.understander.specific(turn.text)
    if understood.elsewhere and (_only_mentions(turn) or _will_ask(turn)):
        return smalltalk.answer(turn)
    if not understood.elsewhere and not understood.candidates and says_nothing:
        return smalltalk.hello(turn) if understood.courtesy.greeting else menu.main(turn, say("inquiry.about_what"))
    if understood.candidates:
        await opinion.collect(turn, "unsure", turn.text)
        return offers.perhaps(turn, understood)
    if (asking := _sentence_that_asks(turn)) is not None:
        return await _of_kind(*asking)
    done = inquiry.not_covered(turn, understood)
    if understood.elsewhere and (service := compound.named(turn)):
        beside = inquiry.answer(turn, service, turn.knowledge.understander.component(turn.text) or inquiry.SUMMARY)
        return replace(beside, replies=(*done.replies, *beside.replies))
    if not understood.elsewhere:  # the right agency is an answer
        await opinion.collect(turn, "none", turn.text)
    return done


def _sister(turn: Turn, understood: Understanding) -> str | None:
    """The one other service that may be meant where the words go on from the topic: "kalau dana desa beda syaratnya?" after ADD."""
    likely = [candidate.service for candidate in understood.candidates]
    others = [service for service in likely if turn.topic and service != turn.topic.id]
    return others[0] if len(others) == 1 and len(likely) == 2 and cue_words.leans_on_talk(turn) else None


def _will_ask(turn: Turn) -> bool:
    """Whether the question is still to come: "aku pakai kursi roda, mau tanya"."""
    end = " ".join(cue_words.without_courtesy(turn.text)[-2:])
    return end in words("cues.wants_to_ask")


def _only_mentions(turn: Turn) -> bool:
    """Whether amid a talk another agency's matter is only mentioned in telling of oneself, and nothing is asked of it: "anak saya narik ojek, cucu
    dua"; not "pindah KK dari Pontianak".
    """
    needs = any(cue_words.given(turn, sign) for sign in ("making", "has_none", "lacking")) or cue_words.interrogates(turn)
    asks = needs or cue_words.says(turn, "requests", cue_words.without(turn, turn.text, "carrying_on"))
    tells = cue_words.says(turn, "speaker") or cue_words.says(turn, "relatives")
    return turn.state.last_text is not None and SHORT < len(turn.text.split()) <= LONGEST_MENTION and tells and not asks


def _sentence_that_asks(turn: Turn) -> tuple[Turn, Understanding] | None:
    """The last sentence that is understood on its own, for a long story with a question at its end; None where there is none."""
    sentences = [sentence for sentence in _SENTENCES.split(turn.text) if len(sentence.split()) >= SHORT]
    for sentence in reversed(sentences if len(sentences) > 1 else []):
        understood = turn.knowledge.understander.understand(sentence, turn.office_id)
        if understood.candidates and understood.kind in {"answer", "none"}:
            return saying(turn, sentence), understood
    return None


def wants_person(turn: Turn, understood: Understanding) -> bool:
    """Whether the writer wants to talk to a person; "katanya petugas …" does not."""
    return any(wish.kind is WishKind.PERSON for wish in understood.wishes) or smalltalk.wants_human(turn, understood)


def question_for_officer(understood: Understanding) -> str:
    """The question for the officer, if it came together with a clear wish for a person; else empty."""
    if not understood.wishes:
        return ""
    question = " ".join([understood.matter, *(wish.content for wish in understood.wishes)]).strip()
    return question if len(question.split()) > SHORT else ""


def _asks_something(turn: Turn) -> bool:
    return cue_words.asks(turn) or cue_words.given(turn, "contact")


def _addressed(turn: Turn) -> str | None:
    """The office that a wish to report names, where none is chosen yet; None otherwise."""
    return menu.named_office(turn) if turn.office_id is None and plausibility.agrees_to_report(turn) else None


async def _report_to(turn: Turn) -> Outcome:
    """A report to the office that the words name: "mau ngadu soal pungli di kecamatan juai". A service that is named by a word such as "lapor"
    ("lapor kehilangan ktp") is answered as ever.
    """
    understood = turn.knowledge.understander.understand(turn.text, turn.office_id)
    if understood.kind == "answer" and compound.names_service(turn, understood):
        return await answer_by_meaning(turn, understood)
    beside = saying(turn, menu.without_office(turn))
    return await intake.start(turn, story="" if grievance.only_agrees(beside) else turn.text)
