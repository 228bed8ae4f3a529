"""The buttons of staff, one small typed value for each verb: work on cases, lists, absence, invitations, groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handlers.casework.moves import Action
from handlers.talking.press import Number, Place, Press, Row, ServiceId


@dataclass(frozen=True)
class Act(Press):
    verb = "c"
    action: Action
    number: Number


@dataclass(frozen=True)
class MarkDiscreet(Press):
    """Marks an officer as allowed to see confidential complaints; `number` is the case that needs one."""

    verb = "peka"
    number: Number
    person: str = ""


@dataclass(frozen=True)
class Desk(Press):
    verb = "desk"


@dataclass(frozen=True)
class ListCases(Press):
    verb = "list"
    office: str
    name: str
    page: Place = 0
    category: str = ""


@dataclass(frozen=True)
class Recap(Press):
    verb = "recap"


@dataclass(frozen=True)
class Absent(Press):
    """Records an absence; without a person, one's own."""

    verb = "absent"
    office: str
    person: str = ""


@dataclass(frozen=True)
class BackAgain(Press):
    """Ends an absence; without a person, one's own."""

    verb = "back"
    office: str
    person: str = ""


@dataclass(frozen=True)
class ChooseAbsentee(Press):
    """Asks which colleague is absent."""

    verb = "absentee"
    office: str


@dataclass(frozen=True)
class Asked(Press):
    """Shows the questions that were not answered well, one after another."""

    verb = "asked"
    office: str
    place: Place = 0


@dataclass(frozen=True)
class AdoptPhrase(Press):
    """Adds the question with this id as a phrase of the service."""

    verb = "phrase"
    service: ServiceId
    number: Row


@dataclass(frozen=True)
class DropQuestion(Press):
    verb = "unasked"
    office: str
    number: Row


@dataclass(frozen=True)
class ConfirmAct(Press):
    """Confirms what was requested at the desk under this code."""

    verb = "yes_act"
    code: Number


@dataclass(frozen=True)
class DenyAct(Press):
    verb = "no_act"


@dataclass(frozen=True)
class AskRole(Press):
    verb = "who"


@dataclass(frozen=True)
class Invite(Press):
    verb = "invite"
    office: str
    role: str


@dataclass(frozen=True)
class Addresses(Press):
    verb = "addresses"


@dataclass(frozen=True)
class Prefer(Press):
    verb = "prefer"
    index: Place


@dataclass(frozen=True)
class LinkCode(Press):
    verb = "link_code"


@dataclass(frozen=True)
class Join(Press):
    verb = "join"
    code: str


@dataclass(frozen=True)
class RegisterGroup(Press):
    verb = "group"
    office: str
    unit: str


@dataclass(frozen=True)
class CloseGroup(Press):
    verb = "group"
    off: Literal["off"] = "off"
