"""Where a chat stands between two messages: one frozen value with a version, stored as JSON.

States of earlier versions are migrated when they are loaded. What does not fit any more is dropped and named; loading never fails.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, TypedDict

from pydantic import TypeAdapter, ValidationError

from handlers.casework.moves import Action

VERSION = 3
INVITED = "lapor"
"""Value of `unclear` after somebody asked whether one can report here, and was told to write what happened."""
RESTART = ""
"""Stands for a step that no longer exists: the first open question is asked."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The position in a dialogue.

    `answers` are JSON values that the steps of the dialogue write and read. `editing`: the person came from the review to change one answer and
    returns there. `keep`: the dialogue can be continued after it was left. `at`: its last input (UTC).
    """

    name: str
    step: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    editing: bool = False
    keep: bool = False
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Ticks:
    """The ticked boxes of a service's checklist, and the last change (UTC)."""

    service: str
    done: tuple[int, ...] = ()
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Words and files that were offered to an open case. A file is JSON as written by `attachments.attachment_to_json`.

    `number`: the case that was quoted, if any.
    """

    text: str = ""
    number: str = ""
    files: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """A message of a draft, by the platform's id, with its words and the references of its files: who deletes it there takes it out here."""

    message: str
    text: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """A text, and how many times in a row it was sent."""

    text: str
    times: int


@dataclass(frozen=True, kw_only=True)
class ClosedQuestion:
    """A question to an officer about a case that was left unanswered, because a button or a command came instead; `at` is UTC."""

    action: Action
    number: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ChatState:
    """`dialogue` is running; `parked` was left and can be continued. The other fields are the context for the next message."""

    version: int = VERSION
    office: str | None = None
    dialogue: Standing | None = None
    parked: Standing | None = None
    cancelled: Standing | None = None  # the person may take the cancel back for some minutes
    topic: str | None = None  # id of the service that the talk is about
    topics: tuple[str, ...] = ()  # ids of earlier topics, latest last
    part: str | None = None  # the part of the standard that was asked last
    offered: tuple[str, ...] = ()  # services to choose from
    near: tuple[str, ...] = ()  # services that the person may have meant instead
    unclear: str | None = None  # a question that named no service yet
    referral: str | None = None  # where to go with another agency's matter that was asked last, until a service is talked of
    last_question: str | None = None  # the last question that was answered
    checklist: Ticks | None = None
    remark: Remark | None = None
    closed_question: ClosedQuestion | None = None
    at_desk: datetime | None = None  # last press of a staff button (UTC); a citizen's button clears it
    danger: str | None = None  # the words that reported a danger
    danger_at: datetime | None = None
    photo_facts: str | None = None  # `yes` or `no`: whether place and time of photos may be stored
    choices: tuple[tuple[str, str], ...] = ()  # id and label of the buttons of the last reply
    repeated: Repeated | None = None
    lines: tuple[Line, ...] = ()  # the messages in which the draft was told
    last_text: str | None = None
    last_at: datetime | None = None

    @property
    def unfinished(self) -> Standing | None:
        """The dialogue that can be continued, whether it is running or parked."""
        return self.dialogue if self.dialogue and self.dialogue.keep else self.parked

    def left(self) -> ChatState:
        """The state without a running dialogue; one that can be continued is parked."""
        return replace(self, dialogue=None, parked=self.unfinished)


class Changes(TypedDict, total=False):
    """The fields of `ChatState` that a handler may change; a test keeps the two equal."""

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
    referral: str | None
    last_question: str | None
    checklist: Ticks | None
    remark: Remark | None
    closed_question: ClosedQuestion | None
    at_desk: datetime | None
    danger: str | None
    danger_at: datetime | None
    photo_facts: str | None
    choices: tuple[tuple[str, str], ...]
    repeated: Repeated | None
    lines: tuple[Line, ...]
    last_text: str | None
    last_at: datetime | None


