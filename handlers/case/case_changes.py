"""Acting on a complaint: decide, store, and tell everyone concerned. A complaint changes in no other way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.casework import misconduct
from handlers.casework.access import StaffMember, actor
from handlers.casework.checking import drawn
from handlers.casework.complaint import CLOCK, Actor, Complaint, Refused
from handlers.casework.deciding import TAKE_BACK, becomes_misconduct, check_officer, decide
from handlers.casework.events import Event
from handlers.casework.evolving import evolve
from handlers.casework.moves import OPEN, Role, State
from handlers.casework.payloads import (
    Absolved,
    Accused,
    Asked,
    Assigned,
    ClosingReturned,
    OfferAccepted,
    Offered,
    Payload,
    Rejected,
    Released,
    Retracted,
    Transferred,
)
from handlers.rules import OfficeRules
from handlers.talking.message import Notice
from handlers.talking.turn import Turn
from handlers.talking.wording import plain
from handlers.telling import departures, notices, reminders


@dataclass(frozen=True, kw_only=True)
class Done:
    """The result of an action: the complaint now, the event, and the notices."""

    complaint: Complaint
    event: Event
    notices: tuple[Notice, ...]


async def role_of(turn: Turn, complaint: Complaint) -> Actor:
    """The roles of this person on the complaint."""
    offered = turn.member(complaint.offered.office) if complaint.offered else None
    return actor(turn.person, complaint, turn.member(complaint.office), offered)


async def act(turn: Turn, complaint: Complaint, data: Payload, by: Actor | None = None) -> Done:
    """Carries the action out. Raises `Refused` with nothing changed."""
    who = by or await role_of(turn, complaint)
    office = (data.office if isinstance(data, Transferred) else None) or complaint.office
    there = turn.rules(office) if office != complaint.office else None
    data = await _with_accused(turn, complaint, data, there or turn.rules(complaint.office))
    data = await _with_examiner(turn, complaint, data) if isinstance(data, Absolved) else data
    data = drawn(data, turn.rules(complaint.office).policy.checked_percent, turn.random)
    if isinstance(data, ClosingReturned):
        data = replace(data, unsent=_is_unsent(turn, complaint))
    event = decide(complaint, data, who, turn.now, turn.rules(complaint.office), there)
    if isinstance(data, Assigned):
        check_officer(complaint, data.officer, await turn.ports.people.staff(complaint.office))
    if isinstance(data, Accused) and not set(data.accused) <= {member.person for member in await turn.ports.people.staff(complaint.office)}:
        raise Refused("choose_accused")
    if isinstance(data, Asked) and not await turn.ports.addresses.of(complaint.reporter):
        raise Refused("no_chat")
    if isinstance(data, Offered) and not await is_supervised(turn, data.to):
        raise Refused("no_supervisor_there")
    if isinstance(data, Retracted | ClosingReturned):  # however it is taken back, letters not sent yet never reach the reporter
        await turn.ports.complaints.recall(complaint, complaint.since or turn.now)
    after = evolve(complaint, event)
    await turn.ports.complaints.change(after, event)
    staff = [member for office in _informed_offices(complaint, after) for member in await turn.ports.people.staff(office)]
    notices_ = notices.of_event(before=complaint, after=after, event=event, staff=staff, rules=turn.rules(after.office))
    done = Done(complaint=after, event=event, notices=notices_)
    if departures.is_without_officer(after, staff) and not departures.is_without_officer(complaint, staff):
        return await _freed(turn, done)
    return await sent_outside(turn, done) if data.examined_by and nobody_may_judge(turn, after, staff) else done


def _is_unsent(turn: Turn, complaint: Complaint) -> bool:
    """Whether the final answer has not left for its reporter yet."""
    answered = complaint.since if complaint.state is State.RESOLVED else None
    return answered is not None and turn.now < notices.leaves_at(answered + TAKE_BACK, turn.rules(complaint.office))


async def _freed(turn: Turn, done: Done) -> Done:
    """Releases a case at once that came back to somebody who has left meanwhile."""
    free = await act(turn, done.complaint, Released(text=plain("recalculation.officer_gone")), by=CLOCK)
    return Done(complaint=free.complaint, event=done.event, notices=(*done.notices, *free.notices))


async def _with_accused(turn: Turn, complaint: Complaint, data: Payload, rules: OfficeRules) -> Payload:
    """The event data with the accused staff and their examiner, where the case is or becomes one of misconduct."""
    if not becomes_misconduct(complaint, data, rules) and not (isinstance(data, Accused) and complaint.examined_by):
        return data
    staff = await turn.ports.people.staff(rules.office.id)
    about_head = is_about_head(turn, rules.office.id, complaint.text)
    named = (*complaint.accused, *data.accused, *misconduct.accused(complaint.text, staff, about_head=about_head))
    accused = tuple(dict.fromkeys(named))
    return replace(data, accused=accused, examined_by=misconduct.examiner(accused, staff, about_head=about_head) or Role.HEAD)


async def _with_examiner(turn: Turn, complaint: Complaint, data: Absolved) -> Absolved:
    """The taking back with who examines a case of misconduct now that it is about these people no more."""
    if complaint.examined_by is None:
        return data
    left = [person for person in complaint.accused if person != data.person]
    staff = await turn.ports.people.staff(complaint.office)
    about_head = is_about_head(turn, complaint.office, complaint.text)
    return replace(data, examined_by=misconduct.examiner(left, staff, about_head=about_head) or Role.HEAD)


async def accused_members(turn: Turn, complaint: Complaint) -> list[StaffMember]:
    """The members of the office's staff about whom the report is said to be."""
    return [member for member in await turn.ports.people.staff(complaint.office) if member.person in complaint.accused]


