"""Words of an officer at a question about a case that do not answer it: "ga jadi" ends the question, other words instead of a yes replace the
text.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.asking import cue_words
from handlers.case import action_steps, merging
from handlers.casework import number as numbers
from handlers.casework.deciding import says_something
from handlers.casework.moves import Action
from handlers.talking.buttons import Menu
from handlers.talking.dialogue import Dialogue, Taken, command, question
from handlers.talking.message import Outcome
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, below, outcome, reply, saying
from handlers.talking.wording import button, say
from knowledge.language.dialogue_acts import Act

FEW = 4  # words; a longer message is a text


async def heard(dialogue: Dialogue, action: Action, turn: Turn, standing: Standing) -> Outcome | tuple[Turn, Standing]:
    """The outcome of words that do not answer the step; else the turn and the position that the step should work with."""
    if standing.step == "into" and turn.text:
        return await _with_number(turn, standing), standing
    if turn.inbound.choice or not turn.text or command(turn.inbound) or standing.step not in {"text", "sure"}:
        return turn, standing
    if _drops(turn, standing.step):
        return outcome(turn, reply(say("dialogue.cancelled"), button(Menu(), "menu")), dialogue=None)
    if standing.step == "sure" and (number := numbers.find(turn.text)) and standing.answers.get("into"):
        anew = replace(standing, answers={**standing.answers, "into": number}, at=turn.now)
        if number != standing.answers["number"]:
            return outcome(turn, question(dialogue, turn, anew), dialogue=anew)
    if standing.step == "sure" and standing.answers.get("text") and not _agrees(turn, standing):
        return _with_new_words(dialogue, action, turn, standing)
    return turn, standing


async def _with_number(turn: Turn, standing: Standing) -> Turn:
    """The turn as if the whole number had been written where only its last letters are, as the search takes them."""
    number = None if numbers.find(turn.text) else await merging.with_tail(turn, standing.answers["office"], turn.text.split()[-1])
    return saying(turn, number) if number else turn


def _drops(turn: Turn, step: str) -> bool:
    """Whether nothing should be sent after all. A bare no counts only at a yes-or-no question."""
    is_short = len(turn.text.split()) <= FEW
    denies = cue_words.says(turn, "not_sent") or (step == "sure" and cue_words.says(turn, "no"))
    return is_short and (denies or turn.knowledge.understander.act(turn.text) in {Act.WITHDRAW, Act.PAUSE})


def _agrees(turn: Turn, standing: Standing) -> bool:
    """Whether the words are a yes ("ya", "iya kirim aja") and no new text."""
    return action_steps.says_sure(turn, standing.answers) or turn.knowledge.understander.act(turn.text) in {Act.AGREE, Act.GO_ON}


def _with_new_words(dialogue: Dialogue, action: Action, turn: Turn, standing: Standing) -> Outcome | tuple[Turn, Standing]:
    """Shows the new words for confirmation; a yes to them never sends the old ones."""
    new_answers = action_steps.take_words(turn, action, {key: value for key, value in standing.answers.items() if key != "text"})
    if not isinstance(new_answers, Taken) or not says_something(new_answers.answers.get("text", "")):
        return turn, standing
    anew = replace(standing, answers={**standing.answers, **new_answers.answers, "late": True}, at=turn.now)
    return outcome(turn, *below(say("acting.said_anew"), (question(dialogue, turn, anew),)), dialogue=anew)