BEGUN = frozenset({"dialogue", "parked", "checklist", "remark"})
"""Fields whose loss the person would notice."""
_ADAPTER = TypeAdapter(ChatState)
_EMPTY = ChatState()
_FIELDS = frozenset(field_.name for field_ in fields(ChatState))
StoredState = Mapping[str, Any]
"""A state as JSON, of any version."""


def dump(state: ChatState) -> dict[str, Any]:
    """The state as JSON, without empty fields."""
    filled = _ADAPTER.dump_python(state, mode="json", exclude_defaults=True)
    return {"version": VERSION, **filled}


def load(stored: StoredState, dialogues: Mapping[str, Collection[str]]) -> tuple[ChatState, tuple[str, ...]]:
    """The state from JSON of any version, and the names of the fields that had to be dropped. `dialogues`: the steps of every existing dialogue,
    by name.
    """
    present = _migrated(stored)
    unknown = present.keys() - _FIELDS
    state, bad = _validated({name: value for name, value in present.items() if name not in unknown})
    state, changed = _with_known_steps(state, dialogues)
    return state, tuple(sorted({*unknown, *bad, *changed}))


def _validated(stored: StoredState) -> tuple[ChatState, set[str]]:
    try:
        return _ADAPTER.validate_python(stored), set()
    except ValidationError as problem:
        bad = {str(error["loc"][0]) for error in problem.errors()}
    return _ADAPTER.validate_python({name: value for name, value in stored.items() if name not in bad}), bad


def _with_known_steps(state: ChatState, dialogues: Mapping[str, Collection[str]]) -> tuple[ChatState, set[str]]:
    """Ends a dialogue that no longer exists. Where only its step is gone, the answers stay and the first open question is asked."""
    changed: set[str] = set()
    for slot, standing in {"dialogue": state.dialogue, "parked": state.parked}.items():
        if standing and standing.step not in dialogues.get(standing.name, ()):
            changed.add(slot)
            fitting = replace(standing, step=RESTART) if standing.name in dialogues else None
            state = replace(state, dialogue=fitting) if slot == "dialogue" else replace(state, parked=fitting)
    return state, changed


def _migrated(stored: StoredState) -> StoredState:
    """The JSON in the form of the current version."""
    version = stored.get("version", 1) if stored else VERSION
    while (step := _MIGRATIONS.get(version)) is not None:
        stored, version = step(stored), version + 1
    return {name: value for name, value in stored.items() if name != "version"}


_SLOTS = ("intake", "human", "acting", "tracking", "rating", "absence", "enrolment")


def _from_1(stored: StoredState) -> StoredState:
    """Version 1 had no number, a slot for each dialogue beside the name of the one that ran, and other names for two fields."""
    names = {"told": "danger", "spoken": "remark"}
    rest = {names.get(name, name): value for name, value in stored.items() if name not in {*_SLOTS, "active"}}
    active = stored.get("active")
    running = _standing_of_1(active, stored.get(active, {})) if active in {*_SLOTS, "opinion"} else None
    parked = _standing_of_1("intake", stored["intake"]) if active != "intake" and stored.get("intake") else None
    return {name: value for name, value in {**rest, "dialogue": running, "parked": parked}.items() if value is not None}


def _standing_of_1(name: str, slot: Mapping[str, Any]) -> dict[str, Any]:
    """In version 1 an action's dialogue stored the action beside its step; waiting for a number or an opinion was no dialogue."""
    name = f"act_{slot['action']}" if name == "acting" and "action" in slot else name
    if "step" not in slot:
        step = {"tracking": "pin" if "number" in slot else "number", "opinion": "words"}
        return {"name": name, "step": step.get(name, RESTART), "answers": dict(slot)}
    held = {key: slot[key] for key in ("step", "answers", "editing") if key in slot}
    return {"name": name, "keep": name == "intake", **held}


def _from_2(stored: StoredState) -> StoredState:
    """Version 2 had other names for three fields."""
    names = {"said": "last_text", "said_at": "last_at", "asked": "last_question"}
    return {names.get(name, name): value for name, value in stored.items()}


_MIGRATIONS: Mapping[int, Callable[[StoredState], StoredState]] = {1: _from_1, 2: _from_2}
