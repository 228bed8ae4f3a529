"""Which roles a person has on a complaint, and who may see what of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from handlers.casework.complaint import Actor, Complaint, Identity
from handlers.casework.moves import Role


@dataclass(frozen=True, kw_only=True)
class StaffMember:
    """One person's roles in one office. `sensitive` (peka): may see confidential complaints."""

    person: int
    office: str
    name: str
    roles: frozenset[Role]
    units: frozenset[str] = frozenset()
    sensitive: bool = False
    active: bool = True
    stand_in: int | None = None  # the colleague who takes over while this one is absent
    away_from: datetime | None = None
    away_until: datetime | None = None
    reachable: bool = True  # has an address at which messages arrive
    stands_in_for: frozenset[int] = frozenset()  # the absent colleagues who named this member as stand-in
    lent: frozenset[Role] = frozenset()  # the roles that come only from those colleagues

    def is_there(self, now: datetime) -> bool:
        """Whether the member is neither absent nor unreachable."""
        return self.reachable and not self.is_away(now)

    @property
    def is_discreet(self) -> bool:
        """Whether the member may see confidential complaints."""
        return self.sensitive or bool(self.roles & {Role.SUPERVISOR, Role.EXAMINER})

    def is_away(self, now: datetime) -> bool:
        return self.away_until is not None and (self.away_from or now) <= now < self.away_until


class Sight(IntEnum):
    """How much of a complaint somebody sees; each level includes the ones before."""

    NOTHING = 0  # the same as for a number that does not exist
    PROGRESS = 1  # state, unit, due date
    WORDS = 2  # story, answers, files, history
    NAME = 3  # name and contact of the reporter


_N, _P, _W, _A = Sight

# fmt: off
SIGHT: Mapping[Role, tuple[Sight, ...]] = {
    # the reporter is  terbuka   rahasia   anonim
    # secret matter:   no   yes  no   yes  no   yes
    Role.REPORTER:   (_A, _A, _A, _A, _W, _W),
    Role.FOLLOWER:   (_P, _P, _P, _P, _P, _P),
    Role.JOINED:     (_P, _P, _P, _P, _P, _P),
    Role.GROUP:      (_W, _N, _W, _N, _W, _N),
    Role.OFFICER:    (_W, _N, _W, _N, _W, _N),
    Role.CONFIDANT:  (_W, _W, _W, _W, _W, _W),
    Role.HANDLER:    (_A, _A, _W, _W, _W, _W),
    Role.EXAMINER:   (_W, _W, _W, _W, _W, _W),
    Role.RECEIVER:   (_W, _W, _W, _W, _W, _W),
    Role.SUPERVISOR: (_A, _A, _W, _W, _W, _W),
    Role.HEAD:       (_W, _N, _W, _N, _W, _N),
    Role.ADMIN:      (_W, _N, _W, _N, _W, _N),
    Role.CLOCK:      (_N, _N, _N, _N, _N, _N),
}
# fmt: on
"""The access table: role × identity mode of the reporter × whether the matter is confidential."""

_IDENTITIES = tuple(Identity)
_LEADING = frozenset({Role.SUPERVISOR, Role.HEAD, Role.EXAMINER})
_BY_OFFICE = frozenset({Role.SUPERVISOR, Role.HEAD, Role.ADMIN})


def sight_of(role: Role, identity: Identity, *, confidential: bool) -> Sight:
    """The entry of the access table."""
    return SIGHT[role][_place(identity, confidential=confidential)]


def _place(identity: Identity, *, confidential: bool) -> int:
    return 2 * _IDENTITIES.index(identity) + confidential


def sight(roles: Iterable[Role], complaint: Complaint) -> Sight:
    """The most that any of these roles may see of the complaint."""
    place = _place(complaint.identity, confidential=complaint.confidential)
    return max([SIGHT[role][place] for role in roles], default=Sight.NOTHING)


def standing_in(member: StaffMember, staff: Iterable[StaffMember], now: datetime) -> StaffMember:
    """The member with the roles lent by absent colleagues who named them as stand-in. Confidential cases stay with those who may see them."""
    away = [
        colleague
        for colleague in staff
        if colleague.stand_in == member.person and colleague.office == member.office and colleague.is_away(now)
    ]
    leading = _LEADING.intersection(role for absent in away for role in absent.roles) if member.is_discreet else frozenset()
    lent = member.lent | leading - member.roles
    return replace(member, stands_in_for=frozenset(absent.person for absent in away), roles=member.roles | lent, lent=lent)


def actor(person: int, complaint: Complaint, *places: StaffMember | None) -> Actor:
    """All roles of the person on this complaint, given their places on staffs; a stranger has no role."""
    roles = {Role.REPORTER} if person == complaint.reporter else set()
    if person in complaint.followers:
        roles.add(Role.FOLLOWER)
    for place in places:
        roles |= staff_roles(place, complaint) if place and may_see(place, complaint) else set()
    return Actor(person=person, roles=frozenset(roles))


