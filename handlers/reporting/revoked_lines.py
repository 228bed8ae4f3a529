"""Lines that the person deletes or changes in the messenger while a report is told: they leave the draft, or are replaced in it."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.reporting import circumstances, intake, plausibility
from handlers.talking import dialogue
from handlers.talking.buttons import Menu, Resume
from handlers.talking.dialogue import Answers, NewAnswers
from handlers.talking.message import Outcome, Text
from handlers.talking.state import ChatState, Line, Standing
from handlers.talking.turn import Turn, outcome, reply, saying
from handlers.talking.wording import button, say

MOST = 40
"""So many messages of a draft are remembered."""
_FIELDS = ("place", "occurred", "name", "contact")
_FROM_STORY = {"story", "category", "urgent_proposed", "confidential", "proposed_service", "unit", "place_told", "occurred_told", "similar"}
"""Answers that follow from the story, and are found anew when it changes."""


def remembered(turn: Turn, state: ChatState) -> tuple[Line, ...]:
    """The messages that a draft or a danger was told in, with this one; none where neither is open."""
    draft = state.unfinished
    if not state.danger and (draft is None or draft.name != intake.INTAKE.name):
        return ()
    inbound = turn.inbound
    text = inbound.text.strip() or (str(inbound.location) if inbound.location else "")
    is_line = inbound.message and not (inbound.edited or inbound.revoked) and (text or inbound.attachments)
    if not (is_line and inbound.message):
        return state.lines
    line = Line(message=inbound.message, text=text, files=tuple(attachment.ref for attachment in inbound.attachments))
    return (*state.lines, line)[-MOST:]


def revoked(turn: Turn) -> Outcome:
    """Takes the deleted message out of the draft; silent where nothing of it is held."""
    line = _line(turn)
    return _with_change(turn, line, "", say("intake.line_removed")) if line else outcome(turn)


def edited(turn: Turn) -> Outcome:
    """Puts the changed words in the place of the first ones; where they are not part of a draft, says that they were not read."""
    line = _line(turn)
    if line is None or dialogue.command(turn.inbound) or not plausibility.is_told(turn):
        return outcome(turn, reply(say("misc.edited"), button(Menu(), "menu")))
    return _with_change(turn, line, turn.text, say("intake.line_changed", value=turn.text))


def _line(turn: Turn) -> Line | None:
    return next((line for line in turn.state.lines if line.message == turn.inbound.message), None)


def _with_change(turn: Turn, line: Line, new: str, first: Text) -> Outcome:
    """The state without the line, or with the new words for it, and the question that was asked."""
    lines = tuple(replace(line, text=new) if held is line else held for held in turn.state.lines if new or held is not line)
    danger = _sub(turn.state.danger or "", line.text, new) or None
    turn = turn.with_state(lines=lines, danger=danger, danger_at=turn.state.danger_at if danger else None)
    running, parked = turn.state.dialogue, turn.state.parked
    if running and running.name == intake.INTAKE.name:
        standing = _changed(turn, running, line, new)
        asked = dialogue.question(intake.INTAKE, turn, standing)
        return outcome(turn, replace(asked, text=Text.join([first, asked.text])), dialogue=replace(standing, at=turn.now))
    if parked and parked.name == intake.INTAKE.name:
        left = _changed(turn, parked, line, new)
        return outcome(turn, reply(first, button(Resume(), "resume"), button(Menu(), "menu")), parked=left)
    return outcome(turn, reply(first, button(Menu(), "menu")))


def _changed(turn: Turn, standing: Standing, line: Line, new: str) -> Standing:
    """The position with the changed answers; where nothing is told any more, at the question for the story."""
    answers = _changed_answers(turn, standing.answers, line, new)
    is_empty = not (answers.get("story") or answers.get("files")) and standing.step != "consent"
    return replace(standing, answers=answers, step="story" if is_empty else standing.step, editing=standing.editing and not is_empty)


def _changed_answers(turn: Turn, answers: Answers, line: Line, new: str) -> NewAnswers:
    left = {key: value for key, value in answers.items() if key not in _FROM_STORY}
    left |= {key: _field(turn, key, answers[key], line, new) for key in _FIELDS if answers.get(key)}
    if line.files and not new:
        left["files"] = [file for file in answers.get("files", ()) if file.get("ref") not in line.files]
    left |= {f"{key}_told": True for key in ("place", "occurred") if left.get(key)}
    return intake.with_story(turn, {**left, "story": ""}, _sub(answers.get("story", ""), line.text, new))


def _field(turn: Turn, key: str, value: object, line: Line, new: str) -> str | None:
    """The value without the parts that the line told, which those of the new words replace; None where nothing is left."""
    if not isinstance(value, str) or not line.text:
        return value if isinstance(value, str) else None
    parts = circumstances.pieces(value)
    gone = [part for part in parts if part.lower() in line.text.lower()]
    right = _read(saying(turn, new), key) if gone and new else None
    left = [right if part in gone[:1] else part for part in parts if part not in gone[1:]]
    return ", ".join(filter(None, left)) or None if gone else value


def _read(turn: Turn, key: str) -> str | None:
    """What the new words tell for this answer."""
    match key:
        case "place" | "occurred":
            return circumstances.split_circumstances(turn, {}).get(key)
        case "contact":
            return plausibility.contact_in(turn.text)
        case _:
            return plausibility.name_in(turn)


def _sub(text: str, old: str, new: str) -> str:
    """The text with the new words for the old ones, however they are spaced, without an empty line."""
    if not old or not text:
        return text
    pattern = r"\s+".join(map(re.escape, old.split()))
    left = re.sub(pattern, lambda match: new, text, count=1)
    return left if new else re.sub(r"\n\s*\n", "\n", left).strip()
