"""Words and files that belong to no case: they begin a report, or are heard by their meaning."""

from __future__ import annotations

from dataclasses import replace

from handlers.asking import menu
from handlers.reporting import case_remarks, intake
from handlers.routing import meaning
from handlers.talking.attachments import attachment_from_json
from handlers.talking.buttons import Menu
from handlers.talking.message import AttachmentKind, Outcome
from handlers.talking.state import Remark
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say


async def evidence(turn: Turn) -> Outcome:
    """Handles a photo or a place without context: it is offered to an open case, or begins a report."""
    if all(attachment.kind is AttachmentKind.STICKER for attachment in turn.inbound.attachments) and not turn.inbound.location:
        return outcome(turn, reply(say("misc.sticker"), button(Menu(), "menu")))
    return await case_remarks.files(turn) or await _report_of(turn)


async def _report_of(turn: Turn) -> Outcome:
    place = str(turn.inbound.location) if turn.inbound.location else ""
    return await intake.start(turn, story=turn.text, files=turn.inbound.attachments, place=place)


async def hear(turn: Turn) -> Outcome:
    """Handles words that were offered to a case but not meant for it, as if there were no case."""
    remark = turn.state.remark or Remark()
    files = tuple(attachment_from_json(dict(file)) for file in remark.files)
    again = replace(
        turn.with_state(remark=None, closed_question=None), inbound=replace(turn.inbound, choice=None, text=remark.text, attachments=files)
    )
    if files or not again.text:
        return await _report_of(again) if files else menu.main(again)
    return await meaning.answer_by_meaning(again, again.knowledge.understander.understand(again.text, again.office_id))
