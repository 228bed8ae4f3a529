"""The states of a complaint and the one table of moves: who may do what in which state, and where it leads.

`handlers.case.diagram` draws docs/pengaduan-status.md from this table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.RECEIVED, State.IN_PROGRESS, State.WAITING})
ALIVE = OPEN | {State.RESOLVED}


class Role(StrEnum):
    """A role in an office or on one complaint; a person can have several. Higher roles stand later.

    The values are the words of the data files and the database; older histories hold some of them in English.
    """

    REPORTER = "reporter"
    FOLLOWER = "follower"
    JOINED = "joined"  # the reporter of a report that was merged into this one
    GROUP = "grup"  # a group chat that receives a unit's new complaints
    OFFICER = "petugas"  # of the unit
    CONFIDANT = "peka"  # an officer of the unit who may see confidential reports
    HANDLER = "handler"  # the officer who took it
    EXAMINER = "pemeriksa"  # examines misconduct in the whole office
    RECEIVER = "penerima"  # supervisor of the office that the complaint is offered to
    SUPERVISOR = "pengawas"
    HEAD = "pimpinan"
    ADMIN = "admin"
    CLOCK = "clock"  # the bot itself, when a time has come

    @classmethod
    def _missing_(cls, value: object) -> Role | None:
        return {"officer": cls.OFFICER, "supervisor": cls.SUPERVISOR, "head": cls.HEAD}.get(str(value))


CITIZENS = frozenset({Role.REPORTER, Role.FOLLOWER, Role.JOINED})
OFFICE_ROLES = (Role.OFFICER, Role.EXAMINER, Role.SUPERVISOR, Role.HEAD, Role.ADMIN)
"""The roles that an invitation can give."""


class Action(StrEnum):
    FILE = "file"
    TAKE = "take"
    RELEASE = "release"
    ASSIGN = "assign"
    ASK = "ask"
    REPLY = "reply"
    ADD = "add"
    NOTE = "note"
    INFORM = "inform"
    ANSWER = "answer"
    REJECT = "reject"
    TRANSFER = "transfer"
    OFFER = "offer"  # a transfer to another office, until its supervisor has accepted it
    ACCEPT_OFFER = "accept_offer"
    RETURN_OFFER = "return_offer"
    LIFT = "lift"
    RETRACT = "retract"
    CONFIRM_CLOSING = "confirm_closing"  # the second look finds the ending right
    RETURN_CLOSING = "return_closing"
    CATEGORIZE = "categorize"
    REQUEST_CATEGORY = "request_category"
    REQUEST_EXTENSION = "request_extension"
    APPROVE = "approve"
    DENY = "deny"
    RAISE = "raise"
    LOWER = "lower"  # what was raised as urgent, or filed so, is not
    ACCUSE = "accuse"  # says about whom of the staff the report is
    ABSOLVE = "absolve"  # takes that back
    OPEN_IDENTITY = "open_identity"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    REOPEN = "reopen"
    RATE = "rate"
    FOLLOW = "follow"
    MERGE = "merge"
    ABSORB = "absorb"
    REVIVE = "revive"
    LAPSE = "lapse"
    MISS = "miss"
    RECALCULATE = "recalculate"
    ANONYMIZE = "anonymize"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One row of the table: from which states, to which one (None: the state stays), by which roles."""

    sources: frozenset[State]
    target: State | None
    by: frozenset[Role]


def _move(sources: Iterable[State], target: State | None, *by: Role) -> Move:
    return Move(sources=frozenset(sources), target=target, by=frozenset(by))


_STAFF = (Role.OFFICER, Role.HANDLER, Role.SUPERVISOR)
_CHECKERS = (Role.OFFICER, Role.SUPERVISOR, Role.HEAD)
_ANSWERED = frozenset({State.RESOLVED, State.CLOSED})