async def may_be_accused(turn: Turn, complaint: Complaint) -> list[StaffMember]:
    """The members of the office's staff about whom the report could be, and is not said to be yet."""
    staff = await turn.ports.people.staff(complaint.office)
    return [member for member in staff if Role.GROUP not in member.roles and member.person not in (*complaint.accused, complaint.reporter)]


def is_about_head(turn: Turn, office: str, text: str) -> bool:
    """Whether the text says that the head of the office did wrong, by the head's title."""
    return turn.knowledge.understander.accuses_head(text, office)


def nobody_may_judge(turn: Turn, complaint: Complaint, staff: Sequence[StaffMember]) -> bool:
    """Whether it is a case of misconduct about the highest person, above whom the office has nobody."""
    if complaint.examined_by is None or complaint.state not in OPEN:
        return False
    about_head = is_about_head(turn, complaint.office, complaint.text)
    is_about_somebody = about_head or bool(complaint.accused)
    return is_about_somebody and misconduct.examiner(complaint.accused, staff, about_head=about_head) is None


async def sent_outside(turn: Turn, done: Done) -> Done:
    """Where nobody in the office may judge the case: tells the reporter where to take it, and tells nobody in the office."""
    doors = reminders.doors(turn.rules(done.complaint.office))
    ended = await act(turn, done.complaint, Rejected(kind="elsewhere", text=plain("reject_said.outside", doors=doors)), by=CLOCK)
    to_reporter = tuple(notice for notice in ended.notices if notice.person == done.complaint.reporter)
    return Done(complaint=ended.complaint, event=done.event, notices=to_reporter)


async def is_supervised(turn: Turn, office: str) -> bool:
    """Whether an active, reachable supervisor of the office could accept a complaint."""
    return any(Role.SUPERVISOR in member.roles and member.is_there(turn.now) for member in await turn.ports.people.staff(office))


def _informed_offices(before: Complaint, after: Complaint) -> set[str]:
    """The offices whose staff are told: the complaint's own, and the one that it is or was offered to."""
    return {after.office, *(case.offered.office for case in (before, after) if case.offered)}


async def accept_offer(turn: Turn, complaint: Complaint) -> Done:
    """Moves the complaint to the accepting office; a category that it lacks becomes its longest one."""
    offer = complaint.offered
    if offer is None:
        raise Refused("no_such_action")
    rules = turn.rules(offer.office)
    category = complaint.category if rules.knows(complaint.category) else rules.longest_category
    return await act(turn, complaint, OfferAccepted(office=offer.office, unit=offer.unit, text=offer.reason, category=category))


async def visible(turn: Turn, number: str) -> Complaint | None:
    """The complaint, if this person has any role on it; else None."""
    complaint = await turn.ports.complaints.get(number)
    if complaint is None or not (await role_of(turn, complaint)).roles:
        return None
    return complaint


async def unseen(turn: Turn, number: str) -> Refused:
    """The refusal for a case on which this person has no role; the same as for a number that does not exist."""
    complaint = await turn.ports.complaints.get(number)
    return Refused("not_your_unit" if complaint and is_colleague(turn, complaint) else "no_such_complaint")


def is_colleague(turn: Turn, complaint: Complaint) -> bool:
    """Whether the person works in the case's office or has handled it, and so needs no citizen's PIN."""
    return turn.member(complaint.office) is not None or (bool(turn.staff) and turn.person in complaint.handlers)


async def answering(turn: Turn, complaint: Complaint) -> Complaint | None:
    """The main report that answers a merged one; None where it is not merged."""
    return await turn.ports.complaints.get(complaint.merged_into) if complaint.merged_into else None


async def act_on(turn: Turn, number: str, data: Payload) -> Done:
    """`act` on a complaint that this person may see. A stranger gets the same refusal as for a number that does not exist."""
    complaint = await visible(turn, number)
    if complaint is None:
        raise Refused("no_such_complaint")
    return await act(turn, complaint, data)
