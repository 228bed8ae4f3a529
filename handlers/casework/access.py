"""Who is what on a complaint, and who may see what of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.casework.complaint import Actor, Complaint, Identity
from handlers.casework.moves import Role


@dataclass(frozen=True, kw_only=True)
class StaffMember:
    """One person's place in one office. `sensitive` (peka): may see confidential complaints."""

    person: int
    office: str
    name: str
    roles: frozenset[str]  # petugas, pengawas, pimpinan, admin
    units: frozenset[str] = frozenset()
    sensitive: bool = False
    active: bool = True
    stand_in: int | None = None  # who takes over while absent
    away_from: datetime | None = None
    away_until: datetime | None = None
    reachable: bool = True  # has an address that messages arrive at
    stands_in_for: frozenset[int] = frozenset()  # the colleagues who are absent now and have named this one

    def is_there(self, now: datetime) -> bool:
        """Neither absent nor out of reach."""
        return self.reachable and not self.is_away(now)

    @property
    def is_discreet(self) -> bool:
        """Whether confidential complaints may be shown to this one."""
        return self.sensitive or "pengawas" in self.roles

    def is_away(self, now: datetime) -> bool:
        return self.away_until is not None and (self.away_from or now) <= now < self.away_until


_LEADING = frozenset({"pengawas", "pimpinan"})


def standing_in(member: StaffMember, staff: Iterable[StaffMember], now: datetime) -> StaffMember:
    """The member with what the colleagues may do who are away now and have named this one; confidential cases stay with who may see them."""
    away = [one for one in staff if one.stand_in == member.person and one.office == member.office and one.is_away(now)]
    leading = _LEADING.intersection(role for one in away for role in one.roles) if member.is_discreet else frozenset()
    return replace(member, stands_in_for=frozenset(one.person for one in away), roles=member.roles | leading)


_OFFICE_ROLES = {"pengawas": Role.SUPERVISOR, "pimpinan": Role.HEAD, "admin": Role.ADMIN}


def actor(person: int, complaint: Complaint, staff: StaffMember | None) -> Actor:
    """All that this person is on this complaint; an empty set of roles = a stranger."""
    roles = {Role.REPORTER} if person == complaint.reporter else set()
    if person in complaint.followers:
        roles.add(Role.FOLLOWER)
    if staff and may_see(staff, complaint):
        roles |= {_OFFICE_ROLES[role] for role in staff.roles if role in _OFFICE_ROLES}
        roles |= {Role.OFFICER} if "petugas" in staff.roles else set()
        roles |= {Role.HANDLER} if handles(staff, complaint) else set()
    return Actor(person=person, roles=frozenset(roles))


def handles(staff: StaffMember, complaint: Complaint) -> bool:
    """The officer who took it, or who stands in for that one now."""
    return complaint.officer is not None and complaint.officer in {staff.person, *staff.stands_in_for}


def may_see(staff: StaffMember, complaint: Complaint) -> bool:
    """Staff see only their own office; officers their units; confidential ones only marked officers and supervisors."""
    if not staff.active or staff.office != complaint.office:
        return False
    if "pengawas" in staff.roles:
        return True
    if handles(staff, complaint):
        return True
    if complaint.confidential:
        return "petugas" in staff.roles and staff.sensitive and complaint.unit in staff.units
    return ("petugas" in staff.roles and complaint.unit in staff.units) or bool(staff.roles & {"pimpinan", "admin"})


def may_see_identity(staff: StaffMember, complaint: Complaint) -> bool:
    """Name and contact are shown to the handling officer and the supervisor of an open report; nobody else."""
    if complaint.identity is not Identity.NAMED or not may_see(staff, complaint):
        return False
    return handles(staff, complaint) or "pengawas" in staff.roles


def sees_all(person: int, complaint: Complaint) -> bool:
    """Whether a citizen sees the report itself: its reporter, here or proved by PIN elsewhere. Who only follows sees how far it is."""
    return person in (complaint.reporter, *complaint.proven)


def leaks(text: str, name: str, contact: str) -> str:
    """What of a protected reporter's name, number or NIK stands in the text; empty where nothing does.

    A NIK is any run of 16 digits: an answer to somebody protected needs none.
    """
    said = text.casefold()
    digits = "".join(filter(str.isdigit, text))
    numbers = "".join(filter(str.isdigit, contact))
    if len(numbers) >= 6 and numbers.removeprefix("62").removeprefix("0") in digits:
        return contact
    if contact and "@" in contact and contact.casefold() in said:
        return contact
    words = [word for word in name.casefold().split() if len(word) >= 3]
    if words and any(_has_word(said, word) for word in words):
        return name
    return next((run for run in _digit_runs(text) if len(run) == 16), "")


def _has_word(text: str, word: str) -> bool:
    return word in "".join(char if char.isalnum() else " " for char in text).split()


def _digit_runs(text: str) -> list[str]:
    return "".join(char if char.isdigit() else " " for char in text).split()