MOVES: Mapping[Action, Move] = {  # in the order of their buttons
    Action.CONFIRM_CLOSING: _move(_ANSWERED, None, *_CHECKERS),
    Action.RETURN_CLOSING: _move(_ANSWERED, State.IN_PROGRESS, *_CHECKERS),
    Action.TAKE: _move({State.RECEIVED, State.IN_PROGRESS}, State.IN_PROGRESS, Role.OFFICER, Role.SUPERVISOR),
    Action.ANSWER: _move({State.IN_PROGRESS, State.WAITING}, State.RESOLVED, Role.HANDLER, Role.SUPERVISOR),
    Action.ASK: _move({State.IN_PROGRESS}, State.WAITING, Role.HANDLER, Role.SUPERVISOR),
    Action.INFORM: _move({State.IN_PROGRESS, State.WAITING}, None, Role.HANDLER, Role.SUPERVISOR),
    Action.REPLY: _move({State.WAITING}, State.IN_PROGRESS, Role.REPORTER),
    Action.ADD: _move(ALIVE, None, Role.REPORTER, Role.FOLLOWER, Role.JOINED),
    Action.NOTE: _move(ALIVE, None, *_STAFF),
    Action.ACCEPT_OFFER: _move(OPEN, State.RECEIVED, Role.RECEIVER),
    Action.RETURN_OFFER: _move(OPEN, None, Role.RECEIVER),
    Action.TRANSFER: _move(OPEN, State.RECEIVED, *_STAFF),
    Action.OFFER: _move(OPEN, None, *_STAFF),
    Action.CATEGORIZE: _move(OPEN, None, *_STAFF),
    Action.REQUEST_CATEGORY: _move(OPEN, None, *_STAFF),
    Action.REQUEST_EXTENSION: _move({State.IN_PROGRESS, State.WAITING}, None, Role.HANDLER, Role.SUPERVISOR),
    Action.APPROVE: _move(OPEN, None, Role.SUPERVISOR, Role.HEAD),
    Action.DENY: _move(OPEN, None, Role.SUPERVISOR, Role.HEAD),
    Action.ASSIGN: _move(OPEN, State.IN_PROGRESS, Role.SUPERVISOR, Role.HEAD, Role.ADMIN),
    Action.RELEASE: _move({State.IN_PROGRESS, State.WAITING}, State.RECEIVED, Role.HANDLER, Role.SUPERVISOR, Role.CLOCK),
    Action.REJECT: _move(OPEN, State.REJECTED, *_STAFF, Role.CLOCK),
    Action.MERGE: _move(OPEN, State.CLOSED, *_STAFF),
    Action.RAISE: _move(OPEN, None, *_STAFF),
    Action.LOWER: _move(OPEN, None, Role.SUPERVISOR),
    Action.ACCUSE: _move(OPEN, None, Role.SUPERVISOR, Role.HEAD),
    Action.ABSOLVE: _move(OPEN, None, Role.SUPERVISOR, Role.HEAD),
    Action.OPEN_IDENTITY: _move(ALIVE, None, Role.SUPERVISOR),
    Action.LIFT: _move(ALIVE, None, Role.SUPERVISOR),
    Action.RETRACT: _move({State.RESOLVED}, State.IN_PROGRESS, Role.HANDLER, Role.SUPERVISOR),
    Action.ACCEPT: _move({State.RESOLVED}, State.CLOSED, Role.REPORTER),
    Action.REOPEN: _move({State.RESOLVED}, State.IN_PROGRESS, Role.REPORTER),
    Action.RATE: _move({State.RESOLVED, State.CLOSED}, None, Role.REPORTER),
    Action.WITHDRAW: _move(OPEN, State.WITHDRAWN, Role.REPORTER),
    Action.FOLLOW: _move(OPEN, None, Role.FOLLOWER),
    Action.ABSORB: _move(OPEN, None, *_STAFF),
    Action.REVIVE: _move({State.CLOSED}, State.RECEIVED, Role.CLOCK),
    Action.LAPSE: _move({State.WAITING, State.RESOLVED}, State.CLOSED, Role.CLOCK),
    Action.MISS: _move(OPEN, None, Role.CLOCK),
    Action.RECALCULATE: _move(OPEN, None, Role.CLOCK),
    Action.ANONYMIZE: _move({State.CLOSED, State.REJECTED, State.WITHDRAWN}, None, Role.REPORTER, Role.CLOCK),
}

BY_CITIZENS = frozenset(action for action, move in MOVES.items() if move.by <= {Role.REPORTER, Role.FOLLOWER, Role.JOINED})
"""Actions that only citizens do."""

NEEDS_REASON = frozenset(
    {
        Action.REJECT,
        Action.TRANSFER,
        Action.OFFER,
        Action.RETURN_OFFER,
        Action.RETURN_CLOSING,
        Action.LIFT,
        Action.CATEGORIZE,
        Action.REQUEST_CATEGORY,
        Action.REQUEST_EXTENSION,
        Action.DENY,
        Action.ACCUSE,
        Action.ABSOLVE,
        Action.OPEN_IDENTITY,
        Action.RAISE,
        Action.LOWER,
        Action.ASK,
        Action.ANSWER,
        Action.INFORM,
    }
)
