"""What an action on a complaint carries: one typed payload for each action.

`bot.store.cases.event_data` writes payloads as JSON and reads those of every earlier version. A field keeps its meaning for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar

from handlers.casework.complaint import Identity
from handlers.casework.evidence import Evidence
from handlers.casework.moves import Action, Role


class Unset(Enum):
    """The value of a field that an event does not change, where None has a meaning of its own."""

    UNSET = "unset"


UNSET = Unset.UNSET


@dataclass(frozen=True, kw_only=True)
class Payload:
    """What every action can carry: the words and files of the actor, and what `decide` computed from the office's rules.

    `missed`: a limit that had passed by then. `due`: the due moment that the event sets (None: paused). `examined_by`: who examines the case from now
    on; `accused`: the staff it is about. Moments are UTC.
    """

    action: ClassVar[Action]
    text: str = ""
    attachments: tuple[Evidence, ...] = ()
    missed: datetime | None = None
    due: datetime | Unset | None = UNSET
    examined_by: Role | Unset | None = UNSET
    accused: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Filed(Payload):
    """The first line: everything the reporter told. `promise`: the promise of the standard that was broken.

    `via`: how the report arrived without a chat; `recorded_by`: the member of staff who wrote it down.
    `reach`: how the reporter wants to be reached, in their own words.
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
    reach: str = ""
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
    """`mine`: the number under which the reporter of a merged report knows it; `reach`: how the reporter wants to be reached from now on."""

    action = Action.ADD
    mine: str = ""
    no_calls: bool = False
    reach: str = ""


@dataclass(frozen=True, kw_only=True)
class Noted(Payload):
    action = Action.NOTE


@dataclass(frozen=True, kw_only=True)
class Informed(Payload):
    action = Action.INFORM


@dataclass(frozen=True, kw_only=True)
class Answered(Payload):
    """`doubts`: remarks about the photos of the answer. `to_check`: a second person must look at it."""

    action = Action.ANSWER
    doubts: tuple[str, ...] = ()
    to_check: bool = False


@dataclass(frozen=True, kw_only=True)
class Rejected(Payload):
    """`kind`: a reason of the wording (`reject`). `into`: the report that this one duplicates."""

    action = Action.REJECT
    kind: str = ""
    into: str = ""


@dataclass(frozen=True, kw_only=True)
class Transferred(Payload):
    """`moved_by` preserves the due moment where the new office's calendar differs."""

    action = Action.TRANSFER
    unit: str | None = None
    office: str | None = None
    category: str | None = None
    moved_by: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Offered(Payload):
    """`to`: the office that the case is offered to."""

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
    """`unsent`: the answer had not left yet, so its reporter never hears of it."""

    action = Action.RETURN_CLOSING
    unsent: bool = False


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
class Accused(Payload):
    """`accused`: whom of the staff the report is about, as the supervisor says where its words do not."""

    action = Action.ACCUSE


@dataclass(frozen=True, kw_only=True)
class Absolved(Payload):
    """`person`: the member of the staff about whom the report is not, as was said before."""

    action = Action.ABSOLVE
    person: int


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
    """`stars`: 1 to 4. `outcome`: a key of the wording (`rating`)."""

    action = Action.RATE
    stars: int
    outcome: str = ""


@dataclass(frozen=True, kw_only=True)
class Followed(Payload):
    """`proven`: the person proved by PIN to be the reporter at another address."""

    action = Action.FOLLOW
    person: int
    proven: bool = False


@dataclass(frozen=True, kw_only=True)
class Merged(Payload):
    """`into`: the report that now answers this one too."""

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
        *(
            Approved,
            Denied,
            Raised,
            Lowered,
            Accused,
            Absolved,
            IdentityOpened,
            Withdrawn,
            Accepted,
            Reopened,
            Rated,
            Followed,
            Merged,
            Absorbed,
            Revived,
        ),
        *(ClosingConfirmed, ClosingReturned, Lapsed, LimitMissed, Recalculated, Anonymized),
    )
}
"""The payload of each action."""
