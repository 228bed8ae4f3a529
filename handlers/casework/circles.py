"""The circle of a case: by what it is decided, of almost every case, which members of a staff may see it. Pure.

Lists ask `access.may_see` of each case. Counts cannot: they ask it once of each circle, so that both follow the one rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.casework.access import StaffMember, may_see
from handlers.casework.complaint import Complaint, Identity
from handlers.casework.moves import Role

_NOBODY = 0
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Circle:
    """Who examines the case, and whether the matter itself is confidential."""

    examined_by: Role | None
    confidential: bool

    @property
    def key(self) -> str:
        """As the store keeps it: `''`, `rahasia`, `pemeriksa`, `pemeriksa rahasia` …"""
        return " ".join(filter(None, [self.examined_by, "rahasia" if self.confidential else ""]))

    def is_seen_by(self, member: StaffMember, unit: str) -> bool:
        """Whether the member sees a case of this circle and unit in which they have no part: neither handles it nor is it their own."""
        return may_see(member, _case(self, member.office, unit))


CIRCLES = tuple(
    Circle(examined_by=role, confidential=confidential) for role in (None, Role.EXAMINER, Role.HEAD) for confidential in (False, True)
)


def circle_of(complaint: Complaint) -> Circle:
    return Circle(examined_by=complaint.examined_by, confidential=complaint.confidential)


def _case(circle: Circle, office: str, unit: str) -> Complaint:
    """A case of which nothing but this is known."""
    return Complaint(
        number="",
        office=office,
        unit=unit,
        category="",
        reporter=_NOBODY,
        text="",
        identity=Identity.ANONYMOUS,
        received=_ANY_DAY,
        start=_ANY_DAY,
        examined_by=circle.examined_by,
        confidential=circle.confidential,
    )
