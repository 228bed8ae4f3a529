"""Where is my application, my card, my aid? Files cannot be seen from here: said plainly, with what the standard promises and whom to ask."""

from __future__ import annotations

from handlers.asking import cue_words
from handlers.asking.inquiry import contact_lines, in_one_line, whom_to_ask
from handlers.talking.buttons import AskOfficer, Menu, Report, ReportService
from handlers.talking.message import Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say, words
from knowledge.standards.standard import Service
from knowledge.understanding.understander import Understanding

LONGEST_OWNER = 7  # words


def names_owner(turn: Turn) -> bool:
    """ "atas nama Hj Salasiah": whose file it is, and nothing else."""
    said = cue_words.spoken(turn.knowledge.understander.matter(turn.text))
    begins = any(said[: len(cue)] == cue for cue in map(str.split, words("cues.on_behalf")))
    return 1 < len(said) <= LONGEST_OWNER and begins


def where_is(turn: Turn, understood: Understanding) -> Outcome:
    """The service is the one that was named or talked about; a passed promise is a complaint."""
    named = turn.library.services.get(understood.service) if understood.service else None
    service = named or turn.topic
    if service is None:
        contacts = contact_lines(turn.office) if turn.office else Text()
        text = Text.join([say("application.unseen"), contacts])
        return outcome(turn, reply(text, button(AskOfficer(), "human"), button(Report(), "report"), button(Menu(), "menu")))
    text = Text.join([say("application.unseen"), _promise(service), whom_to_ask(turn.library.office_of(service.id), service)])
    shown = reply(text, button(AskOfficer(), "human"), button(ReportService(service.id), "report"), button(Menu(), "menu"))
    return outcome(turn, shown, topic=service.id)


def _promise(service: Service) -> Text:
    """How long the standard says it takes, where it does."""
    promised = service.component("waktu")
    return say("application.promised", title=service.title, time=in_one_line(promised)) if promised.given else Text()
