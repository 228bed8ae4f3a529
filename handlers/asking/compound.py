"""Several questions in one message: "biaya dan syarat ahli waris?", "syarat KTP apa, trus dispensasi nikah berapa lama?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.asking.inquiry import SUMMARY
from handlers.talking.turn import Turn

SURE = 0.6
VERY_SURE = 0.9
STORY = 20  # words
_APART = re.compile(r"[?!;\n]+|\b(?:terus|trus|sekalian)\b", re.IGNORECASE)
_AND = re.compile(r"[&+]|\b(?:dan|sama|serta|juga|plus)\b", re.IGNORECASE)
_LISTED = re.compile(f",|{_AND.pattern}", re.IGNORECASE)


@dataclass(frozen=True)
class _Piece:
    """What one piece of a message names of its own."""

    service: str | None
    part: str | None


def questions(turn: Turn, service: str) -> list[tuple[str, list[str]]]:
    """(service, its parts) of every question, where the message holds more than one; [] where it does not.

    `service`: what the message as a whole is about; a piece that names none is about it, or about the piece before.
    """
    found: dict[str, list[str]] = {}
    part: str | None = None
    for piece in _pieces(turn):
        service, part = piece.service or service, piece.part or part
        parts = found.setdefault(service, [])
        if (part or SUMMARY) not in parts:
            parts.append(part or SUMMARY)
    asked = [(one, [part for part in parts if part != SUMMARY] or parts) for one, parts in found.items()]
    return asked if sum(len(parts) for _, parts in asked) > 1 else []


def named(turn: Turn) -> str | None:
    """The service that one of several matters names, where the message as a whole is about another agency's."""
    return next((piece.service for piece in _pieces(turn) if piece.service), None)


def _pieces(turn: Turn) -> Iterator[_Piece]:
    """Whole sentences speak for a service as messages do; what "dan" joins only by a name, since names hold "dan" too."""
    between = _LISTED if len(turn.text.split()) <= STORY else _AND  # a story is told with commas too
    for sentence in filter(str.strip, _APART.split(turn.text)):
        joined = [piece for piece in between.split(sentence) if piece.strip()]
        read = [_read(turn, one, by_name=len(joined) > 1) for one in joined]
        whose = next((one.service for one in read if one.service), None)
        yield from (_Piece(one.service or whose, one.part) for one in read if one.service or one.part)


def _read(turn: Turn, piece: str, *, by_name: bool) -> _Piece:
    service = _service(turn, piece, by_name=by_name)
    return _Piece(service, turn.knowledge.understander.component(piece, service))


def _service(turn: Turn, piece: str, *, by_name: bool) -> str | None:
    understood = turn.knowledge.understander.understand(piece, turn.office_id)
    sure = understood.kind == "answer" and understood.service and understood.score >= SURE
    if not sure or (by_name and not turn.knowledge.understander.names(piece, understood.service or "")):
        return None
    return understood.service
