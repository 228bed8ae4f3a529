"""The history of a case in lines, as far as its reader may know: who, what, to where, until when, and the words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.case.cards import is_staff
from handlers.casework.complaint import Actor, Complaint, Event
from handlers.casework.masking import said_to_staff
from handlers.casework.moves import Action, Role
from handlers.rules import OfficeRules
from handlers.talking.attachments import attachment_from_json
from handlers.talking.case_file import PastStep
from handlers.talking.message import Text
from handlers.talking.turn import Knowledge, Turn
from handlers.talking.wording import bullets, moment, plain
from handlers.telling.case_words import category_name

_INSIDE = frozenset(
    {Action.NOTE, Action.OPEN_IDENTITY, Action.REQUEST_CATEGORY, Action.REQUEST_EXTENSION, Action.DENY, Action.RELEASE, Action.MISS}
)
_OF_STAFF = frozenset({Action.MERGE, Action.ABSORB, Action.ASSIGN})
"""Their targets are other people's reports and colleagues: not for citizens."""


@dataclass(frozen=True, kw_only=True)
class _Step:
    """An event, with the rules of the office that had the case then, and the names of its staff."""

    event: Event
    rules: OfficeRules
    knowledge: Knowledge
    names: Mapping[int, str]

    def moment_of(self, key: str) -> str:
        """The moment under this key, in the office's zone; empty where there is none."""
        written = self.event.data.get(key)
        return moment(datetime.fromisoformat(written), self.rules.office.zone) if written else ""

    def office(self, key: str) -> str:
        office = self.knowledge.library.offices.get(str(self.event.data.get(key, "")))
        return office.full_name if office else ""

    @property
    def unit(self) -> str:
        return self.rules.office.unit(self.event.data.get("unit")).name

    @property
    def category(self) -> str:
        return category_name(str(self.event.data["category"]), self.rules)


_TARGETS: Mapping[Action, Callable[[_Step], str]] = {
    Action.MERGE: lambda step: str(step.event.data.get("into", "")),
    Action.ABSORB: lambda step: str(step.event.data.get("number", "")),
    Action.ASSIGN: lambda step: step.names.get(step.event.data["officer"], plain("cases.former_officer")),
    Action.TRANSFER: lambda step: step.office("office") or step.unit,
    Action.OFFER: lambda step: step.office("to"),
    Action.ACCEPT_OFFER: lambda step: step.office("office"),
    Action.CATEGORIZE: lambda step: step.category,
    Action.REQUEST_CATEGORY: lambda step: step.category,
    Action.REQUEST_EXTENSION: lambda step: step.moment_of("until"),
    Action.APPROVE: lambda step: step.moment_of("due"),
    Action.REOPEN: lambda step: step.moment_of("due"),
    Action.RECALCULATE: lambda step: step.moment_of("due"),
    Action.MISS: lambda step: step.moment_of("missed"),
}


def targets(events: Sequence[Event], knowledge: Knowledge, names: Mapping[int, str]) -> list[str]:
    """Of each event of one case, oldest first, where it led: a unit, an office, a report, a person, a category, a moment; else empty."""
    found, office = [], ""
    for event in events:
        office = str(event.data.get("office", office))
        rules, target = knowledge.rules.get(office), _TARGETS.get(event.action)
        found.append(target(_Step(event=event, rules=rules, knowledge=knowledge, names=names)) if rules and target else "")
    return found


async def history(turn: Turn, complaint: Complaint, events: Sequence[Event], who: Actor, *, words: bool = True) -> Text:
    """The lines that this viewer may read, oldest first; without `words` only what happened when. Staff are named to staff alone."""
    staff = await turn.ports.people.staff(complaint.office) if is_staff(who) else []
    names = {member.person: member.name for member in staff if member.person != complaint.reporter}
    lines = [
        _line(event, turn.rules(complaint.office), names, [target, _said(event, complaint, who)] if words else [])
        for event, target in zip(events, _shown_targets(events, turn, names, who), strict=True)
        if is_staff(who) or event.action not in _INSIDE
    ]
    return bullets(lines)


async def steps(turn: Turn, complaint: Complaint, events: Sequence[Event], who: Actor) -> tuple[PastStep, ...]:
    """The same for a paper, each in its parts."""
    staff = await turn.ports.people.staff(complaint.office) if is_staff(who) else []
    names = {member.person: member.name for member in staff if member.person != complaint.reporter}
    zone = turn.rules(complaint.office).office.zone
    return tuple(
        PastStep(
            at=moment(event.at, zone),
            who=_who(event, names),
            what=": ".join(filter(None, [plain(f"done.{event.action}"), target])),
            said=_said(event, complaint, who),
        )
        for event, target in zip(events, _shown_targets(events, turn, names, who), strict=True)
        if is_staff(who) or event.action not in _INSIDE
    )


def _shown_targets(events: Sequence[Event], turn: Turn, names: Mapping[int, str], who: Actor) -> list[str]:
    known = targets(events, turn.knowledge, names)
    return [target if is_staff(who) or event.action not in _OF_STAFF else "" for event, target in zip(events, known, strict=True)]


def _said(event: Event, complaint: Complaint, who: Actor) -> str:
    """What other citizens said is for the staff alone."""
    if not is_staff(who) and event.role in {Role.FOLLOWER, Role.JOINED} and event.actor != who.person:
        return ""
    said = said_to_staff(event, complaint) if is_staff(who) else str(event.data.get("text", ""))
    said = said if event.action is not Action.FILE else ""
    said = f"{event.data['mine']}: {said}" if "mine" in event.data else said
    files = [attachment_from_json(one).name or plain("photos.kinds.document") for one in event.data.get("attachments", ())]
    doubts = list(event.data.get("doubts", ())) if is_staff(who) else []
    return "; ".join(filter(None, [said, ", ".join(files), *doubts]))


def _line(event: Event, rules: OfficeRules, names: Mapping[int, str], facts: Sequence[str]) -> str:
    at = moment(event.at, rules.office.zone)
    head = plain("cases.history_line", at=at, role=_who(event, names), action=plain(f"done.{event.action}"))
    return ": ".join([head, *filter(None, facts)])


def _who(event: Event, names: Mapping[int, str]) -> str:
    role, name = plain(f"roles.{event.role}"), names.get(event.actor or 0)
    return plain("cases.history_name", name=name, role=role) if name else role
