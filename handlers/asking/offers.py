"""Services that were offered, and which of them is meant: "yang pertama", "bukan, yang anak", "berkasnya apa?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.asking import compound, cue_words, details, inquiry, menu
from handlers.asking.compound import VERY_SURE
from handlers.asking.inquiry import SUMMARY
from handlers.asking.topics import LEANING, SHORT
from handlers.talking.buttons import AskOfficer, Menu, NoneOfThese, Services
from handlers.talking.message import Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say, words
from knowledge.language.dialogue_acts import Act
from knowledge.understanding.understander import Understanding

MOST_OTHERS = 2  # buttons below an assumed answer
MOST_GUESSED = 3  # offered services of which the likeliest is answered; of more it is asked again
LONGEST_SAID = 500


async def chosen(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer for one of the offered services, chosen by position or words, or for another of them: "bukan, yang satunya". None otherwise."""
    offered: Sequence[str] = [service for service in turn.state.offered if service in turn.library.services]
    topic = turn.state.topic or ""
    if (place := cue_words.place(turn)) is not None:
        return inquiry.answer(turn, offered[place], turn.state.part or SUMMARY) if place < len(offered) else _which(turn, offered)
    if offered and topic not in offered:
        if understood.kind not in {"answer", "clarify", "none"} and len(turn.text.split()) > SHORT:
            return None
        if (
            understood.elsewhere
            or _means_another(understood, offered)
            or compound.names_candidate(turn, understood, but=offered)
            or compound.makes_another(turn, understood, but=offered)
        ):
            return None
        if (told := await _told_of(turn, understood, offered)) is not None:
            return told
        part = turn.knowledge.understander.component(turn.text)
        if part and understood.kind == "none" and len(offered) > MOST_GUESSED:
            return inquiry.ask_which(turn, offered, part)
        service_id = _meant(turn, understood, offered)
        return _part_of(turn, service_id) if service_id else await _likeliest(turn, understood, offered)
    return _corrected(turn, understood, [service for service in offered or turn.state.near if service != topic])


def _means_another(understood: Understanding, offered: Sequence[str]) -> bool:
    """Whether a service that was not offered is surely meant."""
    return understood.kind == "answer" and understood.service not in offered and understood.score >= VERY_SURE


def confirmed(turn: Turn) -> Outcome | None:
    """The answer to a bare yes or no to "Apakah maksudnya …?"; None for all other words, and where no single service waits for it."""
    offered = [service for service in turn.state.offered if service in turn.library.services]
    if len(offered) != 1 or turn.state.topic is not None or not turn.state.choices or turn.state.choices[-1][0] != NoneOfThese().id:
        return None
    if turn.knowledge.understander.act(turn.text) is Act.AGREE:
        return inquiry.answer(turn, offered[0], turn.state.part or SUMMARY)
    is_no = set(cue_words.without_courtesy(turn.text)) <= {*words("cues.no")}
    return which_at_all(turn.with_state(offered=())) if is_no else None


async def _told_of(turn: Turn, understood: Understanding, offered: Sequence[str]) -> Outcome | None:
    """The line of the one offered service that says what is told in other words: "kadernya cuma empat"; None where none or several say it."""
    asked = [(service, details.question(turn, service)) for service in (turn.library.services[service_id] for service_id in offered)]
    saying = [(service, question) for service, question in asked if question.match.by_saying and question.match.hits]
    return await details.answer(turn, saying[0][0], understood, saying[0][1]) if len(saying) == 1 else None


async def _likeliest(turn: Turn, understood: Understanding, offered: Sequence[str]) -> Outcome | None:
    """The answer from the likeliest offered service to a question such as "berkasnya apa?", with the others as buttons below; None otherwise."""
    if understood.kind in {"complaint", "emergency", "file", "status"} or understood.elsewhere or len(turn.text.split()) > LEANING:
        return None
    if part := turn.knowledge.understander.component(turn.text):
        return assumed(inquiry.answer(turn, offered[0], part), turn, offered[1:])
    speaking = max(offered, key=lambda service_id: details.most_said(turn, turn.library.services[service_id]))
    service = turn.library.services[speaking]
    asked = details.question(turn, service)
    done = await details.answer(turn, service, understood, asked) if asked.is_answered else None
    return assumed(done, turn, [offered_service for offered_service in offered if offered_service != speaking]) if done else None


def perhaps(turn: Turn, understood: Understanding) -> Outcome:
    """Handles a question that a standard may not cover: answers from that standard if its name was said, else asks whether it is meant."""
    service = turn.library.services[understood.candidates[0].service]
    part = turn.knowledge.understander.component(turn.text, service.id) or SUMMARY
    if turn.knowledge.understander.names(turn.text, service.id):
        return assumed(inquiry.answer(turn, service.id, part), turn, ())
    advice = Text.of(understood.elsewhere.answer) if understood.elsewhere else Text()
    return inquiry.ask_whether(turn, service, part, advice)


def assumed(done: Outcome, turn: Turn, others: Sequence[str]) -> Outcome:
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
    return inquiry.ask_which(turn, services, turn.state.part) if len(services) > 1 else which_at_all(turn)


def which_at_all(turn: Turn) -> Outcome:
    choices = (button(Services(), "services"), button(AskOfficer(), "human"), button(Menu(), "menu"))
    return outcome(turn, reply(say("inquiry.which_at_all"), *choices), unclear=turn.text[:LONGEST_SAID])
