""" "Where is my application, card, aid?" The bot cannot see files. It says so, with the time the standard promises and whom to ask."""

from __future__ import annotations

from handlers.asking import cue_words
from handlers.asking.compound import VERY_SURE
from handlers.asking.inquiry import briefly, whom_to_ask
from handlers.asking.office_contacts import contact_lines
from handlers.talking.buttons import AskOfficer, Menu, Report, ReportService
from handlers.talking.message import Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say, words
from knowledge.standards.standard import Service
from knowledge.understanding.understander import Understanding

LONGEST_OWNER = 7  # words


def names_owner(turn: Turn) -> bool:
    """Whether the words only say whose file it is: "atas nama Hj Salasiah"."""
    tokens = cue_words.spoken(turn.knowledge.understander.matter(turn.text))
    begins = any(tokens[: len(cue)] == cue for cue in map(str.split, words("cues.on_behalf")))
    return 1 < len(tokens) <= LONGEST_OWNER and begins


def is_awaited(turn: Turn, understood: Understanding) -> bool:
    """Whether a paper that is not ready yet is told of, in words that seem to ask for nothing: "kok ktp saya ga jadi jadi"."""
    return understood.kind in {"none", "smalltalk", "answer"} and not understood.elsewhere and cue_words.denies_twice(turn)


def receipt(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer to what somebody holds of a file, or lacks: "cuma ada tanda terima kertas"; None where something is asked."""
    if not cue_words.says(turn, "receipt") or cue_words.interrogates(turn) or understood.kind == "emergency":
        return None
    is_complaint = understood.kind == "complaint" and understood.score >= VERY_SURE
    if turn.topic is None or is_complaint or cue_words.given(turn, "needed"):
        return None
    text = Text.join([say("application.receipt"), whom_to_ask(turn.library.office_of(turn.topic.id), turn.topic)])
    return outcome(turn, reply(text, button(AskOfficer(), "human"), button(Menu(), "menu")))


def where_is(turn: Turn, understood: Understanding) -> Outcome:
    """The answer for the named service or the topic. If the promised time has passed, a complaint is offered."""
    named = turn.library.services.get(understood.service) if understood.service else None
    service = named or turn.topic
    if service is None:
        contacts = contact_lines(turn.office) if turn.office else Text()
        text = Text.join([say("application.unseen"), contacts])
        return outcome(turn, reply(text, button(AskOfficer(), "human"), button(Report(), "report"), button(Menu(), "menu")))
    text = Text.join([say("application.unseen"), _promise(service), whom_to_ask(turn.library.office_of(service.id), service)])
    answer = reply(text, button(AskOfficer(), "human"), button(ReportService(service.id), "report"), button(Menu(), "menu"))
    return outcome(turn, answer, topic=service.id)


def _promise(service: Service) -> Text:
    """The time that the standard promises; empty where it names none."""
    promised = service.component("waktu")
    return say("application.promised", title=service.title, time=briefly(promised)) if promised.given else Text()
