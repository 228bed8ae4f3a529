"""People's words are stored encrypted: tables, the write-ahead log and copies cannot be read without the office's key.

A parameter of type `Sealed` is encrypted on its way in; encrypted values are decrypted on their way out, wherever they are read. Older rows are not
encrypted and are read as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from bot.errors import StoreError
from bot.store.databases.database import Row

PREFIX = "sealed:"
NUL = "\0"


class Sealed(str):
    """A text that is stored only encrypted."""

    __slots__ = ()


class Sealer(Protocol):
    def seal_text(self, text: str) -> str: ...

    def open_text(self, sealed: str) -> str:
        """Decrypts the text. Raises SettingsError where the key does not fit."""


class Unsealed:
    """For a database without a key, such as one for measuring: nothing is encrypted."""

    def seal_text(self, text: str) -> str:
        return text

    def open_text(self, sealed: str) -> str:
        return sealed


class LeftSealed:
    """For copying rows between databases: encrypted values stay as they are, and no key is needed."""

    def seal_text(self, text: str) -> str:
        raise StoreError("rows are brought as they are, nothing is sealed anew")

    def open_text(self, sealed: str) -> str:
        return PREFIX + sealed


def sealed_in(sealer: Sealer, parameters: Sequence[object]) -> Sequence[object]:
    """The parameters as they are stored: `Sealed` ones encrypted, and NUL removed from texts, because PostgreSQL refuses it and SQLite ends
    the text there.
    """
    if not any(isinstance(parameter, Sealed) or _has_nul(parameter) for parameter in parameters):
        return parameters
    return [_stored(sealer, parameter) for parameter in parameters]


def _has_nul(parameter: object) -> bool:
    return isinstance(parameter, str) and NUL in parameter


def _stored(sealer: Sealer, parameter: object) -> object:
    if isinstance(parameter, Sealed):
        return PREFIX + sealer.seal_text(parameter)
    return parameter.replace(NUL, "") if isinstance(parameter, str) else parameter


def opened_out(sealer: Sealer, rows: Iterable[Row]) -> list[Row]:
    return [tuple(_opened(sealer, value) for value in row) if any(map(_is_sealed, row)) else row for row in rows]


def _is_sealed(value: object) -> bool:
    return isinstance(value, str) and value.startswith(PREFIX)


def _opened(sealer: Sealer, value: Any) -> Any:
    return sealer.open_text(value[len(PREFIX) :]) if _is_sealed(value) else value
