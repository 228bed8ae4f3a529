"""What an officer writes at a question about a case beside an answer: "ga jadi" ends it, and other words instead of a yes are the new text."""

from __future__ import annotations

from dataclasses import replace

from handlers.asking import cue_words
from handlers.case import action_steps
from handlers.casework.deciding import says_something
from handlers.casework.moves import Action
from handlers.talking.buttons import Menu
from handlers.talking.dialogue import Dialogue, Taken, command, question
from handlers.talking.message import Outcome
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, below, outcome, reply
from handlers.talking.wording import button, say
from knowledge.language.dialogue_acts import Act

FEW = 4  # words: in more something is told


async def heard(dialogue: Dialogue, action: Action, turn: Turn, standing: Standing) -> Outcome | tuple[Turn, Standing]:
    """The outcome of words that are none of the step's answers; else what the step is to hear."""
    if turn.inbound.choice or not turn.text or command(turn.inbound) or standing.step not in {"text", "sure"}:
        return turn, standing
    if _drops(turn, standing.step):
        return outcome(turn, reply(say("dialogue.cancelled"), button(Menu(), "menu")), dialogue=None)
    if standing.step == "sure" and standing.answers.get("text") and not _agrees(turn, standing):
        return _said_anew(dialogue, action, turn, standing)
    return turn, standing


def _drops(turn: Turn, step: str) -> bool:
    """Whether nothing is to be sent after all. A bare no is one only where it was asked whether."""
    is_short = len(turn.text.split()) <= FEW
    denies = cue_words.says(turn, "not_sent") or (step == "sure" and cue_words.says(turn, "no"))
    return is_short and (denies or turn.knowledge.understander.act(turn.text) in {Act.WITHDRAW, Act.PAUSE})


def _agrees(turn: Turn, standing: Standing) -> bool:
    """ "ya", or "iya kirim aja", which is no text of an answer."""
    return action_steps.says_sure(turn, standing.answers) or turn.knowledge.understander.act(turn.text) in {Act.AGREE, Act.GO_ON}


def _said_anew(dialogue: Dialogue, action: Action, turn: Turn, standing: Standing) -> Outcome | tuple[Turn, Standing]:
    """Shown once more with the new words: those of before never go out by a yes that was meant for others."""
    said = action_steps.said(turn, action, {key: value for key, value in standing.answers.items() if key != "text"})
    if not isinstance(said, Taken) or not says_something(said.answers.get("text", "")):
        return turn, standing
    anew = replace(standing, answers={**standing.answers, **said.answers, "late": True}, at=turn.now)
    return outcome(turn, *below(say("acting.said_anew"), (question(dialogue, turn, anew),)), dialogue=anew)
