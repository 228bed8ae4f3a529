"""A guided conversation: a table of steps, and one function that applies an input to it.

An input that does not fit changes nothing, and the bot says why. Each step accepts *kembali*, *lewati* (if it may be skipped), *batal* and *menu*.
From the review every answer can be changed. The position in a dialogue is a plain value, so it survives days and restarts.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from handlers.talking.buttons import Menu, Navigate, Option, Way, pressed
from handlers.talking.message import Choice, Inbound, Outcome, Reply, Text
from handlers.talking.state import RESTART, Standing
from handlers.talking.turn import Turn, below, outcome
from handlers.talking.wording import button, say

Answers: TypeAlias = Mapping[str, Any]
NewAnswers: TypeAlias = dict[str, Any]
"""JSON values by the key of the answer. Only the steps of the dialogue write them, and they know the type of each."""
Made: TypeAlias = Outcome | Awaitable[Outcome]

_WORDS: Mapping[Way, set[str]] = {
    Way.BACK: {"kembali", "balik", "sebelumnya", "mundur"},
    Way.SKIP: {"lewati", "lewat", "skip", "lewatkan", "tidak tahu", "ga tau", "gak tau", "tdk tahu"},
    Way.CANCEL: {"batal", "berhenti", "stop", "batalkan", "cancel", "ga jadi", "gak jadi", "tidak jadi", "nggak jadi"},
}
EDIT = "edit"  # a step of the review: which answer to change


@dataclass(frozen=True)
class Taken:
    """The step understood the input. `answers` are the new answers. `stay`: ask the same step again, because more may come. `say`: a sentence
    above the next question.
    """

    answers: Answers
    stay: bool = False
    say: Text | None = None


@dataclass(frozen=True)
class Again:
    """The step did not understand the input: say why, and ask again."""

    why: Text


Take: TypeAlias = Callable[[Turn, Answers], Taken | Again]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question. `needed` decides from the answers so far whether it is asked.

    `accepts` decides whether words look like an answer. Other words are handled like any message, and then the question is asked again; with
    `lets_go` the dialogue ends instead. Without `accepts`, `take` alone decides.
    `ask_again`: the question without the sentences that introduce it; where it is None, `ask` asks again too.
    `goes_on` and `agrees` are the buttons that "teruskan saja" and "sudah benar semua" stand for.
    `takes_no`: a bare no answers it and ends nothing.
    `is_free`: a bare digit is an answer, not the number of a button.
    """

    key: str
    ask: Callable[[Turn, Answers], Reply]
    take: Take
    needed: Callable[[Answers], bool] = lambda answers: True
    optional: bool = False
    accepts: Callable[[Turn, Answers], bool] | None = None
    ask_again: Callable[[Turn, Answers], Reply] | None = None
    lets_go: bool = False
    goes_on: Option | None = None
    agrees: Option | None = None
    takes_no: bool = False
    is_free: bool = False


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """A table of steps. After the last needed step, `finish` turns all answers into the outcome.

    `listen` sees each input before the step does. It returns an outcome, or the turn and the position that the step should work with.
    `keep`: when the person leaves the dialogue, it is parked and can be continued later.
    """

    name: str
    steps: Sequence[Step]
    finish: Callable[[Turn, Answers], Made]
    listen: Callable[[Turn, Standing], Awaitable[Outcome | tuple[Turn, Standing]]] | None = None
    keep: bool = False

    def step(self, key: str) -> Step:
        return next(step for step in self.steps if step.key == key)

    def find(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(step.key for step in self.steps)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """The result of one input. `standing` is None after a cancel. `finished`: everything is answered and confirmed."""

    standing: Standing | None
    replies: tuple[Reply, ...] = ()
    finished: bool = False


async def begin(dialogue: Dialogue, turn: Turn, answers: Answers) -> Outcome:
    """Asks the first question that `answers` leave open; if none is open, finishes at once."""
    turn = turn.with_state(dialogue=None, parked=None) if dialogue.keep else replace(turn, state=turn.state.left())
    first = _first_needed(dialogue, answers, 0)
    if first is None:
        return await _progressed(dialogue, turn, Progress(standing=_standing(dialogue, dialogue.keys[-1], answers), finished=True))
    return await _progressed(dialogue, turn, _go_to(dialogue, turn, _standing(dialogue, first, answers)))


def question(dialogue: Dialogue, turn: Turn, standing: Standing) -> Reply:
    """The question of the current step, which was asked before."""
    step = dialogue.step(standing.step)
    return _with_navigation(step, (step.ask_again or step.ask)(turn, standing.answers))


async def resume(dialogue: Dialogue, turn: Turn, standing: Standing) -> Outcome:
    """Returns to a parked dialogue and asks its current question again."""
    return await _progressed(dialogue, turn.with_state(parked=None), _go_to(dialogue, turn, _with_existing_step(dialogue, standing)))


async def go_on(dialogue: Dialogue, turn: Turn, standing: Standing) -> Outcome:
    """Applies one input to the running dialogue."""
    standing = _with_existing_step(dialogue, standing)
    heard = await dialogue.listen(turn, standing) if dialogue.listen else (turn, standing)
    return heard if isinstance(heard, Outcome) else await _progressed(dialogue, heard[0], advance(dialogue, *heard))


async def _progressed(dialogue: Dialogue, turn: Turn, progress: Progress) -> Outcome:
    if progress.standing is None:
        was = turn.state.dialogue if dialogue.keep else None
        return outcome(turn, *progress.replies, dialogue=None, cancelled=replace(was, at=turn.now) if was else None)
    if not progress.finished:
        return outcome(turn, *progress.replies, dialogue=replace(progress.standing, at=turn.now))
    made = dialogue.finish(turn.with_state(dialogue=None), progress.standing.answers)
    return await made if inspect.isawaitable(made) else made


def _standing(dialogue: Dialogue, step: str, answers: Answers) -> Standing:
    return Standing(name=dialogue.name, step=step, answers=answers, keep=dialogue.keep)


def _with_existing_step(dialogue: Dialogue, standing: Standing) -> Standing:
    """The position; where its step no longer exists, the first open question."""
    if standing.step != RESTART:
        return standing
    is_open = (step.key for step in dialogue.steps if step.needed(standing.answers) and step.key not in standing.answers)
    return replace(standing, step=next(is_open, dialogue.keys[-1]))


def command(inbound: Inbound) -> Way | None:
    """The command (back, skip, cancel) that this input is, pressed or typed; None where it is none."""
    if isinstance(press := pressed(inbound), Navigate):
        return press.way
    typed = inbound.text.strip().lower().strip(".! ")
    return next((way for way, words in _WORDS.items() if typed in words), None)


def advance(dialogue: Dialogue, turn: Turn, standing: Standing) -> Progress:
    """Applies one input to the current step."""
    step = dialogue.step(standing.step)
    match command(turn.inbound):
        case Way.CANCEL:
            return Progress(standing=None, replies=(Reply(text=say("dialogue.cancelled"), choices=(button(Menu(), "menu"),)),))
        case Way.BACK:
            return _back(dialogue, turn, standing)
        case Way.SKIP if step.optional:
            return _forward(dialogue, turn, standing, {step.key: None})
        case Way.SKIP:
            return _again(turn, step, standing, say("dialogue.cannot_skip"))
    if standing.step == dialogue.keys[-1] and (target := _edit_target(dialogue, turn.inbound)) is not None:
        return _go_to(dialogue, turn, replace(standing, step=target, editing=True))
    return _take(dialogue, turn, standing, step)


def _take(dialogue: Dialogue, turn: Turn, standing: Standing, step: Step) -> Progress:
    if _stale(turn.inbound, step):
        return _again(turn, step, standing, say("dialogue.stale"))
    taken = step.take(turn, standing.answers)
    if isinstance(taken, Again):
        return _again(turn, step, standing, taken.why)
    if taken.stay:
        staying = replace(standing, answers={**standing.answers, **taken.answers})
        return Progress(
            standing=staying, replies=(_with_navigation(step, Reply(text=taken.say or Text(), choices=_own(step, turn, staying))),)
        )
    return _with_word(_forward(dialogue, turn, standing, taken.answers), taken.say)


def _with_word(progress: Progress, word: Text | None) -> Progress:
    """The progress with a sentence about the last answer above the next question."""
    if word is None or not progress.replies:
        return progress
    return replace(progress, replies=below(word, progress.replies))


def _own(step: Step, turn: Turn, standing: Standing) -> tuple[Choice, ...]:
    return step.ask(turn, standing.answers).choices


def _stale(inbound: Inbound, step: Step) -> bool:
    """Whether a button belongs to another step, or to something that is finished."""
    return inbound.choice is not None and value(inbound, step.key) is None


def value(inbound: Inbound, step: str) -> str | None:
    """The key of the pressed button of this step; None where no button of this step was pressed."""
    press = pressed(inbound)
    return press.key if isinstance(press, Option) and press.step == step else None


def _edit_target(dialogue: Dialogue, inbound: Inbound) -> str | None:
    key = value(inbound, EDIT)
    return key if key in dialogue.keys else None


def _forward(dialogue: Dialogue, turn: Turn, standing: Standing, new: Answers) -> Progress:
    answers = {**standing.answers, **new}
    here = dialogue.keys.index(standing.step)
    following = _first_needed(dialogue, answers, here + 1)
    if following is None:
        return Progress(standing=replace(standing, answers=answers), finished=True)
    review = dialogue.keys[-1]
    if standing.editing and _answered(dialogue, answers, here + 1):
        following = review
    return _go_to(dialogue, turn, replace(standing, step=following, answers=answers, editing=standing.editing and following != review))


def _answered(dialogue: Dialogue, answers: Answers, start: int) -> bool:
    """Whether all steps between the changed answer and the review are still answered."""
    open_steps = [step for step in dialogue.steps[start:-1] if step.needed(answers) and answers.get(step.key) is None]
    return not open_steps


def _back(dialogue: Dialogue, turn: Turn, standing: Standing) -> Progress:
    before = [step.key for step in dialogue.steps[: dialogue.keys.index(standing.step)] if step.needed(standing.answers)]
    target = dialogue.keys[-1] if standing.editing else (before[-1] if before else standing.step)
    return _go_to(dialogue, turn, replace(standing, step=target, editing=False))


def _first_needed(dialogue: Dialogue, answers: Answers, start: int) -> str | None:
    return next((step.key for step in dialogue.steps[start:] if step.needed(answers)), None)


def _go_to(dialogue: Dialogue, turn: Turn, standing: Standing) -> Progress:
    step = dialogue.step(standing.step)
    return Progress(standing=standing, replies=(_with_navigation(step, step.ask(turn, standing.answers)),))


def _again(turn: Turn, step: Step, standing: Standing, why: Text) -> Progress:
    question = (step.ask_again or step.ask)(turn, standing.answers)
    both = replace(question, text=Text.join([why, question.text]))
    return Progress(standing=standing, replies=(_with_navigation(step, both),))


def _with_navigation(step: Step, question: Reply) -> Reply:
    """The question with buttons for back, skip (where allowed) and cancel."""
    skip = [button(Navigate(Way.SKIP), "skip")] if step.optional else []
    extra = [*skip, button(Navigate(Way.BACK), "back"), button(Navigate(Way.CANCEL), "cancel")]
    return replace(question, choices=(*question.choices, *extra))
