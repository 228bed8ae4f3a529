"""What handlers need from outside, as small protocols. `bot/store/ports` implements them on one transaction."""

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
    """Name and contact of a reporter. Stored sealed; never in a log, a notification or a list."""

    name: str
    contact: str


class PinCheck(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"
    LOCKED_NOW = "locked_now"  # this try locked it


ALL = 1_000_000_000
"""More than there can be, so that no case is left out."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which complaints to return. A field that is None or empty is not checked."""

    office: str | None = None
    reporter: int | None = None
    citizen: int | None = None  # the person who reported or follows it
    officer: int | None = None
    states: tuple[str, ...] = ()
    due_before: datetime | None = None
    received_after: datetime | None = None
    ended_after: datetime | None = None
    unchecked: bool = False  # finished, and a second look is due
    limit: int = ALL


class Lateness(StrEnum):
    """A case compared with its limit."""

    LATE = "lewat"  # open, and the limit has passed
    TODAY = "hari_ini"  # open, and the limit ends today
    MISSED = "terlambat"  # the limit was missed; open or finished
    KEPT = "tepat"  # answered in time
    RUNNING = "berjalan"  # open, and no limit missed so far
    OTHER = "lain"  # ended without an answer, and no limit missed


NONE = "-"
"""In a search: cases without a service, or with an unknown way of arrival."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A search in one office. A field that is None or empty is not checked. Moments are UTC; `until` and `day_ends` are exclusive."""

    office: str
    words: tuple[str, ...] = ()
    tail: str = ""  # the last letters of a number, which the one word of `words` may be
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
    unended_at: datetime | None = None  # received by this moment and not finished then
    now: datetime
    day_ends: datetime | None = None  # end of today, needed when `lateness` is set
    hours: tuple[str, ...] = ()  # hours of receipt (UTC), each in the form 2026-11-24T08


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """One page of the result, newest first. `more`: there is a next page."""

    complaints: tuple[Complaint, ...]
    more: bool


@dataclass(frozen=True, kw_only=True)
class StoredPhoto:
    """A photo in some complaint of the office, and who sent it."""

    number: str
    person: int
    photo: Attachment


class Complaints(Protocol):
    async def add(self, complaint: Complaint, event: Event, pin: str, identity: ReporterIdentity | None) -> None: ...

    async def change(self, complaint: Complaint, event: Event) -> None: ...

    async def recall(self, complaint: Complaint, since: datetime) -> None:
        """Cancels the letters to citizens about this complaint that were written since `since` and have not been sent yet."""

    async def get(self, number: str) -> Complaint | None: ...

    async def history(self, number: str) -> list[Event]: ...

    async def find(self, wanted: Filter) -> list[Complaint]: ...

    async def search(self, wanted: Wanted, member: StaffMember, page: int, size: int) -> CasePage:
        """The cases that match `wanted` and that this member may see; the first page is 0."""

    async def of_reporter(self, text: str, member: StaffMember, most: int) -> CasePage:
        """The newest reports whose reporter has this name or number, of those where the member may see it."""

    async def identity(self, number: str) -> ReporterIdentity | None: ...

    async def unlink(self, number: str) -> None:
        """Deletes who reported, their words and their files. The facts of the history stay."""

    async def check_pin(self, number: str, pin: str) -> PinCheck: ...

    async def locked_until(self, number: str) -> datetime | None:
        """Until when wrong PINs have locked the number (UTC), whether or not it exists; None where they have not."""

    async def attach(self, number: str, attachments: Sequence[Attachment], person: int) -> None: ...

    async def attachments(self, number: str) -> list[Attachment]: ...

    async def photos(self, office: str, marks: Sequence[str]) -> list[StoredPhoto]:
        """The photos of the office's complaints that have one of these marks, earliest first."""


class People(Protocol):
    async def staff(self, office: str) -> list[StaffMember]: ...

    async def memberships(self, person: int) -> list[StaffMember]: ...

    async def enrol(self, member: StaffMember) -> None: ...

    async def absent(self, person: int, office: str, start: datetime, until: datetime | None, stand_in: int | None) -> None:
        """Records an absence and who stands in. Without an end, it ends the absence."""

    async def forget(self, person: int) -> None:
        """Deletes letters and messages of the person, and separates their addresses from their earlier complaints."""

    async def claim(self, somebody: int, person: int) -> bool:
        """The person turns out to be `somebody`, who had no address so far, and takes over their cases. False where `somebody` already had an
        address.
        """

    async def wants_number(self, code: str) -> bool:
        """Whether the code works only for the owner of one certain telephone number."""

    async def redeem(self, code: str, person: int, name: str, number: str = "") -> StaffMember | None:
        """Uses up a one-time invitation code. None where the code is wrong, used, expired, or meant for another proven telephone number."""

    async def invite(self, member: StaffMember, number: str = "") -> str:
        """Makes a one-time code for the role that `member` describes (its `person` is ignored). With `number`, only the owner of this telephone
        number can use it.
        """


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address of a person. `first`: the person wants alerts there."""

    channel: Channel
    address: str
    reachable: bool
    first: bool


class Addresses(Protocol):
    async def of(self, person: int) -> list[Address]:
        """All addresses of the person, always in the same order."""

    async def prefer(self, person: int, address: Address) -> None:
        """Alerts to the person go to this address first."""

    async def offer_link(self, person: int) -> str:
        """A one-time code. Whoever sends it from another address becomes the same person as this one."""

    async def link(self, code: str, person: int) -> int | None:
        """Uses up the code and merges this person into the returned one. None where the code is wrong, used or expired."""

    async def opt_in(self, channel: Channel, address: str, how: str) -> None:
        """Records when and how somebody agreed to receive messages, and ends an opt-out."""

    async def opt_out(self, channel: Channel, address: str) -> None:
        """From now on this address gets nothing except the answers to a running case."""


class Entrances(Protocol):
    async def offer(self, person: int, browser: str) -> str:
        """The address of a one-time link into the desk; with `browser`, only the browser that holds this code can use it."""

    async def say_yes(self, code: str, person: int) -> bool:
        """Confirms what was requested at the desk under this code; False where nothing waits for a confirmation any more."""

    async def end_all(self, person: int) -> None:
        """Ends all desk sessions of the person, who said that they did not ask for one."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question that was not answered well, and why. `office` is empty if none was chosen yet."""

    id: int
    text: str
    office: str
    why: str


class Questions(Protocol):
    async def open_ones(self, office: str) -> list[Question]:
        """The questions of the office that nobody has looked at yet."""

    async def settle(self, ids: Sequence[int]) -> None:
        """Marks the questions as looked at and deletes their words."""

    async def adopt(self, service: str, words: str) -> str:
        """Adds the words as a phrase of the service. Returns the reason for a refusal, or an empty text."""

    async def collect(self, text: str, office: str, why: str, service: str = "") -> None:
        """Stores a question that was not answered well, without who asked it."""


class Surveys(Protocol):
    async def may_answer(self, person: int, office: str) -> bool:
        """Whether the person has not answered the office's survey in the last 90 days."""

    async def keep(self, person: int, office: str, unit: str, points: Mapping[Element, int], words: str) -> None:
        """Stores the answers about an office or one of its units without the person, and separately that the person has answered."""


class Documents(Protocol):
    async def week_picture(self, member: StaffMember) -> Attachment:
        """A chart of the office's weeks as a picture, counting only what this member may see."""

    async def keep_form(self, form: OutsideForm, person: int) -> Attachment:
        """The form for an outside agency as a PDF, ready to be sent."""

    async def keep(self, text: str, name: str, person: int) -> Attachment:
        """A text as a file, ready to be sent."""


class Audit(Protocol):
    async def write(self, actor: int | None, action: str, subject: str, reason: str = "") -> None: ...

    async def count(self, actor: int, action: str, subject: str) -> int:
        """How often this person has done this action to this subject."""


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
