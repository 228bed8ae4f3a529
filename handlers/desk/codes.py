"""One-time codes: how long an invitation and a link to another address are valid, for whom, and what the holder becomes. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.casework.access import StaffMember

INVITATION_VALID = timedelta(days=7)
LINK_VALID = timedelta(minutes=30)
ENTRANCE_VALID = timedelta(minutes=10)
"""How long the link into the desk is valid."""


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A code that gives the roles of `member`, whose `person` is ignored. With `number_hash`, only the owner of that telephone number may use it."""

    member: StaffMember
    expires_at: datetime
    number_hash: str | None = None
    used: bool = False

    def is_valid(self, now: datetime) -> bool:
        return not self.used and now < self.expires_at

    def admits(self, number_hash: str, now: datetime) -> bool:
        """Whether the code is valid for the owner of this number."""
        return self.is_valid(now) and self.number_hash in (None, number_hash)


@dataclass(frozen=True, kw_only=True)
class Link:
    """A code that joins another address to this person."""

    person: int
    expires_at: datetime
    used: bool = False

    def is_valid(self, now: datetime) -> bool:
        return not self.used and now < self.expires_at


def enrolled(invited: StaffMember, person: int, name: str, held: StaffMember | None) -> StaffMember:
    """The person as staff, with the name that the admin wrote, else the name of the chat. Existing roles in the office are preserved."""
    if held is None:
        return replace(invited, person=person, name=invited.name or name)
    return replace(
        held,
        roles=held.roles | invited.roles,
        units=held.units | invited.units,
        sensitive=held.sensitive or invited.sensitive,
    )
