"""What handlers need from outside, as small protocols. The bot room implements them on one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import Protocol

from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.casework.events import Event
from handlers.survey.elements import Element
from handlers.talking.case_file import OutsideForm
from handlers.talking.message import Attachment, Channel


@dataclass(frozen=True, kw_only=True)
class ReporterIdentity:
    """Who reported. Kept sealed; never in a log, a notification or a list."""

    name: str
    contact: str


class PinCheck(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"
    LOCKED_NOW = "locked_now"  # by this try


ALL = 1_000_000_000
"""More than there are: nobody's case is left out for being one too many."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which complaints are wanted; what is None or empty does not matter."""

    office: str | None = None
    reporter: int | None = None
    citizen: int | None = None  # who reported it, or follows it
    officer: int | None = None
    states: tuple[str, ...] = ()
    due_before: datetime | None = None
    received_after: datetime | None = None
    ended_after: datetime | None = None
    unchecked: bool = False  # ended, and a second pair of eyes is due
    limit: int = ALL


class Lateness(StrEnum):
    """How a case stands to its limit."""

    LATE = "lewat"  # open, and the limit has passed
    TODAY = "hari_ini"  # open, and the limit ends today
    MISSED = "terlambat"  # the limit was missed, whether it is still open or not
    KEPT = "tepat"  # answered without missing it
    RUNNING = "berjalan"  # open, and no limit was missed so far


NONE = "-"
"""Of a search: cases that have no service, or came in no known way."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is searched for in one office; what is None or empty does not matter. Moments are UTC, `until` and `day_ends` excluded."""

    office: str
    words: tuple[str, ...] = ()
    tail: str = ""  # the last letters of the number
    number: str = ""
    unit: str = ""
    service: str = ""
    category: str = ""
    channel: str = ""
    place: str = ""
    reason: str = ""
    officer: int | None = None
    untaken: bool = False
    urgent: bool = False
    reopened: bool = False
    states: tuple[str, ...] = ()
    rating: int | None = None
    lateness: Lateness | None = None
    since: datetime | None = None
    until: datetime | None = None
    ended_since: datetime | None = None
    ended_until: datetime | None = None
    unended_at: datetime | None = None  # had come by then and had not ended
    now: datetime
    day_ends: datetime | None = None  # of today, where `lateness` asks for it
    hours: tuple[str, ...] = ()  # hours of receipt in UTC, each as 2026-11-24T08


@dataclass(frozen=True, kw_only=True)
class FoundCases:
    """A page of what was found, the newest first. `more`: there is a next page."""

    complaints: tuple[Complaint, ...]
    more: bool


@dataclass(frozen=True, kw_only=True)
class KeptPhoto:
    """A photo of some complaint of the office, and who sent it."""

    number: str
    person: int
    photo: Attachment


class Complaints(Protocol):
    async def add(self, complaint: Complaint, event: Event, pin: str, identity: ReporterIdentity | None) -> None: ...

    async def change(self, complaint: Complaint, event: Event) -> None: ...

    async def recall(self, complaint: Complaint, since: datetime) -> None:
        """Takes back what was written to citizens about it since then and has not left yet."""

    async def get(self, number: str) -> Complaint | None: ...

    async def history(self, number: str) -> list[Event]: ...

    async def find(self, wanted: Filter) -> list[Complaint]: ...

    async def search(self, wanted: Wanted, member: StaffMember, page: int, size: int) -> FoundCases:
        """What this member may see of what is wanted, page 0 first."""

    async def identity(self, number: str) -> ReporterIdentity | None: ...

    async def unlink(self, number: str) -> None:
        """Forgets who reported, what was said in their words, and their files; the history's facts stay."""

    async def check_pin(self, number: str, pin: str) -> PinCheck: ...

    async def attach(self, number: str, attachments: Sequence[Attachment], person: int) -> None: ...

    async def attachments(self, number: str) -> list[Attachment]: ...

    async def photos(self, office: str, marks: Sequence[str]) -> list[KeptPhoto]:
        """The photos kept with complaints of the office that have one of these marks, the earliest first."""


