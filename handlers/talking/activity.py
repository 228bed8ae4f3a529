"""What an activity registers, so that `routes` finds it: the buttons, words and dialogues it answers to."""

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
    """This handler answers buttons of this kind."""

    kind: type[Pressed]
    handler: Callable[[Turn, Pressed], Made]


@dataclass(frozen=True, kw_only=True)
class Activity:
    """`commands`: words that, said alone, stand for a button."""

    presses: tuple[On[Any], ...] = ()  # of as many kinds as there are
    commands: Mapping[str, Press] = field(default_factory=dict)
    dialogues: tuple[Dialogue, ...] = ()