def staff_roles(member: StaffMember, complaint: Complaint) -> frozenset[Role]:
    """The roles of a staff member on this complaint. Nobody judges their own case, and no unit its own misconduct."""
    if not member.active or is_own_case(member, complaint):
        return frozenset()
    if is_of_accused_unit(member, complaint):
        return frozenset() if complaint.examined_by is Role.HEAD else (member.roles - member.lent) & _BY_OFFICE
    if member.office != complaint.office:
        offered = complaint.offered is not None and complaint.offered.office == member.office
        return frozenset({Role.RECEIVER}) if offered and Role.SUPERVISOR in member.roles else frozenset()
    handling = {Role.HANDLER} if handles(member, complaint) else set()
    return frozenset(_office_roles(member, complaint) | handling)


def _office_roles(member: StaffMember, complaint: Complaint) -> frozenset[Role]:
    """The roles by the member's place in the office. Misconduct is hidden from the unit: examiners and supervisor see it, or only the head, if it
    is about the supervisor.
    """
    match complaint.examined_by:
        case Role.HEAD:
            return frozenset({Role.HEAD, Role.EXAMINER, Role.OFFICER}) if Role.HEAD in member.roles else frozenset()
        case Role.EXAMINER:
            examines = {Role.EXAMINER, Role.OFFICER} if Role.EXAMINER in member.roles else set()
            return member.roles & _BY_OFFICE | examines
    in_unit = Role.OFFICER in member.roles and complaint.unit in member.units
    officer = {Role.OFFICER, *({Role.CONFIDANT} if member.sensitive else ())} if in_unit else set()
    return member.roles & _BY_OFFICE | officer


def is_own_case(member: StaffMember, complaint: Complaint) -> bool:
    """Whether the member filed the report, follows it, reported one merged into it, or is accused in it."""
    person = member.person
    has_part = person == complaint.reporter or person in complaint.followers or person in complaint.accused
    return has_part or any(person == reporter for _, reporter in complaint.merged)


def is_of_accused_unit(member: StaffMember, complaint: Complaint) -> bool:
    """Whether the complaint alleges misconduct in the member's unit. The exclusion holds for examiners and stand-ins too, but not for who leads
    the office.
    """
    leads = (member.roles - member.lent) & {Role.SUPERVISOR, Role.HEAD}
    of_unit = member.office == complaint.office and Role.OFFICER in member.roles and complaint.unit in member.units
    return complaint.examined_by is not None and of_unit and not leads


def handles(member: StaffMember, complaint: Complaint) -> bool:
    """Whether the member handles the case, or stands in for its handler now."""
    return complaint.officer is not None and complaint.officer in {member.person, *member.stands_in_for}


def may_handle(member: StaffMember, complaint: Complaint) -> bool:
    """Whether the case can be given to the member: a confidential one needs `sensitive`, misconduct needs an examiner."""
    if not member.active or member.office != complaint.office or is_own_case(member, complaint) or is_of_accused_unit(member, complaint):
        return False
    if complaint.confidential and not member.is_discreet and complaint.examined_by is not Role.HEAD:
        return False
    who = {Role.HEAD: {Role.HEAD}, Role.EXAMINER: {Role.EXAMINER, Role.SUPERVISOR}, None: {Role.OFFICER, Role.SUPERVISOR}}
    return bool(member.roles & who[complaint.examined_by])


def may_see(member: StaffMember, complaint: Complaint) -> bool:
    """Whether the complaint exists for this member."""
    return sight(staff_roles(member, complaint), complaint) >= Sight.WORDS


def may_see_identity(member: StaffMember, complaint: Complaint) -> bool:
    """Whether name and contact are shown to the member. Opening an identity with a reason is separate."""
    return sight(staff_roles(member, complaint), complaint) is Sight.NAME


def sees_all(person: int, complaint: Complaint) -> bool:
    """Whether a citizen sees the whole report: its reporter, also at another address after proof by PIN. Mere followers see only the progress."""
    return person in (complaint.reporter, *complaint.proven)


def names_reporter(text: str, name: str, contact: str) -> bool:
    """Whether the text holds a protected reporter's name, number or address, or a NIK.

    A NIK is any run of 16 digits; an answer to a protected reporter needs none. The result does not tell what was recognised, so that the writer
    cannot learn from it.
    """
    lower_text = text.casefold()
    digits = "".join(filter(str.isdigit, text))
    number = "".join(filter(str.isdigit, contact)).removeprefix("62").removeprefix("0")
    if (len(number) >= 6 and number in digits) or ("@" in contact and contact.casefold() in lower_text):
        return True
    words = "".join(char if char.isalnum() else " " for char in lower_text).split()
    return any(part in words for part in name.casefold().split() if len(part) >= 3) or has_nik(text)


def has_nik(text: str) -> bool:
    return any(len(run) == 16 for run in re.split(r"\D+", text))
