"""The history of a case as lines that its reader may see: who, what, to where, until when, and the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.case.cards import is_staff
from handlers.casework.complaint import Actor, Complaint
from handlers.casework.events import Event, without_taken_back
from handlers.casework.masking import said_to_staff
from handlers.casework.moves import Action, Role
from handlers.casework.payloads import (
    Absolved,
    Absorbed,
    Accused,
    Added,
    Answered,
    Approved,
    Assigned,
    Categorized,
    CategoryRequested,
    ExtensionRequested,
    Filed,
    LimitMissed,
    Merged,
    OfferAccepted,
    Offered,
    Recalculated,
    Reopened,
    Transferred,
    Unset,
)
from handlers.rules import OfficeRules
from handlers.talking.attachments import attachment_of
from handlers.talking.case_file import PastStep
from handlers.talking.message import Attachment, Text
from handlers.talking.turn import Knowledge, Turn
from handlers.talking.wording import bullets, moment, plain
from handlers.telling.case_words import category_name

_INSIDE = frozenset(
    {
        Action.NOTE,
        Action.ACCUSE,
        Action.ABSOLVE,
        Action.REQUEST_CATEGORY,
        Action.REQUEST_EXTENSION,
        Action.DENY,
        Action.RELEASE,
        Action.MISS,
        Action.CONFIRM_CLOSING,
    }
)
WORDS_INSIDE = frozenset({Action.NOTE, Action.ACCUSE, Action.ABSOLVE, Action.RAISE, Action.CONFIRM_CLOSING, Action.RETURN_CLOSING})
"""Actions whose words only staff may read."""
_ABOUT_STAFF = frozenset({Action.ACCUSE, Action.ABSOLVE})
_EXAMINING = frozenset({Role.EXAMINER, Role.SUPERVISOR, Role.HEAD})
MOST_FILES = 10
_OF_STAFF = frozenset({Action.MERGE, Action.ABSORB, Action.ASSIGN})
"""Actions whose targets are other people's reports or colleagues, which citizens may not see."""


@dataclass(frozen=True, kw_only=True)
class _Step:
    """An event, with the rules of the office that had the case then, and the names of its staff."""

    event: Event
    rules: OfficeRules
    knowledge: Knowledge
    names: Mapping[int, str]

    def moment(self, at: datetime | Unset | None) -> str:
        """The moment in the office's zone; empty for None."""
        return moment(at, self.rules.office.zone) if isinstance(at, datetime) else ""

    def office(self, name: str | None) -> str:
        office = self.knowledge.library.offices.get(name or "")
        return office.full_name if office else ""

    @property
    def target(self) -> str:
        """What the event led to: a unit, an office, a report, a person, a category, a moment; else empty."""
        match data := self.event.data:
            case Merged():
                return data.into
            case Absorbed():
                return data.number
            case Assigned():
                return self.names.get(data.officer, plain("cases.former_officer"))
            case Accused():
                return ", ".join(self.names.get(person, plain("cases.former_officer")) for person in data.accused)
            case Absolved():
                return self.names.get(data.person, plain("cases.former_officer"))
            case OfferAccepted():
                return self.office(data.office)
            case Transferred():
                return self.office(data.office) or self.rules.office.unit(data.unit).name
            case Offered():
                return self.office(data.to)
            case Categorized() | CategoryRequested():
                return category_name(data.category, self.rules)
            case ExtensionRequested():
                return self.moment(data.until)
            case Approved() | Reopened() | Recalculated():
                return self.moment(data.due)
            case LimitMissed():
                return self.moment(data.missed)
            case _:
                return ""


def targets(events: Sequence[Event], knowledge: Knowledge, names: Mapping[int, str]) -> list[str]:
    """For each event, oldest first, what it led to: a unit, an office, a report, a person, a category, a moment; else empty."""
    led, office = [], ""
    for event in events:
        office = (event.data.office if isinstance(event.data, Filed | Transferred) else None) or office
        rules = knowledge.rules.get(office)
        led.append(_Step(event=event, rules=rules, knowledge=knowledge, names=names).target if rules else "")
    return led


