"""What an activity registers, so that `routes` can find it: the buttons, words and dialogues that it handles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from handlers.talking.dialogue import Dialogue, Made
from handlers.talking.press import Press
from handlers.talking.turn import Turn

Pressed = TypeVar("Pressed", bound=Press)


@dataclass(frozen=True)
class On(Generic[Pressed]):
    """Binds a handler to one kind of button."""

    kind: type[Pressed]
    handler: Callable[[Turn, Pressed], Made]


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A group of handlers. `commands` maps a word that is sent alone to the button it stands for."""

    presses: tuple[On[Any], ...] = ()  # each `On` has a type of its own
    commands: Mapping[str, Press] = field(default_factory=dict)
    dialogues: tuple[Dialogue, ...] = ()
