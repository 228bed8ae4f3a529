"""The lines of a history: who did what when, and what each action adds, one typed payload an action. Pure.

`bot.store.cases.event_data` writes payloads as JSON and reads those of every earlier version. A field once used keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar

from handlers.casework.complaint import Identity
from handlers.casework.evidence import Evidence
from handlers.casework.moves import Action, Role


class Unset(Enum):
    """Of a field that an event leaves as it was, where None means something."""

    UNSET = "unset"


UNSET = Unset.UNSET


@dataclass(frozen=True, kw_only=True)
class Payload:
    """What every action can carry: words and files of who acts, and what `decide` works out from the office's rules.

    `missed` is a limit that had passed by then; `due` the due moment that the event sets (None: the clock stands still);
    `examined_by` who examines the case from now on, `accused` the staff whom it is about. Moments are UTC.
    """

    action: ClassVar[Action]
    text: str = ""
    attachments: tuple[Evidence, ...] = ()
    missed: datetime | None = None
    due: datetime | Unset | None = UNSET
    examined_by: Role | Unset | None = UNSET
    accused: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of the append-only history. `at` is UTC; `actor` a person, None for the clock."""

    at: datetime
    actor: int | None
    role: Role
    data: Payload

    @property
    def action(self) -> Action:
        return self.data.action


def without_taken_back(events: Sequence[Event]) -> tuple[Event, ...]:
    """The history as its reporter got it: without the answers that were taken back before they left, and without that."""
    kept: list[Event] = []
    for event in events:
        if event.action is Action.RETRACT:
            last = max((place for place, one in enumerate(kept) if one.action is Action.ANSWER), default=len(kept))
            del kept[last : last + 1]
        else:
            kept.append(event)
    return tuple(kept)


@dataclass(frozen=True, kw_only=True)
class Filed(Payload):
    """The first line: all that the reporter told. `promise` is what the standard promised and was not kept.

    `via`: how it reached the office where no chat did; `recorded_by`: the member of staff who wrote it down; `no_calls`: the reporter must not be telephoned.
    """

    action = Action.FILE
    number: str
    office: str
    unit: str
    category: str
    reporter: int
    identity: Identity
    service: str | None = None
    occurred: str = ""
    place: str = ""
    urgent: bool = False
    confidential: bool = False
    no_calls: bool = False
    promise: str = ""
    via: str = ""
    recorded_by: int | None = None


@dataclass(frozen=True, kw_only=True)
class Taken(Payload):
    action = Action.TAKE


@dataclass(frozen=True, kw_only=True)
class Released(Payload):
    action = Action.RELEASE


@dataclass(frozen=True, kw_only=True)
class Assigned(Payload):
    action = Action.ASSIGN
    officer: int


@dataclass(frozen=True, kw_only=True)
class Asked(Payload):
    action = Action.ASK


@dataclass(frozen=True, kw_only=True)
class Replied(Payload):
    action = Action.REPLY


@dataclass(frozen=True, kw_only=True)
class Added(Payload):
    """`mine` is the number under which the reporter of a merged report knows it; `no_calls`: nobody is to telephone the reporter from now on."""

    action = Action.ADD
    mine: str = ""
    no_calls: bool = False


@dataclass(frozen=True, kw_only=True)
class Noted(Payload):
    action = Action.NOTE


@dataclass(frozen=True, kw_only=True)
class Informed(Payload):
    action = Action.INFORM


@dataclass(frozen=True, kw_only=True)
class Answered(Payload):
    """`doubts`: what about the photos of the answer deserves a look, in words. `to_check`: a second person is to look at it."""

    action = Action.ANSWER
    doubts: tuple[str, ...] = ()
    to_check: bool = False


@dataclass(frozen=True, kw_only=True)
class Rejected(Payload):
    """`kind` is a reason of the wording (`reject`), `into` the report that it repeats."""

    action = Action.REJECT
    kind: str = ""
    into: str = ""


@dataclass(frozen=True, kw_only=True)
class Transferred(Payload):
    """`moved_by` keeps the due moment where another office counts otherwise."""

    action = Action.TRANSFER
    unit: str | None = None
    office: str | None = None
    category: str | None = None
    moved_by: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Offered(Payload):
    """`to` is the office that it is offered to."""

    action = Action.OFFER
    to: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(Transferred):
    action = Action.ACCEPT_OFFER