class People(Protocol):
    async def staff(self, office: str) -> list[StaffMember]: ...

    async def memberships(self, person: int) -> list[StaffMember]: ...

    async def enrol(self, member: StaffMember) -> None: ...

    async def absent(self, person: int, office: str, start: datetime, until: datetime | None, stand_in: int | None) -> None:
        """Notes an absence and who stands in; without an end the absence is over."""

    async def forget(self, person: int) -> None:
        """Removes what was written to and by the person, and parts the addresses from the complaints of before."""

    async def claim(self, somebody: int, person: int) -> bool:
        """The person turns out to be `somebody`, of whom no address was known, and has their cases from now on; False where one was known."""

    async def wants_number(self, code: str) -> bool:
        """Whether the code is only for whoever has a certain telephone number."""

    async def redeem(self, code: str, person: int, name: str, number: str = "") -> StaffMember | None:
        """Uses a one-time code up; None where it is wrong, used, expired, or for another number than this proven one."""

    async def invite(self, member: StaffMember, number: str = "") -> str:
        """A new one-time code for what `member` describes, whose person does not matter; with a number only for whoever has it."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a person can be written to. `first`: alerts were asked to go there."""

    channel: Channel
    address: str
    reachable: bool
    first: bool


class Addresses(Protocol):
    async def of(self, person: int) -> list[Address]:
        """All of the person's, in a steady order."""

    async def prefer(self, person: int, address: Address) -> None:
        """Alerts go there first."""

    async def offer_link(self, person: int) -> str:
        """A one-time code that makes whoever sends it from another address the same person as this one."""

    async def link(self, code: str, person: int) -> int | None:
        """Uses the code up: all that is this person's is now the answered person's. None where it is wrong, used or expired."""

    async def opt_in(self, channel: Channel, address: str, how: str) -> None:
        """Keeps when and how somebody agreed to be written to; silence ends."""

    async def opt_out(self, channel: Channel, address: str) -> None:
        """From now on nothing but the answer to a running case."""


class Entrances(Protocol):
    async def offer(self, person: int, browser: str) -> str:
        """The address of a one-time link into the desk, for the browser of this code only where one is given."""

    async def say_yes(self, code: str, person: int) -> bool:
        """The person says yes to what was asked for at the desk under this code; False where nothing waits for it any more."""

    async def end_all(self, person: int) -> None:
        """It was not the person who asked: every session of theirs ends."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What was not answered well, and why; an empty office: before any was chosen."""

    id: int
    text: str
    office: str
    why: str


class Questions(Protocol):
    async def open_ones(self, office: str) -> list[Question]:
        """What nobody of the office has looked at yet."""

    async def settle(self, ids: Sequence[int]) -> None:
        """They need no more looking at; their words go."""

    async def adopt(self, service: str, words: str) -> str:
        """Makes the words a phrase of the service; returns why it was refused, empty where it was not."""

    async def collect(self, text: str, office: str, why: str, service: str = "") -> None:
        """Keeps a question that was not answered well, without who asked it."""


class Surveys(Protocol):
    async def may_answer(self, person: int, office: str) -> bool:
        """Whether the person has not answered the office's survey within the last 90 days."""

    async def keep(self, person: int, office: str, unit: str, points: Mapping[Element, int], words: str) -> None:
        """Keeps the answers, about the office or one unit of it, without the person, and apart from them that the person has answered."""


class Documents(Protocol):
    async def week_picture(self, member: StaffMember) -> Attachment:
        """The weeks of the member's office as a picture, with what this member may count."""

    async def keep_form(self, form: OutsideForm, person: int) -> Attachment:
        """A form for the next door outside as a PDF that can be sent."""

    async def keep(self, text: str, name: str, person: int) -> Attachment:
        """A text as a file that can be sent."""


class Audit(Protocol):
    async def write(self, actor: int | None, action: str, subject: str, reason: str = "") -> None: ...

    async def count(self, actor: int, action: str, subject: str) -> int:
        """How often this person has done this to this subject."""


@dataclass(frozen=True, kw_only=True)
class Ports:
    complaints: Complaints
    people: People
    questions: Questions
    audit: Audit
    documents: Documents
    addresses: Addresses
    entrances: Entrances
    surveys: Surveys
