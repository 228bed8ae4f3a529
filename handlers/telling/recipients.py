"""Who on the office's staff is told. Somebody always is: where one level is empty, the next above it is, in the end the admin. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.casework.access import StaffMember, may_see, standing_in
from handlers.casework.complaint import Complaint
from handlers.casework.ladder import Recipient

_UPWARD = (Recipient.OFFICER, Recipient.UNIT, Recipient.SUPERVISOR, Recipient.HEAD)


def resolve(to: Iterable[Recipient], complaint: Complaint, staff: Sequence[StaffMember], now: datetime) -> set[int]:
    """The people behind the recipients; empty only where the office has nobody who may know of it."""
    people: set[int] = set()
    for recipient in to:
        if recipient is Recipient.REPORTER:
            people.add(complaint.reporter)
        else:
            people |= _from(recipient, complaint, staff, now)
        if recipient is Recipient.UNIT and not (complaint.confidential or complaint.for_supervisor):
            people |= {member.person for member in staff if "grup" in member.roles and complaint.unit in member.units}
    return people


def _from(recipient: Recipient, complaint: Complaint, staff: Sequence[StaffMember], now: datetime) -> set[int]:
    """The first level from this one upwards where somebody is there; if nobody is, those who are away are told all the same."""
    levels = [_level(one, complaint, staff) for one in _UPWARD[_UPWARD.index(recipient) :]]
    levels.append([member for member in staff if "admin" in member.roles])
    levels.append([member for member in staff if may_see(member, complaint)])
    present = (_present(level, complaint, staff, now) for level in levels)
    away = ({member.person for member in level if member.reachable} for level in levels)
    return next((people for people in (*present, *away) if people), set())


def _level(recipient: Recipient, complaint: Complaint, staff: Sequence[StaffMember]) -> list[StaffMember]:
    match recipient:
        case Recipient.OFFICER:
            return [member for member in staff if member.person == complaint.officer]
        case Recipient.UNIT:
            return [] if complaint.for_supervisor else [member for member in staff if _in_unit(member, complaint)]
        case Recipient.SUPERVISOR:
            return [member for member in staff if "pengawas" in member.roles]
        case _:
            return [member for member in staff if "pimpinan" in member.roles]


def _present(level: Sequence[StaffMember], complaint: Complaint, staff: Sequence[StaffMember], now: datetime) -> set[int]:
    """Who of the level is there; for who is not, the stand-in, if that one is there and may see it, as the handler's always may."""
    there = {member.person: member for member in staff if member.is_there(now)}
    reached = {member.person for member in level if member.person in there}
    for absent in (member for member in level if member.person not in there):
        stand_in = there.get(absent.stand_in or 0)
        if stand_in and (absent.person == complaint.officer or may_see(standing_in(stand_in, staff, now), complaint)):
            reached.add(stand_in.person)
    return reached


def _in_unit(member: StaffMember, complaint: Complaint) -> bool:
    return "petugas" in member.roles and complaint.unit in member.units and (member.sensitive or not complaint.confidential)
