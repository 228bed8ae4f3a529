"""A message in the light of what was talked about: "kalau biayanya?", "yang pertama", "wajib pakai materai ga?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from handlers import inquiry, survey
from handlers.inquiry import SUMMARY
from handlers.message import Outcome, Text
from handlers.turn import Turn, outcome, reply
from handlers.wording import button, say, words
from knowledge.parts import RankedItem
from knowledge.standard import COMPONENTS, Service
from knowledge.understanding import Understanding

SURE = 0.6
VERY_SURE = 0.9
TOGETHER_SECONDS = 2
SHORT = 6
MOST_ITEMS = 3
_SENTENCES = re.compile(r"[?;\n]+|\b(?:terus|trus|sekalian|dan juga)\b", re.IGNORECASE)


def spoken_together(turn: Turn) -> str:
    """The words of this message behind those said less than two seconds before it."""
    before, at = turn.state.get("said"), turn.state.get("said_at")
    if before and at and (turn.now - datetime.fromisoformat(at)).total_seconds() < TOGETHER_SECONDS:
        return f"{before} {turn.text}"
    return turn.text


async def answer(turn: Turn, understood: Understanding) -> Outcome:
    """The answer to a question that names its service; several questions are all answered."""
    if understood.score < SURE:
        await survey.collect(turn, "unsure", turn.text)
    asked = _several(turn, understood)
    part = understood.component or SUMMARY
    done = inquiry.answer(turn, understood.service or "", part, _condition(turn, understood.service or "", part))
    if not asked:
        return _asked(done, turn)
    replies = [inquiry.answer_reply(turn, turn.library.services[service], part) for service, part in asked]
    return _asked(Outcome(replies=tuple(replies), state={**done.state, "topic": asked[-1][0]}), turn)


def _condition(turn: Turn, service: str, part: str) -> str:
    """A condition of the standard that is the citizen's own case, such as "jika KTP hilang …", where it stands in another part."""
    found = turn.knowledge.understander.items(service, turn.text)
    starts = tuple(words("cues.conditions"))
    certain = (one.text for one in found if one.score >= VERY_SURE and one.component != part and one.text.lower().startswith(starts))
    return next(certain, "")


def _asked(done: Outcome, turn: Turn) -> Outcome:
    """Remembers the question, for a 👎."""
    return Outcome(replies=done.replies, notices=done.notices, state={**done.state, "asked": turn.text[:500]})


def _several(turn: Turn, understood: Understanding) -> list[tuple[str, str]]:
    """(service, part) of each question of the message, where it holds more than one; [] where it does not."""
    pieces = [piece.strip() for piece in _SENTENCES.split(turn.text) if len(piece.split()) >= 2]
    if len(pieces) < 2:
        return []
    found: list[tuple[str, str]] = []
    for piece in pieces:
        one = turn.knowledge.understander.understand(piece, turn.office_id)
        part = turn.knowledge.understander.component(piece)
        service = one.service if one.kind == "answer" and one.score >= SURE else (understood.service if part else None)
        if service and (service, part or SUMMARY) not in found:
            found.append((service, part or SUMMARY))
    return found if len(found) > 1 else []


def take(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer where the message leans on what was said before; None where it stands for itself."""
    if (chosen := _offered(turn, understood)) is not None:
        return inquiry.answer(turn, chosen, turn.knowledge.understander.component(turn.text) or turn.state.get("part") or SUMMARY)
    topic = turn.library.services.get(turn.state.get("topic", ""))
    if topic is None or _stands_alone(turn, understood, topic):
        return None
    return _about_topic(turn, topic)


def _offered(turn: Turn, understood: Understanding) -> str | None:
    """Which of the services that were just offered is meant: by its place, or by its words."""
    offered: Sequence[str] = [one for one in turn.state.get("offered", ()) if one in turn.library.services]
    if not offered:
        return None
    said = turn.text.lower()
    for place, ordinal in enumerate(words("cues.ordinals")):
        if ordinal in said and place < len(offered):
            return offered[place]
    likely = [understood.service, *(one.service for one in understood.candidates)]
    if known := next((one for one in likely if one in offered), None):
        return known
    return _by_title(said, [turn.library.services[one] for one in offered])


def _by_title(said: str, services: Sequence[Service]) -> str | None:
    """The one service whose title or names hold a word that was said and the others do not."""
    spoken = {word for word in re.findall(r"\w+", said) if len(word) > 3}
    hits = {service.id: sum(word in " ".join((service.title, *service.names)).lower() for word in spoken) for service in services}
    best = max(hits, key=lambda one: hits[one])
    return best if hits[best] and list(hits.values()).count(hits[best]) == 1 else None


def _stands_alone(turn: Turn, understood: Understanding, topic: Service) -> bool:
    """Whether the message names a subject of its own."""
    if understood.kind in {"complaint", "status", "emergency"} or understood.elsewhere:
        return True
    if understood.kind == "answer" and understood.service not in (None, topic.id):
        named = turn.knowledge.understander.names(turn.text, understood.service or "")
        if understood.score >= (SURE if named else VERY_SURE):
            return True
    return any(turn.knowledge.understander.names(turn.text, one.service) for one in understood.candidates if one.service != topic.id)


def _about_topic(turn: Turn, topic: Service) -> Outcome | None:
    """A question within the standard that is talked about: the item that answers, the part that is named, or that it is silent."""
    understander = turn.knowledge.understander
    part, found = understander.component(turn.text), understander.items(topic.id, turn.text)
    if understander.specific(turn.text) and (part or found or _asks(turn.text)):
        return _items(turn, topic, found) if found else _silent(turn, topic, part)
    if part and len(turn.text.split()) <= SHORT:
        return inquiry.answer(turn, topic.id, part)
    return None


def _items(turn: Turn, topic: Service, found: Sequence[RankedItem]) -> Outcome:
    part = found[0].component
    shown = inquiry.answer_reply(turn, topic, part, [one.text for one in found[:MOST_ITEMS]])
    return outcome(turn, shown, asked=turn.text[:500], part=part, offered=None)


def _asks(text: str) -> bool:
    said = text.lower().split()
    return text.rstrip().endswith("?") or any(cue in said for cue in words("cues.asking"))


def _silent(turn: Turn, topic: Service, part: str | None) -> Outcome:
    """The standard does not say it, and the bot does not guess; what it does say of the part is shown."""
    office = turn.library.office_of(topic.id)
    known = part in COMPONENTS and topic.component(part).given
    text = Text.join(
        [
            say("inquiry.not_in_standard", title=topic.title),
            inquiry.component_text(topic, part) if known and part in COMPONENTS else Text(),
            say("inquiry.ask_unit", unit=office.unit(topic.unit).name),
            inquiry.contact_lines(office, topic.unit),
            inquiry.source_line(topic.source),
        ]
    )
    choices = (button("human", "human"), button(f"p:{topic.id}:semua", "everything"), button("menu", "menu"))
    return outcome(turn, reply(text, *choices), asked=turn.text[:500])
