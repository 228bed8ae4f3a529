"""Help for victims that is asked for after violence was told: "kalau mau didampingi dinas apa syaratnya". What was told says for whom."""

from __future__ import annotations

from handlers.asking import cue_words, inquiry
from handlers.talking.message import Outcome
from handlers.talking.turn import Turn
from handlers.talking.wording import plain
from knowledge.understanding.understander import Understanding

VIOLENCE = {"kekerasan", "anak", "perdagangan_orang"}  # kinds of danger.yaml
OPEN = {"none", "clarify", "answer"}


def answer(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer from the standard for victims of violence; None where nothing of the kind is asked or was told, or the office has none."""
    is_asked = understood.kind in OPEN and cue_words.says(turn, "for_victims") and cue_words.questions(turn)
    if not is_asked or (turn.topic and not understood.elsewhere and understood.kind != "none"):
        return None
    likely = _services(turn)
    meant = [turn.topic.id if turn.topic else "", *(candidate.service for candidate in understood.candidates)]
    of_nothing_else = understood.kind == "none" and not understood.elsewhere and cue_words.says(turn, "accompanied")
    is_meant = likely and (of_nothing_else or _was_told(turn))
    service = next((each for each in meant if each in likely), likely[0] if is_meant else None)
    return inquiry.answer(turn, service, turn.knowledge.understander.component(turn.text, service) or inquiry.SUMMARY) if service else None


def _services(turn: Turn) -> list[str]:
    """The office's services for victims; first what fits the question best."""
    read = [turn.knowledge.understander.understand(plain("inquiry.for_victims", question=text), turn.office_id) for text in (turn.text, "")]
    return [candidate.service for one in read for candidate in one.candidates]


def _was_told(turn: Turn) -> bool:
    """Whether violence was told in the message, in the danger of before, or in the report that is written or waits."""
    drafts = [standing.answers.get("story", "") for standing in (turn.state.dialogue, turn.state.parked) if standing]
    told = [text for text in (turn.text, turn.state.danger, *drafts) if text]
    understander = turn.knowledge.understander
    return any(understander.harm.is_told(text) or VIOLENCE & set(understander.understand(text, turn.office_id).dangers) for text in told)
