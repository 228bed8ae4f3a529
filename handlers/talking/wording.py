"""Looks up and fills the sentences of `wording/id.yaml`. `**bold**` in a sentence is markup; in a value it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from handlers.talking.message import Choice, Span, Text
from handlers.talking.press import Press

_PIECES = re.compile(r"(\*\*.+?\*\*|\{\w+\})", re.DOTALL)


@cache
def _sentences() -> Mapping[str, Any]:
    path = Path(__file__).parent.parent / "wording" / "id.yaml"
    return dict(_flat(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)))  # noqa: S506 - knows text only: `no` is a key too


def _flat(tree: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


@cache
def mark() -> str:
    """A hash that changes with every change of a sentence."""
    return sha256(repr(sorted(_sentences().items())).encode()).hexdigest()


_own: ContextVar[Mapping[str, str]] = ContextVar("own_words", default={})  # noqa: B039 - nobody changes it


@contextmanager
def in_words_of(sentences: Mapping[str, str]) -> Iterator[None]:
    """Within this context, these sentences of an office replace those of the file."""
    token = _own.set(sentences)
    try:
        yield
    finally:
        _own.reset(token)


def template(key: str) -> str:
    """The sentence as written in the file, for an office that wants to reword it."""
    return str(_sentences()[key]).strip("\n")


def keys() -> list[str]:
    """All keys of the wording; a test compares them with the code."""
    return list(_sentences())


def has(key: str) -> bool:
    return key in _sentences()


def say(key: str, **values: object) -> Text:
    """The sentence of this key, filled with the values. A value may itself be a Text."""
    return Text(tuple(_spans(_own.get().get(key) or template(key), values, bold=False)))


def plain(key: str, **values: object) -> str:
    return say(key, **values).plain


def button(press: Press, key: str, **values: object) -> Choice:
    """A button with the label `buttons.<key>`."""
    return Choice(id=press.id, label=plain(f"buttons.{key}", **values))


def words(key: str) -> list[str]:
    """A list of words in the wording, such as the months."""
    return list(_sentences()[key])


@cache
def pairs(key: str) -> tuple[tuple[str, str], ...]:
    """(name, words) of each entry below a key, such as the commands of a menu."""
    return tuple((name.removeprefix(f"{key}."), str(words)) for name, words in _sentences().items() if name.startswith(f"{key}."))


def _spans(template: str, values: Mapping[str, object], *, bold: bool) -> list[Span]:
    spans: list[Span] = []
    for piece in _pieces(template):
        if piece.startswith("**"):
            spans += _spans(piece[2:-2], values, bold=True)
        elif piece.startswith("{"):
            spans += _value(values[piece[1:-1]], bold)
        else:
            spans.append(Span(text=piece, bold=bold))
    return spans


@lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[str, ...]:
    return tuple(filter(None, _PIECES.split(template)))


def _value(value: object, bold: bool) -> list[Span]:
    if isinstance(value, Text):
        return list(value.spans)
    return [Span(text=str(value), bold=bold)] if str(value) else []


def numbered(lines: list[str], start: int = 1) -> Text:
    return Text.of("\n".join(f"{number}. {line}" for number, line in enumerate(lines, start)))


def bullets(lines: list[str]) -> Text:
    return Text.of("\n".join(f"• {line}" for line in lines))


def day(value: date) -> str:
    """`Selasa, 24 November 2026`."""
    return f"{words('dates.days')[value.weekday()]}, {value.day} {words('dates.months')[value.month - 1]} {value.year}"


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """`16.00 WITA`."""
    local = moment.astimezone(zone)
    return f"{local:%H.%M} {local:%Z}"


def moment(value: datetime, zone: ZoneInfo) -> str:
    """`Selasa, 24 November 2026 pukul 16.00 WITA`."""
    return f"{day(value.astimezone(zone).date())} pukul {clock(value, zone)}"
