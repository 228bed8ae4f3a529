"""What every button does when it is pressed, as one small value a verb, and how an id becomes such a value again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from handlers.casework.moves import Action
from handlers.talking.message import Choice, Inbound
from handlers.talking.press import Press, PressReader

Place = Annotated[int, Field(ge=0, lt=100_000)]
"""Where something stands in a list, from 0; also the number of a page."""
Number = Annotated[str, Field(max_length=30)]
"""Of a complaint. A forged one is kept short, so that it fits every button of the answer."""
ServiceId = Annotated[str, Field(max_length=44)]
"""`office/service`; `knowledge.library` holds the ids of the data files to the same length."""


@cache
def _reader() -> PressReader:
    """Reads the ids of all verbs below."""
    return PressReader(Press.__subclasses__())


def parse(choice_id: str) -> Press | None:
    """What pressing the button of this id means; None where no verb reads it (any more)."""
    return _reader().parse(choice_id)


def pressed(inbound: Inbound) -> Press | None:
    """What was pressed; None where nothing was, or what no verb reads."""
    return parse(inbound.choice) if inbound.choice else None


def choice(press: Press, label: str, description: str = "") -> Choice:
    """A button with a label that is made from data; one with a label of the wording is `wording.button`."""
    return Choice(id=press.id, label=label, description=description)


def option(step: str, key: str | int, label: str, description: str = "") -> Choice:
    """A button that answers the question of a step."""
    return choice(Option(step, str(key)), label, description)


# Within a dialogue


class Way(StrEnum):
    BACK = "back"
    SKIP = "skip"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Navigate(Press):
    verb = "d"
    way: Way


@dataclass(frozen=True)
class Option(Press):
    """The answer `key` to the question of `step`; of the step `edit` it names the answer to change."""

    verb = "d"
    step: str
    key: str


# Finding one's way


@dataclass(frozen=True)
class Menu(Press):
    verb = "menu"


@dataclass(frozen=True)
class Help(Press):
    verb = "help"


@dataclass(frozen=True)
class Offices(Press):
    verb = "offices"


@dataclass(frozen=True)
class ChooseOffice(Press):
    verb = "office"
    office: str


@dataclass(frozen=True)
class OfficeContact(Press):
    verb = "contact"
    office: str


@dataclass(frozen=True)
class Services(Press):
    verb = "services"


@dataclass(frozen=True)
class UnitServices(Press):
    verb = "unit"
    unit: str
    page: Place = 0


# Asking


@dataclass(frozen=True)
class ShowService(Press):
    verb = "s"
    service: ServiceId


@dataclass(frozen=True)
class ShowPart(Press):
    verb = "p"
    service: ServiceId
    part: str


@dataclass(frozen=True)
class NoneOfThese(Press):
    verb = "none_of_these"


@dataclass(frozen=True)
class Feedback(Press):
    verb = "fb"
    mark: Literal["up", "down"]


@dataclass(frozen=True)
class OpenChecklist(Press):
    verb = "check"
    service: ServiceId


@dataclass(frozen=True)
class Tick(Press):
    verb = "tick"
    index: Place


@dataclass(frozen=True)
class Missing(Press):
    verb = "missing"


@dataclass(frozen=True)
class PrintChecklist(Press):
    verb = "print"


# Reporting


@dataclass(frozen=True)
class Report(Press):
    verb = "report"


@dataclass(frozen=True)
class ReportService(Press):
    verb = "lapor"
    service: ServiceId = ""


@dataclass(frozen=True)
class Resume(Press):
    verb = "resume"


@dataclass(frozen=True)
class ReportUrgent(Press):
    verb = "urgent"


@dataclass(frozen=True)
class Safe(Press):
    verb = "safe"


@dataclass(frozen=True)
class AskOfficer(Press):
    verb = "human"


@dataclass(frozen=True)
class Track(Press):
    verb = "track"


@dataclass(frozen=True)
class OpenCase(Press):
    verb = "case"
    number: Number


@dataclass(frozen=True)
class ExplainDue(Press):
    verb = "why"
    number: Number


@dataclass(frozen=True)
class CaseHistory(Press):
    verb = "log"
    number: Number


@dataclass(frozen=True)
class CaseSummary(Press):
    verb = "sum"
    number: Number


@dataclass(frozen=True)
class Rate(Press):
    verb = "rate"
    number: Number


@dataclass(frozen=True)
class FillSurvey(Press):
    """Of the survey of satisfaction."""

    verb = "skm"


@dataclass(frozen=True)
class TellCase(Press):
    verb = "tell"
    number: Number


@dataclass(frozen=True)
class SayAs(Press):
    """Does the action with the words that were said in reply to a message about the case."""

    verb = "as"
    action: Action
    number: Number


@dataclass(frozen=True)
class SomethingElse(Press):
    """What was offered to a case is not for it."""

    verb = "anew"


@dataclass(frozen=True)
class MyData(Press):
    verb = "my_data"


@dataclass(frozen=True)
class OwnData(Press):
    verb = "data"
    what: Literal["show", "delete", "really"]


@dataclass(frozen=True)
class Quiet(Press):
    verb = "quiet"


@dataclass(frozen=True)
class Loud(Press):
    verb = "loud"


@dataclass(frozen=True)
class Open(Press):
    """The button of every template: the lists of staff, the cases of a citizen."""

    verb = "open"


# Working on cases


@dataclass(frozen=True)
class Act(Press):
    verb = "c"
    action: Action
    number: Number


@dataclass(frozen=True)
class MarkDiscreet(Press):
    """Which officer may see confidential complaints; the case is the one that needs somebody."""

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
    """Without a person it is oneself who is absent."""

    verb = "absent"
    office: str
    person: str = ""


@dataclass(frozen=True)
class BackAgain(Press):
    """Without a person it is oneself who is back."""

    verb = "back"
    office: str
    person: str = ""


@dataclass(frozen=True)
class ChooseAbsentee(Press):
    """Who of the office is absent."""

    verb = "absentee"
    office: str


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
