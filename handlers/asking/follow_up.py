"""A message in the context of the talk: "kalau biayanya?", "yang pertama", "bukan, yang anak", "balik ke yang tadi"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.asking import compound, cue_words, details, inquiry, offers, opinion, remarks, silence, topics
from handlers.asking.compound import SURE, VERY_SURE
from handlers.asking.inquiry import SUMMARY
from handlers.asking.office_contacts import OFFICE
from handlers.asking.topics import LEANING, SHORT, VAGUE
from handlers.casework import number as numbers
from handlers.talking.message import Outcome
from handlers.talking.state import INVITED
from handlers.talking.turn import Turn
from knowledge.standards.standard import COMPONENTS, Service
from knowledge.understanding.passages import StandardMatch
from knowledge.understanding.understander import Understanding

TOGETHER_SECONDS = 2
JUST_BEFORE = timedelta(minutes=15)
NEAR = 0.5  # share of the best score from which another service may have been meant


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
    part = _part(turn, service, understood)
    if cue_words.given(turn, "needed") and (item := details.asked_item(turn, service, understood)):
        return item
    if part in COMPONENTS and not service.component(part).given:
        is_called = turn.knowledge.understander.calls_part(turn.text)
        if (
            part in details.GUESSED
            and not is_called
            and (done := await details.answer(turn, service, understood, details.question(turn, service)))
        ):
            return done
        if cue_words.particular(turn) and (lines := details.said_elsewhere(turn, service, understood)):
            return lines
        await opinion.collect(turn, "silent", turn.text)
    near = tuple(candidate.service for candidate in understood.candidates[1:] if candidate.score >= understood.candidates[0].score * NEAR)
    done = inquiry.answer(turn, service.id, part, details.condition(turn, service, part))
    return replace(done, state=replace(done.state, near=near))


def _part(turn: Turn, service: Service, understood: Understanding) -> str:
    """The part that is asked for. Few words that only name another service go on with the part of the talk: "kalau ADD" after "syarat DD"."""
    goes_on = len(turn.text.split()) <= VAGUE and cue_words.leans_on_talk(turn) and turn.state.topic not in {None, service.id}
    if goes_on and not turn.knowledge.understander.calls_part(turn.text):
        return turn.state.part or SUMMARY
    return turn.knowledge.understander.component(turn.text, service.id) or understood.component or SUMMARY


def _all(turn: Turn, asked: Sequence[tuple[str, list[str]]]) -> Outcome:
    """One answer for each service; the last one becomes the topic."""
    replies = [inquiry.answer_reply(turn, turn.library.services[service], parts) for service, parts in asked]
    service, parts = asked[-1]
    done = inquiry.talked_about(turn, turn.library.services[service], replies[-1], parts[-1])
    return replace(done, replies=tuple(replies))


def _with_unclear(turn: Turn) -> Turn:
    """The turn with the earlier question that named no service, now that the service is named and no other part of it is asked."""
    unclear = turn.state.unclear
    if unclear in (None, OFFICE, INVITED) or turn.knowledge.understander.component(turn.text):
        return turn
    return replace(turn, inbound=replace(turn.inbound, text=f"{unclear} {turn.text}"))


async def answer_in_context(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer to a message that depends on what was said before; None where it stands for itself."""
    if remarks.asks_nothing(turn, understood):
        return None
    if (chosen := await offers.chosen(turn, understood)) is not None:
        return chosen
    if turn.topic is None and _is_of_referral(turn, understood):
        return inquiry.referred(turn)
    topic = turn.topic or _only_service(turn) or _of_report(turn)
    if topic is None:
        return _which_service(turn, understood)
    if (former := _former(turn, understood)) is not None:
        return former
    if topics.lacks_what_was_named(turn, understood) or topics.asks_leave(turn):
        return await silence.say_silent(turn, topic, None, StandardMatch(), understood)
    topic, asked = _spoken_of(turn, understood, topic)
    if topics.is_left(turn, understood, topic, asked):
        return None
    several = compound.questions(turn, topic.id)
    if (together := _several_at_once(turn, topic)) is not None:
        return together
    if len(several) == 1 and (compound.calls_all(turn) or not cue_words.particular(turn)):
        return _all(turn, several)
    return await details.answer(turn, topic, understood, asked)


def _spoken_of(turn: Turn, understood: Understanding, topic: Service) -> tuple[Service, details.Question]:
    """The question to the topic, or to an earlier one of the talk of which people surely ask so: "foto depan belakang cukup?" after the one about a house."""
    asked = details.question(turn, topic)
    if asked.match.known >= topics.SURELY_ASKED or compound.names_candidate(turn, understood):
        return topic, asked
    for earlier in reversed(turn.state.topics):
        former = turn.library.services.get(earlier) if earlier != topic.id else None
        if former and turn.knowledge.understander.asked_often(former.id, turn.text) >= topics.SURELY_ASKED:
            question = details.question(turn, former)
            if topics.is_known(turn, understood, question):
                return former, question
    return topic, asked


def _several_at_once(turn: Turn, topic: Service) -> Outcome | None:
    """Two or more parts that one message calls, and below them the lines for what else it asks; None where it calls fewer."""
    parts, others = compound.called(turn)
    if len(parts) < 2:
        return None
    lines = [line for clause in others for line in details.lines(turn, topic, clause)]
    more = inquiry.listed(lines) if lines else None
    return inquiry.talked_about(turn, topic, inquiry.answer_reply(turn, topic, parts, more=more), parts[-1])


def _is_of_referral(turn: Turn, understood: Understanding) -> bool:
    """Whether few words ask for a part of what another agency does, which was talked of last: "syaratnya apa?"."""
    is_short = (
        len(turn.text.split()) <= SHORT and understood.kind in {"none", "clarify", "smalltalk", "answer"} and not understood.elsewhere
    )
    asks_part = turn.knowledge.understander.calls_part(turn.text)
    return bool(turn.state.referral) and is_short and asks_part and not compound.names_candidate(turn, understood)


def _only_service(turn: Turn) -> Service | None:
    """The service, if the office has only one, and the words name nothing that its standard lacks: not "syarat ktp apa"."""
    services = turn.library.services_of(turn.office_id) if turn.office_id else []
    if len(services) != 1 or not turn.knowledge.understander.component(turn.text):
        return None
    return None if details.question(turn, services[0]).match.missing else services[0]


def _of_report(turn: Turn) -> Service | None:
    """The service of a report that was begun just before: "dinas bisa jemput?" asks about what was told."""
    left = turn.state.parked
    is_fresh = left is not None and left.at is not None and turn.now - left.at <= JUST_BEFORE
    service = (left.answers.get("service") or left.answers.get("proposed_service")) if left and is_fresh else None
    return turn.library.services.get(service or "")


def _which_service(turn: Turn, understood: Understanding) -> Outcome | None:
    """Asks for the service after "syaratnya apa?" without context; None otherwise."""
    begins = understood.kind == "smalltalk" and cue_words.says(turn, "wants_to_ask")  # "mau tanya biayanya"
    unclear = begins or understood.kind in {"clarify", "none"}
    if not unclear or understood.elsewhere or not turn.knowledge.understander.component(turn.text):
        return None
    is_named = compound.names_candidate(turn, understood)
    vague = not cue_words.particular(turn) or len(turn.text.split()) <= VAGUE
    return offers.which_at_all(turn) if vague and not is_named else None


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