@dataclass(frozen=True, kw_only=True)
class OfferReturned(Payload):
    action = Action.RETURN_OFFER


@dataclass(frozen=True, kw_only=True)
class Lifted(Payload):
    action = Action.LIFT


@dataclass(frozen=True, kw_only=True)
class Retracted(Payload):
    action = Action.RETRACT


@dataclass(frozen=True, kw_only=True)
class ClosingConfirmed(Payload):
    action = Action.CONFIRM_CLOSING


@dataclass(frozen=True, kw_only=True)
class ClosingReturned(Payload):
    action = Action.RETURN_CLOSING


@dataclass(frozen=True, kw_only=True)
class Categorized(Payload):
    action = Action.CATEGORIZE
    category: str


@dataclass(frozen=True, kw_only=True)
class CategoryRequested(Payload):
    action = Action.REQUEST_CATEGORY
    category: str


@dataclass(frozen=True, kw_only=True)
class ExtensionRequested(Payload):
    action = Action.REQUEST_EXTENSION
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Approved(Payload):
    action = Action.APPROVE


@dataclass(frozen=True, kw_only=True)
class Denied(Payload):
    action = Action.DENY


@dataclass(frozen=True, kw_only=True)
class Raised(Payload):
    action = Action.RAISE


@dataclass(frozen=True, kw_only=True)
class Lowered(Payload):
    action = Action.LOWER


@dataclass(frozen=True, kw_only=True)
class IdentityOpened(Payload):
    action = Action.OPEN_IDENTITY


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Payload):
    action = Action.WITHDRAW


@dataclass(frozen=True, kw_only=True)
class Accepted(Payload):
    action = Action.ACCEPT


@dataclass(frozen=True, kw_only=True)
class Reopened(Payload):
    action = Action.REOPEN


@dataclass(frozen=True, kw_only=True)
class Rated(Payload):
    """`stars` from 1 to 4; `outcome` is a key of the wording (`rating`)."""

    action = Action.RATE
    stars: int
    outcome: str = ""


@dataclass(frozen=True, kw_only=True)
class Followed(Payload):
    """`proven`: the person is the reporter at another address, who knew the PIN."""

    action = Action.FOLLOW
    person: int
    proven: bool = False


@dataclass(frozen=True, kw_only=True)
class Merged(Payload):
    """`into` is the report that answers this one too."""

    action = Action.MERGE
    into: str


@dataclass(frozen=True, kw_only=True)
class Absorbed(Payload):
    """The report `number` of `person` was merged into this one."""

    action = Action.ABSORB
    number: str
    person: int


@dataclass(frozen=True, kw_only=True)
class Revived(Payload):
    action = Action.REVIVE


@dataclass(frozen=True, kw_only=True)
class Lapsed(Payload):
    action = Action.LAPSE


@dataclass(frozen=True, kw_only=True)
class LimitMissed(Payload):
    action = Action.MISS


@dataclass(frozen=True, kw_only=True)
class Recalculated(Payload):
    action = Action.RECALCULATE


@dataclass(frozen=True, kw_only=True)
class Anonymized(Payload):
    action = Action.ANONYMIZE


KINDS: dict[Action, type[Payload]] = {
    kind.action: kind
    for kind in (
        *(Filed, Taken, Released, Assigned, Asked, Replied, Added, Noted, Informed, Answered, Rejected),
        *(Transferred, Offered, OfferAccepted, OfferReturned, Lifted, Retracted, Categorized, CategoryRequested, ExtensionRequested),
        *(Approved, Denied, Raised, Lowered, IdentityOpened, Withdrawn, Accepted, Reopened, Rated, Followed, Merged, Absorbed, Revived),
        *(ClosingConfirmed, ClosingReturned, Lapsed, LimitMissed, Recalculated, Anonymized),
    )
}
"""The payload of each action."""


def with_person_renamed(event: Event, old: int, new: int) -> Event:
    """The same event where the citizen `old` turns out to be `new`. Who acted stays."""
    match event.data:
        case Filed(reporter=person) if person == old:
            return replace(event, data=replace(event.data, reporter=new))
        case Followed(person=person) | Absorbed(person=person) if person == old:
            return replace(event, data=replace(event.data, person=new))
        case _:
            return event
