"""Several questions in one message: "biaya dan syarat ahli waris?", "syarat KTP apa, trus dispensasi nikah berapa lama?"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from handlers.asking import cue_words
from handlers.asking.inquiry import SUMMARY
from handlers.talking.turn import Turn
from knowledge.standards.standard import Service
from knowledge.understanding.understander import Understanding

SURE = 0.6
VERY_SURE = 0.9
STORY = 20  # words
_APART = re.compile(r"[?!;\n]+|\b(?:terus|trus|sekalian)\b", re.IGNORECASE)
_AND = re.compile(r"[&+]|\b(?:dan|sama|serta|juga|plus)\b", re.IGNORECASE)
_LISTED = re.compile(f",|{_AND.pattern}", re.IGNORECASE)


@dataclass(frozen=True)
class _Piece:
    """The service and part that one piece of a message names itself."""

    service: str | None
    part: str | None
    is_called: bool = False  # whether a word stands for the part, such as "bayar"; not only words that go along with it


def calls_all(turn: Turn) -> bool:
    """Whether each piece that asks for a part has a word that stands for it: "bayar tidak, terus lama apa sebentar?"."""
    return all(piece.is_called for piece in _pieces(turn) if piece.part)


def called(turn: Turn) -> tuple[list[str], list[str]]:
    """The parts that the clauses of a message call by a word for them, and the other clauses: "lama ndak, bayar ndak, sama bisa
    lewat wa ndak" calls the time and the cost.
    """
    understander = turn.knowledge.understander
    read = [(clause, understander.component(clause)) for sentence in _split(turn.text) for clause in sentence]
    parts = {clause: part for clause, part in read if part and understander.calls_part(clause)}
    return list(dict.fromkeys(parts.values())), [clause for clause, _ in read if clause not in parts]


def questions(turn: Turn, service: str) -> list[tuple[str, list[str]]]:
    """(service, its parts) for each question, if the message holds more than one; otherwise [].

    `service`: what the whole message is about. A piece that names no service belongs to it, or to the piece before.
    """
    parts_of: dict[str, list[str]] = {}
    part: str | None = None
    for piece in _pieces(turn):
        service, part = piece.service or service, piece.part or part
        parts = parts_of.setdefault(service, [])
        if (part or SUMMARY) not in parts:
            parts.append(part or SUMMARY)
    asked = [(service_id, [part for part in parts if part != SUMMARY] or parts) for service_id, parts in parts_of.items()]
    return asked if sum(len(parts) for _, parts in asked) > 1 else []


def named(turn: Turn) -> str | None:
    """The service that one of several matters names, where the whole message is about another agency's matter."""
    return next((piece.service for piece in _pieces(turn) if piece.service), None)


def services_named(turn: Turn) -> list[Service]:
    """The services that the message names, of the chosen office, or of any office where none was chosen."""
    return [turn.library.services[service] for service in sorted(turn.knowledge.understander.named(turn.text, turn.office_id))]


def names_candidate(turn: Turn, understood: Understanding, but: Collection[str] = ()) -> bool:
    """Whether the message names a service that it may be about, other than these."""
    likely = (candidate.service for candidate in understood.candidates if candidate.service not in but)
    return any(turn.knowledge.understander.names(turn.text, service) for service in likely)


def makes_another(turn: Turn, understood: Understanding, but: Collection[str]) -> bool:
    """Whether something is to be made of which none of these services speaks: "mau urus kk" below an offer about births; not "ngurusnya bayar ga"."""
    likely = {candidate.service for candidate in understood.candidates}
    is_clear = understood.kind in {"answer", "clarify"} and understood.score >= SURE
    if not (is_clear and cue_words.given(turn, "making") and likely and likely.isdisjoint(but)):
        return False
    return turn.knowledge.understander.specific(cue_words.without(turn, turn.text, "of_any_service"))


def names_service(turn: Turn, understood: Understanding) -> bool:
    """Whether the message names the service that it is understood to be about."""
    return understood.service is not None and turn.knowledge.understander.names(turn.text, understood.service)


def _pieces(turn: Turn) -> Iterator[_Piece]:
    """What each piece of the message names. A whole sentence may speak for a service in any words; a piece joined by "dan" needs the name, since
    names hold "dan" too. A message in one piece is read as it stands, since its words were understood before.
    """
    sentences = _split(turn.text)
    if [len(clauses) for clauses in sentences] == [1]:
        sentences = [[turn.text]]
    for clauses in sentences:
        read = [_read(turn, clause, by_name=len(clauses) > 1) for clause in clauses]
        whose = next((clause.service for clause in read if clause.service), None)
        yield from (replace(clause, service=clause.service or whose) for clause in read if clause.service or clause.part)


def _split(text: str) -> list[list[str]]:
    """The sentences of a message, each with its clauses. In a story a comma does not separate questions."""
    between = _LISTED if len(text.split()) <= STORY else _AND
    return [[clause for clause in between.split(sentence) if clause.strip()] for sentence in _APART.split(text) if sentence.strip()]


def _read(turn: Turn, piece: str, *, by_name: bool) -> _Piece:
    service = _service(turn, piece, by_name=by_name)
    understander = turn.knowledge.understander
    return _Piece(service, understander.component(piece, service), understander.calls_part(piece))


def _service(turn: Turn, piece: str, *, by_name: bool) -> str | None:
    if by_name and not turn.knowledge.understander.may_name(piece, turn.office_id):
        return None
    understood = turn.knowledge.understander.understand(piece, turn.office_id)
    sure = understood.kind == "answer" and understood.service and understood.score >= SURE
    if not sure or (by_name and not turn.knowledge.understander.names(piece, understood.service or "")):
        return None
    return understood.service
