"""Words of people are written sealed: what stands in the tables, the write-ahead log and the copies cannot be read without the office's key.

A statement's parameter that is `Sealed` is sealed on its way in; whatever was sealed is opened on its way out, wherever it is read. Rows of
before are open and are read as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from bot.errors import StoreError
from bot.store.databases.database import Row

PREFIX = "sealed:"


class Sealed(str):
    """A text that no table holds open."""

    __slots__ = ()


class Sealer(Protocol):
    def seal_text(self, text: str) -> str: ...

    def open_text(self, sealed: str) -> str:
        """The inverse. Raises SettingsError where the key does not fit."""


class Unsealed:
    """For a database without a key, such as one that is only measured: everything stays open."""

    def seal_text(self, text: str) -> str:
        return text

    def open_text(self, sealed: str) -> str:
        return sealed


class LeftSealed:
    """For bringing rows from one database into another: what is sealed stays so, and no key is needed."""

    def seal_text(self, text: str) -> str:
        raise StoreError("rows are brought as they are, nothing is sealed anew")

    def open_text(self, sealed: str) -> str:
        return PREFIX + sealed


def sealed_in(sealer: Sealer, parameters: Sequence[object]) -> Sequence[object]:
    if not any(isinstance(parameter, Sealed) for parameter in parameters):
        return parameters
    return [PREFIX + sealer.seal_text(parameter) if isinstance(parameter, Sealed) else parameter for parameter in parameters]


def opened_out(sealer: Sealer, rows: Iterable[Row]) -> list[Row]:
    return [tuple(_opened(sealer, value) for value in row) if any(map(_is_sealed, row)) else row for row in rows]


def _is_sealed(value: object) -> bool:
    return isinstance(value, str) and value.startswith(PREFIX)


def _opened(sealer: Sealer, value: Any) -> Any:
    return sealer.open_text(value[len(PREFIX) :]) if _is_sealed(value) else value
