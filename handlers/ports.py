"""What handlers need from outside, as small protocols. The bot room implements them on one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint, Event
from handlers.message import Attachment


@dataclass(frozen=True, kw_only=True)
class ReporterIdentity:
    """Who reported. Kept sealed; never in a log, a notification or a list."""

    name: str
    contact: str


class PinCheck(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which complaints are wanted; what is None or empty does not matter."""

    office: str | None = None
    reporter: int | None = None
    officer: int | None = None
    states: tuple[str, ...] = ()
    due_before: datetime | None = None
    received_after: datetime | None = None
    limit: int = 200


class Complaints(Protocol):
    async def add(self, complaint: Complaint, event: Event, pin: str, identity: ReporterIdentity | None) -> None: ...

    async def change(self, complaint: Complaint, event: Event) -> None: ...

    async def get(self, number: str) -> Complaint | None: ...

    async def history(self, number: str) -> list[Event]: ...

    async def find(self, wanted: Filter) -> list[Complaint]: ...

    async def identity(self, number: str) -> ReporterIdentity | None: ...

    async def unlink(self, number: str) -> None:
        """Forgets who reported."""

    async def check_pin(self, number: str, pin: str) -> PinCheck: ...

    async def attach(self, number: str, attachments: Sequence[Attachment], person: int) -> None: ...

    async def attachments(self, number: str) -> list[Attachment]: ...


class People(Protocol):
    async def staff(self, office: str) -> list[StaffMember]: ...

    async def memberships(self, person: int) -> list[StaffMember]: ...

    async def enrol(self, member: StaffMember) -> None: ...

    async def redeem(self, code: str, person: int, name: str) -> StaffMember | None:
        """Uses a one-time code up; None where it is wrong, used or expired."""

    async def invite(self, member: StaffMember) -> str:
        """A new one-time code for what `member` describes; its person does not matter."""


class Questions(Protocol):
    async def collect(self, text: str, office: str, why: str, service: str = "") -> None:
        """Keeps a question that was not answered well, without who asked it."""


class Audit(Protocol):
    async def write(self, actor: int | None, action: str, subject: str, reason: str = "") -> None: ...


@dataclass(frozen=True, kw_only=True)
class Ports:
    complaints: Complaints
    people: People
    questions: Questions
    audit: Audit
