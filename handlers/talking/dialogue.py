"""A guided conversation as a table of steps and one step function.

A wrong input changes nothing and says why. At every step: *kembali*, *lewati* (where the step may be skipped), *batal*, *menu*; from
the review each answer can be changed. Where the talk stands is a plain value, so it survives days and restarts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from handlers.talking.message import Choice, Inbound, Reply, Text
from handlers.talking.turn import Turn
from handlers.talking.wording import button, say

Answers: TypeAlias = Mapping[str, Any]

BACK, SKIP, CANCEL, MENU = "d:back", "d:skip", "d:cancel", "menu"
_WORDS = {
    BACK: {"kembali", "balik", "sebelumnya", "mundur"},
    SKIP: {"lewati", "lewat", "skip", "lewatkan", "tidak tahu", "ga tau", "gak tau", "tdk tahu"},
    CANCEL: {"batal", "berhenti", "stop", "batalkan", "cancel", "ga jadi", "gak jadi", "tidak jadi", "nggak jadi"},
}


@dataclass(frozen=True)
class Taken:
    """The input was understood: these answers are new. `stay` = ask the same step again (more may come)."""

    answers: Answers
    stay: bool = False
    say: Text | None = None


@dataclass(frozen=True)
class Again:
    """The input was not understood: say why, ask again."""

    why: Text


Take: TypeAlias = Callable[[Turn, Answers], Taken | Again]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question. `needed` says from the answers so far whether it is asked at all."""

    key: str
    ask: Callable[[Turn, Answers], Reply]
    take: Take
    needed: Callable[[Answers], bool] = lambda answers: True
    optional: bool = False
    free_text: bool = False  # words are an answer even where they look like a question


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """A table of steps. The last one is the review; when it is taken with `done`, the dialogue is finished."""

    name: str
    steps: Sequence[Step]

    def step(self, key: str) -> Step:
        return next(step for step in self.steps if step.key == key)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a dialogue stands. `editing`: came from the review to change one answer, and returns there."""

    step: str
    answers: Answers = field(default_factory=dict)
    editing: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"step": self.step, "answers": dict(self.answers), "editing": self.editing}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Standing:
        return cls(step=data["step"], answers=data["answers"], editing=data["editing"])


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What a step made of the input. `standing` None: cancelled. `finished`: all is answered and confirmed."""

    standing: Standing | None
    replies: tuple[Reply, ...] = ()
    finished: bool = False


def begin(dialogue: Dialogue, turn: Turn, answers: Answers) -> Progress:
    """The first question that the answers so far leave open; where they leave none, it is finished at once."""
    first = _first_needed(dialogue, answers, 0)
    if first is None:
        return Progress(standing=Standing(step=dialogue.steps[-1].key, answers=answers), finished=True)
    return _go_to(dialogue, turn, Standing(step=first, answers=answers))


def resume(dialogue: Dialogue, turn: Turn, standing: Standing) -> Progress:
    """The present question once more."""
    return _go_to(dialogue, turn, standing)


def command(inbound: Inbound) -> str | None:
    """The universal command that this input is, pressed or typed."""
    typed = inbound.text.strip().lower().strip(".! ")
    return next((name for name, words in _WORDS.items() if inbound.choice == name or (typed and typed in words)), None)


def advance(dialogue: Dialogue, turn: Turn, standing: Standing) -> Progress:
    """One input at the present step."""
    step = dialogue.step(standing.step)
    match command(turn.inbound):
        case "d:cancel":
            return Progress(standing=None, replies=(Reply(text=say("dialogue.cancelled"), choices=(button("menu", "menu"),)),))
        case "d:back":
            return _back(dialogue, turn, standing)
        case "d:skip" if step.optional:
            return _forward(dialogue, turn, standing, {step.key: None})
        case "d:skip":
            return _again(turn, step, standing, say("dialogue.cannot_skip"))
    if (target := _edit_target(dialogue, turn.inbound)) is not None:
        return _go_to(dialogue, turn, Standing(step=target, answers=standing.answers, editing=True))
    return _take(dialogue, turn, standing, step)


