"""How a button's id is written and read back: an id is a verb and its values with `:` between, one small value class a verb.

An id is what a channel carries and gives back, sometimes years later: a verb once used keeps its meaning. The verbs are in `buttons`.
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
"""Where something stands in a list, from 0; also the number of a page."""


Row = Annotated[int, Field(ge=0, lt=1_000_000_000)]
"""Of a row that the store has numbered."""


Number = Annotated[str, Field(max_length=30)]
"""Of a complaint. A forged one is kept short, so that it fits every button of the answer."""


ServiceId = Annotated[str, Field(max_length=44)]
"""`office/service`; `knowledge.standards.library` holds the ids of the data files to the same length."""


@dataclass(frozen=True)
class Press:
    """One press of one button. The fields stand in the id in their order; those at the end that are empty are left out."""

    verb: ClassVar[str]

    @property
    def id(self) -> str:
        """The id of the button, at most 64 bytes of text without a `:` in any field; ValueError where it would be longer."""
        values = [str(getattr(self, field.name)) for field in fields(self)]
        written = _BETWEEN.join([self.verb, *values]).rstrip(_BETWEEN)
        if len(written.encode()) > LONGEST_ID or any(_BETWEEN in value for value in values):
            raise ValueError(f"no button can carry this id: {written}")
        return written


class PressReader:
    """Reads ids of these kinds of press."""

    def __init__(self, kinds: Sequence[type[Press]]) -> None:
        self._readers: dict[str, list[Callable[[Sequence[str]], Press | None]]] = {}
        for kind in kinds:
            self._readers.setdefault(kind.verb, []).append(partial(_read, TypeAdapter(kind), [field.name for field in fields(kind)]))

    def parse(self, choice_id: str) -> Press | None:
        """What pressing the button of this id means; None where no verb reads it (any more)."""
        verb, *values = choice_id.split(_BETWEEN)
        return next((press for read in self._readers.get(verb, ()) if (press := read(values))), None)


def _read(adapter: TypeAdapter[Press], names: Sequence[str], values: Sequence[str]) -> Press | None:
    """The press with these fields; None where they are too many, too few, or not what the verb holds."""
    if len(values) > len(names):
        return None
    try:
        return adapter.validate_python(dict(zip(names, values, strict=False)))
    except ValidationError:
        return None
