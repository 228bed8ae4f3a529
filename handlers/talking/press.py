"""Writes and parses the id of a button: a verb and its values, separated by `:`. Each verb is one small value class.

A channel sends an id back sometimes years later, so a verb keeps its meaning for ever. The verbs are in `buttons`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Annotated, ClassVar

from pydantic import Field, TypeAdapter, ValidationError

LONGEST_ID = 64
"""Bytes; Telegram's limit of `callback_data` (https://core.telegram.org/bots/api#inlinekeyboardbutton), the narrowest of all channels."""


_BETWEEN = ":"

Place = Annotated[int, Field(ge=0, lt=100_000)]
"""A position in a list, or a page; both count from 0."""


Row = Annotated[int, Field(ge=0, lt=1_000_000_000)]
"""The id of a row in the store."""


Number = Annotated[str, Field(max_length=30)]
"""The number of a complaint. The length is limited, so that a forged number still fits every button of the answer."""


ServiceId = Annotated[str, Field(max_length=44)]
"""`office/service`; `knowledge.standards.library` enforces the same length for ids in the data files."""


@dataclass(frozen=True)
class Press:
    """One press of one button. The id holds the fields in their order, without empty fields at the end."""

    verb: ClassVar[str]

    @property
    def id(self) -> str:
        """The id of the button: at most 64 bytes, with no `:` inside a field. Raises ValueError where it would be longer."""
        values = [str(getattr(self, field.name)) for field in fields(self)]
        written = _BETWEEN.join([self.verb, *values]).rstrip(_BETWEEN)
        if len(written.encode()) > LONGEST_ID or any(_BETWEEN in value for value in values):
            raise ValueError(f"no button can carry this id: {written}")
        return written


class PressReader:
    """Parses the ids of the given kinds of button."""

    def __init__(self, kinds: Sequence[type[Press]]) -> None:
        self._readers: dict[str, list[Callable[[Sequence[str]], Press | None]]] = {}
        for kind in kinds:
            self._readers.setdefault(kind.verb, []).append(partial(_read, TypeAdapter(kind), [field.name for field in fields(kind)]))

    def parse(self, choice_id: str) -> Press | None:
        """The button with this id; None where no verb knows the id (any more)."""
        verb, *values = choice_id.split(_BETWEEN)
        return next((press for read in self._readers.get(verb, ()) if (press := read(values))), None)


def _read(adapter: TypeAdapter[Press], names: Sequence[str], values: Sequence[str]) -> Press | None:
    """The button with these fields; None where their number or types do not fit the verb."""
    if len(values) > len(names):
        return None
    try:
        return adapter.validate_python(dict(zip(names, values, strict=False)))
    except ValidationError:
        return None
