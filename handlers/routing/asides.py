"""A question asked amid a report: answered within the service that was last talked of, or within the report's own. Otherwise the bot says that it
cannot answer here.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.asking import cue_words, details, office_contacts, smalltalk, victims
from handlers.routing import meaning
from handlers.talking.message import Outcome, Reply
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import say
from knowledge.understanding.understander import Understanding

_GUESSED = {"answer", "clarify", "none", "complaint"}


async def answered(turn: Turn, understood: Understanding, *, beside_report: bool) -> Outcome:
    """The answer to a question. Beside a report no standard answers that neither the words nor the talk name."""
    free = _about_the_report(turn)
    if (helped := victims.answer(turn, understood)) is not None:
        return replace(helped, state=replace(helped.state, dialogue=None))
    if beside_report and _is_guessed(turn, understood):
        return await _within_the_talk(free, understood) or outcome(free, _no_answer())
    done = await meaning.answer_by_meaning(free, understood)
    return replace(done, replies=(_no_answer(),)) if smalltalk.is_unanswered(done) else done


def _no_answer() -> Reply:
    return reply(say("intake.no_answer_here"))


async def _within_the_talk(turn: Turn, understood: Understanding) -> Outcome | None:
    """The lines of the service that was talked of; None where its standard says nothing of it."""
    topic = turn.topic
    if topic is None:
        return None
    asked = details.question(turn, topic)
    is_of_it = asked.part in details.IN_MANY_WORDS or asked.is_answered
    return await details.answer(turn, topic, understood, asked) if is_of_it else None


def _is_guessed(turn: Turn, understood: Understanding) -> bool:
    """Whether a standard would answer that the words do not name."""
    if understood.kind not in _GUESSED or understood.elsewhere or understood.office_matter or office_contacts.asks_office(turn):
        return False
    service = understood.service or (understood.candidates[0].service if understood.candidates else "")
    is_named = bool(service) and turn.knowledge.understander.names(turn.text, service)
    asks_part = cue_words.says(turn, "requirements") or cue_words.says(turn, "of_standard") or cue_words.says(turn, "charged")
    return understood.kind == "complaint" or not (is_named or asks_part)


def _about_the_report(turn: Turn) -> Turn:
    """The turn outside the dialogue; the service of the report becomes the topic if there is none."""
    answers = turn.state.dialogue.answers if turn.state.dialogue else {}
    return turn.with_state(dialogue=None, topic=turn.state.topic or answers.get("service") or answers.get("proposed_service"))
