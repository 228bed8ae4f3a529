"""A message in the context of the talk: "kalau biayanya?", "yang pertama", "bukan, yang anak", "balik ke yang tadi"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.asking import compound, cue_words, details, inquiry, menu, opinion, smalltalk
from handlers.asking.compound import SURE, VERY_SURE
from handlers.asking.inquiry import OFFICE, SUMMARY
from handlers.casework import number as numbers
from handlers.talking.buttons import AskOfficer, Menu, Services
from handlers.talking.message import Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say
from knowledge.standards.standard import COMPONENTS, Service
from knowledge.understanding.understander import Understanding

TOGETHER_SECONDS = 2
SHORT = 6
LEANING = 9  # words; a question about one line of a standard is seldom longer
VAGUE = 4  # words; a question for a part alone is seldom longer
NEAR = 0.5  # share of the best score from which another service may have been meant
LONGEST_SAID = 500
CLEARLY = 0.9  # score of a message for a service; about 2 at most
FAR_MORE = 2  # times the score of the topic
MOST_OTHERS = 2  # buttons below an assumed answer


def with_line_before(turn: Turn) -> Turn:
    """The turn joined with the words of less than two seconds before, where both together mean more than the words alone.

    A message that quotes another one or names a complaint is not joined.
    """
    before, at = turn.state.last_text, turn.state.last_at
    if not (before and at and turn.text) or (turn.now - at).total_seconds() >= TOGETHER_SECONDS:
        return turn
    if turn.quoted or numbers.find(turn.text):  # the message says what it is about
        return turn
    both = f"{before}\n{turn.text}"
    first, alone = (turn.knowledge.understander.understand(text, turn.office_id) for text in (before, turn.text))
    is_clear = any(reading.kind == "answer" and reading.score >= VERY_SURE for reading in (first, alone))  # so it was answered, or will be
    if (is_clear and not _is_part(turn, before, first)) or alone.kind == "emergency":
        return turn
    if turn.knowledge.understander.understand(both, turn.office_id).kind in {"none", "smalltalk"}:
        return turn
    return replace(turn, inbound=replace(turn.inbound, text=both))


def _is_part(turn: Turn, before: str, understood: Understanding) -> bool:
    """Whether this line names the service for the part that the line before asked for: "mau tanya biayanya", "surat ahli waris"."""
    component = turn.knowledge.understander.component
    return understood.service is None and component(before) is not None and component(turn.text) is None


async def answer(turn: Turn, understood: Understanding) -> Outcome:
    """The answer to a question that names its service; several questions in one message are all answered."""
    if understood.score < SURE:
        await opinion.collect(turn, "unsure", turn.text)
    service = turn.library.services[understood.service or ""]
    if asked := compound.questions(turn, service.id):
        return _all(turn, asked)
    turn = _with_unclear(turn)
    part = turn.knowledge.understander.component(turn.text, service.id) or understood.component or SUMMARY
    if cue_words.given(turn, "needed") and (item := details.asked_item(turn, service, understood)):
        return item
    if part in COMPONENTS and not service.component(part).given:
        await opinion.collect(turn, "silent", turn.text)
    near = tuple(candidate.service for candidate in understood.candidates[1:] if candidate.score >= understood.candidates[0].score * NEAR)
    done = inquiry.answer(turn, service.id, part, details.condition(turn, service, part))
    return replace(done, state=replace(done.state, near=near))


def _all(turn: Turn, asked: Sequence[tuple[str, list[str]]]) -> Outcome:
    """One answer for each service; the last one becomes the topic."""
    replies = [inquiry.answer_reply(turn, turn.library.services[service], parts) for service, parts in asked]
    service, parts = asked[-1]
    done = inquiry.talked_about(turn, turn.library.services[service], replies[-1], parts[-1])
    return replace(done, replies=tuple(replies))


def _with_unclear(turn: Turn) -> Turn:
    """The turn with the earlier question that named no service, now that the service is named and no other part of it is asked."""
    unclear = turn.state.unclear
    if unclear in (None, OFFICE) or turn.knowledge.understander.component(turn.text):
        return turn
    return replace(turn, inbound=replace(turn.inbound, text=f"{unclear} {turn.text}"))


async def answer_in_context(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer to a message that depends on what was said before; None where it stands for itself."""
    if asks_nothing(turn, understood):
        return None
    if (chosen := await _chosen(turn, understood)) is not None:
        return chosen
    topic = turn.topic or _only_service(turn)
    if topic is None:
        return _which_service(turn, understood)
    if (former := _former(turn, understood)) is not None:
        return former
    if _stands_alone(turn, understood, topic):
        return None
    asked = compound.questions(turn, topic.id)
    if len(asked) == 1 and not cue_words.particular(turn):
        return _all(turn, asked)
    return await details.answer(turn, topic, understood)


