"""Where a chat stands between two messages: one frozen value with a version, kept as JSON.

What was kept by an earlier version is brought to the present form; what fits no more is left out and named, never a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, TypedDict

from pydantic import TypeAdapter, ValidationError

from handlers.casework.moves import Action

VERSION = 2
RESTART = ""
"""The step of a dialogue whose step is gone: the first question that is still open is asked."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a dialogue stands.

    `answers` are JSON values that the dialogue's own steps write and read. `editing`: came from the review to change one answer,
    and returns there. `keep`: left for something else, it can be gone on with later. `at`: when it was last gone on with (UTC).
    """

    name: str
    step: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    editing: bool = False
    keep: bool = False
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Ticks:
    """Which boxes of a service's checklist are ticked, and when that was last changed (UTC)."""

    service: str
    done: tuple[int, ...] = ()
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Words and files that were offered to an open case; a file is a JSON value as `attachments.attachment_to_json` writes it.

    `number`: the case that was quoted, where one was.
    """

    text: str = ""
    number: str = ""
    files: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """The same words, and how often they were said one after the other."""

    text: str
    times: int


@dataclass(frozen=True, kw_only=True)
class ClosedQuestion:
    """A question to an officer about a case that ended unanswered, by a press or a command; `at` is UTC."""

    action: Action
    number: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ChatState:
    """`dialogue` runs; `parked` was left and can be gone on with. The rest is what the next message is understood by."""

    version: int = VERSION
    office: str | None = None
    dialogue: Standing | None = None
    parked: Standing | None = None
    cancelled: Standing | None = None  # for minutes, in which one may turn back
    topic: str | None = None  # the service talked about
    topics: tuple[str, ...] = ()  # those before, the latest last
    part: str | None = None  # of the standard, as it was asked last
    offered: tuple[str, ...] = ()  # services to choose from
    near: tuple[str, ...] = ()  # services that may have been meant instead
    unclear: str | None = None  # the question that names no service yet
    asked: str | None = None  # the question that was answered last
    checklist: Ticks | None = None
    remark: Remark | None = None
    closed_question: ClosedQuestion | None = None
    at_desk: datetime | None = None  # when a member of the staff last pressed something of the desk, and nothing of a citizen's since
    danger: str | None = None  # the words that told of danger
    danger_at: datetime | None = None
    photo_facts: str | None = None  # `yes` or `no`: whether what photos tell may be kept
    choices: tuple[tuple[str, str], ...] = ()  # id and label of each button shown last
    repeated: Repeated | None = None
    said: str | None = None
    said_at: datetime | None = None

    @property
    def unfinished(self) -> Standing | None:
        """What was begun and can be gone on with, whether it runs or was left."""
        return self.dialogue if self.dialogue and self.dialogue.keep else self.parked

    def left(self) -> ChatState:
        """No dialogue runs any more; one that can be gone on with is kept."""
        return replace(self, dialogue=None, parked=self.unfinished)


class Changes(TypedDict, total=False):
    """What a handler may change of a `ChatState`; a test holds it equal to its fields."""

    office: str | None
    dialogue: Standing | None
    parked: Standing | None
    cancelled: Standing | None
    topic: str | None
    topics: tuple[str, ...]
    part: str | None
    offered: tuple[str, ...]
    near: tuple[str, ...]
    unclear: str | None
    asked: str | None
    checklist: Ticks | None
    remark: Remark | None
    closed_question: ClosedQuestion | None
    at_desk: datetime | None
    danger: str | None
    danger_at: datetime | None
    photo_facts: str | None
    choices: tuple[tuple[str, str], ...]
    repeated: Repeated | None
    said: str | None
    said_at: datetime | None


BEGUN = frozenset({"dialogue", "parked", "checklist", "remark"})
"""Fields whose loss a person notices."""
_ADAPTER = TypeAdapter(ChatState)
_EMPTY = ChatState()
_FIELDS = frozenset(field_.name for field_ in fields(ChatState))
Kept = Mapping[str, Any]
"""A state as JSON, of any version."""


def dump(state: ChatState) -> dict[str, Any]:
    """The state as JSON, without what is empty."""
    filled = _ADAPTER.dump_python(state, mode="json", exclude_defaults=True)
    return {"version": VERSION, **filled}


def load(kept: Kept, dialogues: Mapping[str, Collection[str]]) -> tuple[ChatState, tuple[str, ...]]:
    """The state, and the names of what did not fit any more. `dialogues`: the steps of every dialogue there is, by its name."""
    present = _migrated(kept)
    unknown = present.keys() - _FIELDS
    state, bad = _validated({name: value for name, value in present.items() if name not in unknown})
    state, changed = _with_known_steps(state, dialogues)
    return state, tuple(sorted({*unknown, *bad, *changed}))


def _validated(kept: Kept) -> tuple[ChatState, set[str]]:
    try:
        return _ADAPTER.validate_python(kept), set()
    except ValidationError as problem:
        bad = {str(error["loc"][0]) for error in problem.errors()}
    return _ADAPTER.validate_python({name: value for name, value in kept.items() if name not in bad}), bad


def _with_known_steps(state: ChatState, dialogues: Mapping[str, Collection[str]]) -> tuple[ChatState, set[str]]:
    """A dialogue that is gone ends; of one whose step is gone the answers stay, and it is asked from its first open question."""
    changed: set[str] = set()
    for slot, standing in {"dialogue": state.dialogue, "parked": state.parked}.items():
        if standing and standing.step not in dialogues.get(standing.name, ()):
            changed.add(slot)
            fitting = replace(standing, step=RESTART) if standing.name in dialogues else None
            state = replace(state, dialogue=fitting) if slot == "dialogue" else replace(state, parked=fitting)
    return state, changed


def _migrated(kept: Kept) -> Kept:
    """The state in the form of today, whatever version wrote it."""
    version = kept.get("version", 1) if kept else VERSION
    while (step := _MIGRATIONS.get(version)) is not None:
        kept, version = step(kept), version + 1
    return {name: value for name, value in kept.items() if name != "version"}


_SLOTS = ("intake", "human", "acting", "tracking", "rating", "absence", "enrolment")


def _from_1(kept: Kept) -> Kept:
    """Version 1 had no number, a slot for each dialogue beside the name of the one that ran, and other names for two fields."""
    names = {"told": "danger", "spoken": "remark"}
    rest = {names.get(name, name): value for name, value in kept.items() if name not in {*_SLOTS, "active"}}
    active = kept.get("active")
    running = _standing_of_1(active, kept.get(active, {})) if active in {*_SLOTS, "opinion"} else None
    parked = _standing_of_1("intake", kept["intake"]) if active != "intake" and kept.get("intake") else None
    return {name: value for name, value in {**rest, "dialogue": running, "parked": parked}.items() if value is not None}


def _standing_of_1(name: str, slot: Mapping[str, Any]) -> dict[str, Any]:
    """An action's dialogue had the action beside its step; waiting for a number or for an opinion was no table of steps."""
    name = f"act_{slot['action']}" if name == "acting" and "action" in slot else name
    if "step" not in slot:
        step = {"tracking": "pin" if "number" in slot else "number", "opinion": "words"}
        return {"name": name, "step": step.get(name, RESTART), "answers": dict(slot)}
    held = {key: slot[key] for key in ("step", "answers", "editing") if key in slot}
    return {"name": name, "keep": name == "intake", **held}


_MIGRATIONS: Mapping[int, Callable[[Kept], Kept]] = {1: _from_1}
