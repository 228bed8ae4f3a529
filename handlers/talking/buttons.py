"""The buttons of citizens, one small typed value for each verb, and how a button's id is parsed. Buttons of staff are in `staff_buttons`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Literal

from handlers.casework.moves import Action
from handlers.talking import staff_buttons
from handlers.talking.message import Choice, Inbound
from handlers.talking.press import Number, Place, Press, PressReader, ServiceId

REMEMBERED = 1024  # ids


@cache
def _reader() -> PressReader:
    """Parses the ids of all verbs, of citizens and of staff."""
    modules = {__name__, staff_buttons.__name__}
    return PressReader([kind for kind in Press.__subclasses__() if kind.__module__ in modules])


@lru_cache(maxsize=REMEMBERED)
def parse(choice_id: str) -> Press | None:
    """The button with this id; None where no verb knows the id (any more)."""
    return _reader().parse(choice_id)


def pressed(inbound: Inbound) -> Press | None:
    """The button that was pressed; None where none was, or where no verb knows its id."""
    return parse(inbound.choice) if inbound.choice else None


def choice(press: Press, label: str, description: str = "") -> Choice:
    """A button whose label comes from data. For a label from the wording use `wording.button`."""
    return Choice(id=press.id, label=label, description=description)


def option(step: str, key: str | int, label: str, description: str = "") -> Choice:
    """A button that answers the question of a dialogue's step."""
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
    """The answer `key` to the question of `step`. For the step `edit`, `key` names the answer to change."""

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
class ReportAnew(Press):
    """Another report than the one that was begun before."""

    verb = "lapor_baru"
    service: ServiceId = ""


@dataclass(frozen=True)
class Forget(Press):
    """Deletes the draft and the words about a danger."""

    verb = "forget"


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
class TrackMore(Press):
    """Shows the next page of the citizen's cases."""

    verb = "track"
    page: Place


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
    """Starts the survey of satisfaction about this office and unit; without an office, about the office of the talk."""

    verb = "skm"
    office: str = ""
    unit: str = ""


@dataclass(frozen=True)
class TellCase(Press):
    verb = "tell"
    number: Number


@dataclass(frozen=True)
class SayAs(Press):
    """Does the action with the words that the person sent in reply to a message about the case."""

    verb = "as"
    action: Action
    number: Number


@dataclass(frozen=True)
class SomethingElse(Press):
    """The words that were offered to a case were not meant for it."""

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
    """The button of every WhatsApp template: opens the lists of staff, or the cases of a citizen."""

    verb = "open"
