"""What the lines of histories carry, as JSON: written in the newest version, read in every one there was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter, ValidationError

from bot.errors import StoreError
from handlers.casework.events import KINDS, Payload
from handlers.casework.moves import Action

VERSION = 2
"""1: without a version; where words had been forgotten, `attachments` was an empty text."""
_VERSION_KEY = "v"
_MAY_BE_NONE = {"due", "examined_by"}


def to_json(data: Payload) -> str:
    """Only what differs from the defaults."""
    fields = _adapter(data.action).dump_python(data, mode="json", exclude_defaults=True)
    return json.dumps({_VERSION_KEY: VERSION, **fields}, ensure_ascii=False)


def from_json(action: Action, written: str) -> Payload:
    """The payload of the action; StoreError, without anybody's words, where it is none."""
    fields = json.loads(written)
    return payload(action, fields if fields.pop(_VERSION_KEY, 1) == VERSION else _of_first_version(fields))


def payload(action: Action, fields: Mapping[str, object]) -> Payload:
    """The payload of the action with these fields; what it does not know (any more) is left out."""
    try:
        return _adapter(action).validate_python(fields)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors(include_input=False))
        raise StoreError(f"history: {action} cannot be read: {wrong}") from None  # the cause would show what somebody wrote


@cache
def _adapter(action: Action) -> TypeAdapter[Payload]:
    return TypeAdapter(KINDS[action])


def _of_first_version(fields: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if (value is not None or key in _MAY_BE_NONE) and (key != "attachments" or value)}
