"""Who on the office's staff is told. Somebody always is: where one level is empty, the next above it is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.casework.ladder import Recipient

_UPWARD = (Recipient.OFFICER, Recipient.UNIT, Recipient.SUPERVISOR, Recipient.HEAD)


def resolve(to: Iterable[Recipient], complaint: Complaint, staff: Sequence[StaffMember]) -> set[int]:
    """The people behind the recipients; an empty level goes to the next above, in the end to the admins."""
    people: set[int] = set()
    for recipient in to:
        if recipient is Recipient.REPORTER:
            people.add(complaint.reporter)
        else:
            people |= _first_level(_UPWARD.index(recipient), complaint, staff)
    return people


def _first_level(start: int, complaint: Complaint, staff: Sequence[StaffMember]) -> set[int]:
    levels = (_level(recipient, complaint, staff) for recipient in _UPWARD[start:])
    return next((people for people in levels if people), {member.person for member in staff if "admin" in member.roles})


def _level(recipient: Recipient, complaint: Complaint, staff: Sequence[StaffMember]) -> set[int]:
    match recipient:
        case Recipient.OFFICER:
            return _handler(complaint, staff)
        case Recipient.UNIT:
            return {member.person for member in staff if _in_unit(member, complaint)}
        case Recipient.SUPERVISOR:
            return {member.person for member in staff if "pengawas" in member.roles}
        case _:
            return {member.person for member in staff if "pimpinan" in member.roles}


def _handler(complaint: Complaint, staff: Sequence[StaffMember]) -> set[int]:
    """The officer who has it; while absent, the stand-in as well."""
    handler = next((member for member in staff if member.person == complaint.officer), None)
    if handler is None:
        return set()
    return {handler.person} | ({handler.stand_in} if handler.stand_in else set())


def _in_unit(member: StaffMember, complaint: Complaint) -> bool:
    return "petugas" in member.roles and complaint.unit in member.units and (member.sensitive or not complaint.confidential)