def _take(dialogue: Dialogue, turn: Turn, standing: Standing, step: Step) -> Progress:
    if _stale(turn.inbound, step):
        return _again(turn, step, standing, say("dialogue.stale"))
    taken = step.take(turn, standing.answers)
    if isinstance(taken, Again):
        return _again(turn, step, standing, taken.why)
    if taken.stay:
        kept = Standing(step=standing.step, answers={**standing.answers, **taken.answers}, editing=standing.editing)
        return Progress(standing=kept, replies=(_with_navigation(step, Reply(text=taken.say or Text(), choices=_own(step, turn, kept))),))
    return _forward(dialogue, turn, standing, taken.answers)


def _own(step: Step, turn: Turn, standing: Standing) -> tuple[Choice, ...]:
    return step.ask(turn, standing.answers).choices


def _stale(inbound: Inbound, step: Step) -> bool:
    """A button of another step, or of something finished."""
    return inbound.choice is not None and not inbound.choice.startswith(f"d:{step.key}:")


def value(inbound: Inbound, step: str) -> str | None:
    """What a button of this step stands for."""
    prefix = f"d:{step}:"
    return inbound.choice.removeprefix(prefix) if inbound.choice and inbound.choice.startswith(prefix) else None


def _edit_target(dialogue: Dialogue, inbound: Inbound) -> str | None:
    key = value(inbound, "edit")
    return key if key in {step.key for step in dialogue.steps} else None


def _forward(dialogue: Dialogue, turn: Turn, standing: Standing, new: Answers) -> Progress:
    answers = {**standing.answers, **new}
    here = [step.key for step in dialogue.steps].index(standing.step)
    following = _first_needed(dialogue, answers, here + 1)
    if following is None:
        return Progress(standing=Standing(step=standing.step, answers=answers), finished=True)
    if standing.editing and _answered(dialogue, answers, here + 1, following):
        following = dialogue.steps[-1].key
    return _go_to(
        dialogue, turn, Standing(step=following, answers=answers, editing=standing.editing and following != dialogue.steps[-1].key)
    )


def _answered(dialogue: Dialogue, answers: Answers, start: int, following: str) -> bool:
    """Whether nothing between the changed answer and the review has become open."""
    open_steps = [step for step in dialogue.steps[start:-1] if step.needed(answers) and step.key not in answers]
    return not open_steps


def _back(dialogue: Dialogue, turn: Turn, standing: Standing) -> Progress:
    keys = [step.key for step in dialogue.steps]
    before = [step.key for step in dialogue.steps[: keys.index(standing.step)] if step.needed(standing.answers)]
    target = dialogue.steps[-1].key if standing.editing else (before[-1] if before else standing.step)
    return _go_to(dialogue, turn, Standing(step=target, answers=standing.answers))


def _first_needed(dialogue: Dialogue, answers: Answers, start: int) -> str | None:
    return next((step.key for step in dialogue.steps[start:] if step.needed(answers)), None)


def _go_to(dialogue: Dialogue, turn: Turn, standing: Standing) -> Progress:
    step = dialogue.step(standing.step)
    return Progress(standing=standing, replies=(_with_navigation(step, step.ask(turn, standing.answers)),))


def _again(turn: Turn, step: Step, standing: Standing, why: Text) -> Progress:
    question = step.ask(turn, standing.answers)
    both = replace(question, text=Text.join([why, question.text]))
    return Progress(standing=standing, replies=(_with_navigation(step, both),))


def _with_navigation(step: Step, question: Reply) -> Reply:
    """Every question carries its way out: back, skip where possible, cancel."""
    extra = ([button(SKIP, "skip")] if step.optional else []) + [button(BACK, "back"), button(CANCEL, "cancel")]
    return replace(question, choices=(*question.choices, *extra))