def is_reaction(turn: Turn, understood: Understanding) -> bool:
    """Whether the words only react to the answer and ask for nothing: "astaga jauh ya ke Pontianak", "oke besok saya antar ke sana"."""
    if turn.topic is None or understood.kind in {"complaint", "emergency", "status", "file"}:
        return False
    if cue_words.questions(turn) or not cue_words.reacts(turn):
        return False
    lacks = cue_words.given(turn, "lacking", cue_words.without_no_matter(turn)) and (
        understood.kind != "smalltalk" or details.is_said(turn, turn.topic)
    )
    return not (lacks or cue_words.given(turn, "needed")) and len(turn.text.split()) > 1


def _only_service(turn: Turn) -> Service | None:
    """The service, if the office has only one."""
    services = turn.library.services_of(turn.office_id) if turn.office_id else []
    return services[0] if len(services) == 1 and turn.knowledge.understander.component(turn.text) else None


def asks_nothing(turn: Turn, understood: Understanding) -> bool:
    """Whether the words ask nothing of a standard: thanks, a laugh, a remark."""
    leans = any(cue_words.given(turn, sign) for sign in ("needed", "lacking", "another", "back"))
    if leans or cue_words.place(turn) is not None:
        return smalltalk.is_courtesy(turn) and understood.kind == "smalltalk"
    if smalltalk.is_closing(turn, understood):
        return True
    asks = cue_words.questions(turn) or turn.knowledge.understander.calls_part(turn.text)
    return understood.kind == "smalltalk" and not asks and not _is_circumstance(turn)


def _is_circumstance(turn: Turn) -> bool:
    """Whether the few words describe the citizen's case and the standard has a line for it: "hilang" after the KTP."""
    topic = turn.topic
    return topic is not None and len(turn.text.split()) <= VAGUE and details.is_said(turn, topic) and not smalltalk.is_courtesy(turn)


