"""Which members of the staff are told. Somebody always is: where a level is empty, the next one above is told, in the end the admin. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.casework.access import Sight, StaffMember, actor, is_own_case, may_handle, may_see, sight_of, staff_roles, standing_in
from handlers.casework.complaint import Complaint
from handlers.casework.deciding import allowed
from handlers.casework.moves import Action, Role

_UPWARD = (Role.HANDLER, Role.OFFICER, Role.SUPERVISOR, Role.HEAD)


def resolve(to: Iterable[Role], complaint: Complaint, staff: Sequence[StaffMember], now: datetime) -> set[int]:
    """The people behind the recipients; empty only where the office has nobody who may know of the case."""
    people: set[int] = set()
    here = [member for member in staff if member.office == complaint.office and not is_own_case(member, complaint)]
    for recipient in to:
        match recipient:
            case Role.REPORTER:
                people.add(complaint.reporter)
            case Role.RECEIVER:
                people |= {member.person for member in staff if Role.RECEIVER in staff_roles(member, complaint)}
            case _:
                people |= _from(recipient, complaint, here, now)
        if recipient is Role.OFFICER:
            people |= _groups(complaint, here)
    return people


def checkers(complaint: Complaint, staff: Sequence[StaffMember], now: datetime) -> set[int]:
    """Who is there and may look at the final answer, for they did not handle the case: the supervisors, else anybody who may."""
    may = [
        member
        for member in staff
        if member.is_there(now) and Action.CONFIRM_CLOSING in allowed(complaint, actor(member.person, complaint, member))
    ]
    return {member.person for member in may if Role.SUPERVISOR in member.roles} or {member.person for member in may}


def _groups(complaint: Complaint, staff: Sequence[StaffMember]) -> set[int]:
    """The group chats of the unit, for cases that are neither confidential nor hidden from the unit."""
    seen = sight_of(Role.GROUP, complaint.identity, confidential=complaint.confidential) >= Sight.WORDS
    if not seen or complaint.for_supervisor or complaint.examined_by:
        return set()
    return {member.person for member in staff if Role.GROUP in member.roles and complaint.unit in member.units}


def _from(recipient: Role, complaint: Complaint, staff: Sequence[StaffMember], now: datetime) -> set[int]:
    """The first level, from this one upwards, that has a member present; if none has, the absent ones are told anyway."""
    levels = [_level(level, complaint, staff) for level in _UPWARD[_UPWARD.index(recipient) :]]
    levels.append([member for member in staff if Role.ADMIN in member.roles])
    levels.append([member for member in staff if may_see(member, complaint)])
    present = (_present(level, complaint, staff, now) for level in levels)
    away = ({member.person for member in level if member.reachable} for level in levels)
    return next((people for people in (*present, *away) if people), set())


def _level(recipient: Role, complaint: Complaint, staff: Sequence[StaffMember]) -> list[StaffMember]:
    match recipient:
        case Role.HANDLER:
            return [member for member in staff if member.person == complaint.officer]
        case Role.OFFICER:
            return [] if complaint.for_supervisor else _unit(complaint, staff)
        case Role.SUPERVISOR:
            return [member for member in staff if Role.SUPERVISOR in member.roles and may_see(member, complaint)]
        case _:
            return [member for member in staff if Role.HEAD in member.roles]


def _unit(complaint: Complaint, staff: Sequence[StaffMember]) -> list[StaffMember]:
    """The members who may take the case: the unit's officers; for misconduct the examiners."""
    if complaint.examined_by:
        return [member for member in staff if complaint.examined_by in member.roles and may_handle(member, complaint)]
    return [member for member in staff if Role.OFFICER in member.roles and complaint.unit in member.units and may_see(member, complaint)]


def _present(level: Sequence[StaffMember], complaint: Complaint, staff: Sequence[StaffMember], now: datetime) -> set[int]:
    """The present members of the level; for an absent one the stand-in, if present and allowed to see the case."""
    there = {member.person: member for member in staff if member.is_there(now)}
    reached = {member.person for member in level if member.person in there}
    for absent in (member for member in level if member.person not in there):
        stand_in = there.get(absent.stand_in or 0)
        if stand_in and may_see(standing_in(stand_in, staff, now), complaint):
            reached.add(stand_in.person)
    return reached
