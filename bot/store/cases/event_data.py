"""The data of history lines as JSON: written in the newest version, read in every earlier one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter, ValidationError

from bot.errors import StoreError
from handlers.casework.moves import Action
from handlers.casework.payloads import KINDS, Payload

VERSION = 2
"""Version 1 had no version field; after forgetting, `attachments` was an empty text."""
_VERSION_KEY = "v"
_MAY_BE_NONE = {"due", "examined_by"}


def to_json(data: Payload) -> str:
    """The payload as JSON, with only the fields that differ from their defaults."""
    fields = _adapter(data.action).dump_python(data, mode="json", exclude_defaults=True)
    return json.dumps({_VERSION_KEY: VERSION, **fields}, ensure_ascii=False)


def from_json(action: Action, written: str) -> Payload:
    """The payload of the action. Raises StoreError, without anybody's words, where it cannot be read."""
    fields = json.loads(written)
    return payload(action, fields if fields.pop(_VERSION_KEY, 1) == VERSION else _of_first_version(fields))


def payload(action: Action, fields: Mapping[str, object]) -> Payload:
    """The payload of the action with these fields; unknown fields are dropped."""
    try:
        return _adapter(action).validate_python(fields)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors(include_input=False))
        raise StoreError(f"history: {action} cannot be read: {wrong}") from None  # the cause would show somebody's words


@cache
def _adapter(action: Action) -> TypeAdapter[Payload]:
    return TypeAdapter(KINDS[action])


def _of_first_version(fields: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if (value is not None or key in _MAY_BE_NONE) and (key != "attachments" or value)}