async def _chosen(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer for one of the offered services, chosen by position or words, or for another of them: "bukan, yang satunya". None otherwise."""
    offered: Sequence[str] = [service for service in turn.state.offered if service in turn.library.services]
    topic = turn.state.topic or ""
    if (place := cue_words.place(turn)) is not None:
        return inquiry.answer(turn, offered[place], turn.state.part or SUMMARY) if place < len(offered) else _which(turn, offered)
    if offered and topic not in offered:
        if understood.kind not in {"answer", "clarify", "none"} and len(turn.text.split()) > SHORT:
            return None
        if understood.elsewhere or compound.names_candidate(turn, understood, but=offered):
            return None
        service_id = _meant(turn, understood, offered)
        return _part_of(turn, service_id) if service_id else await _likeliest(turn, understood, offered)
    return _corrected(turn, understood, [service for service in offered or turn.state.near if service != topic])


async def _likeliest(turn: Turn, understood: Understanding, offered: Sequence[str]) -> Outcome | None:
    """The answer from the likeliest offered service to a question such as "berkasnya apa?", with the others as buttons below; None otherwise."""
    if understood.kind in {"complaint", "emergency", "file"} or understood.elsewhere or len(turn.text.split()) > LEANING:
        return None
    if part := turn.knowledge.understander.component(turn.text):
        return _assumed(inquiry.answer(turn, offered[0], part), turn, offered[1:])
    speaking = max(offered, key=lambda service_id: details.most_said(turn, turn.library.services[service_id]))
    service = turn.library.services[speaking]
    done = await details.answer(turn, service, understood) if details.is_said(turn, service) else None
    return _assumed(done, turn, [offered_service for offered_service in offered if offered_service != speaking]) if done else None


def perhaps(turn: Turn, understood: Understanding) -> Outcome:
    """Handles a question that a standard may not cover: answers from that standard if its name was said, else asks whether it is meant."""
    service = turn.library.services[understood.candidates[0].service]
    part = turn.knowledge.understander.component(turn.text, service.id) or SUMMARY
    if turn.knowledge.understander.names(turn.text, service.id):
        return _assumed(inquiry.answer(turn, service.id, part), turn, ())
    advice = Text.of(understood.elsewhere.answer) if understood.elsewhere else Text()
    return inquiry.ask_whether(turn, service, part, advice)


def _assumed(done: Outcome, turn: Turn, others: Sequence[str]) -> Outcome:
    """The answer with a sentence that it rests on an assumption, and the other possible services as buttons."""
    first_reply = done.replies[0]
    choices = (*(menu.service_choice(turn.library.services[other]) for other in others[:MOST_OTHERS]), *first_reply.choices)
    hedge = say("inquiry.assumed") if others else say("inquiry.assumed_alone")
    assumed = replace(first_reply, text=Text.join([first_reply.text, hedge]), choices=choices)
    return replace(done, replies=(assumed,), state=replace(done.state, near=tuple(others)))


def _part_of(turn: Turn, service: str) -> Outcome:
    return inquiry.answer(turn, service, turn.knowledge.understander.component(turn.text, service) or turn.state.part or SUMMARY)


def _meant(turn: Turn, understood: Understanding, offered: Sequence[str]) -> str | None:
    likely = [understood.service, *(candidate.service for candidate in understood.candidates)]
    service_id = next((candidate for candidate in likely if candidate in offered), None)
    return service_id or _by_title(turn, offered)


def _corrected(turn: Turn, understood: Understanding, others: Sequence[str]) -> Outcome | None:
    """The answer for a service close to the last one, after "bukan, yang anak"; None where the words name something new."""
    if not others or not cue_words.given(turn, "another") or len(turn.text.split()) > SHORT:
        return None
    if understood.kind == "answer" and understood.service not in others and understood.score >= VERY_SURE:
        return None
    service_id = _by_title(turn, others) or (others[0] if len(others) == 1 and turn.state.offered else None)
    return _part_of(turn, service_id) if service_id else _which(turn, others)


def _by_title(turn: Turn, offered: Sequence[str]) -> str | None:
    """The one offered service whose title or names hold a word that was said and the others lack."""
    spoken = {word for word in re.findall(r"\w+", turn.text.lower()) if len(word) > 3}
    services = [turn.library.services[offered_service] for offered_service in offered]
    hits = {service.id: sum(word in " ".join((service.title, *service.names)).lower() for word in spoken) for service in services}
    best = max(hits, key=lambda service_id: hits[service_id])
    return best if hits[best] and list(hits.values()).count(hits[best]) == 1 else None


def _which(turn: Turn, services: Sequence[str]) -> Outcome:
    """Asks which of these services is meant; without any to choose from, which service at all."""
    return inquiry.ask_which(turn, services, turn.state.part) if len(services) > 1 else _which_at_all(turn)


def _which_at_all(turn: Turn) -> Outcome:
    choices = (button(Services(), "services"), button(AskOfficer(), "human"), button(Menu(), "menu"))
    return outcome(turn, reply(say("inquiry.which_at_all"), *choices), unclear=turn.text[:LONGEST_SAID])


def _which_service(turn: Turn, understood: Understanding) -> Outcome | None:
    """Asks for the service after "syaratnya apa?" without context; None otherwise."""
    begins = understood.kind == "smalltalk" and cue_words.says(turn, "wants_to_ask")  # "mau tanya biayanya"
    unclear = begins or understood.kind in {"clarify", "none"}
    if not unclear or understood.elsewhere or not turn.knowledge.understander.component(turn.text):
        return None
    is_named = compound.names_candidate(turn, understood)
    vague = not cue_words.particular(turn) or len(turn.text.split()) <= VAGUE
    return _which_at_all(turn) if vague and not is_named else None


def _former(turn: Turn, understood: Understanding) -> Outcome | None:
    """Returns to the service before the topic: "balik ke yang tadi"; None otherwise."""
    topics = [topic for topic in turn.state.topics if topic in turn.library.services]
    if len(topics) < 2 or not cue_words.given(turn, "back") or len(turn.text.split()) > LEANING:
        return None
    named = next((topic for topic in topics if turn.knowledge.understander.names(turn.text, topic)), None)
    if named is None and len(turn.text.split()) > SHORT:
        return None
    named = named or topics[-2]
    return inquiry.answer(turn, named, turn.knowledge.understander.component(turn.text, named) or SUMMARY)


def _stands_alone(turn: Turn, understood: Understanding, topic: Service) -> bool:
    """Whether the message names a subject of its own, and does not ask what the topic's standard says about it ("surat nikah wajib?")."""
    if understood.kind == "complaint" and understood.score < VERY_SURE and _is_about_papers(turn):
        return False
    if understood.kind == "file" and understood.score < SURE and cue_words.interrogates(turn):
        return False
    if understood.kind in {"complaint", "emergency", "file"}:
        return True
    if understood.kind == "status":
        return not (_asks_for_contact(turn) or _asks_part(turn))
    if cue_words.turns_away(turn) and _is_of_another(understood, topic):
        return True
    is_short, is_said = len(turn.text.split()) <= LEANING, details.is_said(turn, topic)
    if not is_said and cue_words.given(turn, "something_else"):
        return True
    if is_short and is_said and not cue_words.given(turn, "making") and _asks_detail(turn, understood, topic):
        return False
    asks = (cue_words.asks(turn) and cue_words.given(turn, "allowed")) or turn.knowledge.understander.component(turn.text)
    if understood.elsewhere and _is_about_papers(turn):
        return False
    if understood.elsewhere or (understood.kind == "smalltalk" and not asks and not is_said):
        return True
    if _leans(turn, understood):
        return False
    if compound.names_candidate(turn, understood, but=[topic.id]):
        return True
    return not is_said and cue_words.particular(turn) and _speaks_for_another(turn, topic)


def _is_of_another(understood: Understanding, topic: Service) -> bool:
    """Whether another service is the likeliest, even if unsure."""
    return bool(understood.candidates) and understood.candidates[0].service != topic.id


def _speaks_for_another(turn: Turn, topic: Service) -> bool:
    """Whether the words fit another service clearly better than the topic."""
    likely = {service_id.service: service_id.score for service_id in turn.knowledge.understander.ranked(turn.text, turn.office_id)}
    best = max(likely, key=lambda service_id: likely[service_id])
    return best != topic.id and likely[best] >= CLEARLY and likely[best] >= FAR_MORE * likely.get(topic.id, 0.0)


def _is_about_papers(turn: Turn) -> bool:
    """Whether the words ask about a paper within a standard, not about the service that issues it: "bawa buku KIA ya?", "ijazah SMP gpp?"."""
    if cue_words.given(turn, "making") or len(turn.text.split()) > LEANING:
        return False
    return any(cue_words.given(turn, sign) for sign in ("needed", "allowed")) and cue_words.interrogates(turn)


def _asks_detail(turn: Turn, understood: Understanding, topic: Service) -> bool:
    """Whether another service's name is only the name of a paper: "KTP-nya asli?", but not "syarat KTP"."""
    needs = cue_words.given(turn, "needed") or cue_words.given(turn, "lacking") or cue_words.given(turn, "whose")
    return needs or not compound.names_candidate(turn, understood, but=[topic.id])


def _asks_part(turn: Turn) -> bool:
    """Whether a part of the standard is asked rather than a report: "lanjut yang tadi, berapa hari diprosesnya?"."""
    return turn.knowledge.understander.component(turn.text) is not None and not cue_words.given(turn, "own_report")


def _asks_for_contact(turn: Turn) -> bool:
    """Whether "nomornya?" after an answer asks for the telephone, not for the number of a report."""
    return len(turn.text.split()) <= SHORT and cue_words.given(turn, "contact") and not cue_words.given(turn, "own_report")


def _leans(turn: Turn, understood: Understanding) -> bool:
    """Whether few words depend on what was said before and name no service: "wajib pakai materai?", "kalau kecewa lapor kemana?"."""
    is_short = len(turn.text.split()) <= SHORT and not cue_words.given(turn, "making")
    is_named = compound.names_candidate(turn, understood)
    is_part = len(turn.text.split()) < VAGUE and turn.knowledge.understander.component(turn.text) is not None
    return is_short and not is_named and (cue_words.given(turn, "needed") or cue_words.given(turn, "supposing") or is_part)