def is_told(event: Event, who: Actor) -> bool:
    """Whether this member of the staff reads about whom a report is said to be and why: who examines it does, nobody who may be meant by it."""
    return event.action not in _ABOUT_STAFF or bool(who.roles & _EXAMINING)


async def history(turn: Turn, complaint: Complaint, events: Sequence[Event], who: Actor, *, words: bool = True) -> Text:
    """The lines that this viewer may read, oldest first; without `words` only what happened and when. Only staff see the names of staff."""
    names, rules = await _names(turn, complaint, who), turn.rules(complaint.office)
    lines = [
        _line(event, rules, names, [target, _words_of(event, complaint, who)] if words else [])
        for event, target in _readable(turn, events, names, who)
    ]
    return bullets(lines)


def files(events: Sequence[Event], who: Actor) -> tuple[Attachment, ...]:
    """The newest files of the lines whose words this viewer may read, so that they can be opened."""
    visible_events = events if is_staff(who) else [event for event in without_taken_back(events) if event.action not in _INSIDE]
    readable = [event for event in visible_events if not _is_by_another(event, who)]
    return tuple(dict.fromkeys(attachment_of(file) for event in readable for file in event.data.attachments))[-MOST_FILES:]


async def steps(turn: Turn, complaint: Complaint, events: Sequence[Event], who: Actor) -> tuple[PastStep, ...]:
    """The same lines in their parts, for a printed file."""
    names = await _names(turn, complaint, who)
    zone = turn.rules(complaint.office).office.zone
    return tuple(
        PastStep(
            at=moment(event.at, zone),
            who=_who(event, names),
            what=": ".join(filter(None, [plain(f"done.{event.action}"), target])),
            said=_words_of(event, complaint, who),
        )
        for event, target in _readable(turn, events, names, who)
    )


async def _names(turn: Turn, complaint: Complaint, who: Actor) -> dict[int, str]:
    """The names of the staff by person, empty for citizens. A reporter who is also staff is not named here."""
    staff = await turn.ports.people.staff(complaint.office) if is_staff(who) else []
    return {member.person: member.name for member in staff if member.person != complaint.reporter}


def _readable(turn: Turn, events: Sequence[Event], names: Mapping[int, str], who: Actor) -> list[tuple[Event, str]]:
    """The events that this viewer may read, each with its target as far as they may know it."""
    if is_staff(who):
        return [
            (event, to if is_told(event, who) else "") for event, to in zip(events, targets(events, turn.knowledge, names), strict=True)
        ]
    events = without_taken_back(events)
    led = zip(events, targets(events, turn.knowledge, names), strict=True)
    return [(event, "" if event.action in _OF_STAFF else target) for event, target in led if event.action not in _INSIDE]


def _is_by_another(event: Event, who: Actor) -> bool:
    """Whether this citizen must not read it, for another citizen said or sent it."""
    return not is_staff(who) and event.role in {Role.FOLLOWER, Role.JOINED} and event.actor != who.person


def _words_of(event: Event, complaint: Complaint, who: Actor) -> str:
    """The words of the event for this viewer. Only staff read other citizens' words and notes among colleagues."""
    if _is_by_another(event, who) or (not is_staff(who) and event.action in WORDS_INSIDE) or not is_told(event, who):
        return ""
    text = said_to_staff(event, complaint) if is_staff(who) else event.data.text
    text = text if event.action is not Action.FILE else ""
    text = f"{event.data.mine}: {text}" if isinstance(event.data, Added) and event.data.mine else text
    files = [file.name or plain("photos.kinds.document") for file in event.data.attachments]
    doubts = event.data.doubts if isinstance(event.data, Answered) and is_staff(who) else ()
    return "; ".join(filter(None, [text, ", ".join(files), *doubts]))


def _line(event: Event, rules: OfficeRules, names: Mapping[int, str], facts: Sequence[str]) -> str:
    at = moment(event.at, rules.office.zone)
    head = plain("cases.history_line", at=at, role=_who(event, names), action=plain(f"done.{event.action}"))
    return ": ".join([head, *filter(None, facts)])


def _who(event: Event, names: Mapping[int, str]) -> str:
    role, name = plain(f"roles.{event.role}"), names.get(event.actor or 0)
    return plain("cases.history_name", name=name, role=role) if name else role
